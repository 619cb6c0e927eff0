# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worker pool (octopus-api.md 3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import crud
from emulator.kinds.common import DESCRIPTION, NAME, SLUG, last_in_order, used_by
from emulator.kinds.ordering import reorder
from emulator.model import Call, Document, Kind, Prop, Route, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

TYPES = ("StaticWorkerPool", "DynamicWorkerPool")


def check(octopus: Octopus, pool: Document, old: Document) -> None:
    pool["CanAddWorkers"] = pool["WorkerPoolType"] == "StaticWorkerPool"
    if pool["CanAddWorkers"] and "WorkerType" in pool:
        # That only a dynamic pool has one is known [GO pkg/workerpools], what a static one does with it is unverified.
        pool["WorkerType"] = None
    last_in_order(octopus, "workerpools", pool, old)
    if old and old["IsDefault"] and not pool["IsDefault"]:
        # One pool is the default; that it cannot just stop being it is unverified.
        pool["IsDefault"] = True
    if pool["IsDefault"]:
        for other in octopus.store.all("workerpools", pool.get("SpaceId") or ""):
            if other["IsDefault"] and other["Id"] != pool["Id"]:
                octopus.save(octopus.kinds["workerpools"], {**other, "IsDefault": False})


used = used_by("DefaultWorkerPoolId", "worker pool", ("machines",))


def deleting(octopus: Octopus, pool: Document) -> None:
    if pool["IsDefault"]:
        raise invalid("You cannot delete the default worker pool.")
    for worker in octopus.store.all("workers", pool.get("SpaceId") or ""):
        if worker["WorkerPoolIds"] == [pool["Id"]]:
            # That it is refused is unverified.
            raise invalid(f"This worker pool cannot be deleted because worker '{worker['Name']}' is only in it.")
    used(octopus, pool)
    for process in octopus.store.all("deploymentprocesses", pool.get("SpaceId") or ""):
        for action in (each for step in process["Steps"] for each in step["Actions"]):
            # Not through a variable [OctopusDeploy/Issues#9213, #8649]; the wording is unverified.
            if action["WorkerPoolId"] == pool["Id"]:
                raise invalid(f"This worker pool cannot be deleted because step '{action['Name']}' uses it.")


def dynamic_worker_types(call: Call, document: Document) -> Document:
    """A server of one's own has none: they are the cloud's."""
    return {"Id": None, "WorkerTypes": [], "Links": {"Self": call.own}}


def supported_types(call: Call, document: Document) -> Document:
    return {"Id": None, "SupportedPoolTypes": list(TYPES), "Links": {}}


KIND = Kind(
    collection="workerpools",
    link="WorkerPools",
    item_type="WorkerPool",
    id_prefix="WorkerPools",
    permission="WorkerEdit",
    order="SortOrder",
    parameters="skip,ids,take,partialName",
    named_until=(2021, 1),
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("WorkerPoolType", choices=TYPES, default="StaticWorkerPool", create_only=True),
        Prop("IsDefault", "bool", default=False),
        Prop("SortOrder", "int", default=0),
        Prop("WorkerType", since=(2021, 1)),
    ),
    links={"Workers": "{self}/workers{?skip,take,partialName,isDisabled,healthStatuses,commStyles,shellNames}"},
    root_links={
        "WorkerPoolsSortOrder": "/sortorder",
        "WorkerPoolsSupportedTypes": "/supportedtypes",
        "WorkerPoolsDynamicWorkerTypes": "/dynamicworkertypes",
    },
    routes={
        "dynamicworkertypes": Route(dynamic_worker_types),
        "sortorder": reorder("workerpools"),
        "supportedtypes": Route(supported_types),
        "{id}/workers": Route(crud.nested("workers", "WorkerPoolIds")),
    },
    check=check,
    deleting=deleting,
)
