# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the space that a name, ID or slug means (api: roots#which-space, collections#filters)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, meant
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document


def matching(name: str, spaces: Iterable[Document]) -> Document:
    """The space with this name, else with this ID, else with this slug, ignoring case.

    Raises ``SpaceNotFound`` with similar names, and ``Ambiguous``.
    """
    everything = list(spaces)
    matches = meant(name, everything) if name.strip() else []
    if len(matches) > 1:
        found = [f"{each.get('Name')!r} ({each.get('Id')})" for each in matches]
        raise Ambiguous(f"{len(matches)} spaces are called {name!r}", found)
    if not matches:
        names = {folded(each.get("Name") or ""): str(each.get("Name")) for each in everything}
        near = difflib.get_close_matches(folded(name), list(names), n=5, cutoff=0.5)
        raise SpaceNotFound(name, [names[each] for each in near])
    return matches[0]
