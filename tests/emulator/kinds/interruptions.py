# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Interruptions: questions to people that a task waits for (api: interruptions#interruption).

A manual intervention puts its task back into the queue, a guided failure leaves it executing (api: tasks#states).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers, clock, shaping
from emulator.handlers import Call
from emulator.kinds import events, teams
from emulator.model import DESCRIBED, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid
from emulator.work.execution import GUIDED, MANUAL, Question
from emulator.work.logs import root_id
from emulator.work.states import BLOCKING, INTERRUPTED, RUN, about, finished, is_over, save

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The answers of each type, and those that need a confirmation.
ANSWERS = {MANUAL: ("Result", ("Proceed", "Abort")), GUIDED: ("Guidance", ("Fail", "Retry", "Ignore"))}
EXCLUDE = "Exclude"
# The property of an interruption with the key of a run's question.
KEY = "_key"
CONFIRMED = ("Abort",)
# The answers after which a task without steps fails.
FATAL = ("Abort", "Fail")
# Neither description has it; the release that brought it is unverified.
TYPED: Release = (2022, 1)
SUBMIT = "InterruptionViewSubmitResponsible"


def begin(
    octopus: Octopus,
    task: Document,
    sort: str,
    title: str,
    text: str,
    team_ids: list[str],
    question: Question | None = None,
) -> Document:
    """Interrupt a task: ``title`` is the step's name for a manual intervention; ``text``: the instructions.

    ``question``: the question of a run that the answer is for.
    """
    if sort not in ANSWERS:
        raise invalid(f"Type is one of {', '.join(ANSWERS)}.")
    if is_over(task):
        raise invalid("A task that is over can't be interrupted.")
    number = octopus.store.next_number(KIND.id_prefix)
    related = [about(task, each) for each in ("DeploymentId", "RunbookRunId", "ProjectId", "EnvironmentId")]
    made = octopus.make(
        KIND.collection,
        {
            "Id": f"{KIND.id_prefix}-{number}",
            "SpaceId": task.get("SpaceId"),
            "Title": title,
            "Type": sort,
            "Created": octopus.now(),
            "IsPending": True,
            "Form": form(sort, text, bool(question and question.required)),
            "RelatedDocumentIds": [each for each in (*related[:2], task["Id"], *related[2:]) if each],
            "ResponsibleTeamIds": team_ids,
            "ResponsibleUserId": None,
            "TaskId": task["Id"],
            "CorrelationId": question.node if question else root_id(task["Id"]),
            KEY: question.key if question else "",
            "IsLinkedToOtherInterruption": False,
        },
        number,
    )
    related_ids = made["RelatedDocumentIds"]
    events.keep(octopus, f"{sort}InterruptionRaised", made, "Interruption {} was raised", title, related_ids)
    # A manual step that is a child leaves its task executing.
    state = "Queued" if sort == MANUAL and not (question and question.below) else "Executing"
    types = [*(task.get(INTERRUPTED) or ()), sort]
    start = task["StartTime"] or octopus.now()
    save(
        octopus, task, State=state, StartTime=start, _due=None, **{INTERRUPTED: types, BLOCKING: blocks(task, question)}
    )
    octopus.pending.pop(task["Id"], None)
    return made


def blocks(task: Document, question: Question | None) -> bool:
    return bool(task.get(BLOCKING) or (question and question.blocking))


def form(sort: str, text: str, required: bool = False) -> Document:
    """``required``: whether the step is required, so that a failure of it can't be ignored."""
    element, buttons = ANSWERS[sort]
    buttons = tuple(each for each in buttons if not required or each != "Ignore")
    shown = [{"Text": each, "Value": each, "RequiresConfirmation": each in CONFIRMED} for each in buttons]
    controls = {
        "Instructions": ({"Type": "Paragraph", "Text": text, "ResolveLinks": False}, False),
        "Notes": ({"Type": "TextArea", "Label": "Notes"}, False),
        element: ({"Type": "SubmitButtonGroup", "Buttons": shown}, sort == GUIDED),
    }
    return {
        "Values": dict.fromkeys(controls),
        "Elements": [
            {"Name": name, "Control": control, "IsValueRequired": required}
            for name, (control, required) in controls.items()
        ],
    }


def may_answer(octopus: Octopus, user: Document, interruption: Document) -> bool:
    """Whether a user is in a responsible team; without one, anybody with the permission may answer."""
    responsible = set(interruption["ResponsibleTeamIds"])
    mine = {each["Id"] for each in teams.of_user(octopus, user["Id"])}
    allowed = teams.may(octopus, user["Id"], SUBMIT, interruption.get("SpaceId") or "")
    return allowed and (not responsible or bool(responsible & mine))


def acting_user(octopus: Octopus) -> Document:
    """The user that sends the present request."""
    return next(each for each in octopus.store.all("users") if each["Username"] == octopus.acting)


def shown(octopus: Octopus, interruption: Document) -> Document:
    user = acting_user(octopus)
    typed = octopus.release >= TYPED
    newer: Document = {"PullRequests": []} if octopus.release >= DESCRIBED else {}
    return {
        **newer,
        **{key: value for key, value in interruption.items() if typed or key != "Type"},
        "CanTakeResponsibility": interruption["IsPending"] and may_answer(octopus, user, interruption),
        "HasResponsibility": interruption["ResponsibleUserId"] == user["Id"],
    }


def responsible(call: Call, interruption: Document) -> Any:
    """``GET`` and ``PUT {id}/responsible``: the responsible user."""
    octopus = call.octopus
    if call.method == "PUT":
        if not interruption["IsPending"]:
            raise invalid("This interruption has already been submitted, possibly by another user.")
        user = octopus.store.get(call.user)
        if user is None or not may_answer(octopus, user[1], interruption):
            # The wording is unverified.
            raise invalid("You are not a member of a team that is responsible for this interruption.")
        # Unverified: whether one user may take over another user's interruption.
        interruption = octopus.save(KIND, {**interruption, "ResponsibleUserId": call.user})
    if not interruption["ResponsibleUserId"]:
        return None
    return answers.shown(call, "users", answers.existing(call, "users", interruption["ResponsibleUserId"]))


def submit(call: Call, interruption: Document) -> Document:
    """``POST {id}/submit`` with the values of the form (api: interruptions#answering-one)."""
    octopus = call.octopus
    if not interruption["IsPending"]:
        raise invalid("The interruption has already been submitted.")
    if interruption["ResponsibleUserId"] is None:
        raise invalid("You must take responsibility for this interruption before attempting to submit it.")
    if interruption["ResponsibleUserId"] != call.user:
        raise invalid(
            "Someone else has taken responsibility for this interruption, and only they are allowed to submit it."
        )
    values = filled(interruption, call.body if isinstance(call.body, dict) else {})
    made = octopus.save(KIND, {**interruption, "IsPending": False, "Form": {**interruption["Form"], "Values": values}})
    # The beginning of the message is known, the category is unverified (api: interruptions#interruption).
    title, related = made["Title"], made["RelatedDocumentIds"]
    events.keep(octopus, events.MODIFIED, made, "Submitted interruption {}", title, related, by=octopus.acting)
    continue_task(octopus, made, next((values[each] for each in ("Result", "Guidance") if values.get(each)), None))
    return answers.shown(call, KIND.collection, made)


def filled(interruption: Document, sent: Document) -> Document:
    """The values of the form. Raises a refusal that lists the mistakes."""
    members = shaping.spelled(sent)
    values: Document = {}
    errors = []
    for element in interruption["Form"]["Elements"]:
        name, control = element["Name"], element["Control"]
        value = members.get(name.casefold())
        if control["Type"] == "Paragraph":
            if value:
                errors.append(f"Values are not supported for {name}")
            value = None
        elif not value and element["IsValueRequired"]:
            errors.append(f"A value is required for {name}")
        elif value and control["Type"] == "SubmitButtonGroup" and not offered(control, str(value)):
            # The wording for a value that no button has is unverified.
            errors.append(f"The value '{value}' is not in the correct format")
        values[name] = value
    if errors:
        raise invalid("There were errors with the form.", *errors)
    return values


def offered(control: Document, value: str) -> bool:
    return value in [*(each["Value"] for each in control["Buttons"]), EXCLUDE]


def continue_task(octopus: Octopus, interruption: Document, answer: Any) -> None:
    """Let the task of an answered interruption continue, or fail."""
    found = octopus.store.get(interruption["TaskId"])
    if found is None or is_over(found[1]):
        return
    task = found[1]
    left = [
        each
        for each in octopus.store.holding(KIND.collection, "TaskId", task["Id"])
        if each["IsPending"] and each["Id"] != interruption["Id"]
    ]
    freed = {**task, INTERRUPTED: [each["Type"] for each in left]}
    if interruption.get(KEY):
        answered(octopus, freed, interruption[KEY], answer, bool(left))
    elif answer in FATAL:
        finished(octopus, freed, "Failed", f"{interruption['Title']}: {answer}")
    elif left:
        save(octopus, freed)
    else:
        # A queued task takes another turn in the queue (api: tasks#states).
        now = clock.seconds()
        save(octopus, freed, _due=now + octopus.task_seconds)
        octopus.pending[task["Id"]] = now if task["State"] == "Queued" else now + octopus.task_seconds


def answered(octopus: Octopus, task: Document, key: str, answer: Any, waits: bool) -> None:
    """Give a run the answer to its question. A queued task takes another turn in the queue (api: tasks#states).

    Unverified: a manual intervention that is submitted without a result is aborted.
    """
    now, queued = clock.seconds(), task["State"] == "Queued"
    run = task[RUN]
    answers = {**run["answers"], key: {"answer": answer, "at": None if queued else now}}
    save(octopus, task, _due=now, **{RUN: {**run, "answers": answers}})
    if not (queued and waits):
        octopus.pending[task["Id"]] = now


def regarding(octopus: Octopus, interruption: Document, value: str) -> bool:
    wanted = {each.strip().casefold() for each in value.split(",")}
    return bool(wanted & {each.casefold() for each in interruption["RelatedDocumentIds"]})


def is_pending(octopus: Octopus, interruption: Document, value: str) -> bool:
    return bool(interruption["IsPending"]) or value.casefold() != "true"


KIND = Kind(
    collection="interruptions",
    link="Interruptions",
    item_type="Interruption",
    id_prefix="Interruptions",
    permission="Interruption",
    unique=False,
    slug_since=None,
    named_by="Title",
    order="Created",
    newest_first=True,
    parameters="skip,take,regarding,pendingOnly,ids",
    props=(
        Prop("Title", computed=True),
        Prop("Type", computed=True, since=TYPED),
        Prop("Created", computed=True),
        Prop("Form", "dict", computed=True),
        Prop("PullRequests", "list", computed=True, since=DESCRIBED),
        *(Prop(name, "list", computed=True) for name in ("RelatedDocumentIds", "ResponsibleTeamIds")),
        *(Prop(name, computed=True) for name in ("ResponsibleUserId", "TaskId", "CorrelationId")),
        *(
            Prop(name, "bool", computed=True)
            for name in ("IsPending", "CanTakeResponsibility", "HasResponsibility", "IsLinkedToOtherInterruption")
        ),
    ),
    filters={"regarding": regarding, "pendingonly": is_pending},
    links={"Submit": "{self}/submit", "Responsible": "{self}/responsible"},
    routes={
        "{id}/responsible": Route(responsible, ("GET", "PUT"), permission=SUBMIT, gives="users"),
        "{id}/submit": Route(submit, ("POST",), permission=SUBMIT, gives="interruptions"),
    },
    shown=shown,
    can_create=False,
    can_change=False,
    can_delete=False,
    has_all=False,
)
