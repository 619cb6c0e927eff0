# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parent environment (api: environments#parents)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Flag, Number, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import PARENT_ENVIRONMENTS

DEPROVISIONING = Nested(
    (
        Field("expiry_days", "ExpiryDays", Number(minimum=0)),
        Field("expiry_hours", "ExpiryHours", Number(minimum=0)),
    )
)

PARENT_ENVIRONMENT = Resource(
    kind="parent_environment",
    collection=PARENT_ENVIRONMENTS,
    fields=(
        Field("description", "Description", Text()),
        Field("slug", "Slug", Text(clearable=False)),
        Field("sort_order", "SortOrder", Number(minimum=0)),
        Field("use_guided_failure", "UseGuidedFailure", Flag()),
        Field("automatic_deprovisioning_rule", "AutomaticDeprovisioningRule", DEPROVISIONING),
    ),
    since=PARENT_ENVIRONMENTS.since,
    definition="ParentEnvironment",
)
