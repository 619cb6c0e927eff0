# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The activity of a server task, and the reason that holds it, in words for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.activity import (
    Activity,
    activity_of,
    looked_at,
    pending_interruptions,
    tells_more,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ConnectionFailed

Document = dict[str, Any]
NOW = datetime(2020, 1, 2, tzinfo=UTC)
LINKS = {"QueuedBehind": "/queued-behind{?skip}", "Details": "/details{?verbose,tail}"}
HOME = {"Links": {"Interruptions": "/interruptions{?regarding,pendingOnly}"}}
QUEUED = {"Id": "ServerTasks-2", "State": "Queued", "QueueTime": "2020-01-01T00:00:00Z", "Links": LINKS}


@dataclass
class Answers:
    """A client that answers each link with a document, or with an error."""

    by_link: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, holder: Document, link: str, parameters: Any = None) -> Any:
        self.asked.append(link)
        found = self.by_link[link]
        if isinstance(found, Exception):
            raise found
        return found

    document = get

    def utc_now(self) -> datetime:
        return NOW

    def documents(self, holder: Document, link: str, parameters: Any = None) -> Any:
        yield from self.get(holder, link)["Items"]

    def offered(self, holder: Document, link: str, parameters: Document) -> Document:
        return parameters


def context(client: Answers) -> Context:
    return Context(cast(Client, client), cast(Lookup, None))


def looked(task: Document, **answers: Any) -> tuple[Document | None, Activity, list[str]]:
    client = Answers(answers)
    return *looked_at(task, context(client)), client.asked


def people(ids: list[str], *found: Document, home: Document | None = None) -> tuple[dict[str, Activity], list[str]]:
    client = Answers({"Interruptions": {"Items": found}})
    return pending_interruptions(ids, HOME if home is None else home, context(client)), client.asked


def ahead(*names: str) -> Document:
    return {"Items": [{"Id": f"ServerTasks-{number}9", "Description": name} for number, name in enumerate(names)]}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("Deploy a",), "is queued behind Deploy a"),
        (("a", "b", "c", "d", "e"), "is queued behind a, b, c and 2 more"),
    ],
)
def test_a_task_is_queued_behind_others(names: tuple[str, ...], words: str) -> None:
    assert looked(QUEUED, QueuedBehind=ahead(*names)) == (None, Activity(words), ["QueuedBehind"])


def test_a_task_is_not_queued_behind_itself() -> None:
    assert looked(QUEUED, QueuedBehind={"Items": [QUEUED]})[1].words == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"PendingPreconditionTypes": ["Approval"]}, "waits for a precondition (Approval)"),
        ({"QueueTime": "2020-01-03T00:00:00Z"}, "is scheduled for 2020-01-03T00:00:00Z"),
        # The clocks differ.
        ({"QueueTime": "2020-01-02T00:00:59Z", "PendingPreconditionTypes": []}, ""),
        ({"HasPendingInterruptions": True}, "waits for a person"),
    ],
)
def test_a_task_itself_says_what_holds_it(more: Document, words: str) -> None:
    task, client = {**QUEUED, **more}, Answers()
    assert activity_of(task, context(client)) == Activity(words)
    # Interruptions have titles, and a task may wait its turn.
    assert tells_more(task, HOME, context(client)) is ("HasPendingInterruptions" in more or not words)
    assert client.asked == []


@pytest.mark.parametrize(
    ("state", "more"), [("Queued", True), ("Executing", True), ("Cancelling", False), ("Success", False)]
)
def test_the_server_says_more_about_some_tasks(state: str, more: bool) -> None:
    task = {**QUEUED, "State": state}
    assert (activity_of(task, context(Answers())), tells_more(task, HOME, context(Answers()))) == (Activity(), more)
    assert not tells_more({**task, "Links": {}}, HOME, context(Answers()))


def interruption(number: int, **more: Any) -> Document:
    about = {"TaskId": f"ServerTasks-{number}", "RelatedDocumentIds": []}
    return {"Id": f"Interruptions-{number}", "Title": "Approve", "IsPending": True, **about, **more}


def test_one_request_shows_what_several_tasks_ask_people() -> None:
    mine = [interruption(2), interruption(3, TaskId=None, RelatedDocumentIds=["ServerTasks-3"])]
    found, asked = people(["ServerTasks-2", "ServerTasks-3"], *mine, interruption(4), interruption(2, IsPending=False))
    assert asked == ["Interruptions"]
    words = {each: f"waits for a person: Approve (Interruptions-{each[-1]})" for each in found}
    assert {each: activity.words for each, activity in found.items()} == words
    assert [activity.interruptions for activity in found.values()] == [(mine[0],), (mine[1],)]


@pytest.mark.parametrize(("home", "asked"), [(HOME, ["Interruptions"]), ({}, [])])
def test_an_interruption_that_this_user_may_not_see(home: Document, asked: list[str]) -> None:
    hidden = Activity("waits for a person: an interruption that this user may not see", None, ())
    assert people(["ServerTasks-2"], home=home) == ({"ServerTasks-2": hidden}, asked)


def test_a_running_task_has_a_step_and_a_percentage() -> None:
    step = {"Name": "Step 2: Deploy", "Status": "Running", "Children": [], "LogElements": []}
    root = {"Name": "Deploy", "Status": "Running", "Children": [step], "LogElements": []}
    running, done = ({**QUEUED, "State": state} for state in ("Executing", "Success"))
    details = {"Task": done, "ActivityLogs": [root], "Progress": {"ProgressPercentage": 40}}
    assert looked(running, Details=details) == (done, Activity("Step 2: Deploy", 40), ["Details"])


@pytest.mark.parametrize("task", [None, {}, [], {"Id": "ServerTasks-2"}, {"Id": "ServerTasks-3", "State": "Success"}])
def test_details_without_their_task_do_not_say_how_it_is(task: Any) -> None:
    details = {"Task": task, "ActivityLogs": [], "Progress": {"ProgressPercentage": 40}}
    assert looked({**QUEUED, "State": "Executing"}, Details=details)[0] is None


@pytest.mark.parametrize("state", ["Queued", "Executing"])
def test_a_look_that_fails_does_not_matter(state: str) -> None:
    gone = ConnectionFailed("cut off")
    assert looked({**QUEUED, "State": state}, QueuedBehind=gone, Details=gone)[:2] == (None, Activity())
