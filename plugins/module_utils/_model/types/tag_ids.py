# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for the tags of a document that has their IDs, not their canonical names (api: approvals#rule)."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList, readings, tags_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The ID of a tag begins with the ID of its tag set (api: tenants#tag-set).
TAG_ID = re.compile(r"(TagSets-\d+)/Tags-\d+", re.IGNORECASE)


class TagIdList(TagList):
    """Tags, in any order, each ``tag set/tag`` in an option and an ID such as ``TagSets-1/Tags-2`` in the API."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[str]:
        has = {self._name(each, context): each for each in current or []}
        asked = super().wanted(given, list(has), context, option)
        return [has.get(each) or self._identity(each, context) for each in asked]

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return super().shown([self._name(each, context) for each in value or []], context, given)

    def _identity(self, tag: str, context: Context) -> str:
        """The ID of a tag; the tag itself while it has none, because this run or an earlier task will create it."""
        for name, part in readings(tag):
            found = context.resolver.resolve(self.location, name)
            if isinstance(found, Missing):
                continue
            # The planned tag set has no ID for a new tag, and the tag set that was read has one once it is written.
            for tag_set in (self._tag_set(found, name, tag, context), context.resolver.seen(self.location, found)):
                for identity, called in tags_of(tag_set or {}).items():
                    if folded(called) == folded(part) and TAG_ID.fullmatch(identity):
                        return identity
        return tag

    def _name(self, identity: str, context: Context) -> str:
        """The tag with this ID, as its tag set spells it; the ID itself if the user sees no such tag."""
        known = TAG_ID.fullmatch(identity)
        tag_set = (context.resolver.seen(self.location, known[1]) if known else None) or {}
        called = tags_of(tag_set).get(identity)
        return f"{tag_set[self.location.naming.prop]}/{called}" if called else identity
