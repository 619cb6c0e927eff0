# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the secrets among a task's parameters, and masks them.

ansible-core 2.22 no longer strips ``no_log`` values from results, and the fast door never had that filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    MASKED_PARAMETER,
    NO_SECRET,
    placeholder_name,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import is_scalar, property_secrets

Specification = Mapping[str, Mapping[str, Any]]
# The types of options that take mappings or lists; for another type such a value is a mistake and is masked.
CONTAINERS = ("dict", "list", "raw", "json")


def secret_values(argument_spec: Specification, parameters: Mapping[str, Any]) -> list[Any]:
    """The secrets among the parameters: values of ``no_log`` options, and sensitive properties of raw documents."""
    return [*option_secrets(argument_spec, parameters), *property_secrets(parameters)]


def option_secrets(argument_spec: Specification, parameters: Mapping[str, Any]) -> list[Any]:
    """The values of ``no_log`` options among the parameters, except for placeholders and ``NO_SECRET``."""
    values = [value for value in _secret_values(argument_spec, parameters) if str(value).strip()]
    return [value for value in values if value != NO_SECRET and placeholder_name(value) is None]


def _secret_values(argument_spec: Specification, parameters: Mapping[str, Any]) -> Iterator[Any]:
    for option, value in parameters.items():
        # Most options of most documents are not given.
        argument = argument_spec.get(option) if value is not None else None
        if argument is None:
            continue
        if argument.get("no_log"):
            yield from scalars(value)
        elif argument.get("options"):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, Mapping):
                    yield from _secret_values(argument["options"], each)


def scalars(value: Any) -> Iterator[Any]:
    """The scalars in a value, at any depth; each of them may be a secret."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from scalars(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from scalars(part)
    elif is_scalar(value):
        yield value


def masked(specification: Specification, parameters: Any, free: bool = True) -> Any:
    """Parameters as Ansible shows them, with every value masked that is or may be a secret.

    The value of an unknown option, or a value of a wrong type, may be a misplaced secret. ``free``: whether values that
    the specification does not describe are shown, such as a map with keys of the user's own.
    """
    if not isinstance(parameters, Mapping):
        return None if parameters is None else MASKED_PARAMETER
    own = {alias: option for option, argument in specification.items() for alias in argument.get("aliases", ())}
    return {
        option: _masked_option(specification.get(own.get(str(option), str(option))), value, free)
        for option, value in parameters.items()
    }


def _masked_option(argument: Mapping[str, Any] | None, value: Any, free: bool) -> Any:
    if value is None:
        return None
    if argument is None or argument.get("no_log"):
        return MASKED_PARAMETER
    kind, contained = argument.get("type", "str"), isinstance(value, (Mapping, list, tuple))
    if argument.get("options"):
        if kind == "list" and isinstance(value, (list, tuple)):
            return [masked(argument["options"], each, free) for each in value]
        return masked(argument["options"], value, free)
    if contained and kind not in CONTAINERS:
        return MASKED_PARAMETER
    described = kind not in ("dict", "raw", "json")
    return value if free or described else MASKED_PARAMETER
