# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates actions to another version of their step template (api: step-templates#template)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.kinds import everystep
from emulator.model import Document
from emulator.refusals import invalid
from emulator.shaping import lookup, property_value

if TYPE_CHECKING:
    from emulator.octopus import Octopus

TEMPLATE_ID, TEMPLATE_VERSION = "Octopus.Action.Template.Id", "Octopus.Action.Template.Version"


def update_actions(octopus: Octopus, template: Document, sent: Document) -> list[Document]:
    """A result for each named action, with its ``Outcome``."""
    if lookup(sent, "Version") != template["Version"]:
        # The wording is unverified.
        raise invalid(f"The version of the step template must be {template['Version']}.")
    values = {**(lookup(sent, "DefaultPropertyValues") or {}), **(lookup(sent, "Overrides") or {})}
    results = []
    for named in lookup(sent, "ActionsToUpdate") or []:
        found = octopus.store.get(str(lookup(named, "ProcessId")))
        if not found or found[0] not in everystep.PROCESS_TYPES:
            raise invalid(f"Process '{lookup(named, 'ProcessId')}' does not exist.")
        collection, process = found
        wanted = set(lookup(named, "ActionIds") or [])
        actions = [each for step in process["Steps"] for each in step["Actions"] if each["Id"] in wanted]
        results += [updated(template, action, values) for action in actions]
        octopus.save(octopus.kinds[collection], {**process, "Version": process["Version"] + 1})
    return results


def updated(template: Document, action: Document, values: dict[str, Any]) -> Document:
    """Update one action. Unverified: changes made in the action are overwritten."""
    properties = action["Properties"]
    parameters = {each["Name"]: each["DefaultValue"] for each in template["Parameters"]}
    missing = [
        name for name, default in parameters.items() if default in (None, "") and name not in {*properties, *values}
    ]
    if not missing:
        defaults = {name: default for name, default in parameters.items() if name not in properties}
        chosen = {name: property_value(value, properties.get(name)) for name, value in values.items()}
        properties.update({**template["Properties"], **defaults, **chosen, TEMPLATE_VERSION: str(template["Version"])})
    return {
        "Id": action["Id"],
        # The misspelling is the server's.
        "Outcome": "DefaultParamterValueMissing" if missing else "Success",
        "ManualMergeRequiredReasonsByPropertyName": {},
        "NamesOfNewParametersMissingDefaultValue": missing,
        "RemovedPackageUsages": [],
        "Links": {},
    }
