# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that stands for the steps of a process template (api: processes#steps-from-templates)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.parameters import (
    SECRETS,
    TEXTS,
    Parameters,
    same_properties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import WORDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

VALUES = (Field("parameters", "", TEXTS), Field("sensitive_parameters", "", SECRETS))
OWN = "Octopus."
PROCESS_TEMPLATE = "Octopus.ProcessTemplate"
REFERENCE = (
    prop("ProcessTemplate.Reference.Slug", required="for_new"),
    Setting("version_mask", f"{A}ProcessTemplate.Reference.VersionMask", WORDS),
)


class ProcessTemplateStep(StepType):
    """A step that stands for the steps of a process template, with values for its parameters."""

    def parts(self) -> tuple[Field, ...]:
        return (*self.fields, *VALUES)

    def argument(self) -> Argument:
        return {"type": "dict", "options": arguments_of(self.parts())}

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        action = super().wanted(given, current, context, option)
        properties = Parameters(None).with_values(given, action["Properties"], context, option)
        return {**action, "Properties": properties}

    def same(self, current: Any, wanted: Any) -> bool:
        return self.is_of(current) == self.is_of(wanted) and same_properties(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        found = super().shown(value, context, given)
        if found is not None and given is None:
            found.update(Parameters(None).chosen(self._values(value, context), value.get("Properties") or {}, context))
        for each in VALUES:
            if found is not None and (given or {}).get(each.option):
                found[each.option] = Parameters(None).shown(given[each.option], value.get("Properties") or {}, context)
        return found

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found = super().exported(value, context, place)
        if found is None:
            return None
        values = self._values(value, context)
        return {**found, **Parameters(None).exported(values, values, context, place)}

    def _values(self, action: Document, context: Context) -> dict[str, Any]:
        """The values of parameters, by their names."""
        return {key: value for key, value in super().rest(action, context)["Properties"].items() if is_value(key)}

    def rest(self, action: Document, context: Context) -> Document:
        left = super().rest(action, context)
        properties = {key: value for key, value in left["Properties"].items() if not is_value(key)}
        return {**left, "Properties": properties}


def is_value(key: str) -> bool:
    """Whether a property is the value of a parameter. The parameters of process templates are not looked up."""
    return not folded(key).startswith(folded(OWN))


STEPS = (Field("use_process_template", "", ProcessTemplateStep(PROCESS_TEMPLATE, REFERENCE)),)
