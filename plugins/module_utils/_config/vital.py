# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that another document can't be without, such as the environments of a machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource


def vital(fields: Sequence[Field], document: Mapping[str, Any]) -> Iterator[list[str]]:
    """Lists of IDs: the document needs at least one document of each list, whether or not options give it."""
    for each in fields:
        value = each.of(document)
        if isinstance(value, Mapping) and each.type.parts():
            yield from vital(each.type.parts(), value)
        elif _is_vital(each):
            ids = list(value) if isinstance(value, (list, tuple)) else [value]
            yield from [ids] if ids and all(isinstance(one, str) for one in ids) else ()


def kinds_needing(locations: Collection[Location], kinds: Iterable[Resource]) -> list[Resource]:
    """The kinds, of these, whose documents can't be without a document at one of these locations.

    A document goes with its parent and with its owner, so that it does not need them.
    """
    own = [(each, each.location.parent.location if each.location.parent else None) for each in kinds if not each.owner]
    return [each for each, parent in own if ({*_vital_locations(each.fields)} - {parent}) & {*locations}]


def _vital_locations(fields: Sequence[Field]) -> Iterator[Location]:
    for each in fields:
        named = each.type.named()
        if each.type.argument()["type"] == "dict":
            yield from _vital_locations(each.type.parts())
        elif named and _is_vital(each):
            yield from (named, *named.parts)


def _is_vital(field: Field) -> bool:
    return field.type.named() is not None and (field.type.vital or field.required != "never")
