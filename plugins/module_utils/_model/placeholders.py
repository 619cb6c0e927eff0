# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts that a secret's option takes beside the secret: one that keeps what the server has, and one that clears it.

A secret that is only a text can't be told from a mistake otherwise: a variable that is not set is an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK

# Clears the secret that the server has.
NO_SECRET = "<no secret>"
# Stands for a secret in a configuration, by a name of its own.
PLACEHOLDER = re.compile(r"<secret (\S(?:.*\S)?)>")
BEGINS_LIKE_ONE = re.compile(r"\s*<\s*(?:no[\s_-]*)?secrets?(?![a-z])", re.IGNORECASE)
MEANT_AS_ONE = re.compile(BEGINS_LIKE_ONE.pattern + r"[^<>\n]*>?\s*", re.IGNORECASE)
# How secrets are shown in results and differences, by this collection and by Ansible.
MASKED_PARAMETER = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
SENT = f"{MASK} (sent)"
SHOWN = (MASK, SENT, MASKED_PARAMETER)
TO_CLEAR = f"to clear the secret give {NO_SECRET}, to keep the one that the server has leave the option out"


def placeholder(place: str) -> str:
    """What stands for the secret that the server has at this place."""
    return f"<secret {' '.join(place.split())}>"


def named_by(text: Any) -> str | None:
    """The name of the secret that a placeholder stands for; None for what is no placeholder."""
    match = PLACEHOLDER.fullmatch(text) if isinstance(text, str) else None
    return match[1] if match else None


def speaks_of_a_secret(text: Any) -> bool:
    """Whether a text is a placeholder, or clears a secret, or is one of them misspelled."""
    if not isinstance(text, str):
        return False
    return named_by(text) is not None or bool(MEANT_AS_ONE.fullmatch(text))


def shows_a_secret(text: Any) -> bool:
    """Whether a text is what stands for a secret in a result, from which somebody has taken it."""
    return isinstance(text, str) and text.strip() in SHOWN


def secret_text(given: Any, option: str) -> str:
    """A secret, a placeholder or ``NO_SECRET``, as the user wrote it. Raises ``OptionError`` for what can be none."""
    if given is None:
        raise OptionError(option, f"has no value; {TO_CLEAR}")
    if not isinstance(given, str):
        raise OptionError(option, f"must be text, not {described(given)}; put it in quotes")
    if not given.strip():
        raise OptionError(option, f"is empty, as a variable is that is not set; {TO_CLEAR}")
    if BEGINS_LIKE_ONE.match(given) and given != NO_SECRET and named_by(given) is None:
        raise OptionError(
            option,
            f"looks like a placeholder and is none; write <secret NAME>, or {NO_SECRET} to clear the secret, in these "
            "letters and with nothing around it",
        )
    return given


def refuse_no_secret(given: Any, option: str) -> None:
    """Raise ``OptionError`` for what a user can't have meant as a secret."""
    secret_text(given, option)
    if shows_a_secret(given):
        raise OptionError(option, f"is what a secret is shown as, not the secret itself; {TO_CLEAR}")


def kept_secret(given: str, current: Any, has_one: bool, option: str) -> Any:
    """What a placeholder comes to: the secret that the server has. Raises ``OptionError`` where it has none."""
    if not has_one:
        raise OptionError(option, f"{given} stands for a secret that the server does not have; give the secret itself")
    return current


def secret_mistakes(
    specification: Mapping[str, Any], given: Mapping[str, Any], path: str = ""
) -> Iterator[OptionError]:
    """What is wrong with the secrets in options, and the placeholders in options that hold none."""
    for option, argument in specification.items():
        value, place = given.get(option), f"{path}{option}"
        if value is None:
            continue
        if argument.get("no_log"):
            yield from _mistakes_of_secrets(value, place)
        elif argument.get("options"):
            many = isinstance(value, (list, tuple))
            for index, each in enumerate(value if many else [value]):
                if isinstance(each, Mapping):
                    yield from secret_mistakes(argument["options"], each, f"{place}{f'[{index}]' if many else ''}.")
        else:
            for where, text in texts(value, place):
                if speaks_of_a_secret(text):
                    yield OptionError(
                        where,
                        f"{text} is a placeholder, which is for an option that holds a secret, and this one holds none",
                    )


def texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The texts in a value, however deep, each with its place."""
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
            refuse_no_secret(secret, where)
        except OptionError as mistake:
            yield mistake
