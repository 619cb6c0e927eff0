# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps secrets out of everything that a task says.

ansible-core 2.22 no longer strips ``no_log`` values from results, and the fast door never had that filter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.placeholders import MASK, PLACEHOLDER

# Properties in which the API can hand out a secret in the clear (octopus-api.md 2.7, 3.5, 3.18, 3.25, 3.32, 3.34).
SECRET_PROPERTY = re.compile(
    r"^(?:NewValue|ApiKey|AuthenticationToken|Token|JsonKey|PrivateKeyFile|LicenseText|WebhookHeaderValue"
    r"|CertificateData|.*Password|.*Passphrase|.*Secret|SecretKey)$"
)
SHORTEST_PART = 4


def redacted(document: Any) -> Any:
    """A copy of what the server said, with the values of its secret properties masked."""
    if isinstance(document, Mapping):
        return {prop: _redacted_property(prop, value) for prop, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [redacted(each) for each in document]
    return document


def _redacted_property(prop: str, value: Any) -> Any:
    if isinstance(value, str) and value and SECRET_PROPERTY.match(prop):
        return MASK
    return redacted(value)


def scrubbed(value: Any, secrets: Sequence[str]) -> Any:
    """A copy of ``value`` in which none of ``secrets`` is left.

    A secret of three letters or fewer is only masked where it is the whole text: it would blank out half of any prose.
    """
    if isinstance(value, str):
        return _scrubbed_text(value, secrets)
    if isinstance(value, Mapping):
        return {_scrubbed_text(str(key), secrets): scrubbed(part, secrets) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrubbed(each, secrets) for each in value]
    return value


def _scrubbed_text(text: str, secrets: Sequence[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        if text == secret:
            return MASK
        if len(secret) >= SHORTEST_PART:
            text = text.replace(secret, MASK)
    return text


def property_secrets(value: Any) -> Iterator[str]:
    """The texts that stand under secret properties of the API, however deep, in what a user gave as it is."""
    if isinstance(value, Mapping):
        for prop, part in value.items():
            if isinstance(part, str) and part.strip() and SECRET_PROPERTY.match(str(prop)):
                yield part
            else:
                yield from property_secrets(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from property_secrets(part)


def secret_values(argument_spec: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[str]:
    """The values that the user gave for options that the specification marks ``no_log``, and in raw documents."""
    texts = _secret_values(argument_spec, parameters)
    given = [value for value in texts if value.strip() and not PLACEHOLDER.match(value)]
    return [*given, *property_secrets(parameters)]


def _secret_values(argument_spec: Mapping[str, Any], parameters: Mapping[str, Any]) -> Iterator[str]:
    for option, argument in argument_spec.items():
        value = parameters.get(option)
        if argument.get("no_log"):
            yield from _texts(value)
        elif argument.get("options"):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, Mapping):
                    yield from _secret_values(argument["options"], each)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
