# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of packages and of build information, which have the same filters (api: packages#get-list-delete)."""

from __future__ import annotations

from emulator import shaping
from emulator.handlers import Call
from emulator.kinds import packageversions
from emulator.model import Document, Kind
from emulator.refusals import invalid

# The order by dates, as queries and rules call it [CLI]; the default is the order by versions.
BY_DATE = "MostRecentlyPublished"


def found(call: Call, collection: str, parameter: str) -> list[Document]:
    """The documents for an ID (``parameter`` is its name) or a ``filter``, and with ``latest`` one of each ID."""
    wanted, part = call.query.get(parameter.casefold(), "").casefold(), call.query.get("filter", "").casefold()
    if wanted and part:
        raise invalid(f"Only one of either {parameter} or filter may be specified.")
    listed = in_order(call.octopus.store.all(collection, call.space))
    listed = [each for each in listed if wanted in ("", each["PackageId"].casefold())]
    # Unverified: the filter looks at the ID alone.
    listed = [each for each in listed if part in each["PackageId"].casefold()]
    return latest(listed) if call.query.get("latest", "").casefold() == "true" else listed


def in_order(documents: list[Document]) -> list[Document]:
    """Unverified: sorted by ID, and for each ID the newest version first."""
    return sorted(newest_first(documents), key=lambda each: str(each["PackageId"]).casefold())


def newest_first(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda each: packageversions.order(each["Version"]), reverse=True)


def published_last_first(documents: list[Document]) -> list[Document]:
    """The packages by the moment they were published; ``documents`` are in the order in which they were stored.

    If two packages have the same millisecond, the one that was stored later was published later.
    """
    return sorted(documents, key=lambda each: str(each["Published"]))[::-1]


def latest(documents: list[Document]) -> list[Document]:
    """The first document of each ID."""
    firsts: dict[str, Document] = {}
    for each in documents:
        firsts.setdefault(each["PackageId"].casefold(), each)
    return list(firsts.values())


def removed_all(call: Call, kind: Kind) -> Document:
    """``?ids`` of older servers, or the body ``{Ids}`` of newer ones; unverified: unknown IDs are ignored."""
    for each in ids_in(call):
        found = call.octopus.get(kind.collection, each, call.space)
        if found:
            call.octopus.delete(kind, found)
    return {}


def ids_in(call: Call) -> list[str]:
    sent = shaping.lookup(call.body, "Ids") if isinstance(call.body, dict) else None
    ids = [str(each) for each in sent] if isinstance(sent, list) else call.query.get("ids", "").split(",")
    wanted = [each.strip() for each in ids if each.strip()]
    if not wanted:
        raise invalid("No ids parameter was provided.")
    return wanted
