# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds secrets in the option ``properties``, which everybody can read (api: processes#process)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The parts of a secret as the API has it.
SENSITIVE_VALUE = {folded(each) for each in ("HasValue", "NewValue", "Hint")}
BELONGS_ELSEWHERE = "is a secret; give it in sensitive_properties"


def refuse_shown_secrets(parameters: Parameters) -> Parameters:
    """The options unchanged. Raises ``ShownSecrets`` for a secret in ``properties`` of the document itself."""
    for mistake in property_mistakes(parameters, "") if parameters.get("state") != "absent" else ():
        raise mistake
    return parameters


def property_mistakes(given: Mapping[str, Any], path: str) -> Iterator[OptionError]:
    """The secrets in ``properties``: a value in the API's own form, and a name that ``sensitive_properties`` has too.

    ``path``: the beginning of the places in messages.
    """
    texts = given.get("properties") or {}
    for name, value in texts.items():
        if isinstance(value, Mapping) and value and {folded(str(part)) for part in value} <= SENSITIVE_VALUE:
            yield ShownSecrets({f"{path}properties.{name}": (BELONGS_ELSEWHERE, value)})
    by_folded = {folded(str(name)): value for name, value in texts.items()}
    for name in given.get("sensitive_properties") or {}:
        if folded(str(name)) in by_folded:
            problem = "is also in properties; leave one of them out"
            yield ShownSecrets({f"{path}sensitive_properties.{name}": (problem, by_folded[folded(str(name))])})
