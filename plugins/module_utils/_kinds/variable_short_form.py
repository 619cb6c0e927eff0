# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The short form of variables: a name with its value, or with a list of values that have scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import SCOPE
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import CUT_OFF, NOTHING

# The key of an entry that came from the short form, for its place in messages; no option has such a name.
PLACE = "written at"
# The key of an entry that belongs to a library variable set and not to a project.
OF_LIBRARY = "of a library variable set"
SCOPES = tuple(each.option for each in SCOPE.fields)
EXPECTED = "give a value, or a list of entries with value and scope; other options belong to an entry of variables"


def spelled_out(parameters: Parameters) -> dict[str, Any]:
    """The options with the short form ``values`` written out as entries of ``variables``.

    Values that are not in the short form stay in ``values``, where ``ShortValues`` refuses them.
    """
    values, entries = parameters.get("values") or {}, list(parameters.get("variables") or [])
    left = {name: value for name, value in values.items() if wrong_value(value)}
    entries += [each for name, value in values.items() if name not in left for each in _entries(str(name), value)]
    if parameters.get("library_variable_set") is not None:
        entries = [{**each, OF_LIBRARY: True} for each in entries]
    is_given = any(parameters.get(option) is not None for option in ("values", "variables"))
    return {**parameters, "variables": entries if is_given else None, "values": left or None}


def _entries(name: str, value: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(value, (list, tuple)):
        yield {"name": name, "value": value, PLACE: f"values.{name}"}
        return
    for index, each in enumerate(value):
        scope = {kind: _texts(names) for kind, names in (each.get("scope") or {}).items() if names is not None}
        yield {"name": name, "value": each["value"], "scope": scope, PLACE: f"values.{name}[{index}]"}


def _texts(names: Any) -> list[str]:
    return [str(each) for each in names] if isinstance(names, (list, tuple)) else [str(names)]


def wrong_value(value: Any) -> str:
    """The mistake in the value of a name in the short form; empty if there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        return "is a dictionary; for a value that is JSON, write [{value: ...}]"
    if not isinstance(value, (list, tuple)):
        return ""
    return next(filter(None, map(_wrong_entry, value)), "" if value else f"is an empty list; {EXPECTED}")


def _wrong_entry(entry: Any) -> str:
    if not isinstance(entry, Mapping) or set(entry) - {"value", "scope"}:
        return f"has an entry that is not a dictionary with the keys value and scope; {EXPECTED}"
    if entry.get("value") is None:
        return f"has an entry without a value; {CUT_OFF}"
    scope = entry.get("scope") or {}
    if not isinstance(scope, Mapping) or set(scope) - set(SCOPES):
        return f"has an entry with an unknown scope; a scope is made of {', '.join(SCOPES)}"
    given = [each for each in scope.values() if each is not None]
    names = [name for each in given for name in (each if isinstance(each, (list, tuple)) else [each])]
    return "" if all(isinstance(each, (str, int)) for each in names) else "has a scope with an entry that is not a name"


def place_of(entry: Mapping[str, Any], option: str, index: int) -> str:
    """The place of an entry in messages, as the user wrote it."""
    return str(entry.get(PLACE) or f"{option}[{index}]")


def value_place(entry: Mapping[str, Any], place: str) -> str:
    """The place of the value of the entry at ``place``; a single value of the short form is that place itself."""
    return place if PLACE in entry and "scope" not in entry else f"{place}.value"


def is_of_library(entry: Mapping[str, Any]) -> bool:
    """Whether an entry belongs to a library variable set."""
    return OF_LIBRARY in entry


def is_short(entry: Mapping[str, Any]) -> bool:
    """Whether the short form can express an exported entry."""
    return not set(entry) - {"name", "value", "scope"}


def short_value(entries: Sequence[Mapping[str, Any]]) -> Any:
    """The exported entries of one name in the short form."""
    if len(entries) == 1 and not entries[0].get("scope"):
        return entries[0]["value"]
    return [{option: part for option, part in each.items() if option != "name"} for each in entries]
