# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worker pool (api: machines#worker)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds import everystep, machinecounts
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER, NEWER_NAME, SLUG, last_in_order, used_by
from emulator.kinds.ordering import reorder
from emulator.model import ON_POST, ON_PUT, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

TYPES = ("StaticWorkerPool", "DynamicWorkerPool")


def check(octopus: Octopus, pool: Document, old: Document) -> None:
    pool["CanAddWorkers"] = pool["WorkerPoolType"] == "StaticWorkerPool"
    check_type(pool)
    last_in_order(octopus, "workerpools", pool, old)
    if old and old["IsDefault"] and not pool["IsDefault"]:
        # One pool is the default. Unverified: it can't stop being the default without another one.
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
            # The refusal is unverified.
            raise invalid(f"This worker pool cannot be deleted because worker '{worker['Name']}' is only in it.")
    used(octopus, pool)
    for _process, _step, action in everystep.actions(octopus, pool.get("SpaceId") or ""):
        # A use by a variable does not count [OctopusDeploy/Issues#9213, #8649]; the wording is unverified.
        if action["WorkerPoolId"] == pool["Id"]:
            raise invalid(f"This worker pool cannot be deleted because step '{action['Name']}' uses it.")


# Workers of Octopus Cloud; the dates are unverified. A self-hosted server answers 500 instead.
WORKER_TYPES = {"Ubuntu2204": "Ubuntu 22.04", "WindowsDefault": "Windows (default)", "Windows2022": "Windows 2022"}


def dynamic_worker_types(call: Call, document: Document) -> Document:
    dates = {"DeprecationDateUtc": None, "EndOfLifeDateUtc": None, "StartDateUtc": "2022-01-01T00:00:00.000+00:00"}
    types = [{"Id": name, "Type": name, "Description": each, **dates} for name, each in WORKER_TYPES.items()]
    return {"Id": None, "WorkerTypes": types, "Links": {"Self": call.own}}


def check_type(pool: Document) -> None:
    """Refuse a dynamic pool without a worker type of the cloud's list; the wording is unverified."""
    if "WorkerType" not in pool:
        return
    if pool["WorkerPoolType"] == "StaticWorkerPool":
        pool["WorkerType"] = None
    elif pool["WorkerType"] not in WORKER_TYPES:
        raise invalid(f"'{pool['WorkerType']}' is not a worker type: {', '.join(WORKER_TYPES)}.")


OF_WORKERS = ("isdisabled", "healthstatuses", "commstyles", "shellnames")


def summary(call: Call, document: Document) -> Document:
    """``summary``: the pools, with counts of their workers that pass the filters."""
    workers = machinecounts.chosen(call, "workers", OF_WORKERS)
    pools = machinecounts.owners(call, "workerpools")
    listed = machinecounts.by_owner(call, pools, workers, "WorkerPoolIds", "hideemptyworkerpools")
    return {
        **machinecounts.summed(machinecounts.everyone(listed)),
        "WorkerPoolSummaries": [
            {"WorkerPool": answers.shown(call, "workerpools", pool), **machinecounts.summed(inside)}
            for pool, inside in listed
        ],
    }


def supported_types(call: Call, document: Document) -> Document:
    return {"Id": None, "SupportedPoolTypes": list(TYPES), "Links": {}}


KIND = Kind(
    collection="workerpools",
    link="WorkerPools",
    item_type="WorkerPool",
    page_size=10,
    id_prefix="WorkerPools",
    permission="WorkerEdit",
    order="SortOrder",
    parameters="skip,ids,take,partialName",
    named_until=(2021, 1),
    filters=NAME_FILTER,
    filters_since=NEWER_NAME,
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("WorkerPoolType", choices=TYPES, default="StaticWorkerPool", create_only=True, demanded=ON_POST),
        Prop("IsDefault", "bool", default=False, demanded=ON_PUT),
        Prop("SortOrder", "int", default=0),
        Prop("WorkerType", since=(2021, 1)),
        Prop("CanAddWorkers", "bool", computed=True),
    ),
    links={"Workers": "{self}/workers{?skip,take,partialName,isDisabled,healthStatuses,commStyles,shellNames}"},
    root_links={
        "WorkerPoolsSortOrder": "/sortorder",
        "WorkerPoolsSummary": "/summary{?ids,partialName,machinePartialName,isDisabled,healthStatuses,commStyles,"
        "hideEmptyWorkerPools,shellNames}",
        "WorkerPoolsSupportedTypes": "/supportedtypes",
        "WorkerPoolsDynamicWorkerTypes": "/dynamicworkertypes",
    },
    routes={
        "dynamicworkertypes": Route(dynamic_worker_types),
        "summary": Route(summary),
        "sortorder": reorder("workerpools"),
        "supportedtypes": Route(supported_types),
        "{id}/workers": Route(crud.nested("workers", "WorkerPoolIds", size=20), gives="page of workers"),
    },
    check=check,
    deleting=deleting,
)
