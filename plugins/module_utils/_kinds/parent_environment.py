# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parent environment (api: environments#parents)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PARENT_ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

DEPROVISIONING = Nested(
    (
        Field("expiry_days", "ExpiryDays", Number(minimum=0)),
        Field("expiry_hours", "ExpiryHours", Number(minimum=0)),
    )
)

PARENT_ENVIRONMENT = Resource(
    kind="parent_environment",
    location=PARENT_ENVIRONMENTS,
    fields=(
        Field("description", "Description", Text()),
        Field("slug", "Slug", Text(clearable=False)),
        Field("sort_order", "SortOrder", Number(minimum=0)),
        Field("use_guided_failure", "UseGuidedFailure", Flag()),
        Field("automatic_deprovisioning_rule", "AutomaticDeprovisioningRule", DEPROVISIONING),
    ),
    published=Published(definition="ParentEnvironment"),
)
