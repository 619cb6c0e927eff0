# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One type of step: typed options for an action of that type (api: steps#kinds)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import FEATURES, parts
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import lacking, mirror
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    EMPTY,
    LISTS,
    PACKAGE,
    Feature,
    Setting,
    arguments,
    can_express,
    exported_settings,
    settings,
    view_of,
    with_properties,
    written,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    Groups,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import (
    given_fields,
    merged,
    shown_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import by_folded_name
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, OBJECTS, Shape

# An action with one of these properties comes from a template, and has the type of the template.
FROM_TEMPLATE = ("Octopus.Action.Template.Id", "Octopus.ProcessTemplate.Slug")
# Properties that steps of every type can have; a step keeps them when its type changes.
OF_EVERY_TYPE = (
    "octopus.action.autoretry.",
    "octopus.action.executiontimeout.",
    "octopus.action.conditionvariableexpression",
    "octopus.action.runonserver",
)


class TypedStep(FieldType):
    """The options of actions that are alike; the value is the whole action."""

    def is_of(self, action: Any) -> bool:
        """Whether the options are about an action."""
        raise NotImplementedError

    def rest(self, action: Document, context: Context) -> Document:
        """The parts of an action that ``exported`` leaves out: properties, packages and Git dependencies."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class StepType(TypedStep):
    """The options of an action of one type. The value is the whole action; parts that no option manages stay.

    ``needed``: groups of options; a new step needs one option of each group. ``rivals``: groups of options; giving one
    option of a group clears the others. ``implied``: for an option, the properties that follow from giving it, unless
    their own options are given. ``starts``: the properties of a new step that no option manages, and its features.
    ``copies``: the property in which the portal writes the value of another property again.
    """

    action_type: str
    fields: tuple[Field, ...]
    needed: Groups = ()
    rivals: Groups = ()
    implied: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> tuple[Field, ...]:
        return self.fields

    def argument(self) -> Argument:
        return {"type": "dict", "options": arguments(self.fields)}

    def shape(self) -> Shape:
        parts = (("Properties", OBJECT), ("Packages", OBJECTS), ("GitDependencies", OBJECTS))
        return Shape("an object", (dict,), parts)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given_fields(self.fields, given):
            yield from each.type.references(given[each.option])

    def is_of(self, action: Any) -> bool:
        # The steps of a template have the type of the template.
        if not isinstance(action, dict) or folded(action.get("ActionType") or "") != folded(self.action_type):
            return False
        properties = {folded(key) for key, value in (action.get("Properties") or {}).items() if value not in EMPTY}
        return not properties & {folded(each) for each in FROM_TEMPLATE}

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        action = dict(current) if isinstance(current, dict) else {}
        is_new = not self.is_of(action)
        base = self._new_action(action) if is_new else action
        view = view_of(base, self.fields)
        made = merged(self.fields, given, view, context, f"{option}.")
        made = {**made, **self._cleared_rivals(given)}
        made = {**made, **self._implied_changes(given, made)}
        needs = self._missing_options(made) if is_new else ()
        if len(needs) > 1:
            raise OptionError(option, f"a new step of this type needs one of these options: {', '.join(needs)}")
        if needs:
            raise OptionError(f"{option}.{needs[0]}", "is required for a new step of this type")
        result = written(base, view, made)
        again = {copy: made[key] for key, copy in self.copies.items() if made[key] != view[key]}
        if PACKAGE in made and (is_new or made[PACKAGE] != view[PACKAGE]):
            again.update(mirror(made[PACKAGE]))
        return {**result, "Properties": with_properties(result.get("Properties") or {}, again)} if again else result

    def same(self, current: Any, wanted: Any) -> bool:
        if not self.is_of(current) or not self.is_of(wanted):
            return bool(current == wanted)
        has, asked = view_of(current, self.fields), view_of(wanted, self.fields)
        if set(parts(has[FEATURES])) != set(parts(asked[FEATURES])):
            return False
        return all(each.type.same(each.of(has), each.of(asked)) for each in self.fields)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not self.is_of(value):
            return None
        view = view_of(value, self.fields)
        if given is not None:
            return shown_fields(given_fields(self.fields, given), view, context, given)
        visible = [each for each in self.fields if self._is_shown(each, view)]
        return shown_fields(visible, view, context, {})

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """The options that a new step needs to become like ``value``; None if the options can't express it."""
        view = view_of(value, self.fields) if self.is_of(value) else {}
        if not view or self._missing_options(view):
            return None
        found = {**exported_settings(self.fields, view, context, place), **self._switched_off(view)}
        follows = self._implied(found)
        for each in settings(self.fields):
            if each.api in follows and each.type.same(each.of(view), follows[each.api]):
                found.pop(each.option, None)
            elif each.of(view) in EMPTY and each.api in follows:
                # The option can't express that the property stays empty.
                return None
            elif each.api in follows:
                found[each.option] = each.type.exported(each.of(view), context, f"{place}.{each.option}")
        options = {option: part for option, part in found.items() if part is not None}
        return options if self._is_enough(options) else None

    def _switched_off(self, view: Mapping[str, Any]) -> dict[str, Any]:
        """The features of a new step that a step does not have."""
        in_new_step = parts(self.starts.get(FEATURES))
        features = {each.option: each.type for each in self.fields if isinstance(each.type, Feature)}
        off = (option for option, each in features.items() if each.name in in_new_step and not each.is_on(view))
        return {option: {"enabled": False} for option in off}

    def _is_enough(self, options: Mapping[str, Any]) -> bool:
        """Whether these options are enough for a new step, some of whose values options may be unable to express."""
        required = {each.option for each in self.fields if each.required == "for_new"}
        return required <= set(options) and all(set(group) & set(options) for group in self.needed)

    def has_package(self, view: Mapping[str, Any]) -> bool:
        """Whether the options express the primary package of an action."""
        return bool(view.get(PACKAGE))

    def rest(self, action: Document, context: Context) -> Document:
        view = view_of(action, self.fields)
        expressed = self._expressed(view, context)
        has = by_folded_name(action.get("Properties"))
        follow = {**{copy: view[key] for key, copy in self.copies.items()}, **self.starts}
        expressed |= {folded(key) for key, value in follow.items() if has.get(folded(key), ("", ""))[1] == value}
        if self.has_package(view):
            expressed |= {folded(each) for each in mirror(view.get(PACKAGE))}
        properties = action.get("Properties") or {}
        left: Document = {
            "Properties": {
                key: value for key, value in properties.items() if folded(key) not in expressed and value not in EMPTY
            }
        }
        for key, prop in LISTS.items():
            has_it = self.has_package(view) if key == PACKAGE else bool(view.get(key))
            left[prop] = [each for each in action.get(prop) or [] if each.get("Name") or not has_it]
        return left

    def _expressed(self, view: Mapping[str, Any], context: Context) -> set[str]:
        """The folded keys of the properties whose values the options can express."""
        features = [each.type for each in self.fields if isinstance(each.type, Feature)]
        off = {each.api for feature in features if not feature.is_on(view) for each in settings(feature.fields)}
        ours = [each for each in settings(self.fields) if each.api not in off and can_express(each, view, context)]
        switched, in_new_step = {each.name for each in features}, set(parts(self.starts.get(FEATURES)))
        # No option switches off a feature that belongs to every new step.
        all_known = in_new_step - switched <= set(parts(view[FEATURES])) <= switched | in_new_step
        return {folded(each.api) for each in ours} | ({folded(FEATURES)} if all_known else set())

    @staticmethod
    def _is_shown(each: Field, view: Mapping[str, Any]) -> bool:
        return each.of(view) not in EMPTY and (not isinstance(each.type, Feature) or each.type.is_on(view))

    def _new_action(self, action: Document) -> Document:
        """An action of this type with the settings of a new step."""
        is_other = bool(action.get("ActionType"))
        has = action.get("Properties") or {}
        kept = {key: value for key, value in has.items() if not is_other or folded(key).startswith(OF_EVERY_TYPE)}
        starts = {each.api: each.start for each in self.fields if isinstance(each, Setting) and each.start}
        starts.update(self.starts)
        known = {folded(key) for key in kept}
        missing = {key: value for key, value in starts.items() if folded(key) not in known}
        emptied: Document = {prop: [] for prop in LISTS.values() if is_other and prop in action}
        return {**action, **emptied, "ActionType": self.action_type, "Properties": {**kept, **missing}}

    def _implied(self, given: Mapping[str, Any]) -> dict[str, str]:
        """The properties that follow from the given options; if two options disagree, the last one counts."""
        options = [each.option for each in self.fields if given.get(each.option) not in EMPTY]
        return {key: value for each in options for key, value in self.implied.get(each, {}).items()}

    def _implied_changes(self, given: Mapping[str, Any], view: Mapping[str, Any]) -> dict[str, str]:
        """The properties to change because they follow from given options, unless their own options are given."""
        given_keys = {each.api for each in given_fields(self.fields, given)}
        same = {each.api: each.type.same for each in settings(self.fields)}
        follow = self._implied(given).items()
        return {key: value for key, value in follow if key not in given_keys and not same[key](view[key], value)}

    def _cleared_rivals(self, given: Mapping[str, Any]) -> dict[str, None]:
        """The properties to clear because another option of their group is given."""
        chosen = {option for option, value in given.items() if value not in EMPTY}
        others = {option for group in self.rivals if chosen & set(group) for option in group} - chosen
        return {each.api: None for each in self.fields if each.option in others and each.api}

    def _missing_options(self, view: Mapping[str, Any]) -> tuple[str, ...]:
        """The options that a new step lacks: a required one, or a group of which it needs one."""
        missing = lacking(self.fields, view)
        if missing:
            return (missing,)
        absent = {each.option for each in self.fields if each.of(view) in EMPTY}
        return next((group for group in self.needed if set(group) <= absent), ())
