# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions that make rows for additions after 2020.5."""

from __future__ import annotations

from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, Release, Row, a, many, mapped

AFTER: Release = (2020, 6)
# The properties that every resource has (CS Resource).
RESOURCE = {"LastModifiedOn": MOMENT, "LastModifiedBy": TEXT, "Links": mapped(TEXT)}
PREFIXES = ("/api", "/api/{baseSpaceId}")


def prop(where: str, schema: Schema, evidence: str, since: Release = AFTER) -> Row:
    return Row("property", where, evidence, schema, since=since)


def words(where: str, evidence: str, *new: str, since: Release = AFTER) -> tuple[Row, ...]:
    return tuple(Row("word", f"{where}={word}", evidence, since=since) for word in new)


def path(where: str, schema: Schema, evidence: str, since: Release = AFTER, **more: str) -> Row:
    return Row("path", where, evidence, schema, since=since, **more)  # type: ignore[arg-type]


def in_both(row: Row) -> tuple[Row, ...]:
    """A row for a path in a space, with and without the space in it."""
    return tuple(replace(row, where=row.where.replace("{api}", prefix)) for prefix in PREFIXES)


def in_a_space(row: Row) -> Row:
    """A row for a path that always has the space in it."""
    return replace(row, where=row.where.replace("{api}", PREFIXES[1]))


def page_of(definition: str, linked: bool = True) -> Schema:
    """The schema of a page of a collection (api: collections#pages).

    ``linked``: whether pages have links; pages of some newer collections have none.
    """
    counts = ("ItemsPerPage", "LastPageNumber", "NumberOfPages", "TotalResults")
    items = {"ItemType": TEXT, "Items": many(a(definition)), **dict.fromkeys(counts, WHOLE)}
    return {"type": "object", "properties": {**items, **({"Links": mapped(TEXT)} if linked else {})}}


def documents(
    where: str, definition: str, evidence: str, since: Release, query: str = "", created: str = "201"
) -> tuple[Row, ...]:
    """Rows for the five operations of a collection: list, create, read, change and remove.

    ``where``: the path; ``query``: the parameters of the list; ``created``: the status of a POST.
    """
    page, one = a(f"ResourceCollection_of_{definition}"), a(definition)
    return (
        path(f"GET {where}?{query}" if query else f"GET {where}", page, evidence, since),
        replace(path(f"POST {where}", one, evidence, since, status=created), body=one),
        path(f"GET {where}/{{id}}", one, evidence, since),
        replace(path(f"PUT {where}/{{id}}", one, evidence, since), body=one),
        path(f"DELETE {where}/{{id}}", ANYTHING, evidence, since),
    )
