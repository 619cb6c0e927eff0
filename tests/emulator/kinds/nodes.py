# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nodes of the server; the emulator has one (api: settings#settings, shapes#shapes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Answer, Call
from emulator.model import DESCRIBED, SYSTEM, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

NODE = "OctopusServerNodes-emulator"
NAME = "emulator"
TEAPOT = 418
# The emulator has no connection pool; 100 is the default of SQL Server's client library.
SQL_POOL = {"MaxSqlConnectionPoolSize": 100, "RecommendedMaxSqlConnectionPoolSize": 100}


def make(octopus: Octopus) -> None:
    octopus.make("octopusservernodes", {"Id": NODE, "Name": NAME, "SpaceId": None})


def are_draining(octopus: Octopus) -> bool:
    """Whether no node starts new tasks, because all nodes are draining (in maintenance mode)."""
    found = octopus.store.get(NODE)
    return bool(found and found[1]["IsInMaintenanceMode"])


def running(octopus: Octopus) -> int:
    return len(octopus.store.tasks(("Executing", "Cancelling")))


def check(octopus: Octopus, node: Document, old: Document) -> None:
    if node["MaxConcurrentTasks"] < 0:
        # The wording is unverified.
        raise invalid("The task cap must not be negative.")


def summary(call: Call, document: Document) -> Document:
    octopus = call.octopus
    seen = {"LastSeen": octopus.now(), "IsOffline": False, "RunningTaskCount": running(octopus)}
    if octopus.release >= DESCRIBED:
        seen |= {"Version": octopus.version, **SQL_POOL}
    nodes = [{**answers.shown(call, "octopusservernodes", each), **seen} for each in octopus.store.all(KIND.collection)]
    return {"Nodes": nodes, "Links": {"Self": call.own}}


def details(call: Call, node: Document) -> Document:
    return {"Id": node["Id"], "RunningTasks": running(call.octopus), "Links": {"Self": call.own}}


def ping(call: Call, document: Document) -> Answer:
    """The node, with 418 while it drains; the server's maintenance mode does not show here [Issues#7964]."""
    node = answers.existing(call, "octopusservernodes", NODE)
    body = {
        **{name: node[name] for name in ("Id", "Name", "MaxConcurrentTasks", "IsInMaintenanceMode")},
        "LastSeen": call.octopus.now(),
        "IsOffline": False,
        "Version": call.octopus.version,
        "Links": {"Self": "/api/octopusservernodes/ping", "Node": f"/api/octopusservernodes/{NODE}"},
    }
    return Answer(TEAPOT if node["IsInMaintenanceMode"] else 200, body)


KIND = Kind(
    collection="octopusservernodes",
    link="OctopusServerNodes",
    item_type="OctopusServerNode",
    id_prefix="OctopusServerNodes",
    scope=SYSTEM,
    permission="ConfigureServer",
    slug_since=None,
    props=(
        Prop("Name", read_only=True),
        Prop("MaxConcurrentTasks", "int", default=5),
        Prop("IsInMaintenanceMode", "bool", default=False),
    ),
    links={"Details": "{self}/details"},
    root_links={"OctopusServerClusterSummary": "/summary"},
    routes={"ping": Route(ping, may_be=(TEAPOT,)), "summary": Route(summary), "{id}/details": Route(details)},
    check=check,
    can_create=False,
    # An online node can't be removed; the status 405 is unverified.
    can_delete=False,
)
