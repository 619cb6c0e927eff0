# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The progression of the releases of a project, and of the runs of a runbook (api: dashboards#progression)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import lifecycles, releasedefects
from emulator.model import DESCRIBED, RECORDED, Document, Handler, Kind, Route
from emulator.refusals import invalid
from emulator.work import boards, progressions, runbooks, taskruns
from emulator.work.progress import lifecycle_of
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The default and the maximum number of releases [octopus.com/docs/api/progression].
RELEASES, MOST = 3, 100


def of_project(call: Call, nothing: Document) -> Document:
    """``progression/{project}{?releaseHistoryCount}`` and, on newer servers, ``projects/{id}/progression``."""
    octopus = call.octopus
    project = answers.existing(call, "projects", call.values.get("project") or call.values["id"])
    found = boards.deployments(octopus, project["SpaceId"] or "")
    found = [each for each in found if each["ProjectId"] == project["Id"]]
    newest = {each["Id"] for each in boards.current(found)}
    owners = [project, *octopus.children("channels", project)]
    lives: Document = {}
    if octopus.release >= DESCRIBED:
        used = {each["LifecycleId"] for each in owners if each["LifecycleId"]}
        lives = {
            "LifecycleEnvironments": {
                each: named(octopus, of_lifecycle(octopus, project, each)) for each in sorted(used)
            }
        }
    return {
        "Id": None,
        "Environments": named(octopus, boards.environments(octopus, project)),
        "ChannelEnvironments": {each["Id"]: named(octopus, boards.environments(octopus, each)) for each in owners[1:]},
        **lives,
        "Releases": [
            of_release(call, each, [one for one in found if one["ReleaseId"] == each["Id"]], newest)
            for each in releases(call, project, {each["ReleaseId"] for each in found if each["Id"] in newest})
        ],
        "Links": {"Self": call.own},
    }


def releases(call: Call, project: Document, deployed: set[str]) -> list[Document]:
    """The newest releases of a project, and those that are current anywhere (unverified), the newest first."""
    octopus = call.octopus
    number = answers.number(octopus, call.query, "releasehistorycount") or RELEASES
    if number > MOST and octopus.release >= DESCRIBED:
        raise invalid(f"The field releaseHistoryCount must be between 1 and {MOST}.")
    found = octopus.children("releases", project)
    return [each for index, each in enumerate(found) if index < number or each["Id"] in deployed]


def of_release(call: Call, release: Document, made: list[Document], newest: set[str]) -> Document:
    octopus = call.octopus
    lifecycle = lifecycle_of(octopus, release)
    items = [boards.item(octopus, each, each["Id"] in newest) for each in boards.current(made)]
    return {
        "Release": answers.shown(call, "releases", release),
        "Channel": answers.shown(call, "channels", document(octopus, release["ChannelId"])),
        "Deployments": grouped(items),
        "NextDeployments": progressions.following(progressions.phases(octopus, release)),
        "HasUnresolvedDefect": releasedefects.is_blocked(release),
        "ReleaseRetentionPeriod": lifecycle["ReleaseRetentionPolicy"],
        "TentacleRetentionPeriod": lifecycle["TentacleRetentionPolicy"],
    }


def of_lifecycle(octopus: Octopus, project: Document, lifecycle: str) -> list[Document]:
    reached = lifecycles.environments(octopus, {lifecycle})
    found = octopus.visible(octopus.kinds["environments"], project["SpaceId"] or "", False)
    return [each for each in found if reached is None or each["Id"] in reached]


def of_runbook(call: Call, nothing: Document) -> Document:
    """``progression/runbooks/{runbook}``: the newest run in each environment, for each tenant (unverified)."""
    octopus = call.octopus
    runbook = answers.existing(call, "runbooks", call.values["runbook"])
    found = octopus.visible(octopus.kinds["runbookruns"], runbook["SpaceId"] or "", False)
    newest = boards.current(each for each in found if each["RunbookId"] == runbook["Id"])
    return {
        "Id": None,
        "Environments": named(octopus, runbooks.environments(octopus, runbook)),
        "RunbookRuns": grouped([boards.item_of_run(octopus, each) for each in newest]),
        "Links": {"Self": call.own},
    }


def named(octopus: Octopus, found: Iterable[Document]) -> list[Document]:
    """The IDs and the names of documents; newer servers also have links, of which none is known."""
    newer: Document = {"Links": {}} if octopus.release >= DESCRIBED else {}
    return [{"Id": each["Id"], "Name": each["Name"], **newer} for each in found]


def grouped(items: list[Document]) -> Document:
    """Items by their environments."""
    return {
        place: [each for each in items if each["EnvironmentId"] == place]
        for place in dict.fromkeys(each["EnvironmentId"] for each in items)
    }


def wrapped(handle: Handler) -> Handler:
    """The newer form of an answer: inside an object."""

    def handled(call: Call, found: Document) -> Document:
        return {"Progression": handle(call, found)}

    return handled


OF_PROJECT = {
    "{id}/progression": Route(of_project, since=RECORDED),
    "{id}/progression/v1": Route(wrapped(of_project), since=DESCRIBED),
}
KIND = Kind(
    collection="progression",
    link="",
    item_type="Progression",
    id_prefix="Progression",
    props=(),
    slug_since=None,
    routes={
        "runbooks/taskRuns": Route(taskruns.listed),
        "runbooks/{runbook}": Route(of_runbook),
        "runbooks/{runbook}/v1": Route(wrapped(of_runbook), since=DESCRIBED),
        "{project}": Route(of_project),
    },
    is_resource=False,
    has_list=False,
    has_all=False,
    has_documents=False,
)
