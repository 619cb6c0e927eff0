# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of machines for the summaries of environments and worker pools (api: environments#summary)."""

from __future__ import annotations

from emulator import answers
from emulator.handlers import Call
from emulator.model import Document


def counted(values: list[str]) -> dict[str, int]:
    return {value: values.count(value) for value in sorted(set(values))}


def summed(machines: list[Document]) -> Document:
    """The counts that every summary has. No Tentacle is ever out of date here."""
    return {
        "TotalMachines": len(machines),
        "TotalDisabledMachines": sum(each["IsDisabled"] for each in machines),
        "MachineHealthStatusSummaries": counted([each["HealthStatus"] for each in machines]),
        "MachineEndpointSummaries": counted([each["Endpoint"]["CommunicationStyle"] for each in machines]),
        "MachineIdsForCalamariUpgrade": [each["Id"] for each in machines if not each["HasLatestCalamari"]],
        "MachineIdsForTentacleUpgrade": [],
        "TentacleUpgradesRequired": False,
    }


def chosen(call: Call, collection: str, filters: tuple[str, ...]) -> list[Document]:
    """The machines or workers of a space that pass the filters of a summary."""
    octopus, query = call.octopus, call.query
    asked = {name: query[name] for name in filters if name in query}
    if query.get("machinepartialname"):
        asked["partialname"] = query["machinepartialname"]
    return answers.matching(octopus, octopus.kinds[collection], octopus.store.all(collection, call.space), asked)


def owners(call: Call, collection: str) -> list[Document]:
    """The environments or pools of a space that pass the filters of a summary."""
    octopus, query = call.octopus, call.query
    kind = octopus.kinds[collection]
    asked = {name: query[name] for name in ("ids", "partialname") if name in query}
    return answers.matching(octopus, kind, octopus.visible(kind, call.space, True), asked)


def by_owner(
    call: Call, found: list[Document], machines: list[Document], prop: str, empty: str
) -> list[tuple[Document, list[Document]]]:
    """Each owner with its machines (``prop`` names it). ``empty``: the parameter that hides owners without machines."""
    hidden = call.query.get(empty, "").casefold() == "true"
    listed = [(owner, [each for each in machines if owner["Id"] in each[prop]]) for owner in found]
    return [each for each in listed if each[1] or not hidden]


def everyone(listed: list[tuple[Document, list[Document]]]) -> list[Document]:
    """The machines of all owners, each once."""
    return list({each["Id"]: each for dummy, inside in listed for each in inside}.values())
