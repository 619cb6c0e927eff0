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
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.activity import Activity, activity, with_activity
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


def seen(task: Document, **answers: Any) -> tuple[Activity, list[str]]:
    client = Answers(answers)
    return activity(task, HOME, Context(cast(Client, client), cast(Lookup, None))), client.asked


def seen_with(task: Document, details: Any) -> tuple[Document, Activity] | None:
    return with_activity(task, Context(cast(Client, Answers({"Details": details})), cast(Lookup, None)))


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
    assert seen(QUEUED, QueuedBehind=ahead(*names)) == (Activity(words), ["QueuedBehind"])


def test_a_task_is_not_queued_behind_itself() -> None:
    assert seen(QUEUED, QueuedBehind={"Items": [QUEUED]})[0].words == ""


def test_a_task_waits_for_an_approval_before_it_starts() -> None:
    task = {**QUEUED, "PendingPreconditionTypes": ["Approval"]}
    assert seen(task) == (Activity("waits for a precondition (Approval)"), [])


def test_a_task_is_scheduled_by_the_clock_of_the_client() -> None:
    task = {**QUEUED, "QueueTime": "2020-01-03T00:00:00Z"}
    assert seen(task) == (Activity("is scheduled for 2020-01-03T00:00:00Z"), [])


def test_a_task_waits_for_a_person() -> None:
    task = {**QUEUED, "HasPendingInterruptions": True}
    mine = {"Id": "Interruptions-1", "Title": "Approve", "IsPending": True, "TaskId": "ServerTasks-2"}
    others = {**mine, "Id": "Interruptions-2", "TaskId": "ServerTasks-3"}
    found, asked = seen(task, Interruptions={"Items": [mine, others]})
    assert (found.words, asked) == ("waits for a person: Approve (Interruptions-1)", ["Interruptions"])
    assert found.interruptions == (mine,)


def test_an_interruption_that_this_user_may_not_see() -> None:
    found, _asked = seen({**QUEUED, "HasPendingInterruptions": True}, Interruptions={"Items": []})
    assert found.words == "waits for a person: an interruption that this user may not see"


def test_a_running_task_has_a_step_and_a_percentage() -> None:
    step = {"Name": "Step 2: Deploy", "Status": "Running", "Children": [], "LogElements": []}
    root = {"Name": "Deploy", "Status": "Running", "Children": [step], "LogElements": []}
    running, done = ({**QUEUED, "State": state} for state in ("Executing", "Success"))
    details = {"Task": done, "ActivityLogs": [root], "Progress": {"ProgressPercentage": 40}}
    assert seen(running, Details=details)[0] == Activity("Step 2: Deploy", 40)
    assert seen_with(running, details) == (done, Activity("Step 2: Deploy", 40))


@pytest.mark.parametrize("task", [None, {}, [], {"Id": "ServerTasks-2"}, {"Id": "ServerTasks-3", "State": "Success"}])
def test_details_without_their_task_do_not_say_how_it_is(task: Any) -> None:
    assert seen_with({**QUEUED, "State": "Executing"}, {"Task": task, "ActivityLogs": [], "Progress": {}}) is None


@pytest.mark.parametrize("state", ["Queued", "Executing"])
def test_a_look_that_fails_does_not_matter(state: str) -> None:
    gone = ConnectionFailed("cut off")
    assert seen({**QUEUED, "State": state}, QueuedBehind=gone, Details=gone)[0] == Activity()
    assert seen_with({**QUEUED, "State": state}, gone) is None
