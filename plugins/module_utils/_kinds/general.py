# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that several kinds have, and the releases that brought them (api: documents#names, newer#by-area)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

# Servers of 2020.5 or of 2021.2 lack a property or a word; which of the later releases brought it is not known.
AFTER_2020_5 = (2020, 6)
AFTER_2021_2 = (2021, 3)
SLUG = Field("slug", "Slug", Text(clearable=False), since=(2022, 1))
ICON = Field("icon", "Icon", Nested((Field("id", "Id", Text()), Field("color", "Color", Text()))), since=AFTER_2021_2)
