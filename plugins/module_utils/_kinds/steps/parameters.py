# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a step gives the parameters of its template: properties named like the parameters.

api: processes#steps-from-templates
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import EMPTY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import StepSecret
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import (
    SENSITIVE,
    control_type,
    default_for,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import same_text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import by_folded_name, is_secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

SECRET = StepSecret()


class ParameterTexts(FieldType):
    """Values of parameters that are not secrets, by the names of the parameters; the other values stay."""

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return OBJECT


class ParameterSecrets(StepSecret):
    """Values of parameters that are secrets, by the names of the parameters; the other values stay."""

    def argument(self) -> Argument:
        return {"type": "dict", "no_log": True}

    def shape(self) -> Shape:
        return OBJECT


TEXTS, SECRETS = ParameterTexts(), ParameterSecrets()


class Parameters:
    """The parameters of a template, as far as they are known, and their values in the properties of an action."""

    def __init__(self, template: Document | None) -> None:
        self.known = template is not None
        self._of = {folded(each.get("Name") or ""): each for each in (template or {}).get("Parameters") or ()}

    def has(self, name: str) -> bool:
        return folded(name) in self._of

    def names(self) -> Iterable[str]:
        return (str(each["Name"]) for each in self._of.values())

    def default(self, name: str) -> Any:
        """The default of a parameter; None if it has no default."""
        value = (self._of.get(folded(name)) or {}).get("DefaultValue")
        if isinstance(value, dict):
            return value if value.get("HasValue") else None
        return value or None

    def with_values(
        self, given: Mapping[str, Any], properties: Mapping[str, Any], context: Context, option: str
    ) -> dict[str, Any]:
        """``properties`` with the values that the options give."""
        made = dict(properties)
        for name, value in (given.get("parameters") or {}).items():
            place = f"{option}.parameters.{name}"
            key, current = self._place(name, made, place)
            if self._is_sensitive(name):
                raise OptionError(place, "is a secret; give it in sensitive_parameters")
            text = self._text(name, value, current, context, place)
            made[key] = current if isinstance(current, str) and same_text(current, text, settings=True) else text
        for name, secret in (given.get("sensitive_parameters") or {}).items():
            place = f"{option}.sensitive_parameters.{name}"
            key, current = self._place(name, made, place)
            made[key] = SECRET.wanted(secret, current, context, place)
        return made

    def shown(self, names: Iterable[str], properties: Mapping[str, Any], context: Context) -> dict[str, Any]:
        """The values of parameters, references by name and secrets masked."""
        has = by_folded_name(properties)
        found = {name: has.get(folded(name), (name, None))[1] for name in names}
        return {name: self._shown(name, value, context) for name, value in found.items()}

    def exported(
        self, names: Iterable[str], properties: Mapping[str, Any], context: Context, place: str
    ) -> dict[str, dict[str, Any]]:
        """The options for the values of parameters that differ from their defaults."""
        return self._chosen(
            names, properties, context, lambda name, value: SECRET.exported(value, context, f"{place}.{name}")
        )

    def chosen(self, names: Iterable[str], properties: Mapping[str, Any], context: Context) -> dict[str, Any]:
        """The same options for people, secrets masked."""
        return self._chosen(names, properties, context, lambda name, value: SECRET.shown(value, context))

    def _chosen(
        self,
        names: Iterable[str],
        properties: Mapping[str, Any],
        context: Context,
        secret: Callable[[str, Any], Any],
    ) -> dict[str, dict[str, Any]]:
        texts: dict[str, Any] = {}
        secrets: dict[str, Any] = {}
        has = by_folded_name(properties)
        for name in names:
            value = has.get(folded(name), (name, None))[1]
            if is_secret(value) or self._is_sensitive(name):
                secrets[name] = secret(name, value)
            elif value is not None and value != (self.default(name) or ""):
                texts[name] = self._shown(name, value, context) or ""
        secrets = {name: each for name, each in secrets.items() if each is not None}
        found = {"parameters": texts, "sensitive_parameters": secrets}
        return {option: values for option, values in found.items() if values}

    def _place(self, name: str, properties: Mapping[str, Any], option: str) -> tuple[str, Any]:
        """The key of a parameter's value and the present value."""
        found = by_folded_name(properties).get(folded(name))
        if self.known and not found and not self.has(name):
            near = near_misses(name, list(self.names()))
            raise OptionError(
                option, f"the template has no parameter {name!r}.{f' Similar names: {listed(near)}.' if near else ''}"
            )
        return found or (str((self._of.get(folded(name)) or {}).get("Name") or name), None)

    def _text(self, name: str, value: Any, current: Any, context: Context, option: str) -> str:
        reference, text = self._reference(name), text_of(value, option)
        return str(reference.wanted(text, current, context, option)) if reference else text

    def _shown(self, name: str, value: Any, context: Context) -> Any:
        if is_secret(value) or self._is_sensitive(name):
            return SECRET.shown(value, context)
        reference = self._reference(name)
        return reference.shown(value, context) if reference else value

    def _is_sensitive(self, name: str) -> bool:
        """Whether the template calls the value of a parameter a secret; the server may have it as a text."""
        return folded(control_type(self._of.get(folded(name)) or {})) == SENSITIVE

    def _reference(self, name: str) -> FieldType | None:
        """The field type of a value that names a document, by the control type of the parameter; None for a text."""
        return default_for(control_type(self._of.get(folded(name)) or {}))


def same_properties(current: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether two actions have the same properties, apart from empty ones and the case of names."""
    has, asked = (
        {key: value for key, (_name, value) in by_folded_name(each.get("Properties")).items() if value not in EMPTY}
        for each in (current, wanted)
    )
    return has == asked
