# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of a step's action: a map of texts and secrets. A task manages only the properties that it names.

api: processes#process, processes#changes-that-the-server-makes-by-itself
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    FEEDS,
    PROJECTS,
    STEP_TEMPLATES,
    TEAMS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import (
    parts,
    same_value,
    with_line_ends,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.property_checks import is_known_secret
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import is_whole_number
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import (
    PropertySecrets,
    by_folded_name,
    is_secret,
    refuse_shown,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import names_as_options
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import EXPRESSION
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

Properties = dict[str, Any]

ACTION = "Octopus.Action"
RUN_ON_SERVER = f"{ACTION}.RunOnServer"
# The key of a child step's expression, which differs from the key of a step's expression (api: processes#action).
CHILD_EXPRESSION = f"{ACTION}.ConditionVariableExpression"
STEP_EXPRESSION = "Octopus.Step.ConditionVariableExpression"
TARGET_TAGS = f"{ACTION}.TargetRoles"
MAX_PARALLELISM = f"{ACTION}.MaxParallelism"
# The properties in which the server repeats the primary package (api: processes#package-references).
MIRROR = {name: f"{ACTION}.Package.{name}" for name in ("PackageId", "FeedId", "DownloadOnTentacle")}
# Further properties that servers and the portal add (api: processes#changes-that-the-server-makes-by-itself).
TOOLING = "OctopusUseBundledTooling"
TEMPLATE_ID, TEMPLATE_VERSION = (f"{ACTION}.Template.{name}" for name in ("Id", "Version"))
# The properties that options of their own manage.
WITH_OPTIONS = frozenset(map(folded, (RUN_ON_SERVER, CHILD_EXPRESSION)))
# The properties that ``exact`` never removes: the server adds them, or another option sets them.
NOT_REMOVED = frozenset(map(folded, (*MIRROR.values(), TOOLING, TEMPLATE_ID, TEMPLATE_VERSION))) | WITH_OPTIONS
# The properties whose texts are IDs, with the location of the documents.
TO_ONE: Mapping[str, Location] = {
    f"{ACTION}.Azure.AccountId": ACCOUNTS,
    f"{ACTION}.DeployRelease.ProjectId": PROJECTS,
    MIRROR["FeedId"]: FEEDS,
    TEMPLATE_ID: STEP_TEMPLATES,
}
# The properties whose texts are several IDs with commas between them.
TO_MANY: Mapping[str, Location] = {
    f"{ACTION}.Email.BccTeamIds": TEAMS,
    f"{ACTION}.Email.CCTeamIds": TEAMS,
    f"{ACTION}.Email.ToTeamIds": TEAMS,
    f"{ACTION}.Manual.ResponsibleTeamIds": TEAMS,
}
REFERRING = {folded(name): (location, name in TO_MANY) for name, location in {**TO_ONE, **TO_MANY}.items()}


class StepProperties(FieldType):
    """Properties that are texts. A property that is not given keeps the server's value.

    The case of names is ignored, and so is the case of ``True`` and ``False``. A list or a mapping becomes JSON text.
    A property that holds the ID of a document, such as the account of a step for Azure, is given by its name.
    """

    holds_scripts: ClassVar[bool] = True

    def parts(self) -> tuple[Field, ...]:
        return tuple(Field(name, "", TextReference(location)) for name, location in {**TO_ONE, **TO_MANY}.items())

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return OBJECT

    def check(self, given: Any, option: str) -> None:
        for name, value in given.items():
            text_of(value, f"{option}.{name}")

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for name, value in given.items():
            location, _many = REFERRING.get(folded(str(name)), (None, False))
            for each in references_in(str(name), value) if location else ():
                yield from TextReference(location).references(each) if location else ()

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Properties:
        has, result = by_folded_name(current), dict(current or {})
        refuse_shown(given, has, option)
        for name, value in given.items():
            place = f"{option}.{name}"
            known, before = has.get(folded(str(name)), (str(name).strip(), None))
            text = with_ids(known, text_of(value, place), before, context, place)
            if not same_value(known, before, text):
                result[known] = text
        return result

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = texts_of(current), texts_of(wanted)
        return all(same_value(name, has.get(name), asked.get(name)) for name in {*has, *asked})

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        names = {name: with_names(name, text, context) for name, text in (value or {}).items() if is_shown(name, text)}
        return {name: with_line_ends(str(text)) for name, text in sorted(names.items())}


class StepSecrets(PropertySecrets):
    """Properties that are secrets. A secret that is not given stays as it is."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Properties:
        has, result = by_folded_name(current), dict(current or {})
        for name, value in given.items():
            known, before = has.get(folded(name), (str(name).strip(), None))
            result[known] = self._wanted(value, known, before, context, f"{option}.{name}")
        return result


@dataclass(frozen=True, eq=False)
class OneProperty(FieldType):
    """One property as an option of its own; the value is the whole map of properties."""

    key: str
    flag: bool = False

    def argument(self) -> Argument:
        return {"type": "bool" if self.flag else "str"}

    def shape(self) -> Shape:
        return OBJECT

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Properties:
        return with_property(current, self.key, str(given) if self.flag else given.strip())

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = self._of(current), self._of(wanted)
        return same_value(self.key, has, asked) or (self.flag and not is_true(has) and not is_true(asked))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return is_true(self._of(value)) if self.flag else self._of(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return (is_true(self._of(value)) if self.flag else self._of(value)) if self._of(value) else None

    def _of(self, properties: Any) -> str:
        return property_of(properties, self.key)


class NumberProperty(OneProperty):
    """A whole number, or an expression for one."""

    def argument(self) -> Argument:
        return {"type": "raw"}

    def check(self, given: Any, option: str) -> None:
        text = str(given).strip()
        is_number = not isinstance(given, (bool, float)) and is_whole_number(text) and int(text) > 0
        if not is_number and text and not (isinstance(given, str) and EXPRESSION in text):
            raise OptionError(option, f"must be a whole number above 0, or an expression with #{{...}}, not {given!r}")

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Properties:
        return with_property(current, self.key, str(given).strip())


class TagsProperty(OneProperty):
    """The tags of targets with commas between them, or an expression for them; their order does not matter."""

    def argument(self) -> Argument:
        return {"type": "list", "elements": "str"}

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Properties:
        return with_property(current, self.key, ",".join(str(each).strip() for each in given))

    def check(self, given: Any, option: str) -> None:
        if any(not str(each).strip() for each in given):
            raise OptionError(option, "an entry is empty; leave it out, or give [] to clear the list")

    def same(self, current: Any, wanted: Any) -> bool:
        return sorted(self._tags(current)) == sorted(self._tags(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return sorted(self._tags(value), key=folded)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None

    def _tags(self, properties: Any) -> list[str]:
        text = self._of(properties)
        return [text] if EXPRESSION in text else parts(text)


def property_of(properties: Mapping[str, Any] | None, key: str) -> str:
    """The text of a property, found ignoring case; empty if it has none."""
    _name, value = by_folded_name(properties).get(folded(key), (key, ""))
    return value if isinstance(value, str) else ""


def with_property(properties: Mapping[str, Any] | None, key: str, text: str) -> Properties:
    """The properties with another text for one of them; a property without a text is left out."""
    known, before = by_folded_name(properties).get(folded(key), (key, None))
    result = dict(properties or {})
    if text:
        result[known] = text
    elif before is not None:
        del result[known]
    return result


def without_others(properties: Properties, names: set[str]) -> Properties:
    """The properties whose folded names are in ``names``, and those of the server and of other options."""
    return {name: value for name, value in properties.items() if folded(name) in names | NOT_REMOVED}


def texts_of(properties: Mapping[str, Any] | None) -> dict[str, Any]:
    """The properties that are not secrets, by their folded names."""
    return {name: value for name, (_name, value) in by_folded_name(properties).items() if not is_secret(value)}


def is_shown(name: str, value: Any) -> bool:
    """Whether people see a property: it has a text, and no other option sets it."""
    return (
        bool(value) and not is_secret(value) and not is_known_secret(name, value) and folded(name) not in WITH_OPTIONS
    )


def is_true(text: str) -> bool:
    return text.casefold() == "true"


def references_in(name: str, value: Any) -> list[str]:
    """The documents that the text of a property names."""
    text = value if isinstance(value, str) else ""
    if EXPRESSION in text or not text.strip():
        return []
    _location, many = REFERRING[folded(name)]
    return parts(text) if many else [text.strip()]


def with_ids(name: str, text: str, before: Any, context: Context, option: str) -> str:
    """The text of a property with the IDs of the documents that it names."""
    named = references_in(name, text) if folded(name) in REFERRING else []
    if not named:
        return text
    reference, present = TextReference(REFERRING[folded(name)][0]), parts(before) if isinstance(before, str) else []
    ids = (reference.wanted(each, each if each in present else None, context, option) for each in named)
    return ",".join(str(each) for each in ids)


def with_names(name: str, text: Any, context: Context) -> Any:
    """The text of a property with the names of the documents that it refers to."""
    location, many = REFERRING.get(folded(name), (None, False))
    ids = references_in(name, text) if location else []
    misread = (EXPRESSION, ",") if many else (EXPRESSION,)
    return ",".join(names_as_options(location, ids, context, misread)) if location and ids else text
