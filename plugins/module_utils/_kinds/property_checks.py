# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds secrets in options that everybody can read, and names that occur twice (api: processes#process)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import secret_settings
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import is_expression
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets, as_one
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The parts of a secret as the API has it.
SENSITIVE_VALUE = {folded(each) for each in ("HasValue", "NewValue", "Hint")}
SECRET_SETTINGS = secret_settings()


def is_known_secret(name: str, value: Any) -> bool:
    """Whether a property is a text, although a typed option of steps treats it as a secret."""
    return folded(name) in SECRET_SETTINGS and isinstance(value, str) and value != "" and not is_expression(value)


def checked_properties(parameters: Parameters) -> Parameters:
    """The options unchanged. Raises ``OptionError`` for all mistakes in the document's own properties."""
    if parameters.get("state") != "absent":
        found = [*property_mistakes(parameters, ""), *misplaced_secrets(parameters, "")]
        if found:
            raise as_one(found)
    return parameters


def property_mistakes(given: Mapping[str, Any], path: str, what: str = "properties") -> Iterator[OptionError]:
    """The mistakes in an option for texts and in the one for secrets, such as ``sensitive_properties``.

    Names are compared ignoring case. A name must occur once in both options, and no text may be a secret in the API's
    own form. ``path``: the beginning of the places in messages; ``what``: the option for texts.
    """
    texts, secrets = given.get(what) or {}, f"sensitive_{what}"
    for name, value in texts.items():
        if isinstance(value, Mapping) and value and {folded(str(part)) for part in value} <= SENSITIVE_VALUE:
            yield ShownSecrets({f"{path}{what}.{name}": (f"is a secret; give it in {secrets}", value)})
    by_folded = {folded(str(name)): value for name, value in texts.items()}
    for name in given.get(secrets) or {}:
        if folded(str(name)) in by_folded:
            problem = f"is also in {what}; leave one of them out"
            yield ShownSecrets({f"{path}{secrets}.{name}": (problem, by_folded[folded(str(name))])})
    for option in (what, secrets):
        first: dict[str, Any] = {}
        for name in given.get(option) or {}:
            other = first.setdefault(folded(str(name)), name)
            if other is not name:
                problem = f"has the same name as {other}, because case does not matter; leave one of them out"
                yield OptionError(f"{path}{option}.{name}", problem)


def misplaced_secrets(given: Mapping[str, Any], path: str, has_typed_options: bool = False) -> Iterator[OptionError]:
    """The properties that everybody can read, although a typed option of steps treats their values as secrets.

    ``has_typed_options``: whether the module has these typed options, which the messages then name.
    """
    for name, value in (given.get("properties") or {}).items():
        key = folded(str(name))
        if key in SECRET_SETTINGS and value is not None and not isinstance(value, Mapping) and not is_expression(value):
            other_way = f", or with {SECRET_SETTINGS[key]}" if has_typed_options else ""
            problem = f"is a secret; give it in sensitive_properties{other_way}"
            yield ShownSecrets({f"{path}properties.{name}": (problem, value)})
