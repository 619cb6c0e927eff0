# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_task: queues server tasks, and waits for them, cancels them, or changes their outcome (api: tasks#routes)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.queueable import (
    QUEUEABLE,
    TARGET_ARGUMENTS,
    body_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import with_link
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import (
    CANCELED,
    described,
    entry,
    has_succeeded,
    is_cancelled,
    is_cancelling,
    is_over,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import (
    cancel,
    ends_as,
    found_by_id,
    is_run_again,
    queue,
    send,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.waiter import WAITING_ARGUMENTS, Waiting, wait_for
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

OVER, CANCELLED, ABANDONED, RERUN = "over", "cancelled", "abandoned", "rerun"
OUTCOMES = ("Success", "Failed", "Canceled")
ARGUMENTS: dict[str, dict[str, Any]] = {
    "ids": {"type": "list", "elements": "str"},
    "state": {"type": "str", "choices": [OVER, CANCELLED, ABANDONED, RERUN], "default": OVER},
    "outcome": {"type": "str", "choices": list(OUTCOMES)},
    "reason": {"type": "str"},
    "name": {"type": "str", "choices": list(QUEUEABLE)},
    "description": {"type": "str"},
    **TARGET_ARGUMENTS,
    "wait": {"type": "bool", "default": True},
    **WAITING_ARGUMENTS,
}
# The documented address; the name of a link to it is unverified (api: tasks#states).
ABANDON, ABANDON_ADDRESS = "Abandon", "/abandon"
NOT_THERE = (404, 405)


@dataclass(frozen=True)
class Move:
    """A change of the state of a server task.

    ``needed(task)``: whether the task is in another state; ``move(task, asked)``: moves it, and returns the task to
    wait for; ``after``: the state of the task then, for the diff.
    """

    needed: Callable[[Document], bool]
    move: Callable[[Document, Asked], Document]
    after: str


def look(asked: Asked) -> Intent:
    """Look at the tasks, or decide what to queue."""
    options = asked.options
    if options.get("name") is None:
        return of_existing(asked)
    for option, unset in (("state", OVER), ("outcome", None)):
        if options.get(option) != unset:
            raise OptionError(option, "is for existing server tasks; give ids instead of name")
    body = body_of(options, asked.context)
    of_the_server = QUEUEABLE[options["name"]].of_the_server
    holder = asked.context.client.system() if of_the_server else asked.space.document

    def act() -> Entries:
        whose = None if of_the_server else space_id(asked)
        return finished([queue(asked.context, holder, {**body, "SpaceId": whose})], holder, asked)

    after = {"tasks": [body["Description"]]}
    return Intent({"tasks": []}, after, {"tasks": []}, act, title=f"server task {options['name']}")


def space_id(asked: Asked) -> str | None:
    """The ID of the space at work. Without it, a new task would be the server's (api: tasks#routes).

    The links of the default space come without its ID. A server without spaces has no ID.
    """
    client = asked.context.client
    if asked.space.id or not has_link(client.root, "Spaces"):
        return asked.space.id
    return next((str(each["Id"]) for each in client.documents(client.root, "Spaces") if each.get("IsDefault")), None)


def of_existing(asked: Asked) -> Intent:
    """Decide which of the given tasks have to be moved."""
    options, context = asked.options, asked.context
    for option in (*TARGET_ARGUMENTS, "description"):
        if options.get(option) is not None:
            raise OptionError(option, "is for a new server task; give name instead of ids")
    tasks, missing = found_by_id(options["ids"], asked.space.document, context)
    if missing and not context.check:
        raise OptionError("ids", f"no server task has the ID {listed(missing)}, or this user may not see it")
    for each in missing:
        context.warn(f"ids: no server task has the ID {each!r} yet")
    move = move_of(asked)
    due = [task for task in tasks if move is not None and move.needed(task)]
    for task in due:
        refuse(task, asked)
    ends_well = options.get("outcome") is None and options["state"] == OVER
    # A task that has failed fails this task too, even if it was over before.
    waits = options["wait"] and any(not is_over(each) or (ends_well and not has_succeeded(each)) for each in tasks)

    def act() -> Entries:
        moved = [move.move(each, asked) if move and each in due else each for each in tasks]
        return finished(moved, asked.space.document, asked)

    before = {each["Id"]: each.get("State") for each in tasks}
    after = {**before, **{each["Id"]: move.after for each in due if move}}
    predicted = {"tasks": [entry(each, context) for each in tasks]}
    return Intent({"tasks": before}, {"tasks": after}, predicted, act if due or waits else None, is_change=bool(due))


def move_of(asked: Asked) -> Move | None:
    """The change of state that the options ask for; None for tasks that are only waited for."""
    outcome, state = asked.options.get("outcome"), asked.options["state"]
    if outcome is not None:
        if state != OVER:
            raise OptionError("outcome", f"can't be combined with state {state}")
        if not (asked.options.get("reason") or "").strip():
            raise OptionError("reason", "is missing; the server records why the outcome was changed")
        return Move(lambda task: task.get("State") != outcome, set_outcome, outcome)
    moves = {
        CANCELLED: Move(lambda task: not is_over(task) and not is_cancelling(task), cancelled, "Canceled"),
        ABANDONED: Move(lambda task: not is_over(task), abandoned, "Canceled"),
        RERUN: Move(lambda task: True, rerun, "run again"),
    }
    return moves.get(state)


def refuse(task: Document, asked: Asked) -> None:
    """Raise ``OptionError`` for a change of state that the server does not allow."""
    options = asked.options
    if options.get("outcome") is not None and not is_over(task):
        raise OptionError(
            "outcome", f"the {described(task)} is {task.get('State')}; only a finished task has an outcome"
        )
    if options.get("outcome") is not None and task.get("State") not in OUTCOMES:
        state = task.get("State")
        problem = f"the {described(task)} has ended as {state}, and servers change only the outcomes {listed(OUTCOMES)}"
        raise OptionError("outcome", problem)
    if options["state"] == RERUN and task.get("CanRerun") is False:
        raise OptionError("state", f"the {described(task)} can't be run again: it is not over, or it is a deployment")
    if options["state"] == ABANDONED and not is_cancelling(task):
        problem = f"the {described(task)} is {task.get('State')}; cancel it first, and abandon it if it hangs"
        raise OptionError("state", problem)


def set_outcome(task: Document, asked: Asked) -> Document:
    body = {"state": asked.options["outcome"], "reason": asked.options["reason"]}
    return send(
        task,
        "State",
        body,
        f"set the outcome of {described(task)} to {body['state']}",
        asked.context,
        ends_as(body["state"]),
    )


def cancelled(task: Document, asked: Asked) -> Document:
    return cancel(task, asked.context)


def abandoned(task: Document, asked: Asked) -> Document:
    address = with_link(task, ABANDON, task, ABANDON_ADDRESS) or task
    try:
        return send(
            address, ABANDON, None, f"abandoned {described(task)}", asked.context, ends_as(CANCELED), is_cancelled
        )
    except ServerRefused as refused:
        if refused.status not in NOT_THERE:
            raise
        version = asked.context.client.version
        raise OptionError("state", f"Octopus Server {version} can't abandon server tasks: {refused}") from refused


def rerun(task: Document, asked: Asked) -> Document:
    context = asked.context
    holder = asked.space.document if task.get("SpaceId") else context.client.system()
    is_done = is_run_again(context.client.utc_now(), holder)
    return send(task, "Rerun", {}, f"ran {described(task)} again", context, is_done)


def finished(tasks: Sequence[Document], holder: Document, asked: Asked) -> Entries:
    """The entries of the result; if the task of the playbook waits, after the server tasks are over."""
    options, context = asked.options, asked.context
    if not options["wait"]:
        return {"tasks": [entry(each, context) for each in tasks]}
    ends_well = options.get("outcome") is None and options["state"] in (OVER, RERUN)
    how = Waiting.of(options, asked.show)
    over, lines = wait_for(tasks, holder, context, how, must_succeed=ends_well)
    return {"tasks": [entry(each, context) for each in over], "progress": lines}


def needs_space(parameters: Parameters) -> bool:
    name = parameters.get("name")
    return name is None or not QUEUEABLE[name].of_the_server


TASK = Verb(
    "octopus_task",
    ARGUMENTS,
    look,
    needs_space,
    groups={"mutually_exclusive": (("ids", "name"),), "required_one_of": (("ids", "name"),)},
)
