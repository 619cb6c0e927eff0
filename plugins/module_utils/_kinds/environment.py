# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environment (api: environments#environment)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.extension_settings import EXTENSION_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS, TAG_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

ENVIRONMENT = Resource(
    kind="environment",
    location=ENVIRONMENTS,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
        Field("sort_order", "SortOrder", Number(minimum=0)),
        Field("use_guided_failure", "UseGuidedFailure", Flag()),
        Field("allow_dynamic_infrastructure", "AllowDynamicInfrastructure", Flag()),
        Field("environment_tags", "EnvironmentTags", TagList(TAG_SETS), since=(2025, 1)),
        Field("extension_settings", "ExtensionSettings", EXTENSION_SETTINGS),
    ),
)
