# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of an action as one flat document, in which the options of a step are fields (api: steps#notation).

The document has the properties, spelled as in the tables of this package, the primary package and the primary Git
dependency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import FEATURES, parts
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import WORDS, StepChoice
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import (
    arguments_of,
    given_fields,
    merged,
    shown_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import by_folded_name
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

A = "Octopus.Action."
# Where the flat document has the primary package and the primary Git dependency.
PACKAGE, GIT_DEPENDENCY = "Package", "GitDependency"
LISTS = {PACKAGE: "Packages", GIT_DEPENDENCY: "GitDependencies"}
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, eq=False)
class Setting(Field):
    """An option of a step and the property of the action that it manages.

    ``start``: the value in a new step; ``absent``: the value that a step without the property has. If servers have
    a default of their own, both are that default.
    """

    start: str = ""
    absent: str = ""

    @property
    def usual(self) -> str:
        """The value in a new step for which the option is not given."""
        return self.start or self.absent


# The options that are not secret, although their names sound like it.
NO_SECRETS = frozenset(
    (
        *("deploy_java_keystore", "deploy_kubernetes_secret", "key_values", "keystore_alias"),
        *("private_key_access_rules", "secret"),
    )
)


def arguments(fields: Iterable[Field]) -> dict[str, Argument]:
    """The entries of Ansible's argument_spec for options of steps."""
    found = arguments_of(tuple(fields)).items()
    return {option: {**each, "no_log": False} if option in NO_SECRETS else each for option, each in found}


def prop(key: str, type_of_value: FieldType = WORDS, **more: Any) -> Setting:
    """A setting whose option has the name of the last part of its key: ``~Helm.ReleaseName`` is ``release_name``."""
    return Setting(snake(key), f"{A}{key}", type_of_value, **more)


def snake(key: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", key.rpartition(".")[2]).lower()


def choice(option: str, key: str, *words: str) -> Setting:
    """A choice between ``words``. For a step without the setting, servers use the first word."""
    return Setting(option, key, StepChoice(words), start=words[0], absent=words[0])


@dataclass(frozen=True, eq=False)
class Feature(FieldType):
    """A feature of a step: its settings count while the feature is in the step's list of features.

    Giving the option switches the feature on; an empty dictionary, or ``enabled: false``, switches it off and keeps the
    settings.
    """

    name: str
    fields: tuple[Field, ...] = ()

    def parts(self) -> tuple[Field, ...]:
        return self.fields

    def argument(self) -> Argument:
        return {"type": "dict", "options": {"enabled": {"type": "bool"}, **arguments(self.fields)}}

    def shape(self) -> Shape:
        return OBJECT

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given_fields(self.fields, given):
            yield from each.type.references(given[each.option])

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        on = given.get("enabled")
        on = bool(given_fields(self.fields, given)) if on is None else on
        started: Document = {}
        if on and not self.is_on(current):
            started = {each.api: each.start for each in settings(self.fields) if each.of(current) in EMPTY}
        made = merged(self.fields, given, {**current, **started}, context, f"{option}.")
        # Agents recognise a feature only in its exact case, so another spelling is left out.
        listed = [each for each in parts(current.get(FEATURES)) if folded(each) != folded(self.name)]
        listed += [self.name] if on else []
        return {**made, FEATURES: as_features(listed, current.get(FEATURES))}

    def same(self, current: Any, wanted: Any) -> bool:
        if not self.is_on(wanted):
            return not self.is_on(current)
        alike = all(each.type.same(each.of(current), each.of(wanted)) for each in self.fields)
        return alike and self.is_on(current)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not self.is_on(value):
            return {"enabled": False}
        fields = self.fields if given is None else given_fields(self.fields, given)
        visible = [each for each in fields if given is not None or each.of(value) not in EMPTY]
        return {"enabled": True, **shown_fields(visible, value, context, given or {})}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if not self.is_on(value):
            return None
        return exported_settings(self.fields, value, context, place) or {"enabled": True}

    def is_on(self, view: Mapping[str, Any]) -> bool:
        return self.name in parts(view.get(FEATURES))


def as_features(names: Iterable[str], current: Any) -> str:
    """The text for a list of features; the present text if it lists the same features."""
    listed, has = sorted(names), parts(current)
    if listed == sorted(has):
        return str(current or "")
    return ",".join(sorted(listed, key=lambda each: has.index(each) if each in has else len(has)))


def settings(fields: Iterable[Field]) -> Iterator[Setting]:
    """The settings among ``fields``, and in features among them."""
    for each in fields:
        if isinstance(each, Setting):
            yield each
        elif isinstance(each.type, Feature):
            yield from settings(each.type.fields)


def exported_settings(fields: Sequence[Field], view: Mapping[str, Any], context: Context, place: str) -> dict[str, Any]:
    """The options whose values differ from the ones in a new step."""
    found = {each.option: _exported(each, view, context, f"{place}.{each.option}") for each in fields}
    return {option: value for option, value in found.items() if value is not None}


def _exported(field: Field, view: Mapping[str, Any], context: Context, place: str) -> Any:
    value = field.of(view)
    if not isinstance(field, Setting):
        return None if value in EMPTY else field.type.exported(value, context, place)
    if field.type.same(value, field.usual):
        return None
    # An empty value is exported if a new step would have another value.
    return field.type.shown(value, context) if value in EMPTY else field.type.exported(value, context, place)


def can_express(field: Setting, view: Mapping[str, Any], context: Context) -> bool:
    """Whether an option can express the value of a setting."""
    value = field.of(view)
    if value in EMPTY or field.type.same(value, field.usual) or field.type.write_only or field.type.named():
        return True
    given = field.type.exported(value, context, field.option)
    return given is not None and field.type.same(value, field.type.wanted(given, value, context, field.option))


def view_of(action: Mapping[str, Any], fields: Sequence[Field]) -> Document:
    """The flat document of an action, with the values that absent settings have."""
    has = by_folded_name(action.get("Properties"))
    found = {each.api: has.get(folded(each.api), ("", None))[1] for each in settings(fields)}
    view: Document = {
        **{each.api: each.absent if found[each.api] in EMPTY else found[each.api] for each in settings(fields)},
        FEATURES: has.get(folded(FEATURES), ("", None))[1] or "",
    }
    for key in {each.api for each in fields} & set(LISTS):
        view[key] = primary(action.get(LISTS[key]))
    return view


def primary(contents: Any) -> Document | None:
    """The entry without a name: the package or the repository that the step is about."""
    return next((each for each in contents or [] if not each.get("Name")), None)


def written(action: Document, before: Mapping[str, Any], after: Mapping[str, Any]) -> Document:
    """``action`` with the changes between two flat documents; properties keep the server's spelling of their keys."""
    changed = {key: value for key, value in after.items() if key not in before or value != before[key]}
    lists = {key: value for key, value in changed.items() if key in LISTS}
    texts = {key: value for key, value in changed.items() if key not in LISTS}
    result = dict(action)
    if texts:
        result["Properties"] = with_properties(action.get("Properties") or {}, texts)
    for key, content in lists.items():
        others = [each for each in action.get(LISTS[key]) or [] if each.get("Name")]
        result[LISTS[key]] = [*([content] if content else []), *others]
    return result


def with_properties(properties: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """``properties`` with other values; an empty one is removed."""
    spelled = {folded(key): key for key in properties}
    made = dict(properties)
    for key, value in changed.items():
        name = spelled.get(folded(key), key)
        if value in EMPTY:
            made.pop(name, None)
        else:
            made[name] = value
    return made
