# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for references: names, IDs or slugs in the playbook, IDs in the API, names again in a diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed, not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import EXPRESSION
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT, TEXTS, Shape

EVER = (0, 0)


@dataclass(frozen=True, eq=False)
class Reference(FieldType):
    """One document, or none: ``''`` clears it.

    ``bound``: whether an expression with ``#{...}`` is allowed too. ``clearable``: False if the server fills in a
    document when there is none.
    """

    location: Location
    bound: bool = False
    clearable: bool = True

    def named(self) -> Location | None:
        return self.location

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return TEXT

    def check(self, given: str, option: str) -> None:
        if not self.clearable and not given.strip():
            raise not_clearable(option)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        if given and not self._is_bound(given):
            yield self.location, given

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        if self._is_bound(given):
            return given.strip()
        return resolved(self.location, given, context, option) if given.strip() else None

    def same(self, current: Any, wanted: Any) -> bool:
        return bool((current or None) == (wanted or None))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not value or self._is_bound(value):
            return value or None
        return names_as_options(self.location, [value], context, (EXPRESSION,) if self.bound else ())[0]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)

    def _is_bound(self, value: str) -> bool:
        return self.bound and EXPRESSION in value


class VitalReference(Reference):
    """One document; when the server removes it, it also removes the document that refers to it."""

    vital: ClassVar[bool] = True


@dataclass(frozen=True, eq=False)
class ReferenceList(FieldType):
    """Several documents: a set unless ``ordered``.

    ``injected``: the beginning of the IDs that the server adds by itself; these IDs are kept and not shown.
    """

    location: Location
    ordered: bool = False
    injected: str = ""

    def named(self) -> Location | None:
        return self.location

    def argument(self) -> Argument:
        return {"type": "list", "elements": "str"}

    def shape(self) -> Shape:
        return TEXTS

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return ((self.location, each) for each in given or ())

    def check(self, given: Any, option: str) -> None:
        """Refuse an empty text in the list. Ansible turns an empty text in place of the list into ``[""]``."""
        if any(isinstance(each, str) and not each.strip() for each in given or ()):
            raise OptionError(option, f"has an empty entry, which names no {self.location.label}; [] is the empty list")

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[str]:
        found = [resolved(self.location, each, context, option) for each in given]
        kept = [each for each in current or [] if self._is_injected(each)]
        return list(dict.fromkeys(found + kept))

    def same(self, current: Any, wanted: Any) -> bool:
        ours, theirs = self._own(wanted), self._own(current)
        return ours == theirs if self.ordered else set(ours) == set(theirs)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[str]:
        return list(dict.fromkeys([*(current or []), *wanted]))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        names = context.resolver.names(self.location, self._own(value))
        return names if self.ordered else sorted(names, key=folded)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None

    def _own(self, ids: Any) -> list[str]:
        return [each for each in ids or [] if not self._is_injected(each)] if self.injected else list(ids or [])

    def _is_injected(self, identity: str) -> bool:
        return bool(self.injected) and identity.startswith(self.injected)


class VitalReferences(ReferenceList):
    """A list of documents for which another document may be used; an empty list allows it for all."""

    vital: ClassVar[bool] = True


def names_as_options(
    location: Location, ids: Sequence[str], context: Context, misread: Sequence[str] = (EXPRESSION,)
) -> list[str]:
    """The names of the documents with these IDs, in the same order, as option values.

    ``misread``: texts that make the option take a name for something else; the result has the ID in place of a name
    with such a text in it.
    """
    names = context.resolver.names(location, ids)
    return [identity if any(each in name for each in misread) else name for identity, name in zip(ids, names)]


def resolved(location: Location, value: str, context: Context, option: str, held: Iterable[str] = ()) -> str:
    """The ID of the document that ``value`` means. ``held``: IDs that are known to exist, maybe in another space.

    A document that does not exist is an error. In check mode it is a warning, and the result is ``to_come(value)``,
    because an earlier task of the playbook may create the document. An empty ``value`` is always an error.
    """
    if not value.strip():
        report_mistake(f"is empty, so it names no {location.label}; give a name, an ID or a slug", context, option)
        return to_come(value)
    found = context.resolver.resolve(location, value, context.owner_of(location), held)
    if isinstance(found, Missing) and location.parent and is_to_come(context.owner_id):
        # The parent does not exist yet, and may be created with the document.
        found = created_with_parent(location, value, context) or found
    if not isinstance(found, Missing):
        return found
    for other in location.unlike:
        is_served = context.server_is_at_least(*(other.since or EVER))
        if is_served and isinstance(context.resolver.resolve(other, value), str):
            report_mistake(f"{value!r} is a {other.label}, which the server does not take here", context, option)
            return to_come(value)
    unseen = context.resolver.why_unseen(location)
    report_missing(f"there is no {location.label} named {value!r}", found.near, context, option, unseen)
    if not context.check:
        return to_come(value)
    return context.resolver.remember(location, value, to_come(value), value, context.owner_of(location))


def report_missing(what: str, near: Sequence[str], context: Context, option: str, unseen: str = "") -> None:
    """Report that something does not exist; in check mode as a warning, because an earlier task may create it.

    ``unseen``: why it may exist in spite of this, because the user may not see it.
    """
    hint = f" Similar names: {listed(near)}." if near else ""
    doubt = f" It may exist: {unseen}." if unseen else ""
    if context.check:
        context.warn(f"{option}: {what} yet; check mode assumes that it will be created.{hint}{doubt}")
        return
    report_mistake(f"{what}.{hint or f' Create it first, or correct {option}.'}{doubt}", context, option)


def report_mistake(what: str, context: Context, option: str) -> None:
    """Report a wrong reference: raise ``OptionError``, or add it to ``missing`` of the context's notes."""
    mistake = OptionError(option, what)
    if context.notes.missing is None:
        raise mistake
    context.notes.missing.append(mistake)


def created_with_parent(location: Location, value: str, context: Context) -> str | None:
    """The ID of a document that a new parent is created with, or ``to_come(name)``; None if there is no such document.

    A clone is created with copies of its source's documents, any other parent with the default document of its kind.
    """
    if context.source_id:
        found = context.resolver.resolve(location, value, context.source_id)
        return None if isinstance(found, Missing) else found
    known = dict(location.parent.brings) if location.parent else {}
    names = {folded(known[prop]) for prop in ("Name", "Slug") if prop in known}
    return to_come(known["Name"]) if folded(value) in names else None
