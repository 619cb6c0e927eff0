# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a tenant by cells: a template in one environment, or in all environments without a value of their own.

A cell is known by the IDs of the template's owner, of the template and of the environment (``ANYWHERE`` for the rest).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OwnerType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_templates import is_default, same_value
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import OLDER, TEMPLATES, Entry
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

ANYWHERE = ""
Cell = tuple[str, str, str]
Cells = dict[Cell, Any]
Key = tuple[str, str]


def scope_of(entry: Mapping[str, Any]) -> list[str]:
    """The IDs of the environments of a value; empty for all environments."""
    return list((entry.get("Scope") or {}).get("EnvironmentIds") or [])


def has_value(value: Any) -> bool:
    """Whether there is a value; an empty secret does not count."""
    return value is not None and not (isinstance(value, dict) and not value.get("HasValue"))


def cells_of(owner_type: OwnerType, values: Document | None) -> Cells:
    """The cells with values for templates of one type of owner."""
    return {
        (entry[owner_type.owner], entry["TemplateId"], environment): entry["Value"]
        for entry in (values or {}).get(owner_type.prop) or []
        for environment in scope_of(entry) or [ANYWHERE]
        if has_value(entry.get("Value"))
    }


def template_of(owner_type: OwnerType, values: Document, owner: str, template: str) -> Document:
    """The template with an ID; an unknown template has no other property."""
    known = (values.get(TEMPLATES) or {}).get(owner_type.prop, {}).get(owner) or []
    return next((each for each in known if each.get("Id") == template), {"Id": template})


def is_gone(owner_type: OwnerType, values: Document, owner: str, template: str) -> bool:
    """Whether the owner has no template with this ID any more, so that a value for the template has no effect.

    Only the older form lists every template of an owner.
    """
    listed = (((values.get(OLDER) or {}).get(owner_type.older) or {}).get(owner) or {}).get("Templates")
    known = template_of(owner_type, values, owner, template)
    return listed is not None and set(known) == {"Id"} and not is_to_come(template)


def same_cells(owner_type: OwnerType, current: Document | None, wanted: Document | None) -> bool:
    """Whether the templates have the same values everywhere; a value that equals the default does not count."""
    known = wanted or current or {}
    has, asked = _effective(owner_type, current, known), _effective(owner_type, wanted, known)
    return set(has) == set(asked) and all(
        same_value(template_of(owner_type, known, *cell[:2]), has[cell], asked[cell]) for cell in has
    )


def _effective(owner_type: OwnerType, values: Document | None, known: Document) -> Cells:
    everything = cells_of(owner_type, values)
    cells = {cell: value for cell, value in everything.items() if not is_gone(owner_type, known, *cell[:2])}
    defaults = {cell for cell, value in cells.items() if is_default(template_of(owner_type, known, *cell[:2]), value)}

    def is_void(cell: Cell) -> bool:
        wider = (*cell[:2], ANYWHERE)
        return cell in defaults and (cell == wider or wider not in cells or wider in defaults)

    return {cell: value for cell, value in cells.items() if not is_void(cell)}


def entries_of(owner_type: OwnerType, cells: Cells, values: Document) -> list[Entry]:
    """The values for these cells, in the order of the present ones.

    A present value keeps its ID if it keeps a cell, or if it is the nearest one to a changed value.
    """
    wanted: dict[Key, dict[str, Any]] = {}
    for (owner, template, environment), value in cells.items():
        wanted.setdefault((owner, template), {})[environment] = value
    present: dict[Key, list[Entry]] = {}
    for entry in values.get(owner_type.prop) or []:
        present.setdefault((entry[owner_type.owner], entry["TemplateId"]), []).append(entry)
    found: list[Entry] = []
    for key in dict.fromkeys([*present, *wanted]):
        found += _entries(owner_type, key, wanted.get(key, {}), present.get(key, []), values)
    return found


def _entries(
    owner_type: OwnerType, key: Key, wanted: dict[str, Any], present: list[Entry], values: Document
) -> list[Entry]:
    """The values of one template. ``wanted``: its values by environment."""
    template, left = template_of(owner_type, values, *key), dict(wanted)
    kept: list[tuple[Entry, list[str]]] = []
    free: list[Entry] = []
    for entry in present:
        scope = scope_of(entry) or [ANYWHERE]
        here = [each for each in scope if each in left and same_value(template, entry["Value"], left[each])]
        for each in here:
            del left[each]
        if here:
            kept.append((entry, here))
        else:
            free.append(entry)
    changed = []
    for environments, value in _groups(left):
        like = next((each for each in kept if _extends(each, environments, value)), None)
        if like:
            like[1].extend(environments)
        else:
            changed.append((environments, value))
    # A present value first goes to the environments that it has been for.
    for environments, value in sorted(changed, key=lambda each: -_nearness(free, each[0])):
        nearest = max(free, key=lambda each: _shared(each, environments), default=None)
        if nearest is not None:
            free.remove(nearest)
        new = {"Id": "", owner_type.owner: key[0], "TemplateId": key[1]}
        kept.append(({**(nearest or new), "Value": value}, environments))
    return [_scoped(entry, environments) for entry, environments in kept]


def _nearness(free: list[Entry], environments: list[str]) -> int:
    return max((_shared(each, environments) for each in free), default=0)


def _shared(entry: Entry, environments: list[str]) -> int:
    """The number of these environments that a value is for."""
    return len(set(scope_of(entry) or [ANYWHERE]) & set(environments))


def _groups(left: dict[str, Any]) -> list[tuple[list[str], Any]]:
    """Groups of environments with the same value; ``ANYWHERE`` is always a group of its own."""
    found: list[tuple[list[str], Any]] = []
    for environment, value in left.items():
        alike = (each for each in found if environment and each[0] != [ANYWHERE] and each[1] == value)
        group = next(alike, None)
        if group:
            group[0].append(environment)
        else:
            found.append(([environment], value))
    return found


def _extends(kept: tuple[Entry, list[str]], environments: list[str], value: Any) -> bool:
    """Whether a kept value can be for these environments too. It is unknown whether two kept secrets are the same."""
    return ANYWHERE not in (*kept[1], *environments) and not isinstance(value, dict) and kept[0]["Value"] == value


def _scoped(entry: Entry, environments: list[str]) -> Entry:
    scope = entry.get("Scope") or {}
    ids = [each for each in environments if each != ANYWHERE]
    return (
        entry if scope_of(entry) == ids and "Scope" in entry else {**entry, "Scope": {**scope, "EnvironmentIds": ids}}
    )


def by_one_environment(entries: list[Entry]) -> list[Entry]:
    """Each value once for each of its environments, as in the older form."""
    return [
        {**entry, "Scope": {"EnvironmentIds": [environment]}} if environment else entry
        for entry in entries
        for environment in scope_of(entry) or [ANYWHERE]
    ]
