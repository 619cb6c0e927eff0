# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a mapping against an argument specification and names every mistake with its place, all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import check_type_dict
from ansible.module_utils.errors import ArgumentTypeError, ArgumentValueError
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import described, listed
from ansible_collections.octopus.deploy.plugins.module_utils._option_rules import RULES
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import AllOptions, Specification, option_meant
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.surrogates import printable

TEXT = ("str", "path")
# A value of exactly this type needs no conversion, by the type of the option.
EXACT = {"str": str, "int": int, "bool": bool, "dict": dict}
SIMPLE = (int, bool, type(None))
# YAML reads words like yes, off and null as values of these types.
READ_AS_VALUES = (bool, type(None))
OTHER_SPELLINGS = {"true": "on or yes", "false": "off or no", "null": "~"}
WORDS = {"int": "a whole number", "float": "a number", "bool": "true or false", "dict": "a mapping"}


def checked(
    specification: Specification,
    given: Any,
    place: str,
    problems: list[str],
    groups: Mapping[str, Any] | None = None,
    all_options: AllOptions | None = None,
) -> dict[str, Any]:
    """``given`` with its values in the types of the options and defaults filled in.

    Mistakes are added to ``problems``, each with its place, e.g. ``projects[3].lifecycle``; ``place`` is empty for the
    options of a task itself. ``groups``: rules for several options, by Ansible's names for these rules.
    ``all_options``: the options of which ``specification`` is a part; None if it has all of them.
    """
    if not isinstance(given, Mapping):
        needs = _needs(specification, "; it")
        problems.append(f"{place}: must be a mapping of options, not {described(given)}{needs}")
        return {}
    all_options = all_options or AllOptions(specification, place)
    given = by_own_names(specification, given, place, problems)
    problems += [
        f"{inside(place, option)}: there is no such option{option_meant(option, specification, place, all_options)}"
        for option in given
        if option not in specification
    ]
    values: dict[str, Any] = {}
    for option, argument in specification.items():
        value = given.get(option)
        if value.__class__ is str and _takes_any_text(argument):
            # Most values are such texts, and need neither a place nor a conversion.
            values[option] = value
            continue
        if value is not None:
            values[option] = _value(argument, value, inside(place, option), problems, all_options)
            continue
        values[option] = argument.get("default")
        if argument.get("required"):
            problems.append(f"{inside(place, option)}: is required")
    rules = [(rule, group) for name, rule in RULES.items() for group in (groups or {}).get(name, ())]
    there: Mapping[str, Any] = {}
    if rules:
        right = {option: value for option, value in values.items() if value is not None}
        # A wrong value counts as given. Most options are not given, so the loops are short.
        there = {option: value for option, value in {**given, **right}.items() if value is not None}
    for rule, group in rules:
        for option, problem in rule(group, there):
            label = inside(place, option) if option else place
            problems.append(f"{label}: {problem}" if label else problem)
    return values


def _needs(specification: Specification, subject: str) -> str:
    """The end of a message: the options that a mapping must have; empty if there is none."""
    required = [option for option, argument in specification.items() if argument.get("required")]
    return f"{subject} needs {' and '.join(required)}" if required else ""


def _takes_any_text(argument: Mapping[str, Any]) -> bool:
    """Whether every text is a valid value of an option."""
    return argument.get("type", "str") == "str" and not argument.get("choices")


def inside(place: str, option: Any) -> str:
    """The place of an option of the mapping at ``place``."""
    return f"{place}.{key_shown(option)}" if place else key_shown(option)


def key_shown(key: Any) -> str:
    """A key of a mapping, for a message; a key that is not a text is shown as YAML reads it: true, null, 7.

    The file may spell true, false and null in other ways, so the message names these too.
    """
    shown = printable(json.dumps(key) if key.__class__ in SIMPLE else str(key))
    return f"{shown} (perhaps written as {OTHER_SPELLINGS[shown]})" if key.__class__ in READ_AS_VALUES else shown


def by_own_names(
    specification: Specification, given: Mapping[str, Any], place: str, problems: list[str]
) -> Mapping[str, Any]:
    """``given`` with the aliases of options replaced by their names."""
    if given.keys() <= specification.keys():
        return given
    own = {alias: option for option, argument in specification.items() for alias in argument.get("aliases", ())}
    problems += [
        f"{inside(place, each)}: is an alias of {own[each]}, which is given as well"
        for each in given
        if each in own and own[each] in given
    ]
    return {own.get(option, option): value for option, value in given.items()}


def _value(argument: Mapping[str, Any], value: Any, place: str, problems: list[str], all_options: AllOptions) -> Any:
    kind = str(argument.get("type", "str"))
    if kind in TEXT:
        return _text(argument, value, place, problems)
    if kind == "list":
        return _list(argument, value, place, problems, all_options)
    if argument.get("options"):
        return checked(argument["options"], _parsed(value), place, problems, argument, all_options)
    many = isinstance(value, (Mapping, list, tuple))
    if kind in ("int", "float", "bool") and (many or (kind == "int" and isinstance(value, bool))):
        problems.append(f"{place}: must be {WORDS[kind]}, not {described(value)}{_shown(argument, value)}")
        return None
    if kind == "dict" and argument.get("no_log") and isinstance(value, Mapping):
        # A date becomes a text on the way to a module; it would be accepted as the secret there.
        for key, part in value.items():
            if isinstance(part, date):
                _text(argument, part, inside(place, key), problems)
    return _converted(argument, value, place, problems)


