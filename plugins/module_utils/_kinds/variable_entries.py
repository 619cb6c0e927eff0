# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a project or a library variable set, each known by its name and scope.

api: variables#writing-a-variable-set
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_checks import entry_mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entry import (
    ENTRY,
    Asked,
    exported_variable,
    is_moved,
    label_of,
    same_variable,
    scope_names,
    shown_variable,
    variable_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import (
    SCOPE,
    ScopeKey,
    is_known,
    scope_after_run,
    scope_key,
    scope_of,
    scope_type,
    tags_known,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_shapes import VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import (
    is_short,
    place_of,
    short_value,
    value_place,
    wrong_value,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_sight import check_new, warn_of_rest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_values import (
    REFERRING,
    asked_type,
    would_show,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape

# Name and scope of a variable, for comparison.
Key = tuple[str, ScopeKey]


class VariableEntries(FieldType):
    """The variables of a set. The API value is the whole set; properties that the collection does not know survive.

    A variable keeps its ID as long as its name and its scope are the same, or if it is the only variable of its name
    on both sides. The order of the server is kept, and new variables come last.
    """

    prop: ClassVar[str] = "Variables"

    def parts(self) -> tuple[Field, ...]:
        return ENTRY.parts()

    def argument(self) -> Argument:
        argument = ENTRY.argument()
        state = {"state": {"type": "str", "choices": ["present", "absent"], "default": "present"}}
        return {**argument, "type": "list", "elements": "dict", "options": {**argument["options"], **state}}

    def shape(self) -> Shape:
        return VARIABLE_SET

    def mistakes(self, given: Any, option: str) -> Iterator[OptionError]:
        return entry_mistakes(given, option)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            reference = REFERRING.get(asked_type(each))
            yield from SCOPE.references(each.get("scope"))
            if reference and isinstance(each.get("value"), str):
                yield from reference.references(each["value"].strip())

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        return self._set(given, current, context, option, is_merged=False)

    def merged(self, given: Any, current: Any, context: Context, option: str) -> Document:
        return self._set(given, current, context, option, is_merged=True)

    def managed(self, value: Any) -> Any:
        return _variables(value)

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = (_variables(each) for each in (current, wanted))
        return len(has) == len(asked) and all(same_variable(*pair) for pair in zip(has, asked))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not isinstance(value, dict):
            return None
        found = ((names, shown_variable(each, context)) for each, names in _named(value, context))
        labels = unique_labels(value, context)
        return {label: shown for label, (_names, shown) in zip(labels, found)}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        entries = [entry for entry, is_simple in exported_entries(value, context, place) if not is_simple]
        return entries or None

    def _set(self, given: Any, current: Any, context: Context, option: str, is_merged: bool) -> Document:
        base = dict(current) if isinstance(current, dict) else {}
        asked = asked_entries(given, base, context, option)
        present = _variables(base)
        pairs = matched(asked, present, context, option, is_merged)
        refuse_shown(entry for entry, each in pairs if not entry.is_absent and would_show(entry.given, each))
        check_new((entry for entry, each in pairs if not each or is_moved(entry, each, context)), base, context)
        changed = {id(each): variable_of(entry, each, context) for entry, each in pairs if each and not entry.is_absent}
        removed = {id(each) for entry, each in pairs if each and entry.is_absent}
        kept = [each for each in present if is_merged or not is_known(each.get("Scope")) or id(each) in changed]
        if not is_merged:
            warn_of_rest(asked, base, len(kept) < len(present), context)
        new = [variable_of(entry, None, context) for entry, each in pairs if not each and not entry.is_absent]
        remaining = [changed.get(id(each), each) for each in kept if id(each) not in removed]
        return {**base, "Variables": [*remaining, *new]}


class ShortValues(FieldType):
    """The short form of variables that need only values and scopes; ``VariableEntries`` reads and writes them.

    ``spelled_out`` turns the option into entries before anything else looks at it.
    """

    prop: ClassVar[str] = "Variables"

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return VARIABLE_SET

    def mistakes(self, given: Any, option: str) -> Iterator[OptionError]:
        return (OptionError(f"{option}.{name}", wrong_value(value)) for name, value in given.items())

    def managed(self, value: Any) -> Any:
        return _variables(value)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        return current

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found: dict[str, Any] = {}
        for entry, is_simple in exported_entries(value, context, place):
            if is_simple:
                found.setdefault(entry["name"], []).append(entry)
        return {name: short_value(entries) for name, entries in found.items()} or None


def asked_entries(given: Any, variable_set: Document, context: Context, option: str) -> list[Asked]:
    """The entries of a task with the scopes that they mean. Raises ``OptionError`` for two with the same scope."""
    of_type = scope_type(variable_set, str(variable_set.get("OwnerId") or context.owner_id), context)
    tags, found = tags_known(variable_set), []
    for index, each in enumerate(given or ()):
        place = place_of(each, option, index)
        removal = _context_of_removal(context) if each.get("state") == "absent" else context
        scope = scope_of(each.get("scope"), of_type, tags, removal, f"{place}.scope")
        for mistake in (removal.notes.missing or ()) if removal is not context else ():
            context.warn(f"{mistake} There is nothing to remove.")
        found.append(Asked(each, place, scope))
    places: dict[Key, str] = {}
    for entry in found:
        key = (folded(entry.name), scope_key(entry.scope))
        if key in places:
            problem = f"has the same name and scope as {places[key]}, {entry.name!r}; leave one of them out"
            raise OptionError(entry.place, problem)
        places[key] = entry.place
    return found


def _context_of_removal(context: Context) -> Context:
    """The context for the scope of an entry to remove. A scope with an unknown name leaves nothing to remove."""
    return replace(context, check=False, notes=Notes(missing=[]))


def refuse_shown(entries: Iterable[Asked]) -> None:
    """Raise ``ShownSecrets`` for entries that would show the values of sensitive variables."""
    problem = "would show the value of a sensitive variable; give sensitive_value, or type: String to show it"
    shown = {value_place(each.given, each.place): (problem, each.given["value"]) for each in entries}
    if shown:
        raise ShownSecrets(shown)


def matched(
    asked: Sequence[Asked], present: Sequence[Document], context: Context, option: str, is_merged: bool
) -> list[tuple[Asked, Document | None]]:
    """Each entry with the variable that it is about. A variable with a scope of an unknown kind is left alone."""
    by_key: dict[Key, Document] = {}
    duplicates = []
    for each in present:
        if not is_known(each.get("Scope")):
            context.warn(f"{option}: kept {each['Name']!r}, whose scope has kinds that this version does not know")
        elif by_key.setdefault(_key(each, context), each) is not each:
            duplicates.append(str(each["Name"]))
    if duplicates:
        context.warn(_duplicates_warning(duplicates, option, is_merged))
    found = [(entry, by_key.get((folded(entry.name), scope_key(entry.scope)))) for entry in asked]
    if is_merged:
        return found
    in_one_entry = _once(folded(entry.name) for entry in asked if not entry.is_absent)
    in_one_variable = _once(name for name, _scope in by_key)
    left = {name: each for (name, _scope), each in by_key.items() if name in in_one_entry & in_one_variable}
    return [(entry, each or (None if entry.is_absent else left.get(folded(entry.name)))) for entry, each in found]


def _duplicates_warning(names: Sequence[str], option: str, is_merged: bool) -> str:
    result = "only the first one is managed" if is_merged else "only the first one is kept"
    return f"{option}: the server has several variables of the same name and scope, of which {result}: {listed(names)}"


def _once(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count == 1}


def _key(variable: Document, context: Context) -> Key:
    return folded(variable["Name"]), scope_key(scope_after_run(variable.get("Scope"), context))


def _variables(variable_set: Any) -> list[Document]:
    return list((variable_set or {}).get("Variables") or [])


def _named(variable_set: Document, context: Context) -> list[tuple[Document, Mapping[str, list[str]]]]:
    """The variables of a set, each with the names in its scope by option."""
    variables = _variables(variable_set)
    if not variables:
        return []
    of_type = scope_type(variable_set, str(variable_set.get("OwnerId") or context.owner_id), context)
    return [(each, scope_names(each.get("Scope"), of_type, context)) for each in variables]


def unique_labels(variable_set: Document, context: Context) -> list[str]:
    """The variables of a set for people, no two with the same label."""
    labels: list[str] = []
    taken: set[str] = set()
    for variable, names in _named(variable_set, context):
        first = label_of(variable, names)
        others = (f"{first} [{number}]" for number in range(2, len(taken) + 3))
        labels.append(first if first not in taken else next(each for each in others if each not in taken))
        taken.add(labels[-1])
    return labels


def exported_entries(variable_set: Any, context: Context, place: str) -> list[tuple[Document, bool]]:
    """The variables of a set as entries; the flag of each says whether the short form can express it.

    All variables of a name are in the same form. Of several with the same scope, only the first is exported, because
    options can't tell them apart.
    """
    found, seen = [], set()
    whole = variable_set if isinstance(variable_set, dict) else {}
    for (variable, names), label in zip(_named(whole, context), unique_labels(whole, context)):
        if _key(variable, context) in seen or not is_known(variable.get("Scope")):
            # Both forms of the option look at all variables; the warning names the set, so that it is given only once.
            at = place.rpartition(".")[0]
            context.warn(f"{at}: left out {label!r}, which options can't tell from another variable")
            continue
        seen.add(_key(variable, context))
        found.append(exported_variable(variable, names, context, f"{place}.{label}"))
    long = {folded(each["name"]) for each in found if not is_short(each)}
    return [(each, folded(each["name"]) not in long) for each in found]
