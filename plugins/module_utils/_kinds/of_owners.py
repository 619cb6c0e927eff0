# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collections that have the variable sets and processes of all owners."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import ACTION, PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_shapes import VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import SCOPE_VALUES
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import ALL
from ansible_collections.octopus.deploy.plugins.module_utils._locate.together import Together
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The scopes whose names only the set itself has, with the lists that have them.
NAMED_BY_SET = ((ACTION, "Actions"), (PROCESS, "Processes"))


def names_its_scopes(variable_set: Document) -> bool:
    """Whether a set has the names of all steps and processes that its variables are for.

    Whether ``ScopeValues`` are there when a server lists many sets is unverified.
    """
    shapes.fitting(variable_set, VARIABLE_SET, "The link 'Variables'")
    values = variable_set.get(SCOPE_VALUES) or {}
    return all(
        identity in [variable_set.get("OwnerId"), *(each.get("Id") for each in values.get(known) or ())]
        for kind, known in NAMED_BY_SET
        for variable in variable_set.get("Variables") or ()
        for identity in (variable.get("Scope") or {}).get(kind) or ()
    )


ALL_SETS = Together(Location("Variables", "variable set"), "VariableSetId", {"id": ALL}, names_its_scopes)
ALL_PROCESSES = Together(Location("DeploymentProcesses", "deployment process"), "DeploymentProcessId")
ALL_RUNBOOK_PROCESSES = Together(Location("RunbookProcesses", "runbook process"), "RunbookProcessId")
