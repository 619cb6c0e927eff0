# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collections that have the variable sets and processes of all owners."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import RUNBOOKS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import ACTION, PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_shapes import VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import SCOPE_VALUES
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import ALL
from ansible_collections.octopus.deploy.plugins.module_utils._locate.together import Together
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# Only a variable set itself has the names for these kinds of scopes: for each kind, the list of ``ScopeValues``.
LISTS_BY_SCOPE = ((ACTION, "Actions"), (PROCESS, "Processes"))


def names_all_scopes(variable_set: Document) -> bool:
    """Whether a variable set has the names of all steps and processes in the scopes of its variables.

    Whether a server sends ``ScopeValues`` when it lists many sets is unverified.
    """
    shapes.fitting(variable_set, VARIABLE_SET, "The link 'Variables'")
    values = variable_set.get(SCOPE_VALUES) or {}
    return all(
        identity in [variable_set.get("OwnerId"), *(each.get("Id") for each in values.get(listing) or ())]
        for kind, listing in LISTS_BY_SCOPE
        for variable in variable_set.get("Variables") or ()
        for identity in (variable.get("Scope") or {}).get(kind) or ()
    )


ALL_SETS = Together(Location("Variables", "variable set"), "VariableSetId", {"id": ALL}, names_all_scopes)
ALL_PROCESSES = Together(Location("DeploymentProcesses", "deployment process"), "DeploymentProcessId")
ALL_RUNBOOK_PROCESSES = Together(
    Location("RunbookProcesses", "runbook process", since=RUNBOOKS.since), "RunbookProcessId"
)
