# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a project or a library variable set (api: variables#variable-set)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    DEPLOYMENT_PROCESSES,
    LIBRARY_VARIABLE_SETS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.of_owners import ALL_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entries import (
    ShortValues,
    VariableEntries,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import LISTED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import spelled_out
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_sight import SCOPED, UNSCOPED
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Lists, Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Published, Resource

VARIABLES = Resource(
    kind="variables",
    location=Location("", "variables", lists=Lists(within=(SCOPED, UNSCOPED))),
    fields=(
        Field("variables", "VariableSet", VariableEntries(), shared="mode"),
        Field("values", "VariableSet", ShortValues()),
    ),
    companions=(
        CompanionDocument(
            "VariableSet",
            "Variables",
            label="variables",
            versioned=True,
            blank={"Variables": [], "Version": 0},
            names=LISTED,
            together=ALL_SETS,
        ),
    ),
    owners=(
        Owner("project", PROJECTS, first=(DEPLOYMENT_PROCESSES,)),
        Owner("library_variable_set", LIBRARY_VARIABLE_SETS),
    ),
    hooks=Hooks(spelled_out=spelled_out),
    published=Published(
        definition="VariableSetResource",
        read_only=("OwnerId", "Version", "ScopeValues", "VariableResource.IsSensitive"),
        unmanaged={
            "VariablePromptOptions.DisplaySettings": "prompt.control_type and prompt.select_options set parts of it"
        },
    ),
)
