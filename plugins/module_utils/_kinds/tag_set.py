# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tag set (api: tenants#tag-set)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.sort_order_list import SortOrderList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextList

# The server requires a colour; this is the default of Octopus's own client.
DARK_GREY = "#6e6e6e"

# The first release with tag sets for more than tenants; only its year is known (api: newer#by-area).
SORTS_SINCE = (2025, 1)

TAGS = SortOrderList(
    key="name",
    ordered=True,
    item=Nested(
        (
            Field("name", "Name", Text(), required="always"),
            Field("description", "Description", Text()),
            Field("color", "Color", Text(clearable=False)),
        )
    ),
    defaults={"Color": DARK_GREY},
    # Servers have refused commas since 2017, as lists of tags are separated by commas [OctopusDeploy/Issues#2622].
    unnameable=",",
)

TAG_SET = Resource(
    kind="tag_set",
    location=TAG_SETS,
    fields=(
        Field("description", "Description", Text()),
        Field("sort_order", "SortOrder", Number(minimum=0)),
        Field("type", "Type", Choice(("MultiSelect", "SingleSelect", "FreeText")), since=SORTS_SINCE),
        Field("scopes", "Scopes", TextList(), since=SORTS_SINCE),
        Field("tags", "Tags", TAGS, shared="tags_mode"),
    ),
    published=Published(
        read_only=("IsSystem", "TagResource.CanonicalTagName"),
        unmanaged={"TagResource.SortOrder": "the position of the tag in `tags` decides it"},
    ),
)
