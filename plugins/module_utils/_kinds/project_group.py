# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project group (api: projects#group)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECT_GROUPS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

PROJECT_GROUP = Resource(
    kind="project_group",
    location=PROJECT_GROUPS,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
    ),
    published=Published(
        unmanaged={
            "EnvironmentIds": "left over from old servers, and no server uses it",
            "RetentionPolicyId": "left over from old servers, and no server uses it",
        }
    ),
)
