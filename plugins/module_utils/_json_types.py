# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns checked options into JSON types, and names every value that JSON or UTF-8 can't express with its place."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import described
from ansible_collections.octopus.deploy.plugins.module_utils._option_rules import about_others
from ansible_collections.octopus.deploy.plugins.module_utils._validation import READ_AS_VALUES, SIMPLE, inside
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.surrogates import lone_surrogate


def in_json_types(
    values: Mapping[str, Any], place: str, problems: list[str], apart: Container[str] = ()
) -> dict[str, Any]:
    """The values that ``checked`` returned, in JSON types, except for the options in ``apart``; see ``_as_json``.

    ``place``: the place of the options, as for ``checked``. Their names are this collection's own and need no check.
    """
    before, found = f"{place}." if place else "", list[str]()
    made = {
        option: value
        if value.__class__ in SIMPLE or (value.__class__ is str and value.isascii()) or option in apart
        else _as_json(value, f"{before}{option}", found)
        for option, value in values.items()
    }
    if found:
        # A value of the wrong type, such as .nan in place of a whole number, is a mistake already.
        known = {each.partition(": ")[0] for each in problems if not about_others(each)}
        problems += [each for each in found if each.partition(": ")[0] not in known]
    return made


def _as_json(value: Any, place: str, problems: list[str]) -> Any:
    """A value with free content in JSON types: dates become texts; a value beyond JSON or UTF-8 is a mistake."""
    if isinstance(value, str):
        _check_text(value, place, problems)
        return value
    if isinstance(value, Mapping):
        # Most keys are names of options.
        odd = {key: _problem_of_key(key) for key in value if not (key.__class__ is str and key.isascii())}
        problems += [f"{inside(place, key)}: {problem}" for key, problem in odd.items() if problem]
        return {
            str(key): part
            if part.__class__ in SIMPLE or (part.__class__ is str and part.isascii())
            else _as_json(part, inside(place, key), problems)
            for key, part in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [
            each
            if each.__class__ in SIMPLE or (each.__class__ is str and each.isascii())
            else _as_json(each, f"{place}[{index}]", problems)
            for index, each in enumerate(value)
        ]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, set, frozenset)) or (isinstance(value, float) and not abs(value) < float("inf")):
        problems.append(f"{place}: {described(value)} can't be expressed in JSON")
    return value


def _problem_of_key(key: Any) -> str:
    """The problem with a key of a mapping with free content; empty for a good key."""
    if key.__class__ in READ_AS_VALUES:
        return "the key is not a text; put it in quotes"
    problem = lone_surrogate(str(key))
    return f"in the key, {problem}" if problem else ""


def _check_text(text: str, place: str, problems: list[str]) -> None:
    problem = lone_surrogate(text)
    if problem:
        problems.append(f"{place}: {problem}")
