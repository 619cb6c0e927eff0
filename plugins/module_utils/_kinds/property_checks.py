# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds secrets in options that everybody can read, and names that occur twice (api: processes#process)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The parts of a secret as the API has it.
SENSITIVE_VALUE = {folded(each) for each in ("HasValue", "NewValue", "Hint")}


def checked_properties(parameters: Parameters) -> Parameters:
    """The options unchanged. Raises ``OptionError`` for a mistake in the document's own properties."""
    for mistake in property_mistakes(parameters, "") if parameters.get("state") != "absent" else ():
        raise mistake
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
