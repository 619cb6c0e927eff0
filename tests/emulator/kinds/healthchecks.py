# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of health checks, which are stored in the machines (api: machines#target, tasks#task)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emulator.kinds import events
from emulator.kinds.schedules import instant
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# A machine whose address ends like this never answers, so that tests can have a failing health check.
UNREACHABLE = ".invalid"


def finish(octopus: Octopus, task: Document) -> str:
    """Store the result of a health check in the machines; returns why the task failed."""
    if task["Name"] != "Health":
        return ""
    failed = []
    for collection, machine in checked(octopus, task):
        host = urlsplit(machine["Uri"] or "").hostname or ""
        healthy = not host.endswith(UNREACHABLE)
        failed += [] if healthy else [machine["Name"]]
        found(octopus, collection, machine, "Healthy" if healthy else "Unavailable")
    return f"The health check failed on: {', '.join(failed)}" if failed else ""


# The summaries of each state of health, with the moment of the last check [GO test/resources/
# deployment_target_test.go, pkg/machines/worker_test.go: machines of October 2020; one of August 2024 says the same of
# an unhealthy one; a healthy one is of September 2020]. The texts for HasWarnings and Unavailable are unverified.
REACHED = "Octopus was able to successfully establish a connection with this machine on {at}"
LOST = "There was a problem communicating with this machine (last checked: {at})"
SUMMARIES = {"Healthy": REACHED, "HasWarnings": REACHED, "Unhealthy": LOST, "Unavailable": LOST}
# ``Status``, the older word for the health [GO test/resources/deployment_target_test.go, pkg/machines/worker_test.go].
# The words for HasWarnings and Unavailable are unverified.
STATUSES = {
    "Healthy": "Online",
    "HasWarnings": "Online",
    "Unavailable": "Offline",
    "Unhealthy": "CalamariNeedsUpgrade",
}
# The texts for a disabled machine, and for a cloud region, which has no address.
DISABLED = "This machine has been disabled."
ENABLED = "This target is enabled."


def summary(machine: Document) -> str:
    """The ``StatusSummary`` of a machine."""
    if machine["IsDisabled"]:
        return DISABLED
    if machine["Endpoint"]["CommunicationStyle"] == "None":
        return ENABLED
    text = SUMMARIES.get(machine["HealthStatus"], machine["StatusSummary"])
    return str(text).format(at=as_written(instant(last_checked(machine), "LastChecked")))


def status(machine: Document) -> str:
    if machine["IsDisabled"]:
        return "Disabled"
    if machine["Endpoint"]["CommunicationStyle"] == "None":
        return "Online"
    return STATUSES.get(machine["HealthStatus"], "Unknown")


def last_checked(machine: Document) -> str:
    return str(machine.get("_checked") or machine["LastModifiedOn"])


def as_written(moment: datetime) -> str:
    """A moment in .NET's long format: Friday, 02 October 2020 8:28:11 PM +00:00."""
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment:%A, %d %B %Y} {moment.hour % 12 or 12}:{moment:%M:%S} {half} +00:00"


def found(octopus: Octopus, collection: str, machine: Document, status: str, at: str = "") -> None:
    """Store the result of a check in a machine, and record an event if its health has changed."""
    at = at or octopus.now()
    events.health_changed(octopus, machine, status, at)
    reached = status in ("Healthy", "HasWarnings")
    latest = {"HasLatestCalamari": True} if reached else {}
    result = {"HealthStatus": status, "_checked": at, **latest}
    octopus.save(octopus.kinds[collection], {**machine, **result})


def checked(octopus: Octopus, task: Document) -> list[tuple[str, Document]]:
    """The machines of a health check: the named ones, or all of an environment, a pool or the space."""
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
