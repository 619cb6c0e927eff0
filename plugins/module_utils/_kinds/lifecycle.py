# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lifecycle (api: lifecycles#lifecycle)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2, SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS, LIFECYCLES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import Retention
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

PHASES = KeyedList(
    key="name",
    ordered=True,
    item=Nested(
        (
            Field("name", "Name", Text(), required="always"),
            Field("automatic_deployment_targets", "AutomaticDeploymentTargets", ReferenceList(ENVIRONMENTS)),
            Field("optional_deployment_targets", "OptionalDeploymentTargets", ReferenceList(ENVIRONMENTS)),
            Field("minimum_environments_before_promotion", "MinimumEnvironmentsBeforePromotion", Number(minimum=0)),
            Field("is_optional_phase", "IsOptionalPhase", Flag()),
            Field("is_priority_phase", "IsPriorityPhase", Flag(), since=AFTER_2021_2),
            Field("release_retention_policy", "ReleaseRetentionPolicy", Retention(inherited=True)),
            Field("tentacle_retention_policy", "TentacleRetentionPolicy", Retention(inherited=True)),
        )
    ),
)

LIFECYCLE = Resource(
    kind="lifecycle",
    location=LIFECYCLES,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
        Field("phases", "Phases", PHASES),
        Field("release_retention_policy", "ReleaseRetentionPolicy", Retention()),
        Field("tentacle_retention_policy", "TentacleRetentionPolicy", Retention()),
    ),
    published=Published(
        unmanaged={"RetentionPeriod.ShouldKeepForever": "follows from the strategy, or from a quantity of 0"}
    ),
)
