# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the shape of answers before they are used: a document and its parts, or a page of a collection."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UnexpectedAnswer

Document = dict[str, Any]
# The place of a mistake, such as ``.Items[0].Name``, and what is wrong there.
Mistake = tuple[str, str]


@dataclass(frozen=True)
class Shape:
    """The expected shape of a JSON value.

    ``name``: the shape in words; ``types``: the allowed Python types; ``parts``: the shapes of an object's properties,
    of which one property may have several; ``needs``: required properties; ``each``: the shape of a list's entries or
    of a map's values; ``sort``: a property and its value, if only objects with that value are checked; ``also``: other
    shapes that the value must have too. Null fits every shape, except as an entry of a list.
    """

    name: str
    types: tuple[type, ...]
    parts: tuple[tuple[str, Shape], ...] = ()
    each: Shape | None = None
    sort: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()
    also: tuple[Shape, ...] = ()

    @cached_property
    def is_simple(self) -> bool:
        """Whether only the type of a value is checked, as for most values, of which there are very many."""
        return not (self.parts or self.each or self.sort or self.needs or self.also)

    def misfit(self, value: Any) -> str:
        """The first mistake in a value, beginning with its place; empty if there is none."""
        found = self.first_mistake(value)
        return f"{found[0].removeprefix('.') or 'it'} is {found[1]}" if found else ""

    def first_mistake(self, value: Any) -> Mistake | None:
        """The first mistake in a value; None if there is none.

        Most values have none, so a place is put together only when there is a mistake.
        """
        if value is None:
            return None
        if not isinstance(value, self.types):
            return "", f"{described(value)} instead of {self.name}"
        if isinstance(value, dict):
            return self._in_object(value)
        if isinstance(value, list) and self.each:
            # Each set of variables lists the names of all machines. Looking at the types of entries instead of at each
            # entry halves the time that a large export spends here.
            if self.each.is_simple and set(map(type, value)).issubset(self.each.types):
                return None
            for index, entry in enumerate(value):
                nothing = ("", f"nothing instead of {self.each.name}") if entry is None else None
                found = nothing or self.each.first_mistake(entry)
                if found:
                    return f"[{index}]{found[0]}", found[1]
        return None

    def _in_object(self, value: Document) -> Mistake | None:
        for prop in self.needs:
            if value.get(prop) is None:
                return f".{prop}", "missing"
        if self.sort:
            found = WORD.first_mistake(value.get(self.sort[0]))
            if found:
                return f".{self.sort[0]}", found[1]
        for each in self.also:
            found = each.first_mistake(value)
            if found:
                return found
        for prop, part in self.parts if self._is_of_sort(value) else ():
            inside = value.get(prop)
            found = None if part.is_simple and isinstance(inside, part.types) else part.first_mistake(inside)
            if found:
                return f".{prop}{found[0]}", found[1]
        for key, entry in value.items() if self.each else ():
            found = self.each.first_mistake(entry) if self.each else None
            if found:
                return f".{key}{found[0]}", found[1]
        return None

    def _is_of_sort(self, value: Document) -> bool:
        return self.sort is None or value.get(self.sort[0]) == self.sort[1]


# The names for the number of all documents on pages of some newer collections.
COUNTS = ("Count", "TotalCount")
# The words for a type that JSON does not have.
OTHER = "a value of another type"
ALTERED = "Does octopus_url name the Octopus Server itself, or does a proxy in front of it change the answers?"
# Some servers quote numbers and flags, others do not.
SCALARS = (str, int, float, bool)
TEXT = Shape("a text", (str,))
WORD = Shape("a text", SCALARS)
NUMBER = Shape("a number", SCALARS)
WHOLE_NUMBER = Shape("a whole number", (int,))
FLAG = Shape("true or false", SCALARS)
# Some servers have a text where others have a SensitiveValue.
TEXT_OR_SECRET = Shape("a text", (*SCALARS, dict))
OBJECT = Shape("an object", (dict,))
TEXTS = Shape("a list of texts", (list,), each=TEXT)
OBJECTS = Shape("a list of objects", (list,), each=OBJECT)


