# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the options of a task as the user wrote them, before a door is chosen for the task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._json_types import in_json_types
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import WrongOptions
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import secret_mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._run import Task
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import AllOptions, nowhere_else
from ansible_collections.octopus.deploy.plugins.module_utils._validation import (
    by_own_names,
    checked,
    in_one_message,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

ENDLESS = "an option contains itself, or is nested too deeply"


@dataclass(frozen=True)
class Options:
    """``given``: the options as written, for a module in another process; ``values``: converted to their types."""

    given: Mapping[str, Any]
    values: Mapping[str, Any]

    def refuse_unsendable(self, task: Task) -> None:
        """Raise ``OctopusError`` for mistakes that a module in another process could not report well.

        A date becomes a text on the way, and ansible-core would mask a wrong secret, such as a blank, in the message.
        """
        for option, check in task.contents.items():
            if self.values.get(option) is not None:
                check(self.values)
        for mistake in () if task.contents else secret_mistakes(task.arguments, self.values, masks=False):
            raise mistake


def options_of(task: Task, written: Any, elsewhere: Callable[[str], Sequence[str]] = nowhere_else) -> Options:
    """The options of a task. Raises ``WrongOptions`` with all mistakes. ``elsewhere``: see ``AllOptions``."""
    specification = task.specification()
    arguments = specification.pop("argument_spec")
    problems: list[str] = []
    try:
        given = by_own_names(arguments, plain(written), "", problems)
    except RecursionError:
        raise WrongOptions(ENDLESS) from None
    all_options = AllOptions(arguments, elsewhere=elsewhere)
    found = checked(arguments, given, "", problems, specification, all_options)
    values = in_json_types(found, "", problems, task.contents)
    if problems:
        raise WrongOptions(Mask.of(secret_values(arguments, given)).text(in_one_message(problems)))
    return Options(given, values)


def plain(value: Any) -> Any:
    """A copy in plain Python types instead of ansible-core's tagged ones, for libraries that look at exact types."""
    # Check for texts first: Python takes long to find out whether a type is a Mapping, and texts have several types.
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {plain(key): plain(part) for key, part in value.items()}
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value
