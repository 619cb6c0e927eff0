# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for the tags of a document, each as ``tag set/tag`` (api: tenants#tag-set)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, PlannedChange
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    report_missing,
    report_mistake,
    resolved,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT, TEXTS, Shape, fitting

NAMES = TextList()
# A tag set of type FreeText has no tags of its own and accepts any text (api: tenants#tag-set); then ANY is listed.
FREE, ANY = "FreeText", ""
NOTHING: PlannedChange = ({}, {})
TAG = Shape("an object", (dict,), (("Id", TEXT), ("Name", TEXT)), needs=("Name",))
TAG_SET = Shape("an object", (dict,), (("Tags", Shape("a list of objects", (list,), each=TAG)),))


@dataclass(frozen=True, eq=False)
class TagList(FieldType):
    """Tags, in any order. Their tag sets, the documents at ``location``, have to exist."""

    location: Location

    def named(self) -> Location | None:
        return self.location

    def argument(self) -> Argument:
        return NAMES.argument()

    def shape(self) -> Shape:
        return TEXTS

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return ((self.location, name) for each in given or () for name, _tag in readings(str(each)))

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        written = NAMES.wanted(given, current, context, option)
        asked = [self._to_be(tag, context) for tag in written]
        for tag, to_be in zip(written, asked):
            if not is_called(to_be, tag):
                # The next run would not find the tag by this name.
                report_mistake(f"refers to {tag!r}, which is renamed to {to_be!r}; write the new name", context, option)
        # A tag that the run renames is the same tag.
        has = {self._to_be(tag, context): tag for tag in current or []}
        found = []
        for tag in asked:
            is_removed = self._is_removed(tag, context)
            if is_removed:
                report_mistake(f"refers to {tag!r}, which another item removes from its tag set", context, option)
            is_known = is_removed or tag in has
            found.append(has.get(tag, tag) if is_known else self._spelled(tag, context, option))
        return found

    def same(self, current: Any, wanted: Any) -> bool:
        return NAMES.same(current, wanted)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[str]:
        return NAMES.joined(given, current, wanted, context, option)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return NAMES.shown([self._to_be(tag, context) for tag in value or []], context)

    def _spelled(self, tag: str, context: Context, option: str) -> str:
        """The tag as its tag set spells it. Reports a tag that does not exist."""
        read = readings(tag)
        if not read:
            raise OptionError(option, f"{tag!r} is not a tag; write it with its tag set, as tag set/tag")
        found = [(name, context.resolver.resolve(self.location, name)) for name, _tag in read]
        existing = [(name, each) for name, each in found if not isinstance(each, Missing)]
        if not existing:
            resolved(self.location, read[0][0], context, option)
            return tag
        known = [each for name, tag_set in existing for each in self._offered(tag_set, name, tag, context)]
        spelled = next((each for each in known if folded(each) == folded(tag)), None)
        if spelled is None and ANY not in known:
            report_missing(
                f"the tag set {existing[0][0]!r} has no tag {tag!r}", near_misses(tag, known), context, option
            )
        return spelled or tag

    def _offered(self, tag_set_id: str, name: str, tag: str, context: Context) -> list[str]:
        """The tags of a tag set, as ``tag set/tag``."""
        tag_set = self._tag_set(tag_set_id, name, tag, context)
        if tag_set is None or tag_set.get("Type") == FREE:
            # Check mode assumes that an earlier task creates the tag set with every tag.
            return [ANY]
        called = tag_set.get(self.location.naming.prop) or name
        called = called if folded(called) == folded(name) else name
        return [f"{called}/{each}" for each in tags_of(tag_set).values()]

    def _tag_set(self, tag_set_id: str, name: str, tag: str, context: Context) -> Document | None:
        """A tag set as it will be at the end of the run; None if an earlier task is to create it.

        ``tag``: the tag that is looked for, as ``tag set/tag``, in which the set is called ``name``. A set that lacks
        the tag is read again, in case it has changed.
        """
        change = context.resolver.planned_changes(self.location).get(tag_set_id)
        if change:
            return change[1]
        if is_to_come(tag_set_id):
            return None
        known = context.resolver.seen(self.location, tag_set_id) or {}
        if folded(tag) in (folded(f"{name}/{each}") for each in tags_of(known).values()):
            return known
        return context.documents.by_id(self.location, tag_set_id) or {}

    def _is_removed(self, tag: str, context: Context) -> bool:
        """Whether the run removes a tag from its tag set."""
        changes = context.resolver.planned_changes(self.location)
        for name, part in readings(tag) if changes else ():
            found = context.resolver.resolve(self.location, name)
            before, after = changes.get(found, NOTHING) if isinstance(found, str) else NOTHING
            left = tags_of(after)
            removed = [each for identity, each in tags_of(before).items() if identity not in left]
            if folded(part) in map(folded, removed):
                return True
        return False

    def _to_be(self, tag: str, context: Context) -> str:
        """The tag as it will be at the end of the run, which may rename the tag or its tag set."""
        changes = context.resolver.planned_changes(self.location)
        for name, part in readings(tag) if changes else ():
            found = context.resolver.resolve(self.location, name)
            before, after = changes.get(found, NOTHING) if isinstance(found, str) else NOTHING
            known = {folded(each): identity for identity, each in tags_of(before).items()}
            called = tags_of(after).get(known.get(folded(part), ""), part)
            if after:
                return f"{after[self.location.naming.prop]}/{called}"
        return tag


def tags_of(tag_set: Document) -> dict[str, str]:
    """The names of the tags of a tag set by their IDs; a new tag has its name in place of the ID."""
    tags = fitting(tag_set, TAG_SET, "A tag set").get("Tags") or []
    return {each.get("Id") or each["Name"]: each["Name"] for each in tags}


def is_called(tag: str, name: str) -> bool:
    """Whether a tag ends with the tag's part of ``name``; the name of the tag set is ignored."""
    parts = [part for _name, part in readings(name)]
    return not parts or any(folded(tag).endswith(f"/{folded(part)}") for part in parts)


def readings(tag: str) -> list[tuple[str, str]]:
    """The possible pairs of tag set and tag in ``tag``: several where a name has a slash."""
    parts = tag.strip().split("/")
    cut = [("/".join(parts[:end]).strip(), "/".join(parts[end:]).strip()) for end in range(1, len(parts))]
    return [(name, part) for name, part in cut if name]
