# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insights report (api: insights#report)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECT_GROUPS,
    PROJECTS,
    TAG_SETS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import LOGO, Picture
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Naming
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_zones import TimeZone

INSIGHTS_REPORTS = Location(
    "InsightsReports",
    "Insights report",
    unlinked="/insights/reports{/id}{?skip,take}",
    since=(2022, 3),
    naming=Naming(longest=200),
)


class GroupEnvironments(ReferenceList):
    """The environments of a group. An export has an empty list, too, because the option is required."""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)


ENVIRONMENT_GROUPS = KeyedList(
    key="name",
    item=Nested(
        (
            Field("name", "Name", Text(), required="always"),
            Field("environments", "Environments", GroupEnvironments(ENVIRONMENTS), required="always"),
        )
    ),
)

INSIGHTS_REPORT = Resource(
    kind="insights_report",
    location=INSIGHTS_REPORTS,
    fields=(
        Field("description", "Description", Text()),
        Field("projects", "ProjectIds", ReferenceList(PROJECTS)),
        Field("project_groups", "ProjectGroupIds", ReferenceList(PROJECT_GROUPS)),
        Field("environment_groups", "EnvironmentGroups", ENVIRONMENT_GROUPS),
        Field("tenant_mode", "TenantMode", Choice(("Untenanted", "TenantedAndUntenanted", "Tenanted"))),
        Field("all_tenants", "AllTenants", Flag(), since=(2023, 2)),
        Field("tenants", "TenantIds", ReferenceList(TENANTS)),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS), shared="tenant_tags_mode"),
        Field("time_zone", "TimeZone", TimeZone()),
        LOGO,
    ),
    companions=(Picture(),),
    creation=Creation(
        starts={
            **{name: [] for name in ("ProjectIds", "ProjectGroupIds", "ChannelIds", "TenantIds", "TenantTags")},
            "EnvironmentGroups": [],
            "TimeZone": "UTC",
        }
    ),
    published=Published(
        read_only=("IconId", "IconColor"),
        unmanaged={
            "ChannelIds": "the name of a channel is unique only in a project, and a report may be about several"
        },
    ),
)
