# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of hosts and groups. A host has a name that no other host and no group has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import GROUPS, ID, SLUG

Variables = Mapping[str, Any]
SEPARATOR, FORMS = "/", 3


def host_names(hosts: Sequence[Variables], way: str, taken: Collection[str] = ()) -> list[str]:
    """A name for each host, given its variables. ``way``: the option ``hostname``; ``taken``: names that are not free.

    The name is the first of these forms that no other host has: name, space/name, space/kind/name. If there is none, or
    if a program could misread the name, the ID is used, which is unique on a server.
    """
    names = [host["octopus_id"] for host in hosts]
    forms = [forms_of(host, way) for host in hosts]
    unnamed = {index for index, each in enumerate(forms) if all(map(is_plain, each))}
    used = {*taken, *names}
    for length in range(0 if way == ID else FORMS):
        often = Counter(forms[index][length] for index in unnamed)
        named = {index: forms[index][length] for index in unnamed if often[forms[index][length]] == 1}
        for index, name in named.items():
            if name not in used:
                names[index] = name
                unnamed.discard(index)
        used.update(named.values())
    return names


def forms_of(host: Variables, way: str) -> tuple[str, ...]:
    """The forms of a host's name, the shortest first; a machine of an old server has no slug."""
    name = str(host.get("octopus_slug") if way == SLUG and host.get("octopus_slug") else host["octopus_name"])
    space, kind = str(host.get("octopus_space_name") or ""), str(host["octopus_kind"])
    return name, SEPARATOR.join((space, name)), SEPARATOR.join((space, kind, name))


def is_plain(name: str) -> bool:
    """Whether no program can misread a name as an argument, and the name is a single line."""
    return name.isprintable() and not name.startswith("-")


def group_names(host: Variables, properties: Sequence[str]) -> list[str]:
    """The groups of a host by these properties (the option ``group_by``), as the values are spelled."""
    found = []
    for each in properties:
        prefix, variable = GROUPS[each]
        value = host.get(variable)
        values = value if isinstance(value, list) else [value]
        found += [f"{prefix}_{part}" for part in values if part]
    return found
