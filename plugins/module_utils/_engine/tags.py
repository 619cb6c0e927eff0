# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field kind for the tags that a document bears, each as ``tag set/tag`` (octopus-api.md 3.15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import (
    Argument,
    Plain,
    ReferenceUse,
    TextList,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.references import resolved

NAMES = TextList()


@dataclass(frozen=True)
class TagList(Plain):
    """Tags, in any order. They refer to their tag sets, the documents of ``collection``, which have to be there."""

    collection: Collection

    def argument(self) -> Argument:
        return NAMES.argument()

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return ((self.collection, name) for each in given or () for name in tag_sets(str(each)))

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        asked = NAMES.wanted(given, current, context, option)
        for tag in asked:
            if tag not in (current or []):
                self._check(tag, context, option)
        return asked

    def same(self, current: Any, wanted: Any) -> bool:
        return NAMES.same(current, wanted)

    def joined(self, current: Any, wanted: Any) -> list[str]:
        return NAMES.joined(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return NAMES.shown(value, context)

    def _check(self, tag: str, context: Context, option: str) -> None:
        names = tag_sets(tag)
        if not names:
            raise OptionError(option, f"{tag!r} is no tag; write it with its tag set, as tag set/tag")
        directory = context.directory
        if all(isinstance(directory.resolve(self.collection, name), Missing) for name in names):
            resolved(self.collection, names[0], context, option)


def tag_sets(tag: str) -> list[str]:
    """The names that the tag set of ``tag`` may have: several where a name has a slash in it."""
    parts = tag.strip().split("/")
    return [name for name in ("/".join(parts[:end]).strip() for end in range(1, len(parts))) if name]
