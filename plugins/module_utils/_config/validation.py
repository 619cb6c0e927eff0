# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a mapping against an argument specification and names every mistake with its place, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import (
    check_mutually_exclusive,
    check_required_one_of,
    check_required_together,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import near_misses

Specification = Mapping[str, Mapping[str, Any]]
GROUPS = {
    "mutually_exclusive": check_mutually_exclusive,
    "required_one_of": check_required_one_of,
    "required_together": check_required_together,
}
# Values that are of their option's type already, as nearly all are, need no conversion.
EXACT = {"str": str, "int": int, "bool": bool}


def checked(
    specification: Specification, given: Any, place: str, problems: list[str], groups: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """``given`` with its values in the types of the options and defaults filled in.

    Mistakes are added to ``problems``, each with its place, e.g. ``projects[3].lifecycle``. ``groups``: rules over
    several options, by Ansible's names for them.
    """
    if not isinstance(given, Mapping):
        problems.append(f"{place}: must be a mapping of options, not {described(given)}")
        return {}
    given = by_own_names(specification, given, place, problems)
    for option in given:
        if option not in specification:
            near = near_misses(str(option), list(specification))
            meant = f"; did you mean {near[0]}?" if near else f". There are: {', '.join(sorted(specification))}"
            problems.append(f"{place}.{option}: there is no such option{meant}")
    values = {
        option: _value(argument, given.get(option), f"{place}.{option}", problems)
        for option, argument in specification.items()
    }
    for rule, check in GROUPS.items():
        for group in (groups or {}).get(rule, ()):
            try:
                check([list(group)], {option: value for option, value in values.items() if value is not None})
            except TypeError as mistake:
                problems.append(f"{place}: {mistake}")
    return values


def by_own_names(
    specification: Specification, given: Mapping[str, Any], place: str, problems: list[str]
) -> Mapping[str, Any]:
    """``given`` with the names that options have beside their own replaced by these."""
    own = {alias: option for option, argument in specification.items() for alias in argument.get("aliases", ())}
    problems += [
        f"{place}.{each}: is another name of {own[each]}, which is given as well"
        for each in given
        if own.get(each) in given
    ]
    return {own.get(option, option): value for option, value in given.items()}


def _value(argument: Mapping[str, Any], value: Any, place: str, problems: list[str]) -> Any:
    if value is None:
        if argument.get("required"):
            problems.append(f"{place}: is required")
        return argument.get("default")
    if not argument.get("options"):
        return _plain(argument, value, place, problems)
    if argument["type"] != "list":
        return checked(argument["options"], value, place, problems, argument)
    if not isinstance(value, (list, tuple)):
        problems.append(f"{place}: must be a list, not {described(value)}")
        return None
    return [
        checked(argument["options"], each, f"{place}[{index}]", problems, argument) for index, each in enumerate(value)
    ]


def _plain(argument: Mapping[str, Any], value: Any, place: str, problems: list[str]) -> Any:
    """A value without options of its own, by Ansible's rules for its type and choices."""
    if not argument.get("choices") and value.__class__ is EXACT.get(str(argument.get("type"))):
        return value
    option = place.rpartition(".")[2]
    rules = {rule: part for rule, part in argument.items() if rule in ("type", "elements", "choices", "no_log")}
    result = ArgumentSpecValidator({option: rules}).validate({option: value})
    for message in result.error_messages:
        shown = message.replace(str(value), "***") if argument.get("no_log") else message
        problems.append(f"{place}: {shown}")
    return result.validated_parameters.get(option)


def described(value: Any) -> str:
    """What a value is, as YAML's users call it."""
    names = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")
