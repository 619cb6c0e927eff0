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
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._run import Task
from ansible_collections.octopus.deploy.plugins.module_utils._validation import by_own_names, checked, inside
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

TEMPLATE_STARTS = ("{{", "{%", "{#")
EXCLUSIVE, NO_OPTION = "parameters are mutually exclusive", "there is no such option"
# By the first two, ansible-lint 26.10 finds the option, fails if it is a nested one, and then reports nothing. It
# ignores messages that begin with the last one, because it does not look for templates in them.
REWORDED = {"' is of type": "' has the type", "must be one of:": "must be one of", EXCLUSIVE: f"these {EXCLUSIVE}"}
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
    checked(arguments, own, "", problems, specification)
    templates = dict(template_places(own, ""))
    unsettled = tuple(f"{place}: " for place in templates)
    # A template may be omit, so that its option does not exclude another one.
    exclusive = tuple(f"{parent}: {EXCLUSIVE}" if parent else EXCLUSIVE for parent in templates.values())
    mask = Mask.of(secret_values(arguments, own))
    return [
        reworded(mask.text(each))
        for each in problems
        if NO_OPTION in each or not each.startswith((*unsettled, *exclusive))
    ]


def template_places(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The place of each option or element with a template, and the place of the mapping or list around it."""
    if isinstance(value, Mapping):
        parts = [(inside(place, option), part) for option, part in value.items()]
    elif isinstance(value, list):
        parts = [(f"{place}[{index}]", part) for index, part in enumerate(value)]
    else:
        parts = []
    for name, part in parts:
        if is_template(part):
            yield name, place
            if isinstance(value, list):
                # Ansible-core names the list, and not the element, that has the wrong type.
                yield place, place
        yield from template_places(part, name)


def is_template(value: Any) -> bool:
    return isinstance(value, str) and any(start in value for start in TEMPLATE_STARTS)


def reworded(message: str) -> str:
    for words, other in REWORDED.items():
        message = message.replace(words, other)
    return message
