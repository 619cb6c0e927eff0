# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What variables can be scoped to, and what becomes of a scope (api: variables#scope-kinds)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.model import DESCRIBED, Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

OF_TEMPLATES = ("EnvironmentParameters", "ProcessTemplateSteps", "TargetTagParameters", "TenantTagParameters")


def scope_values(octopus: Octopus, variable_set: Document) -> Document:
    """What variables of this set can be scoped to."""
    nothing: list[Document] = []
    space, owner = variable_set.get("SpaceId") or "", variable_set["OwnerId"]
    process = octopus.store.get(f"deploymentprocess-{owner}")
    actions = [action for step in (process[1]["Steps"] if process else []) for action in step["Actions"]]
    roles = sorted({role for machine in octopus.store.all("machines", space) for role in machine["Roles"]})
    channels = [each for each in octopus.store.all("channels", space) if each["ProjectId"] == owner]
    tags = [f"{each['Name']}/{tag['Name']}" for each in octopus.store.all("tagsets", space) for tag in each["Tags"]]
    return {
        "Environments": named(octopus.store.all("environments", space)),
        "Machines": named(octopus.store.all("machines", space)),
        "Actions": named(actions),
        "Roles": [{"Id": role, "Name": role} for role in roles],
        "Channels": named(channels),
        "TenantTags": [{"Id": tag, "Name": tag} for tag in tags],
        "Processes": [],
        # What they list is unverified: the parameters of process templates are not served.
        **(dict.fromkeys(OF_TEMPLATES, nothing) if octopus.release >= DESCRIBED else {}),
    }


def named(documents: list[Document]) -> list[Document]:
    return [{"Id": each["Id"], "Name": each["Name"]} for each in documents]


def singly_scoped(octopus: Octopus, scope: str, document: Document) -> Document:
    """How many variables of each owner have no scope but this environment or this target."""
    counts: dict[str, dict[str, int]] = {}
    for variable_set in octopus.store.all("variables", document.get("SpaceId") or ""):
        for variable in variable_set["Variables"] or []:
            if variable["Scope"] == {scope: [document["Id"]]}:
                names = counts.setdefault(variable_set["OwnerId"], {})
                names[variable["Name"]] = names.get(variable["Name"], 0) + 1
    return {
        "VariableMap": counts,
        "HasUnauthorizedLibraryVariableSetVariables": False,
        "HasUnauthorizedProjectVariables": False,
    }
