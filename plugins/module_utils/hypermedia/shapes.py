# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer must look like before anything is made of it: a document and its parts, or a page of a collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UnexpectedAnswer

Document = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """What a value must be so that something can be made of it.

    ``name``: in words; ``types``: as Python has them; ``parts``: what the properties of an object must be, several
    shapes of one among them; ``needs``: the properties that it must have; ``each``: what the entries of a list or the
    values of a map must be; ``sort``: the property and its value that mark an object whose parts are described, where
    objects of other sorts may be there; ``also``: other shapes that it must have. Null says nothing, and fits anywhere
    but in a list.
    """

    name: str
    types: tuple[type, ...]
    parts: tuple[tuple[str, Shape], ...] = ()
    each: Shape | None = None
    sort: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()
    also: tuple[Shape, ...] = ()

    def misfit(self, value: Any, place: str) -> str:
        """What is wrong with a value, beginning with where that is; empty for nothing."""
        if value is None:
            return ""
        if not isinstance(value, self.types):
            return f"{place or 'it'} is {described(value)} instead of {self.name}"
        return next(filter(None, self._inside(value, place)), "")

    def _inside(self, value: Any, place: str) -> Iterator[str]:
        if isinstance(value, list) and self.each:
            for index, entry in enumerate(value):
                nothing = f"{place}[{index}] is nothing instead of {self.each.name}" if entry is None else ""
                yield nothing or self.each.misfit(entry, f"{place}[{index}]")
        if isinstance(value, dict):
            within = f"{place}." if place else ""
            yield from (f"{within}{prop} is missing" for prop in self.needs if value.get(prop) is None)
            if self.sort:
                yield WORD.misfit(value.get(self.sort[0]), f"{within}{self.sort[0]}")
            yield from (each.misfit(value, place) for each in self.also)
            for prop, part in self.parts if self._is_of_sort(value) else ():
                yield part.misfit(value.get(prop), f"{within}{prop}")
            for key, entry in value.items() if self.each else ():
                yield self.each.misfit(entry, f"{place}.{key}") if self.each else ""

    def _is_of_sort(self, value: Document) -> bool:
        return self.sort is None or value.get(self.sort[0]) == self.sort[1]


# Servers differ in whether they quote numbers and flags.
SCALARS = (str, int, float, bool)
TEXT = Shape("a text", (str,))
WORD = Shape("a text", SCALARS)
NUMBER = Shape("a number", SCALARS)
WHOLE_NUMBER = Shape("a whole number", (int,))
FLAG = Shape("true or false", SCALARS)
# Some have a text where others have a secret, of which no more is said than that it is there.
TEXT_OR_SECRET = Shape("a text", (*SCALARS, dict))
OBJECT = Shape("an object", (dict,))
TEXTS = Shape("a list of texts", (list,), each=TEXT)
OBJECTS = Shape("a list of objects", (list,), each=OBJECT)


def fitting(value: Any, shape: Shape, asked: str) -> Any:
    """``value`` if it is what ``shape`` says; ``asked``: what it answers. Raises ``UnexpectedAnswer``."""
    problem = shape.misfit(value, "")
    if problem:
        raise UnexpectedAnswer(f"{asked} answered in another shape than it should: {problem}")
    return value


def document(value: Any, asked: str) -> Document:
    """``value`` if it is a document; ``asked``: the request that it answers, without secrets.

    Raises ``UnexpectedAnswer``: an empty answer, above all, does not mean that there is nothing.
    """
    if not isinstance(value, dict) or not value:
        raise UnexpectedAnswer(f"{asked} answered with {described(value)} instead of a document")
    for prop, kind, name in (("Id", str, "a text"), ("Links", dict, "an object")):
        part = value.get(prop)
        if part is not None and not isinstance(part, kind):
            raise UnexpectedAnswer(f"{asked} answered with a document whose {prop} is {described(part)}, not {name}")
    return value


def identified(value: Any, asked: str) -> Document:
    """The same for a document that has to say who it is."""
    found = document(value, asked)
    if not found.get("Id"):
        raise UnexpectedAnswer(f"{asked} answered with a document that has no Id: {described(found)}")
    return found


def same(value: Any, sent: Mapping[str, Any], asked: str) -> Document:
    """The same for what the server made of the document that was sent."""
    found = identified(value, asked)
    if found["Id"] != sent["Id"]:
        raise UnexpectedAnswer(f"{asked} answered with another document: {found['Id']} instead of {sent['Id']}")
    return found


def page(value: Any, link: str, asked: str) -> Document:
    """A page of a collection in the one shape that most have: ``Items`` and ``Links``.

    A bare list is the only page. Some newer collections have a list under a name of its own and a ``Count`` of all,
    which a page of theirs has as ``TotalResults``.
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
    """Whether a page that has no links to others says that there are more documents than were read so far."""
    total = page.get("TotalResults")
    linked = any(name.startswith("Page.") for name in page.get("Links") or ())
    return isinstance(total, int) and read < total and not linked


def _counted(value: Any) -> Document | None:
    lists = [part for part in value.values() if isinstance(part, list)] if isinstance(value, dict) else []
    if len(lists) != 1 or "Items" in value or not isinstance(value.get("Count"), int):
        return None
    return {
        "Items": lists[0],
        "TotalResults": value["Count"],
        "Links": value.get("Links") or {},
    }


def described(value: Any) -> str:
    """What a JSON value is, in a few words."""
    if isinstance(value, Mapping):
        return f"an object with {', '.join(sorted(map(str, value))[:5])}" if value else "an empty object"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    names = {str: "a text" if value else "an empty text", bool: str(value).lower(), type(None): "nothing"}
    return names.get(type(value), "a number")
