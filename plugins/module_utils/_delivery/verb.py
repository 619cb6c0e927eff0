# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A verb: something that people do with Octopus, as a value for each module that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Show, show_nothing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space

Entries = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A task of a verb: its options, its view of the server, the space it works in, and its display."""

    options: Parameters
    context: Context
    space: Space
    show: Show = show_nothing


def refuse_or_warn(asked: Asked, option: str, problem: str) -> None:
    """Raise ``OptionError``; in check mode warn, as an earlier task of the playbook may correct it."""
    if not asked.context.check:
        raise OptionError(option, problem)
    asked.context.warn(f"{option}: {problem}. Check mode assumes that an earlier task corrects that")


@dataclass(frozen=True)
class Intent:
    """The decision of a verb that has looked at the server, and has changed nothing yet.

    ``before`` and ``after``: the state now and the state to be, in words for the diff; they are equal if there is
    nothing to do. ``predicted``: entries of the result that are known without acting: all of them if there is nothing
    to do. ``act``: acts, notes each write in the context, and returns further entries; None if the state is right
    already. An act that has noted no write, because somebody else was faster, has changed nothing. ``is_change``:
    whether acting is a change; false for an act that only waits, or only reads. ``title``: the heading of the diff.
    """

    before: Entries = field(default_factory=dict)
    after: Entries = field(default_factory=dict)
    predicted: Entries = field(default_factory=dict)
    act: Callable[[], Entries] | None = None
    is_change: bool = True
    title: str = ""


@dataclass(frozen=True)
class Verb:
    """``name``: the module; ``look(asked)``: looks at the server, sends only reads, and raises ``OptionError`` for
    options that can't be carried out.

    ``needs_space(parameters)``: whether the task works in a space; a task that doesn't has the links of the server.
    ``groups``: which options exclude or require each other, as keyword arguments of ``AnsibleModule``. ``trimmed``: the
    options that lose the blanks around their values; names of other documents lose them anyway.
    """

    name: str
    arguments: Mapping[str, Argument]
    look: Callable[[Asked], Intent]
    needs_space: Callable[[Parameters], bool] = lambda parameters: True
    groups: Mapping[str, Any] = field(default_factory=dict)
    trimmed: tuple[str, ...] = ()

    def options(self, parameters: Parameters) -> Parameters:
        """The options of a task as the verb takes them."""
        texts = {option: parameters[option].strip() for option in self.trimmed if parameters[option] is not None}
        return {**parameters, **texts} if texts else parameters
