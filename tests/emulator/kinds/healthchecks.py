# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a health check finds, and leaves at the machines (octopus-api.md 3.5, 3.29)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emulator.kinds import events
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# A machine whose address ends like this never answers, so that failing health checks can be tried.
UNREACHABLE = ".invalid"


def finish(octopus: Octopus, task: Document) -> str:
    """A health check leaves its result at the machines; returns why the task failed."""
    if task["Name"] != "Health":
        return ""
    failed = []
    for collection, machine in checked(octopus, task):
        host = urlsplit(machine["Uri"] or "").hostname or ""
        healthy = not host.endswith(UNREACHABLE)
        failed += [] if healthy else [machine["Name"]]
        found(octopus, collection, machine, "Healthy" if healthy else "Unavailable")
    return f"The health check failed on: {', '.join(failed)}" if failed else ""


# What a machine says of each state of health; the wordings are unverified.
SUMMARIES = {
    "Healthy": "Octopus was able to contact this machine.",
    "HasWarnings": "The health check found warnings.",
    "Unhealthy": "The health check failed.",
    "Unavailable": "The machine did not answer.",
}


def found(octopus: Octopus, collection: str, machine: Document, status: str, at: str = "") -> None:
    """Leave the result of a check at a machine, and the event where its health is another than before."""
    at = at or octopus.now()
    events.health_changed(octopus, machine, status, at)
    reached = status in ("Healthy", "HasWarnings")
    latest = {"HasLatestCalamari": True} if reached else {}
    result = {"HealthStatus": status, "StatusSummary": SUMMARIES[status], "_checked": at, **latest}
    octopus.save(octopus.kinds[collection], {**machine, **result})


def checked(octopus: Octopus, task: Document) -> list[tuple[str, Document]]:
    """The machines that a health check looks at: those named, or all of an environment, a pool or the space."""
    arguments, space = task["Arguments"], task.get("SpaceId") or ""
    wanted = arguments.get("MachineIds")
    if wanted is not None:
        found = [octopus.store.get(str(each)) for each in wanted]
        return [each for each in found if each and each[0] in ("machines", "workers")]
    environment, pool = arguments.get("EnvironmentId"), arguments.get("WorkerpoolId")
    targets = [("machines", each) for each in octopus.store.all("machines", space)]
    workers = [("workers", each) for each in octopus.store.all("workers", space)]
    if environment:
        return [each for each in targets if environment in each[1]["EnvironmentIds"]]
    if pool:
        return [each for each in workers if pool in each[1]["WorkerPoolIds"]]
    return targets + workers
