# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the options of a task for ansible-lint, without performing the task.

The rule args of ansible-lint takes the action plugin for the module if both have the same name. The rule calls its
``main`` with the options as JSON on the standard input, and reports the ``msg`` of a failure.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import placeholder_name
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._option_rules import about_others
from ansible_collections.octopus.deploy.plugins.module_utils._run import Task
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import AllOptions
from ansible_collections.octopus.deploy.plugins.module_utils._validation import by_own_names, checked, inside
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.plugin_utils.misplaced import in_other_modules

TEMPLATE_STARTS = ("{{", "{%", "{#")
# Messages about the name of an option or of a secret hold even if its value is a template.
ABOUT_NAMES = ("there is no such", "no placeholder has this name")
# Ansible-lint 26.10 finds the option by the first phrase; if the option is nested, it fails and reports nothing.
REWORDED = {"' is of type": "' has the type"}
# A message about a template begins with its place, or with a place within: a text may be read as a list or a mapping.
PLACE_ENDS = (": ", ".", "[")
# The option in which ansible-lint passes a template in place of all options.
FREE_FORM = "_raw_params"


def report_mistakes(task: Task) -> None:
    """Read options from the standard input; for mistakes, write them as a failure and raise ``SystemExit``."""
    given = json.load(sys.stdin)["ANSIBLE_MODULE_ARGS"]
    mistakes = [] if is_template(given.get(FREE_FORM)) else mistakes_in(task, given)
    if mistakes:
        sys.stdout.write(json.dumps({"failed": True, "msg": " | ".join(mistakes)}))
        raise SystemExit(1)


def mistakes_in(task: Task, given: Mapping[str, Any]) -> list[str]:
    """The mistakes in options, except those that depend on the value of a template."""
    specification = task.specification()
    arguments = specification.pop("argument_spec")
    problems: list[str] = []
    own = by_own_names(arguments, given, "", problems)
    all_options = AllOptions(arguments, elsewhere=in_other_modules(task.name))
    values = distinct(checked(arguments, own, "", problems, specification, all_options), count(1))
    secrets = secret_values(arguments, own)
    wrong = [each.partition(": ")[0] for each in problems]
    others = {option: value for option, value in values.items() if option not in wrong}
    for option in task.contents:
        if isinstance(values.get(option), Mapping) and not is_template(own[option]):
            # A template in the content may stand for an entry that needs the other options.
            beside = {} if any(template_places(own[option], "")) else others
            found, hidden = mistakes_within(task, option, {**beside, option: values[option]})
            problems += found
            secrets += hidden
    if not problems:  # The check expects values of the right types.
        found, hidden = wrong_values(task, values)
        problems += found
        secrets += hidden
    with_templates = dict(template_places(own, ""))
    mask = Mask.of(secrets)
    return [
        reworded(mask.text(each))
        for each in problems
        if any(words in each for words in ABOUT_NAMES)
        or not any(about.startswith(tuple(with_templates)) for about in (each, *others_of(each)))
    ]


def mistakes_within(task: Task, option: str, given: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """The mistakes in the content of an option that has a check of its own, and the secrets in it."""
    others = tuple(f"{each}." for each in given if each != option)
    try:
        task.contents[option](given)
    except OptionError as mistakes:
        found = [each if each.startswith(others) else f"{option}.{each}" for each in mistakes.problems]
        return found, [*mistakes.secrets, *task.secrets(given)]
    return [], []


def wrong_values(task: Task, given: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """The mistakes in values of the right types, and the secrets in them."""
    try:
        mistakes = task.wrong(given)
    except OptionError as mistake:
        mistakes = [mistake]
    return [str(each) for each in mistakes], [secret for each in mistakes for secret in each.secrets]


def template_places(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The beginning of messages about each option or element with a template, and the place around it."""
    if isinstance(value, Mapping):
        parts = [(inside(place, option), part) for option, part in value.items()]
    elif isinstance(value, list):
        parts = [(f"{place}[{index}]", part) for index, part in enumerate(value)]
    else:
        parts = []
    for name, part in parts:
        if is_template(part):
            yield from ((f"{name}{end}", place) for end in PLACE_ENDS)
            if isinstance(value, list):
                # Ansible-core names the list, and not the element, that has the wrong type.
                yield f"{place}: ", place
        yield from template_places(part, name)


def distinct(value: Any, numbers: Iterator[int]) -> Any:
    """A copy in which each template has a number, so that no two are equal.

    Two templates may have the values A and B, although their own texts differ in case only, or not at all.
    """
    if isinstance(value, Mapping):
        return {option: distinct(part, numbers) for option, part in value.items()}
    if isinstance(value, list):
        return [distinct(part, numbers) for part in value]
    return f"{value} {next(numbers)}" if is_template(value) and not placeholder_name(value) else value


def is_template(value: Any) -> bool:
    return isinstance(value, str) and any(start in value for start in TEMPLATE_STARTS)


def others_of(message: str) -> Iterator[str]:
    """The beginnings of messages about the other options of a rule: if one is a template, it may be omit."""
    parent = message.partition(": ")[0].rpartition(".")[0]
    yield from (f"{inside(parent, option)}: " for option in about_others(message))


def reworded(message: str) -> str:
    for words, other in REWORDED.items():
        message = message.replace(words, other)
    return message
