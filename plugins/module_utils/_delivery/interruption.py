# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_interruption: answers what server tasks ask of people (api: interruptions#answering-one)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    DEPLOYABLE,
    PROJECTS,
    TEAMS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, has_id

MANUAL, GUIDED = "ManualIntervention", "GuidedFailure"
TYPES = (MANUAL, GUIDED, "PullRequestCompletion", "ArgoCDApplicationSync", "KubernetesResourceVerification")
# The end of the title of a guided failure, which identifies it on servers that send no type.
GUIDANCE = " requires failure guidance"
EXCLUDE = "Exclude"
ANSWERS = ("Proceed", "Abort", "Retry", "Ignore", "Fail", EXCLUDE)
BUTTONS, NOTES = "SubmitButtonGroup", "Notes"
# The options that name a document that an interruption is about.
ABOUT = {"project": PROJECTS, "environment": DEPLOYABLE, "tenant": TENANTS}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "task": {"type": "str"},
    **{option: {"type": "str"} for option in ABOUT},
    "title": {"type": "str"},
    "type": {"type": "str", "choices": list(TYPES)},
    "answer": {"type": "str", "choices": list(ANSWERS)},
    "notes": {"type": "str"},
}
# The links of deployments and runs, by the beginning of their IDs.
OWNERS = {"deployments": "Deployments", "runbookruns": "RunbookRuns"}
FORBIDDEN = 403
FORM = shapes.Shape("an object", (dict,), (("Values", shapes.OBJECT), ("Elements", shapes.OBJECTS)))
INTERRUPTION = shapes.Shape(
    "an object", (dict,), (("Title", shapes.TEXT), ("RelatedDocumentIds", shapes.TEXTS), ("Form", FORM))
)


def look(asked: Asked) -> Intent:
    """Find the pending interruptions, and whether this user may answer them."""
    options = asked.options
    if options.get("notes") is not None and options.get("answer") is None:
        raise OptionError("notes", "can only be given with an answer; give answer too")
    found = list(matching(asked)) if asked.space.document else []
    if not found and asked.space.document and options.get("task"):
        look_for_task(options["task"].strip(), asked)
    pending = [each for each in found if is_pending(each)]
    wanted: str | None = options.get("answer")
    due = pending if wanted is None else answerable(pending, wanted)
    for each in due:
        refuse_others(each, asked)
    # Without an answer, the task only takes responsibility.
    acting = [each for each in due if wanted is not None or not each.get("HasResponsibility")]
    if not pending:
        warn_of_another_answer(found, asked)
    before = {described(each): "pending" for each in acting}
    after = {described(each): wanted or "pending, this user is responsible" for each in acting}
    predicted = {"interruptions": [entry(each) for each in found]}

    def act() -> Entries:
        now = {each["Id"]: answer(each, asked) for each in acting}
        return {"interruptions": [entry(now.get(each["Id"], each)) for each in found]}

    return Intent(
        {"interruptions": before},
        {"interruptions": after},
        predicted,
        act if acting else None,
    )


def matching(asked: Asked) -> Iterator[Document]:
    """The interruptions that the options describe, newest first; with ``task``, answered ones are among them."""
    options, client = asked.options, asked.context.client
    about = [
        resolved(location, options[option], asked.context, option)
        for option, location in ABOUT.items()
        if options.get(option) is not None
    ]
    wanted = [*([options["task"].strip()] if options.get("task") else []), *about]
    query = {"regarding": wanted[0], **({} if options.get("task") else {"pendingOnly": "true"})}
    query = client.offered(asked.space.document, "Interruptions", query)
    for each in client.documents(asked.space.document, "Interruptions", query):
        shapes.fitting(each, INTERRUPTION, "The link 'Interruptions'")
        related = {folded(one) for one in (each.get("TaskId") or "", *(each.get("RelatedDocumentIds") or ()))}
        fits = {"title": each.get("Title"), "type": type_of(each)}
        if {folded(one) for one in wanted} <= related and all(
            options.get(option) is None or folded(str(value)) == folded(options[option])
            for option, value in fits.items()
        ):
            yield each


def look_for_task(task_id: str, asked: Asked) -> None:
    """Raise ``OptionError`` if the space has no server task, deployment or run with this ID; in check mode warn."""
    client, space = asked.context.client, asked.space.document
    link = OWNERS.get(folded(task_id).partition("-")[0], "Tasks")
    if not has_link(space, link):
        return
    try:
        if has_id(client.document(space, link, {"id": task_id}), task_id):
            return
    except ServerRefused as refused:
        if refused.status == FORBIDDEN:
            # A user who may not see a task may still see its interruptions.
            return
        if refused.status != NOT_FOUND:
            raise
    problem = f"there is nothing to answer: the space has no server task, deployment or run with the ID {task_id!r}"
    if not asked.context.check:
        raise OptionError("task", f"{problem}, or this user may not see it")
    asked.context.warn(f"task: {problem} yet")


def is_pending(interruption: Document) -> bool:
    return bool(interruption.get("IsPending"))


