# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at what has been deployed where, and at what happens there now (api: deployments#deployments-in-a-module)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place, key_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_found import RELEASES
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import is_later
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import has_succeeded, is_over
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UnexpectedAnswer
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

DEPLOYMENTS, RELEASE = "Deployments", "ReleaseId"
CANCELLING = "Cancelling"
# The size of a page: deployments can be large, because each has the changes since the previous deployment.
SOME = 30
DEPLOYMENT = shapes.Shape(
    "an object",
    (dict,),
    tuple((each, shapes.TEXT) for each in ("EnvironmentId", "TenantId", RELEASE, "TaskId", "QueueTime")),
    needs=("Id", "EnvironmentId", RELEASE, "TaskId"),
)


@dataclass(frozen=True)
class Present:
    """The last deployment in a place with its server task; both are None where nothing has been deployed.

    The task is None as well if this user may not see it.
    """

    deployment: Document | None = None
    task: Document | None = None

    def is_of(self, release: Document) -> bool:
        return folded(self.release_id) == folded(release["Id"])

    def runs(self, release: Document) -> bool:
        """Whether this release is what runs in the place."""
        return self.is_of(release) and self.task is not None and has_succeeded(self.task)

    def is_on_its_way(self, release: Document) -> bool:
        """Whether a deployment of this release is queued or executes, and is not being cancelled."""
        return self.is_of(release) and self.task is not None and not is_over(self.task) and self.state != CANCELLING

    @property
    def release_id(self) -> str:
        return "" if self.deployment is None else str(self.deployment[RELEASE])

    @property
    def state(self) -> str | None:
        return None if self.task is None else str(self.task.get("State"))


NOTHING = Present()


def deployments(asked: Asked, project: Document, places: Iterable[tuple[str, str]]) -> Iterator[Document]:
    """The deployments of a project, newest first, and to other places as well if the server ignores a filter.

    ``places``: the IDs of environments and tenants that the caller looks for.
    """
    client, holder = asked.context.client, asked.space.document
    environments, tenants = (list(dict.fromkeys(each)) for each in zip(*places))
    filters = {"projects": project["Id"], "environments": environments, "skip": 0, "take": SOME}
    if all(tenants):
        # No filter asks for deployments without a tenant.
        filters["tenants"] = tenants
    for each in client.documents(holder, DEPLOYMENTS, client.offered(holder, DEPLOYMENTS, filters)):
        shapes.fitting(each, DEPLOYMENT, f"The link {DEPLOYMENTS!r}")
        if each.get("ProjectId", project["Id"]) == project["Id"]:
            yield each


def present(asked: Asked, project: Document, places: Sequence[Place]) -> dict[tuple[str, str], Present]:
    """The last deployment in each place, by its ``key``."""
    last = last_ones(asked, project, places)
    tasks = tasks_of(asked, last.values())
    return {key: Present(each, tasks.get(folded(each["TaskId"]))) for key, each in last.items()}


def last_ones(asked: Asked, project: Document, places: Sequence[Place]) -> dict[tuple[str, str], Document]:
    """The last deployment in each place, by its ``key``.

    A deployment that is scheduled for later does not count, unless this task schedules one as well. Each page is asked
    only for places that earlier pages did not have, because other places may have a long history.
    """
    last: dict[tuple[str, str], Document] = {}
    left = list(places)
    while left:
        read = deployments(asked, project, [(each.environment_id, each.tenant_id) for each in left])
        wanted = {each.key for each in left}
        first = list(islice(read, SOME))
        found = newest(asked, wanted, first)
        is_everything = len(first) < SOME
        if not found and not is_everything:
            found, is_everything = newest(asked, wanted, read), True
        last.update(found)
        left = [] if is_everything else [each for each in left if each.key not in found]
    return last


def newest(
    asked: Asked, wanted: Collection[tuple[str, str]], read: Iterable[Document]
) -> dict[tuple[str, str], Document]:
    """The first deployment of a list for each of some places; the list is read no further than needed."""
    found: dict[tuple[str, str], Document] = {}
    for each in read:
        key = key_of(each)
        if key in wanted and (schedules(asked) or not is_for_later(asked, each.get("QueueTime"))):
            found.setdefault(key, each)
            if len(found) == len(wanted):
                break
    return found


def is_for_later(asked: Asked, time: str | None) -> bool:
    """Whether something is scheduled for a later time; None means now."""
    return is_later(time, asked.context.client.utc_now())


def schedules(asked: Asked) -> bool:
    """Whether this task schedules deployments for a later time."""
    return is_for_later(asked, asked.options["run_at"])


def tasks_of(asked: Asked, found: Collection[Document]) -> dict[str, Document]:
    """The server tasks of deployments, by their folded IDs."""
    ids = [str(each["TaskId"]) for each in found]
    tasks, _missing = found_by_id(ids, asked.space.document, asked.context) if ids else ([], [])
    return {folded(each["Id"]): each for each in tasks}


def successes(
    asked: Asked, project: Document, environment_id: str, tenants: Mapping[str, str | None]
) -> dict[str, Document]:
    """The last successful deployment to an environment, by the ID of the tenant, or an empty text for none."""
    found: dict[str, Document] = {}
    wanted = {folded(each): each for each in tenants}
    read = deployments(asked, project, [(environment_id, each) for each in tenants])
    while len(found) < len(tenants):
        some = list(islice(read, SOME))
        if not some:
            break
        places = ((*key_of(each), each) for each in some)
        left = [
            (wanted[tenant], each)
            for environment, tenant, each in places
            if environment == folded(environment_id) and tenant in wanted and wanted[tenant] not in found
        ]
        tasks = tasks_of(asked, [each for dummy, each in left])
        for tenant, each in left:
            task = tasks.get(folded(each["TaskId"]))
            if task is not None and has_succeeded(task):
                found.setdefault(tenant, each)
    return found


def of_project(asked: Asked, project: Document, release_id: str) -> Document:
    """The release with this ID. Raises ``UnexpectedAnswer`` if it belongs to another project."""
    release: Document = asked.context.client.document(asked.space.document, RELEASES, {"id": release_id})
    if release.get("Id") != release_id or release.get("ProjectId") != project["Id"]:
        raise UnexpectedAnswer(f"The link {RELEASES!r} leads to {release.get('Id')} in place of {release_id}")
    return release
