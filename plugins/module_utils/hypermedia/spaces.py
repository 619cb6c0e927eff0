# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a server's spaces is meant by a name, slug or ID (octopus-api.md 1.5, 2.4)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import Document

SPACE_ID = re.compile(r"Spaces-\d+", re.IGNORECASE)


def looks_like_id(name: str) -> bool:
    """Whether a name may be an ID, which can be asked for directly."""
    return SPACE_ID.fullmatch(name.strip()) is not None


def matching(name: str, spaces: Iterable[Document]) -> Document:
    """The one space with this name, slug or ID; case does not matter.

    Raises ``SpaceNotFound`` with names that are near, and ``Ambiguous``: one space's name may be another's slug.
    """
    everything = list(spaces)
    key = name.strip().casefold()
    matches = [each for each in everything if key in {_folded(each, part) for part in ("Name", "Slug", "Id")}]
    if len(matches) > 1:
        found = [f"{each.get('Name')!r} ({each.get('Id')})" for each in matches]
        raise Ambiguous(f"{len(matches)} spaces are called {name!r}", found)
    if not matches:
        names = {_folded(each, "Name"): str(each.get("Name")) for each in everything}
        near = difflib.get_close_matches(key, list(names), n=5, cutoff=0.5)
        raise SpaceNotFound(name, [names[each] for each in near])
    return matches[0]


def _folded(space: Document, part: str) -> str:
    return str(space.get(part) or "").strip().casefold()