def type_of(interruption: Document) -> str:
    title = str(interruption.get("Title") or "")
    return str(interruption.get("Type") or (GUIDED if title.endswith(GUIDANCE) else MANUAL))


def question(interruption: Document) -> Document | None:
    """The element of the form that takes the answer."""
    elements = (interruption.get("Form") or {}).get("Elements") or ()
    return next((each for each in elements if (each.get("Control") or {}).get("Type") == BUTTONS), None)


def choices(interruption: Document) -> list[str]:
    """The answers that an interruption takes."""
    buttons = ((question(interruption) or {}).get("Control") or {}).get("Buttons") or ()
    found = [str(each.get("Value") or each.get("Text")) for each in buttons if isinstance(each, dict)]
    # The form has a button for EXCLUDE only if a machine can be left out, but servers accept this answer without one.
    return [*found, *([EXCLUDE] if type_of(interruption) == GUIDED and EXCLUDE not in found else [])]


def answerable(pending: Sequence[Document], given: str) -> list[Document]:
    """The interruptions that take this answer. Raises ``OptionError`` if none does, although some are pending."""
    found = [each for each in pending if given in choices(each)]
    if pending and not found:
        takes = "; ".join(f"{described(each)} takes {', '.join(choices(each)) or 'no answer'}" for each in pending)
        raise OptionError("answer", f"{given} does not answer the question: {takes}")
    return found


def refuse_others(interruption: Document, asked: Asked) -> None:
    """Raise ``OptionError`` for an interruption that this user can't answer."""
    if interruption.get("HasResponsibility"):
        return
    if interruption.get("ResponsibleUserId"):
        problem = f"{responsible_user(interruption, asked)} has taken responsibility for {described(interruption)}"
        raise OptionError("task" if asked.options.get("task") else "project", f"{problem}, and nobody else can answer")
    if interruption.get("CanTakeResponsibility") is False:
        teams = listed(asked.context.resolver.names(TEAMS, interruption.get("ResponsibleTeamIds") or ()))
        reason = f"which is left to members of {teams}" if teams else "because a permission is missing"
        raise OctopusError(f"This user can't answer {described(interruption)}, {reason}")


def responsible_user(interruption: Document, asked: Asked) -> str:
    try:
        user = asked.context.client.document(interruption, "Responsible")
    except OctopusError:
        return str(interruption["ResponsibleUserId"])
    return str(user.get("DisplayName") or user.get("Username") or interruption["ResponsibleUserId"])


def answer(interruption: Document, asked: Asked) -> Document:
    """Take responsibility for an interruption, and submit the answer if there is one."""
    client, context, options = asked.context.client, asked.context, asked.options
    if not interruption.get("HasResponsibility"):
        client.send("PUT", interruption, "Responsible")
        context.did(f"took responsibility for {described(interruption)}")
    read = partial(client.document, interruption, "Self")
    if options.get("answer") is None:
        return read()
    body = {str((question(interruption) or {}).get("Name")): options["answer"], NOTES: options.get("notes") or ""}
    done = f"answered {described(interruption)} with {options['answer']}"
    try:
        client.send("POST", interruption, "Submit", body)
    except AnswerLost as lost:
        look_again(lost, lambda: not is_pending(read()), done)
        raise
    except ServerRefused as refused:
        now = read()
        if is_pending(now) or given(now) != options["answer"]:
            raise
        context.warn(f"{described(interruption)} was answered in the same way at the same moment: {refused}")
        return now
    context.did(done)
    return read()


def warn_of_another_answer(found: Sequence[Document], asked: Asked) -> None:
    """Warn if nothing is pending, and the newest answer differs from that of the options."""
    wanted = asked.options.get("answer")
    newest = next(iter(found), None)
    if newest is not None and wanted is not None and given(newest) not in (None, wanted):
        asked.context.warn(f"answer: {described(newest)} was answered with {given(newest)} before, not with {wanted}")


def given(interruption: Document) -> str | None:
    """The answer that an interruption has got."""
    name = (question(interruption) or {}).get("Name")
    found = ((interruption.get("Form") or {}).get("Values") or {}).get(name)
    return None if found is None else str(found)


def described(interruption: Document) -> str:
    return f"{interruption.get('Title')} ({interruption.get('Id')})"


def entry(interruption: Document) -> dict[str, Any]:
    """An interruption for a result."""
    form = interruption.get("Form") or {}
    texts = [each.get("Control") or {} for each in form.get("Elements") or ()]
    return {
        "id": interruption["Id"],
        "title": interruption.get("Title"),
        "type": type_of(interruption),
        "task_id": interruption.get("TaskId"),
        "is_pending": is_pending(interruption),
        "instructions": next((each.get("Text") for each in texts if each.get("Type") == "Paragraph"), None),
        "choices": choices(interruption),
        "answer": given(interruption),
        "notes": (form.get("Values") or {}).get(NOTES),
        "responsible_user_id": interruption.get("ResponsibleUserId"),
    }


INTERRUPTIONS = Verb("octopus_interruption", ARGUMENTS, look, groups={"required_one_of": (("task", "project"),)})
