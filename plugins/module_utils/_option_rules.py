# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for several options, by Ansible's names for them: what is wrong, with which option, in words for people.

Ansible's own messages name all options of a rule, and not those that a task gives.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

EXCLUDES, NEEDS = "can't be given together with ", "is required together with "


def about_others(message: str) -> list[str]:
    """The other options that a message is about, in place of the value of its own option; empty for most messages."""
    problem = message.partition(": ")[2]
    named = next((problem.removeprefix(words) for words in (EXCLUDES, NEEDS) if problem.startswith(words)), "")
    return named.partition(";")[0].split(" and ") if named else []


def _exclusive(group: Sequence[str], there: Container[str]) -> Iterator[tuple[str, str]]:
    """The last of several options that exclude each other, and the problem with it."""
    *others, last = [option for option in group if option in there] or [""]
    if others:
        advice = "leave one of them out" if len(others) == 1 else "give only one of them"
        yield last, f"{EXCLUDES}{' and '.join(others)}; {advice}"


def _one_of(group: Sequence[str], there: Container[str]) -> Iterator[tuple[str, str]]:
    """The problem of a group of options of which none is given; it belongs to no option."""
    if not any(option in there for option in group):
        yield "", f"one of the following is required: {', '.join(group)}"


def _together(group: Sequence[str], there: Container[str]) -> Iterator[tuple[str, str]]:
    """Each option that is missing beside another one of its group."""
    given = [option for option in group if option in there]
    if given:
        yield from ((option, f"{NEEDS}{' and '.join(given)}") for option in group if option not in given)


def _required_if(rule: Sequence[Any], there: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each option that is missing because another one has a certain value."""
    option, value, needed, *one_is_enough = rule
    if option not in there or there[option] != value:
        return
    missing = [each for each in needed if each not in there]
    if not any(one_is_enough):
        yield from ((each, f"is required when {option} is {value}") for each in missing)
    elif len(missing) == len(needed):
        yield "", f"one of the following is required when {option} is {value}: {', '.join(needed)}"


# The rules for several options, by Ansible's names.
RULES: Mapping[str, Callable[[Sequence[Any], Mapping[str, Any]], Iterator[tuple[str, str]]]] = {
    "mutually_exclusive": _exclusive,
    "required_one_of": _one_of,
    "required_together": _together,
    "required_if": _required_if,
}
