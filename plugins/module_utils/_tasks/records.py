# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records: the documents that no task manages, because they say what has happened."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS, RUNBOOKS
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Naming, Parent


@dataclass(frozen=True)
class Record:
    """A kind of records. ``moment``: the property that says when a record was made; empty if the records have no time.

    ``newest_first``: whether a server lists the records in the order of their moments, the newest first (api:
    collections#order). ``of_tenant``: the location of the records of a tenant, if it is another one. ``needs``: the
    options without which no address is known. ``found_by``: the options that find a record of a kind without names.
    """

    kind: str
    location: Location
    moment: str
    newest_first: bool = True
    of_tenant: Location | None = None
    needs: tuple[str, ...] = ()
    found_by: str = ""

    @property
    def plural(self) -> str:
        return f"{self.kind}{'es' if self.kind.endswith('s') else 's'}"

    @property
    def names(self) -> tuple[str, str, str]:
        """The kind in the singular and in the plural, and the name of its link."""
        return self.kind, self.plural, self.location.link


RELEASES = Location(
    "Releases", "release", naming=Naming(prop="Version"), parent=Parent(PROJECTS, "ProjectId", "Releases")
)
PROGRESSION = Location("Progression", "progression", parent=Parent(PROJECTS, "ProjectId", "Progression"))
SNAPSHOTS = Location("RunbookSnapshots", "runbook snapshot", parent=Parent(RUNBOOKS, "RunbookId", "RunbookSnapshots"))
TASKS = Location("Tasks", "server task", naming=Naming(prop="Description"))
RECORDS = (
    Record(
        "artifact",
        Location("Artifacts", "artifact", naming=Naming(prop="Filename")),
        "Created",
        found_by="ids, project or parameters.regarding",
    ),
    Record(
        "build_information",
        Location("BuildInformation", "build information"),
        "Created",
        newest_first=False,
        found_by="ids or parameters.packageId",
    ),
    # The entries of the board are the last deployments, one for each project, environment and tenant.
    Record(
        "dashboard",
        Location("DashboardDynamic", "entry of the dashboard"),
        "Created",
        newest_first=False,
        found_by="project, environment, tenant or states",
    ),
    Record("deployment", Location("Deployments", "deployment"), "Created"),
    Record(
        "event",
        Location("Events", "event", naming=Naming(prop="Message")),
        "Occurred",
        found_by="ids, project, environment, user, since or until",
    ),
    Record(
        "interruption",
        Location("Interruptions", "interruption", naming=Naming(prop="Title")),
        "Created",
        found_by="ids, project or parameters.regarding",
    ),
    # One document for a project and an environment, or a tenant there (api: dashboards#live-status).
    Record(
        "live_status",
        Location("LiveStatus", "live status"),
        "",
        newest_first=False,
        of_tenant=Location("TenantedLiveStatus", "live status"),
        needs=("project", "environment"),
        found_by="project, environment and tenant",
    ),
    Record(
        "package",
        Location("Packages", "package", naming=Naming(prop="Title")),
        "Published",
        newest_first=False,
        found_by="ids or parameters.nuGetPackageId",
    ),
    # One document for a project: its last releases with their deployments (api: dashboards#progression).
    Record("progression", PROGRESSION, "", newest_first=False, found_by="project"),
    Record("release", RELEASES, "Assembled"),
    Record("runbook_run", Location("RunbookRuns", "run of a runbook"), "Created"),
    Record("runbook_snapshot", SNAPSHOTS, "Assembled"),
    # A task that was scheduled long ago may have a later moment than the tasks that were queued after it.
    Record("task", TASKS, "QueueTime", newest_first=False),
)
BY_NAME = {name: each for each in RECORDS for name in each.names}
