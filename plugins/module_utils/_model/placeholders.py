# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that can be given in place of a secret: a placeholder keeps the server's secret, and ``NO_SECRET`` clears it.

An empty text does not clear a secret, because it may come from a variable that is not set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK

# Clears the secret that the server has.
NO_SECRET = "<no secret>"
# A placeholder has a name of its own; in a configuration, the option ``secrets`` has the secret under this name.
PLACEHOLDER = re.compile(r"<secret (\S(?:.*\S)?)>")
PLACEHOLDER_START = re.compile(r"\s*<\s*(?:no[\s_-]*)?secrets?(?![a-z])", re.IGNORECASE)
LIKE_A_PLACEHOLDER = re.compile(PLACEHOLDER_START.pattern + r"[^<>\n]*>?\s*", re.IGNORECASE)
# Texts that this collection and Ansible show in place of a secret.
MASKED_PARAMETER = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
SENT = f"{MASK} (sent)"
SHOWN = (MASK, SENT, MASKED_PARAMETER)
DISPLAYED = "is how a secret is displayed"
TO_CLEAR = f"to clear the secret, give {NO_SECRET}; to keep the server's secret, leave the option out"


def placeholder(place: str) -> str:
    """The placeholder with this name."""
    return f"<secret {' '.join(place.split())}>"


def placeholder_name(text: Any) -> str | None:
    """The name in a placeholder; None for another value."""
    # Most texts have no <, and a pattern takes several times as long to find that out.
    match = PLACEHOLDER.fullmatch(text) if isinstance(text, str) and "<" in text else None
    return match[1] if match else None


def looks_like_placeholder(text: Any) -> bool:
    """Whether a text is a placeholder or ``NO_SECRET``, even if it is misspelled."""
    if not isinstance(text, str) or "<" not in text:
        return False
    return placeholder_name(text) is not None or bool(LIKE_A_PLACEHOLDER.fullmatch(text))


def is_mask(text: Any) -> bool:
    """Whether a text is a mask that results show in place of a secret; somebody may have copied it from a result."""
    return isinstance(text, str) and text.strip() in SHOWN


def secret_text(given: Any, option: str) -> str:
    """A secret, a placeholder or ``NO_SECRET``, as the user wrote it. Raises ``OptionError`` for another value."""
    if given is None:
        raise OptionError(option, f"has no value; {TO_CLEAR}")
    if not isinstance(given, str):
        raise OptionError(option, f"must be text, not {described(given)}; put it in quotes")
    if not given.strip():
        raise OptionError(option, f"is empty, maybe because a variable is not set; {TO_CLEAR}")
    if PLACEHOLDER_START.match(given) and given != NO_SECRET and placeholder_name(given) is None:
        raise OptionError(
            option,
            f"looks like a placeholder, but is not one; write exactly <secret NAME>, or {NO_SECRET} to clear the "
            "secret, with nothing before or after it",
        )
    return given


def refuse_non_secret(given: Any, option: str) -> None:
    """Raise ``OptionError`` for a value that can't be a secret."""
    secret_text(given, option)
    if is_mask(given):
        raise OptionError(option, f"{DISPLAYED}, not the secret itself; {TO_CLEAR}")


def kept_secret(given: str, current: Any, has_one: bool, option: str) -> Any:
    """The server's secret, for a placeholder. Raises ``OptionError`` if the server does not have a secret."""
    if not has_one:
        advice = "give the secret itself, or in octopus_config its value in secrets"
        raise OptionError(option, f"{given} keeps the server's secret, but the server has none; {advice}")
    return current


def secret_mistakes(
    specification: Mapping[str, Any], given: Mapping[str, Any], path: str = "", masks: bool = True
) -> Iterator[OptionError]:
    """The mistakes in options that hold secrets, and placeholders and masks in options that do not.

    ``masks``: whether a mask in an option that holds no secret is a mistake; somebody may search for one.
    """
    for option, value in given.items():
        # Most options of most documents are not given.
        argument = specification.get(option) if value is not None else None
        if argument is None or (
            value.__class__ is str and not _stands_for_secret(value) and not argument.get("no_log")
        ):
            continue
        place = f"{path}{option}"
        if argument.get("no_log"):
            yield from _mistakes_of_secrets(value, place)
        elif argument.get("options"):
            many = isinstance(value, (list, tuple))
            for index, each in enumerate(value if many else [value]):
                if isinstance(each, Mapping):
                    where = f"{place}{f'[{index}]' if many else ''}."
                    yield from secret_mistakes(argument["options"], each, where, masks)
        else:
            for where, text in texts(value, place):
                if looks_like_placeholder(text):
                    yield OptionError(
                        where,
                        f"{text} is a placeholder for a secret, but this option does not hold a secret",
                    )
                elif masks and is_mask(text):
                    yield OptionError(where, f"{DISPLAYED}, not the value itself")


def _stands_for_secret(text: str) -> bool:
    """Whether a text is, or looks like, a placeholder or a mask."""
    return looks_like_placeholder(text) or is_mask(text)


def texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The texts in a value, at any depth, each with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts(part, f"{place}.{key}")
    elif isinstance(value, (list, tuple)):
        for index, part in enumerate(value):
            yield from texts(part, f"{place}[{index}]")


def _mistakes_of_secrets(value: Any, place: str) -> Iterator[OptionError]:
    secrets = (
        {f"{place}.{name}": part for name, part in value.items()} if isinstance(value, Mapping) else {place: value}
    )
    for where, secret in secrets.items():
        try:
            refuse_non_secret(secret, where)
        except OptionError as mistake:
            yield mistake
