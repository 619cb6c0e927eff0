# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the documents that other documents refer to by ID."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import DEPLOYABLE, LIBRARY_VARIABLE_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.records import RECORDS, TASKS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

# Properties that need no name: the document's own ID, and the space, which the result names.
UNASKED = ("Id", "SpaceId")


@cache
def locations() -> Mapping[str, Location]:
    """Locations by the beginning of their documents' IDs, which is the name of the link, with a few exceptions.

    Only a task with the option ``with_names`` needs them, and all kinds for them.
    """
    return {
        **{each.location.link.casefold(): each.location for each in KINDS},
        **{each.location.link.casefold(): each.location for each in RECORDS},
        "environments": DEPLOYABLE,
        "servertasks": TASKS,
        "libraryvariablesets": LIBRARY_VARIABLE_SETS,
    }


def names_of_ids(found: Iterable[Document], context: Context) -> dict[str, str]:
    """The names of the documents that ``found`` refers to, by ID; for an ID without a document, the ID itself.

    Sends one request for up to fifty IDs of a kind. Warns of a kind that the user may not read.
    """
    wanted: dict[Location, dict[str, None]] = {}
    for each in references(found):
        location = locations().get(each.partition("-")[0].casefold())
        if location:
            wanted.setdefault(location, {})[each] = None
    names: dict[str, str] = {}
    for location, ids in wanted.items():
        try:
            names.update(zip(ids, context.resolver.names(location, ids)))
        except ServerRefused as refused:
            context.warn(
                f"with_names: names of {plural(location.label)} can't be read, so names has their IDs: {refused}"
            )
            names.update(zip(ids, ids))
    return names


def references(found: Iterable[Document]) -> Iterator[str]:
    """The IDs in the properties that refer to other documents."""
    for document in found:
        for prop, value in document.items() if isinstance(document, dict) else ():
            if prop.endswith(("Id", "Ids")) and prop not in UNASKED:
                yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
