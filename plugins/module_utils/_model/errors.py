# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors about the options of a task, and helpers for their messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

# Types in the words of YAML's users. In Python, a boolean is an int, and a datetime is a date, so they come first.
NAMES: tuple[tuple[Any, str], ...] = (
    (bool, "true or false"),
    (datetime, "a time"),
    (date, "a date"),
    (Mapping, "a mapping"),
    (str, "a text"),
    (bytes, "binary data"),
    ((list, tuple), "a list"),
    ((set, frozenset), "a set"),
    (type(None), "nothing"),
)

# Matches words such as policy, but not words such as key.
CONSONANT_AND_Y = re.compile(r"[^aeiou]y$")
KEEP = "leave the option out to keep the server's value"


class OptionError(OctopusError):
    """An option has a value that can't be applied; raised before anything is written. ``problems``: each mistake."""

    def __init__(self, option: str, problem: str) -> None:
        super().__init__(f"{option}: {problem}")
        self.option = option
        self.problems = [str(self)]


class ShownSecrets(OptionError):
    """Options that everybody can read have secrets as values. ``mistakes``: by option, the problem and the value."""

    def __init__(self, mistakes: Mapping[str, tuple[str, Any]]) -> None:
        (option, (problem, _value)), *others = mistakes.items()
        super().__init__(option, "\n".join([problem, *(f"{each}: {problems[0]}" for each, problems in others)]))
        self.secrets = [value for _problem, value in mistakes.values()]


def as_one(mistakes: Sequence[OptionError]) -> OptionError:
    """Several mistakes as one mistake of the first option, with the problems and the secrets of all."""
    if len(mistakes) == 1:
        return mistakes[0]
    option = mistakes[0].option
    found = OptionError(option, "\n".join(map(str, mistakes)).removeprefix(f"{option}: "))
    found.problems = [problem for each in mistakes for problem in each.problems]
    found.secrets = [secret for each in mistakes for secret in each.secrets]
    return found


class UnfitParent(OctopusError):
    """The parent that a task names can't have documents of the kind, or keeps them in a Git repository."""


def in_one_error(mistakes: Sequence[OctopusError]) -> OctopusError:
    """Several mistakes as one error, each in a line of its own."""
    error = OctopusError("\n".join(str(each) for each in mistakes))
    error.secrets = [secret for each in mistakes for secret in each.secrets]
    return error


class Bug(OctopusError):
    """An unexpected exception, as one sentence instead of a traceback."""

    def __init__(self, raised: Exception) -> None:
        said = f"{type(raised).__name__}: {raised}".strip().rstrip(".:")
        super().__init__(f"{said}. This is a bug in octopus.deploy, please report it")


def not_clearable(option: str) -> OptionError:
    """The error about an empty value where the server requires one."""
    return OptionError(option, f"can't be cleared; {KEEP}")


class TimedOut(OctopusError):
    """Ansible ends the task, because the seconds of its keyword ``timeout`` are over."""

    def details(self) -> dict[str, Any]:
        """The key by which playbooks recognise a time-out."""
        return {"timedout": {}}


def as_error(raised: BaseException) -> OctopusError:
    """An exception as an error of a task."""
    if isinstance(raised, OctopusError):
        return raised
    # The class of Ansible's time-out does not inherit from Exception, so that no task survives a time-out.
    return Bug(raised) if isinstance(raised, Exception) else TimedOut(str(raised))


class WrongOptions(OctopusError):
    """The options of a task are not valid; raised before the task begins."""


def reason_of(error: OSError | ValueError) -> str:
    """The reason why a file can't be read, without its path. A path with a null character is a ``ValueError``."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def taken_names(names: Mapping[str, tuple[str, str]]) -> Iterator[OptionError]:
    """The mistakes of entries that take a name which another entry gives up: a second run would confuse them.

    ``names``: the folded present name and the folded final name of each entry, by the place of the entry.
    """
    given_up = {before: place for place, (before, after) in names.items() if before != after}
    for place, (_before, after) in names.items():
        other = given_up.get(after, place)
        if other != place:
            yield OptionError(place, f"has the old name of {other}; give it this name in a later run")


def plural(word: str) -> str:
    """``machine policy`` -> ``machine policies``, ``process`` -> ``processes``; ``variables`` stays unchanged."""
    if word.endswith("s"):
        return f"{word}es" if word.endswith("ss") else word
    return f"{word[:-1]}ies" if CONSONANT_AND_Y.search(word) else f"{word}s"


def listed(names: Sequence[str], at_most: int = 8) -> str:
    """``names`` for a sentence; a list of more than ``at_most`` names ends with the number of the others."""
    shown = ", ".join(repr(name) for name in names[:at_most])
    return f"{shown} and {len(names) - at_most} more" if len(names) > at_most else shown


def described(value: Any) -> str:
    """The type of a value in the words of YAML."""
    return next((name for types, name in NAMES if isinstance(value, types)), "a number")
