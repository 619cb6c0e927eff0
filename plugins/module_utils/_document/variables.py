# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of projects and library variable sets, by scope. The value of a secret is never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    SCOPE,
    SECRET,
    Cell,
    Code,
    Mark,
    Part,
    Section,
    cell,
    many,
    marks,
    note,
    table,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import Config, Item
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variables import VARIABLES
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

LINES, CHARACTERS = 12, 600
OWNERS = {"project": "", "library_variable_set": "Library variable set "}


def variable_section(config: Config) -> Iterator[Section]:
    """A table for each project and each library variable set."""
    parts = []
    for option, label in OWNERS.items():
        for each in config.get("variables") or ():
            if each.get(option) is not None:
                entries = VARIABLES.hooks.spelled_out(each)["variables"] or []
                head = ("Variable", "Value", "Scope")
                shown = table(f"Variables of {each[option]}", head, _rows(entries))
                parts.append(Part(f"{label}{each[option]}", (shown,)))
    if parts:
        yield Section("Variables", tuple(parts))


def _rows(entries: list[Item]) -> Iterator[tuple[Cell, ...]]:
    """The values of a variable follow each other; the widest scope comes last."""
    last = None
    for each in sorted(entries, key=lambda entry: (folded(str(entry.get("name"))), *_width(entry.get("scope") or {}))):
        name = str(each.get("name"))
        notes = "\n".join(str(part) for part in (each.get("description"), _asked(each.get("prompt"))) if part)
        title = "" if name == last and not notes else name
        yield cell(title, *note(notes)), value(each), scope(each.get("scope") or {})
        last = name


def _width(entry: Item) -> tuple[bool, str]:
    return not any(entry.values()), folded(json.dumps(entry, sort_keys=True))


def _asked(prompt: Any) -> str:
    """Whether a deployment asks for the value."""
    if not prompt:
        return ""
    asked = "Asked at each deployment" if prompt.get("required") else "May be given at a deployment"
    return f"{asked}: {prompt['label']}" if prompt.get("label") else asked


def value(entry: Item) -> Cell:
    """The value of a variable; for a secret, only the fact that it is secret."""
    kind = str(entry.get("type") or "String")
    if entry.get("sensitive_value") is not None or kind == "Sensitive":
        return cell(Mark("secret", SECRET))
    given = entry.get("value")
    if given in (None, ""):
        return cell(Mark("empty", SCOPE))
    text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    typed = [] if kind == "String" else [" ", Mark(kind, SCOPE)]
    lines = text.splitlines()
    short = "\n".join(lines[:LINES])[:CHARACTERS]
    left = f" … {many(len(lines), 'line')}, {many(len(text), 'character')}" if len(short) < len(text.rstrip()) else ""
    return cell(Code(short), left, *typed)


def scope(kinds: Item) -> Cell:
    """The scope of a value, in words."""
    found: list[Any] = []
    for kind, names in kinds.items():
        label = "" if kind == "environments" else f"{kind.replace('_', ' ')} "
        found += [*(["\n"] if found else []), label, *marks(names or ())]
    return cell(*found)
