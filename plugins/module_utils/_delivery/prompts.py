# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompted variables: what the form of a preview asks for, and the values that people give.

api: deployments#prompted-variables
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets, listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

VARIABLE, CONTROL_TYPE = "VariableValue", "Octopus.ControlType"
SENSITIVE, CHECKBOX = "Sensitive", "Checkbox"
PLAIN, SECRET = "variables", "sensitive_variables"
ARGUMENTS: dict[str, dict[str, Any]] = {PLAIN: {"type": "dict"}, SECRET: {"type": "dict", "no_log": True}}
CONTROL = shapes.Shape("an object", (dict,), (("Name", shapes.TEXT), ("DisplaySettings", shapes.OBJECT)))
ELEMENT = shapes.Shape("an object", (dict,), (("Name", shapes.TEXT), ("Control", CONTROL)), needs=("Name",))
FORM = shapes.Shape(
    "an object",
    (dict,),
    (("Values", shapes.OBJECT), ("Elements", shapes.Shape("a list", (list,), each=ELEMENT))),
)
PREVIEW = shapes.Shape("an object", (dict,), (("Form", FORM), ("StepsToExecute", shapes.OBJECTS)))


@dataclass(frozen=True)
class Prompt:
    """A variable that a form asks for. ``element``: the key of its value; ``control``: the type of its control."""

    element: str
    name: str
    label: str = ""
    required: bool = False
    has_default: bool = False
    control: str = ""

    @property
    def described(self) -> str:
        return f"{self.name!r} ({self.label})" if self.label else repr(self.name)


def prompts_of(previews: Iterable[Document]) -> list[Prompt]:
    """The variables that the forms of previews ask for, each one once."""
    found: dict[str, Prompt] = {}
    for preview in previews:
        form = shapes.fitting(preview, PREVIEW, "A preview").get("Form") or {}
        values = form.get("Values") or {}
        for element in form.get("Elements") or ():
            control = element.get("Control") or {}
            if control.get("Type", VARIABLE) != VARIABLE:
                continue
            name = str(control.get("Name") or element["Name"])
            prompt = Prompt(
                element["Name"],
                name,
                str(control.get("Label") or ""),
                bool(control.get("Required") or element.get("IsValueRequired")),
                bool(values.get(element["Name"])),
                SENSITIVE
                if control.get("IsSecure")
                else str((control.get("DisplaySettings") or {}).get(CONTROL_TYPE) or ""),
            )
            # A variable can have a default in one environment and none in another.
            known = found.get(prompt.element)
            found[prompt.element] = prompt if known is None or known.has_default else known
    return list(found.values())


def form_values(prompts: Iterable[Prompt], options: Mapping[str, Any]) -> dict[str, str]:
    """The values for the elements of the form. Raises ``OptionError``, before anything is queued.

    A value is known by the name of its variable, or by its label.
    """
    asked = list(prompts)
    values: dict[str, str] = {}
    for option in (PLAIN, SECRET):
        for name, value in (options[option] or {}).items():
            prompt = named(asked, str(name), option)
            place = f"{option}.{name}"
            if prompt.control == SENSITIVE and option == PLAIN:
                problem = f"is sensitive, and {PLAIN} can be read in logs; give it in {SECRET}"
                raise ShownSecrets({place: (problem, value)})
            if prompt.element in values:
                raise OptionError(place, "is given twice")
            values[prompt.element] = text_of(value, prompt, place)
    missing = [
        each
        for each in asked
        if each.required and not values.get(each.element) and (each.element in values or not each.has_default)
    ]
    if missing:
        raise missed(missing)
    return values


def missed(prompts: list[Prompt]) -> OptionError:
    """The error for variables without a value. It names the option that takes each value."""
    secret = ", ".join(each.described for each in prompts if each.control == SENSITIVE)
    plain = ", ".join(each.described for each in prompts if each.control != SENSITIVE)
    if not plain:
        return OptionError(SECRET, f"a value is required for {secret}")
    return OptionError(
        PLAIN, f"a value is required for {plain}" + (f", and in {SECRET} for {secret}" if secret else "")
    )


def named(prompts: list[Prompt], name: str, option: str) -> Prompt:
    by_name = [each for each in prompts if folded(each.name) == folded(name)]
    found = by_name or [each for each in prompts if folded(each.label) == folded(name)]
    if found:
        return found[0]
    names = [each.name for each in prompts]
    near = near_misses(name, names) or names
    hint = f"it asks for {listed(near)}" if near else "it asks for none"
    raise OptionError(option, f"the process does not ask for a variable {name!r}; {hint}")


def text_of(value: Any, prompt: Prompt, place: str) -> str:
    """A value as servers take it: a check box is ``True`` or ``False``."""
    if prompt.control == CHECKBOX:
        text = str(value).strip().lower()
        if text not in ("true", "false"):
            raise OptionError(place, f"is a check box, which is true or false, not {value!r}")
        return text.capitalize()
    if not isinstance(value, str):
        raise OptionError(place, "must be a text; write it in quotation marks")
    return value
