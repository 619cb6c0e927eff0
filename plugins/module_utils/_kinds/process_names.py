# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the steps and actions of a process that the entries of a task are about: by name, so that they keep their IDs.

api: traps#5.7
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Given = Mapping[str, Any]


@dataclass
class Finder:
    """Documents with names. Each is found once: the second entry with a name means the second document of that name."""

    documents: Sequence[Document]
    _taken: set[int] = field(default_factory=set)

    def called(self, name: str, among: Sequence[Document] | None = None) -> Document | None:
        """The first document with this name, ignoring case, that nothing has taken yet."""
        found = self.left(self.documents if among is None else among)
        return next((each for each in found if folded(each.get("Name")) == folded(name)), None)

    def left(self, among: Sequence[Document]) -> list[Document]:
        return [each for each in among if id(each) not in self._taken]

    def take(self, found: Document | None) -> Document | None:
        if found is not None:
            self._taken.add(id(found))
        return found

    def meant(self, given: Given, place: str, among: Sequence[Document] | None = None) -> Document | None:
        """The document that an entry with a name, and maybe a new one, is about."""
        found, new_name = self.called(given["name"], among), given.get("new_name")
        if not new_name or folded(new_name) == folded(given["name"]):
            return found
        renamed = self.called(new_name, among)
        if found is not None and renamed is not None:
            problem = f"{found['Name']!r} and {renamed['Name']!r} both exist; leave new_name out, or remove one of them"
            raise OptionError(f"{place}.new_name", problem)
        return found if renamed is None else renamed


def name_of(given: Given) -> str:
    """The name that an entry asks for."""
    return str(given.get("new_name") or given["name"]).strip()


def options_by_name(given: Sequence[Given]) -> dict[str, Given]:
    """The options of the actions that the entries name, by the names that the actions have or are to have."""
    every = [part for each in given for part in (each, *(each.get("actions") or ()))]
    return {folded(each[option]): each for each in every for option in ("name", "new_name") if each.get(option)}


def actions_in(steps: Sequence[Document]) -> list[Document]:
    """The actions of the steps of a process, in order (api: processes#step)."""
    return [action for step in steps for action in step.get("Actions") or []]


def actions_of(project: Document) -> list[Document]:
    """The actions in the process of a project with its companions."""
    process = next((each for each in project.values() if isinstance(each, dict) and "Steps" in each), {})
    return actions_in(process.get("Steps") or ())


@dataclass(frozen=True)
class Entry:
    """An entry of the task with the step that it is about. ``place``: the position of the entry, for messages."""

    given: Given
    place: str
    step: Document | None

    @property
    def name(self) -> str:
        return name_of(self.given)

    @property
    def is_absent(self) -> bool:
        return self.given.get("state") == "absent"

    @property
    def present_actions(self) -> list[Document]:
        return list((self.step or {}).get("Actions") or [])


def entries_of(given: Sequence[Given], steps: Sequence[Document], option: str) -> list[Entry]:
    """The entries of a task with their steps. Raises ``OptionError``."""
    finder, found = Finder(steps), []
    for index, each in enumerate(given):
        place = f"{option}[{index}]"
        found.append(Entry(each, place, finder.take(finder.meant(each, place))))
    return found


@dataclass(frozen=True)
class Child:
    """An action that an entry asks for. ``is_named``: whether it has a name of its own, and not its step's."""

    given: Given
    place: str
    is_named: bool


def children_of(entry: Entry, single: Sequence[str]) -> list[Child] | None:
    """The actions that an entry asks for; None if it says nothing about actions."""
    if entry.given.get("actions") is not None:
        return [Child(each, f"{entry.place}.actions[{n}]", True) for n, each in enumerate(entry.given["actions"])]
    # A step's only action is renamed with the step, even if only the case of letters changes.
    is_respelled = entry.step is not None and entry.step.get("Name") != entry.name
    is_renamed = (bool(entry.given.get("new_name")) or is_respelled) and len(entry.present_actions) == 1
    if is_renamed or any(entry.given.get(option) is not None for option in single):
        names = {option: entry.given.get(option) for option in ("name", "new_name")}
        return [Child({**names, **{option: entry.given.get(option) for option in single}}, entry.place, False)]
    return None


# The actions of an entry.
Family = tuple[Entry, Sequence[Child]]


def found_actions(families: Sequence[Family], process: Sequence[Document]) -> dict[int, Document | None]:
    """The action that each child is about, by ``id(child)``: found by its name, or as the only action of its step. An
    action that moves to another step keeps its ID, as its name occurs only once in a process.
    """
    finder = Finder(actions_in(process))
    found: dict[int, Document | None] = {id(child): None for _entry, children in families for child in children}
    for find in (_own, _elsewhere, _only_one):
        for entry, children in families:
            for child in children:
                if found[id(child)] is None:
                    found[id(child)] = finder.take(find(finder, entry, child, len(children)))
    return found


def _own(finder: Finder, entry: Entry, child: Child, count: int) -> Document | None:
    """The action of the entry's step with the name."""
    if child.is_named:
        return finder.meant(child.given, child.place, entry.present_actions)
    names = (child.given.get("new_name"), child.given["name"])
    by_name = (finder.called(each, entry.present_actions) for each in names if each)
    return next((each for each in by_name if each), None)


def _elsewhere(finder: Finder, entry: Entry, child: Child, count: int) -> Document | None:
    """The action with the name in another step. An entry that names only a step does not mean such an action."""
    return finder.meant(child.given, child.place) if child.is_named else None


def _only_one(finder: Finder, entry: Entry, child: Child, count: int) -> Document | None:
    """The only action of the step, if the entry has only one action, too."""
    alone = len(entry.present_actions) == 1 == count
    return next(iter(finder.left(entry.present_actions)), None) if alone else None


def action_name(entry: Entry, child: Child, present: Document | None) -> str:
    """The name of an action: its own, or its step's. A step's only action keeps a name that differs from the step's."""
    if child.is_named or present is None:
        return name_of(child.given)
    step_names = (entry.given["name"], entry.given.get("new_name") or "", (entry.step or {}).get("Name") or "")
    is_steps_own = folded(present.get("Name")) in map(folded, step_names)
    return entry.name if is_steps_own else str(present.get("Name"))
