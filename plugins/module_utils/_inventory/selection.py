# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machines that an inventory selects: filters for the server, and the same conditions checked again here. A server
may ignore a filter, or accept a part of a name (api: collections#filters).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import KINDS, MACHINE, WORKER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import OF_TARGETS, TENANTS, WORKER_POOLS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The machines in one answer: a page has as many documents as are asked for (api: collections#pages).
PAGE = 5000


@dataclass(frozen=True)
class Filter:
    """An option that selects machines by a property: a machine is selected if it has one of the values.

    ``parameter``: the link's parameter, empty if the filter is not sent; ``location``: the collection of the
    documents that the values name; ``kinds``: the kinds of machines that have the property. ``is_single``: whether a
    machine has one value only.
    """

    option: str
    parameter: str
    prop: str
    location: Location | None = None
    kinds: tuple[str, ...] = KINDS
    is_single: bool = False


FILTERS = (
    Filter("environments", "environmentIds", "EnvironmentIds", OF_TARGETS, (MACHINE,)),
    Filter("roles", "roles", "Roles", kinds=(MACHINE,)),
    Filter("tenants", "tenantIds", "TenantIds", TENANTS, (MACHINE,)),
    # Servers of 2021.1 to 2022.2 answer the parameter tenantTags with no machine (api: collections#filters).
    Filter("tenant_tags", "", "TenantTags", kinds=(MACHINE,)),
    Filter("worker_pools", "workerPoolIds", "WorkerPoolIds", WORKER_POOLS, (WORKER,)),
    Filter("health_statuses", "healthStatuses", "HealthStatus", is_single=True),
    Filter("communication_styles", "commStyles", "CommunicationStyle", is_single=True),
)


@dataclass(frozen=True)
class Selection:
    """The conditions within one space. ``values``: for each filter that is given, IDs or words as they are compared.

    ``unknown``: the references that this space does not have, by option and value, with similar names.
    """

    values: Mapping[Filter, Mapping[str, str]]
    unknown: Mapping[tuple[str, str], Missing]
    is_disabled: bool | None = None
    partial_name: str = ""

    def of_kind(self, kind: str) -> bool:
        """Whether machines of this kind can be selected at all."""
        return all(kind in each.kinds and values for each, values in self.values.items())

    def parameters(self) -> dict[str, Any]:
        """The parameters that ask a server for these machines.

        Servers may require a machine to have all values of a list (api: collections#filters), so such a filter is not
        sent. A value with a comma is not sent either, because it would become two values.
        """
        asked: dict[str, Any] = {
            each.parameter: ",".join(values.values())
            for each, values in self.values.items()
            if each.parameter and (each.is_single or len(values) == 1) and not any("," in value for value in values)
        }
        if self.is_disabled is not None:
            asked["isDisabled"] = str(self.is_disabled).lower()
        if self.partial_name:
            asked["partialName"] = self.partial_name
        return {**asked, "skip": 0, "take": PAGE}

    def has(self, machine: Document) -> bool:
        """Whether a machine fulfils every condition."""
        return (
            self.is_disabled in (None, is_true(machine.get("IsDisabled")))
            and folded(self.partial_name) in folded(machine["Name"])
            and all(values.keys() & words(machine, each.prop) for each, values in self.values.items())
        )


def selection(options: Mapping[str, Any], resolver: Resolver) -> Selection:
    """The conditions that the options set in a space."""
    values: dict[Filter, dict[str, str]] = {}
    unknown: dict[tuple[str, str], Missing] = {}
    for each in FILTERS:
        if options.get(each.option) is None:
            continue
        values[each] = {}
        for value in options[each.option]:
            found = resolver.resolve(each.location, value) if each.location else value
            if isinstance(found, Missing):
                unknown[each.option, value] = found
            else:
                values[each][folded(found)] = found
    return Selection(values, unknown, options.get("is_disabled"), options.get("partial_name") or "")


def refuse_unknown(selections: Iterable[Selection], resolvers: Sequence[Resolver]) -> None:
    """Raise ``OptionError`` for a reference that none of the spaces of ``resolvers`` knows, which is a mistake."""
    unknown = [each.unknown for each in selections]
    for option, value in unknown[0] if unknown else ():
        if all((option, value) in each for each in unknown):
            location = next(each.location for each in FILTERS if each.option == option and each.location)
            unseen = next(filter(None, (each.why_unseen(location) for each in resolvers)), "")
            doubt = f" It may exist: {unseen}." if unseen else ""
            near = listed(sorted({name for each in unknown for name in each[option, value].near}))
            hint = f" Similar names: {near}." if near else ""
            raise OptionError(option, f"there is no {location.label} named {value!r}.{hint}{doubt}")


def words(machine: Document, prop: str) -> set[str]:
    """The values of a property, of the machine or of its endpoint, as they are compared."""
    value = machine.get(prop, machine["Endpoint"].get(prop))
    return {folded(each) for each in (value if isinstance(value, list) else [value]) if each is not None}


def is_true(value: Any) -> bool:
    """Whether a flag is set; some servers quote flags."""
    return folded(value) == "true"