def fitting(value: Any, shape: Shape, asked: str | Request) -> Any:
    """``value`` if it has the shape; ``asked``: the request for the message. Raises ``UnexpectedAnswer``."""
    problem = shape.misfit(value)
    if problem:
        raise UnexpectedAnswer(f"{asked} answered in an unexpected shape: {problem}")
    return value


def document(value: Any, asked: str | Request) -> Document:
    """``value`` if it is a document; ``asked``: the request for the message, without secrets.

    Raises ``UnexpectedAnswer``, also for an empty answer, which does not mean that the document does not exist.
    """
    if not isinstance(value, dict) or not value:
        raise UnexpectedAnswer(f"{asked} answered with {described(value)} instead of a document. {ALTERED}")
    for prop, kind, name in (("Id", str, "a text"), ("Links", dict, "an object")):
        part = value.get(prop)
        if part is not None and not isinstance(part, kind):
            raise UnexpectedAnswer(f"{asked} answered with a document whose {prop} is {described(part)}, not {name}")
    return value


def identified(value: Any, asked: str | Request) -> Document:
    """``value`` if it is a document with an ID. Raises ``UnexpectedAnswer``."""
    found = document(value, asked)
    if not found.get("Id"):
        raise UnexpectedAnswer(f"{asked} answered with a document that has no Id: {described(found)}")
    return found


def same(value: Any, sent: Mapping[str, Any], asked: str | Request) -> Document:
    """``value`` if it is a document with the same ID as ``sent``. Raises ``UnexpectedAnswer``."""
    found = identified(value, asked)
    if found["Id"] != sent["Id"]:
        raise UnexpectedAnswer(f"{asked} answered with another document: {found['Id']} instead of {sent['Id']}")
    return found


def page(value: Any, link: str, asked: str | Request) -> Document:
    """A page of a collection in its usual shape, with ``Items`` and ``Links``.

    A bare list is a single page. Some newer collections have a list under another name and a number of all
    documents (``COUNTS``), which becomes ``TotalResults``.
    """
    if isinstance(value, list):
        return {"Items": value, "Links": {}}
    found = _counted(value) or value
    if not isinstance(found, dict) or not isinstance(found.get("Items"), list):
        raise UnexpectedAnswer(
            f"The link {link!r} does not lead to a collection: {asked} answered with {described(value)}"
        )
    return document(found, asked)


def has_more(page: Document, read: int) -> bool:
    """Whether a page without links to other pages has a total that is larger than ``read``."""
    linked = any(name.startswith("Page.") for name in page.get("Links") or ())
    return read < total(page) and not linked


def total(page: Document) -> int:
    """The number of documents on all pages of a collection; 0 if the page does not say it."""
    found = page.get("TotalResults")
    return found if isinstance(found, int) else 0


def _counted(value: Any) -> Document | None:
    lists = [part for part in value.values() if isinstance(part, list)] if isinstance(value, dict) else []
    if len(lists) != 1 or "Items" in value:
        return None
    count = next((value[name] for name in COUNTS if isinstance(value.get(name), int)), None)
    if count is None:
        return None
    return {
        "Items": lists[0],
        "TotalResults": count,
        "Links": value.get("Links") or {},
    }


def described(value: Any) -> str:
    """The type of a JSON value in a few words. Filters also meet Ansible's own types, such as that of ``omit``."""
    if isinstance(value, Mapping):
        return f"an object with {', '.join(sorted(map(str, value))[:5])}" if value else "an empty object"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    names = {str: "a text" if value else "an empty text", bool: str(value).lower(), type(None): "nothing"}
    return names.get(type(value), "a number" if isinstance(value, (int, float)) else OTHER)
