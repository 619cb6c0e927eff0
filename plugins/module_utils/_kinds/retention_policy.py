# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The retention policies that a space has from the start, and that lifecycles refer to.

api: lifecycles#space-retention
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._locate.first_documents import DEFAULT_PERIODS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SPACE, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import (
    STRATEGY_SINCE,
    DefaultRetention,
)

TYPES = {
    "lifecycle_release": "LifecycleRelease",
    "lifecycle_tentacle": "LifecycleTentacle",
    "runbook_retention": "RunbookRetention",
    "machine_package_cache": "MachinePackageCache",
}

RETENTION_POLICY = Resource(
    kind="retention_policy",
    location=Location("", "retention policy", since=STRATEGY_SINCE),
    fields=tuple(Field(option, prop, DefaultRetention()) for option, prop in TYPES.items()),
    companions=tuple(
        CompanionDocument(
            each,
            "RetentionPolicies",
            {"retentionType": each},
            definition="SpaceDefaultRetentionPolicy",
            blank=DEFAULT_PERIODS[each],
        )
        for each in TYPES.values()
    ),
    owners=(THE_SPACE,),
    published=Published(
        definition="RootResource",
        read_only=(
            *("ApiVersion", "Application", "HasLongTermSupport", "InstallationId", "IsEarlyAccessProgram", "Version"),
            *("SpaceDefaultRetentionPolicy.Name", "SpaceDefaultRetentionPolicy.RetentionType"),
        ),
    ),
)
