# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a process, in order, each known by its name (api: processes#process)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_action import (
    ACTION,
    NAME,
    NEEDED,
    SINGLE,
    action_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_checks import UNIQUE, step_mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import (
    Entry,
    action_name,
    actions_in,
    children_of,
    entries_of,
    found_actions,
    name_of,
    options_by_name,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_step import (
    AFTER_PREVIOUS,
    STEP,
    WITH_PREVIOUS,
    exported_step,
    same_step,
    shown_step,
    step_arguments,
    step_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import in_lines
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT, Shape

ACTION_SHAPE = replace(ACTION.shape(), parts=(*ACTION.shape().parts, ("Id", TEXT), ("Name", TEXT)), needs=("Name",))
STEP_SHAPE = replace(
    STEP.shape(),
    parts=(
        *STEP.shape().parts,
        ("Id", TEXT),
        ("Name", TEXT),
        ("Actions", Shape("a list of objects", (list,), each=ACTION_SHAPE)),
    ),
    needs=("Name",),
)
PROCESS = Shape("an object", (dict,), (("Steps", Shape("a list of objects", (list,), each=STEP_SHAPE)),))
CHILDREN = KeyedList(key="name", item=Nested((NAME, *ACTION.fields)), ordered=True)
# The options of a step. The options of its only action set no property of the step itself.
PARTS = (
    NAME,
    *STEP.fields,
    Field("actions", "Actions", CHILDREN),
    *(replace(each, api="") for each in ACTION.fields if each.option in SINGLE),
)


class Steps(FieldType):
    """The steps of a process; the API value is the whole process, whose unknown properties stay.

    Steps and actions are known by their names and keep their IDs and slugs when others are inserted, removed, renamed
    or moved.
    """

    prop: ClassVar[str] = "Steps"
    ordered: ClassVar[bool] = True

    def parts(self) -> tuple[Field, ...]:
        return PARTS

    def argument(self) -> Argument:
        exclusive = [["after", "before"], *(list(group) for group in ACTION.exclusive)]
        return {"type": "list", "elements": "dict", "options": step_arguments(), "mutually_exclusive": exclusive}

    def shape(self) -> Shape:
        return PROCESS

    def mistakes(self, given: Any, option: str) -> Iterator[OptionError]:
        return step_mistakes(given, option)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            for part in (each, *(each.get("actions") or ())):
                yield from ACTION.references(part if part is not each else {o: each.get(o) for o in SINGLE})

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        return self._process(given, current, context, option, is_merged=False)

    def merged(self, given: Any, current: Any, context: Context, option: str) -> Document:
        return self._process(given, current, context, option, is_merged=True)

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = (steps_of(each) for each in (current, wanted))
        return len(has) == len(asked) and all(same_step(*pair) for pair in zip(has, asked))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        named = options_by_name(given or ())
        return [in_lines(shown_step(each, context, named)) for each in steps_of(value)]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return [exported_step(each, context, place) for each in steps_of(value)] or None

    def _process(self, given: Any, current: Any, context: Context, option: str, is_merged: bool) -> Document:
        base = dict(current) if isinstance(current, dict) else {}
        present = steps_of(base)
        entries = entries_of(given or (), present, option)
        asked = [each for each in entries if not each.is_absent]
        # With merge, an action can't leave a step that the task does not name.
        steps = made_steps(asked, [each.step for each in entries if each.step] if is_merged else present, context)
        if not is_merged:
            return {**base, "Steps": with_valid_start(steps)}
        removed = {id(each.step) for each in entries if each.is_absent and each.step}
        made = {id(each.step): step for each, step in zip(asked, steps) if each.step}
        remaining = [made.get(id(each), each) for each in present if id(each) not in removed]
        new = [(each, step) for each, step in zip(asked, steps) if not each.step]
        refuse_unknown_places(asked, [*remaining, *(step for _each, step in new)])
        placed = with_new(remaining, new)
        refuse_duplicate_names(placed, new, option)
        return {**base, "Steps": with_valid_start(placed)}


def steps_of(process: Any) -> list[Document]:
    return list((process or {}).get("Steps") or [])


def made_steps(entries: Sequence[Entry], sources: Sequence[Document], context: Context) -> list[Document]:
    """The steps that the entries ask for, in their order. ``sources``: the steps whose actions can be used."""
    families = [(each, children_of(each, SINGLE)) for each in entries]
    found = found_actions([(entry, children or ()) for entry, children in families], sources)
    steps = []
    for entry, children in families:
        if children is None and entry.step is None:
            problem = f"{NEEDED} for the step {entry.name!r}, which does not exist yet; or give actions"
            raise OptionError(f"{entry.place}.action_type", problem)
        actions = entry.present_actions if children is None else []
        for child in children or ():
            action = found[id(child)]
            actions.append(action_of(child.given, action_name(entry, child, action), action, context, child.place))
        steps.append(step_of(entry.given, entry.name, entry.step, actions, context, entry.place))
    return steps


def with_valid_start(steps: list[Document]) -> list[Document]:
    """The steps, the first of which can't start with a previous one (api: processes#step)."""
    if steps and folded(steps[0].get("StartTrigger") or "") == folded(WITH_PREVIOUS):
        return [{**steps[0], "StartTrigger": AFTER_PREVIOUS}, *steps[1:]]
    return steps


def with_new(steps: list[Document], new: Sequence[tuple[Entry, Document]]) -> list[Document]:
    """The steps with the new ones in their places: after or before the named step, otherwise last.

    New steps after the same step have the order of the entries.
    """
    placed = list(steps)
    # By the name of a new step: the names of the steps that it comes after.
    chains: dict[str, set[str]] = {}
    for entry, step in new:
        after, before = (entry.given.get(option) for option in ("after", "before"))
        if not (after or before):
            placed.append(step)
            continue
        names = [folded(each.get("Name")) for each in placed]
        beside = folded(str(after or before))
        if beside not in names:
            raise place_beside_new(entry)
        at = names.index(beside)
        if after:
            chains[folded(entry.name)] = {beside, *chains.get(beside, ())}
            at += 1
            while at < len(names) and beside in chains.get(names[at], ()):
                at += 1
        placed.insert(at, step)
    return placed


def refuse_unknown_places(entries: Sequence[Entry], steps: Sequence[Document]) -> None:
    """Raise ``OptionError`` for a place beside a step that does not exist, even if no step would move."""
    names = {folded(each.get("Name")) for each in steps}
    for entry in entries:
        beside = entry.given.get("after") or entry.given.get("before")
        if beside and folded(beside) not in names:
            raise unknown_place(entry, steps)


def unknown_place(entry: Entry, steps: Sequence[Document]) -> OptionError:
    option = "after" if entry.given.get("after") else "before"
    beside = str(entry.given[option])
    names = [str(each.get("Name")) for each in steps]
    near = near_misses(beside, names)
    hint = f". Did you mean {near[0]!r}?" if near else f"; there are: {listed(names)}"
    return OptionError(f"{entry.place}.{option}", f"there is no step {beside!r}{hint}")


def place_beside_new(entry: Entry) -> OptionError:
    """The error for a new step beside another new step that comes later in the list, or beside itself."""
    option = "after" if entry.given.get("after") else "before"
    beside = str(entry.given[option])
    if folded(beside) == folded(name_of(entry.given)):
        return OptionError(f"{entry.place}.{option}", f"{beside!r} is this new step itself; name another step")
    return OptionError(f"{entry.place}.{option}", f"the new step {beside!r} comes later in the list; list it first")


def refuse_duplicate_names(steps: Sequence[Document], new: Sequence[tuple[Entry, Document]], option: str) -> None:
    """Raise ``OptionError`` for two actions with the same name, which the server refuses."""
    seen: dict[str, str] = {}
    for step in steps:
        for action in actions_in([step]):
            first = seen.setdefault(folded(action.get("Name")), str(step.get("Name")))
            if first != step.get("Name"):
                problem = f"the steps {first!r} and {step.get('Name')!r} would both have an action {action['Name']!r}"
                raise OptionError(option, f"{problem}; {UNIQUE}")