def _text(argument: Mapping[str, Any], value: Any, place: str, problems: list[str]) -> Any:
    """A text; another type is a mistake, because its spelling is lost: YAML reads 1.10 as 1.1."""
    if isinstance(value, str):
        return _converted(argument, value, place, problems)
    shown = _shown(argument, value)
    if isinstance(value, (list, tuple)):
        advice = "give a single text"
    elif isinstance(value, Mapping):
        advice = "give a single text, in quotes if it begins with {"
    else:
        # A template is in quotes already, and returns a value of its own type.
        advice = "put it in quotes, or end its template with | string"
    problems.append(f"{place}: must be text, not {described(value)}{shown}; {advice}")
    # Return a text, so that rules for several options see the option as given.
    return str(value)


def _list(argument: Mapping[str, Any], value: Any, place: str, problems: list[str], all_options: AllOptions) -> Any:
    options = argument.get("options")
    if not isinstance(value, (list, tuple)) and (options or not isinstance(value, str)):
        needs = _needs(options or {}, "; each entry is a mapping and")
        problems.append(f"{place}: must be a list, not {described(value)}{needs}")
        return None
    if options:
        return [
            checked(options, _parsed(each), f"{place}[{index}]", problems, argument, all_options)
            for index, each in enumerate(value)
        ]
    if argument.get("elements") in TEXT and not isinstance(value, str):
        before = len(problems)
        for index, each in enumerate(value):
            if each is None:
                problems.append(f"{place}[{index}]: is empty; leave it out")
            elif not isinstance(each, str):
                _text({"no_log": argument.get("no_log")}, each, f"{place}[{index}]", problems)
        if len(problems) > before:
            return None
    return _converted(argument, value, place, problems)


def _converted(argument: Mapping[str, Any], value: Any, place: str, problems: list[str]) -> Any:
    """A value without options of its own, by Ansible's rules for its type and choices."""
    choices = argument.get("choices")
    if _is_exact(argument, value) and (not choices or (value.__class__ is str and value in choices)):
        return value
    if "path" in (argument.get("type"), argument.get("elements")) and "\0" in "".join(value):
        problems.append(f"{place}: a file name can't contain a NUL character")
        return None
    option = place.rpartition(".")[2]
    rules = {rule: part for rule, part in argument.items() if rule in ("type", "elements", "choices", "no_log")}
    try:
        result = ArgumentSpecValidator({option: rules}).validate({option: value})
    except OverflowError:
        # ansible-core does not expect infinity, which YAML spells .inf, in place of a whole number.
        problems.append(f"{place}: must be {WORDS['int']}, not {value}")
        return None
    for mistake in result.errors:
        if isinstance(mistake, ArgumentTypeError) and argument.get("type") in WORDS:
            # A text in place of a mapping may be a whole configuration with secrets, so the message does not show it.
            found = described(value) if argument["type"] == "dict" else repr(value)
            message = f"must be {WORDS[argument['type']]}, not {found}"
        elif isinstance(mistake, ArgumentValueError) and choices:
            message = _not_a_choice(choices, result.validated_parameters[option])
        else:
            message = printable(str(mistake))
        problems.append(f"{place}: {message.replace(str(value), '***') if argument.get('no_log') else message}")
    return result.validated_parameters.get(option)


def _not_a_choice(choices: Sequence[Any], value: Any) -> str:
    known = f"{'one of ' if len(choices) > 1 else ''}{', '.join(map(str, choices))}"
    if not isinstance(value, list):
        return f"must be {known}, not {printable(repr(value))}"
    return f"each must be {known}, not {printable(listed([each for each in value if each not in choices]))}"


def _is_exact(argument: Mapping[str, Any], value: Any) -> bool:
    """Whether a value has exactly the type of its option already; most values do, and Ansible's rules are slow."""
    kind = str(argument.get("type", "str"))
    if kind == "list":
        return (
            value.__class__ is list
            and argument.get("elements") == "str"
            and all(each.__class__ is str for each in value)
        )
    return kind == "raw" or value.__class__ is EXACT.get(kind)


def _parsed(value: Any) -> Any:
    """A mapping from a text in JSON or ``key=value`` form, which Ansible accepts too."""
    if isinstance(value, str):
        try:
            return check_type_dict(value)
        except TypeError:
            return value
    return value


def _shown(argument: Mapping[str, Any], value: Any) -> str:
    """A single value in parentheses, for a message; empty for a value that must not be shown."""
    if argument.get("no_log") or not isinstance(value, (int, float, date)):
        return ""
    return f" ({value.isoformat() if isinstance(value, date) else json.dumps(value)})"


def in_one_message(problems: Sequence[str]) -> str:
    """Mistakes in one message."""
    if len(problems) == 1:
        return problems[0]
    return "\n".join((f"{len(problems)} mistakes, nothing was changed:", *(f"  {each}" for each in problems)))
