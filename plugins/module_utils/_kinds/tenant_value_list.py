# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for the values that a tenant gives to the templates of projects or of library variable sets.

Two lists mean the same if every template has the same value in every environment: how the environments are shared out
among entries does not matter. So values are compared by cells: a template in one environment, or in all environments
that have no value of their own (``ANYWHERE``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import is_for_secrets
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_cells import (
    ANYWHERE,
    Cell,
    Cells,
    by_one_environment,
    cells_of,
    entries_of,
    has_value,
    is_gone,
    same_cells,
    scope_of,
    template_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OwnerType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_templates import (
    Templates,
    is_assumed,
    reference_of,
    refuse_shown,
    refuse_unoffered,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import (
    NEWER,
    TEMPLATES,
    Entry,
    no_values,
    sent,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import NO_SECRET
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import written
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    Reference,
    ReferenceList,
    report_mistake,
    resolved,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

SECRET, TEXT = Secret(), Text(trimmed=False)
ABSENT = "absent"
TO_GIVE = "give value or sensitive_value"


class Scalar(FieldType):
    """A text, a flag or a whole number, which the server keeps as a text."""

    def argument(self) -> Argument:
        return {"type": "raw"}

    def shape(self) -> Shape:
        return TEXT.shape()

    def check(self, given: Any, option: str) -> None:
        written(given, option, settings=True)


@dataclass(frozen=True, eq=False)
class TenantValueList(FieldType):
    """The values for templates of one type of owner; the API value is the document with all values of the tenant."""

    owner_type: OwnerType

    @property
    def item(self) -> Nested:
        """The field type of one entry."""
        owners = self.owner_type
        return Nested(
            (
                Field(owners.option, owners.owner, Reference(owners.location), required="always"),
                Field("name", "TemplateId", Text(), required="always"),
                Field("environments", "Scope", ReferenceList(ENVIRONMENTS)),
                Field("value", "Value", Scalar()),
                Field("sensitive_value", "Value", SECRET),
                Field("state", "", Choice(("present", ABSENT))),
            ),
            exclusive=(("value", "sensitive_value"),),
        )

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return {**self.item.argument(), "type": "list", "elements": "dict"}

    def shape(self) -> Shape:
        return OBJECT

    def check(self, given: Any, option: str) -> None:
        """Raise ``OptionError`` for an entry without a value, or for an entry that is given twice."""
        seen: dict[tuple[str, ...], int] = {}
        for index, each in enumerate(given):
            place, has_value = f"{option}[{index}]", bool(filled(each) & {"value", "sensitive_value"})
            for required in (self.owner_type.option, "name"):
                if not each[required].strip():
                    raise OptionError(f"{place}.{required}", "is empty")
            if each.get("state") == ABSENT and has_value:
                raise OptionError(place, "can't have a value with state: absent")
            if each.get("state") != ABSENT and not has_value:
                raise OptionError(place, f"has no value; {TO_GIVE}, or state: absent to go back to the default")
            for environment in each.get("environments") or [ANYWHERE]:
                key = (folded(each[self.owner_type.option]), folded(each["name"]), folded(environment))
                if key in seen:
                    where = f" in {environment!r}" if environment else ""
                    other = f"{option}[{seen[key]}]"
                    raise OptionError(place, f"{each['name']!r} is given{where} already, at {other}")
                seen[key] = index

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            yield from self.item.references(each)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        values = current or no_values({})
        templates = Templates(values, context)
        asked = self._asked(given, values, templates, option)
        return self._with(values, templates, asked)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> Document:
        values = current or no_values({})
        templates = Templates(values, context)
        cells = cells_of(self.owner_type, values)
        for index, each in enumerate(given):
            if each.get("state") == ABSENT or each.get("sensitive_value") == NO_SECRET:
                owner, template, environments = self._place(each, templates, f"{option}[{index}]")
                key = (owner, str(template["Id"]))
                removed = [cell for cell in cells if cell[:2] == key and cell[2] in (environments or [cell[2]])]
                cells = {cell: value for cell, value in cells.items() if cell not in removed}
        return self._with(values, templates, {**cells, **cells_of(self.owner_type, wanted)})

    def managed(self, value: Any) -> Any:
        return [sent(self.owner_type, each) for each in (value or {}).get(self.owner_type.prop) or []]

    def same(self, current: Any, wanted: Any) -> bool:
        return same_cells(self.owner_type, current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """By the owner of the template: the values by the template's name, with the environments in brackets."""
        found: dict[tuple[str, str, str, bool], set[str]] = {}
        shown: dict[str, dict[str, Any]] = {}
        for entry in self._entries(value, context):
            template = template_of(self.owner_type, value, entry[self.owner_type.owner], entry["TemplateId"])
            text = self._type_of(template, entry["Value"])[0].shown(entry["Value"], context)
            name, scope = str(template.get("Name") or template["Id"]), scope_of(entry)
            # A value for all other environments is shown by itself, even if some environments have the same value.
            key = (entry[self.owner_type.owner], name, str(text or ""), bool(scope))
            found.setdefault(key, set()).update(context.resolver.names(ENVIRONMENTS, scope))
        for (owner, name, text, _has_any), environments in found.items():
            where = f" ({', '.join(sorted(environments, key=folded))})" if environments else ""
            owner_name = context.resolver.names(self.owner_type.location, [owner])[0]
            shown.setdefault(owner_name, {})[f"{name}{where}"] = text
        return {owner: dict(sorted(shown[owner].items())) for owner in sorted(shown, key=folded)}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found: dict[tuple[str, str, str, bool], dict[str, Any]] = {}
        for entry in self._entries(value, context):
            template = template_of(self.owner_type, value, entry[self.owner_type.owner], entry["TemplateId"])
            owner = context.resolver.names(self.owner_type.location, [entry[self.owner_type.owner]])[0]
            environments = context.resolver.names(ENVIRONMENTS, scope_of(entry))
            of_type, option = self._type_of(template, entry["Value"])
            name = str(template.get("Name") or template["Id"])
            where = ".".join([place, owner, name, *sorted(environments, key=folded)])
            text = of_type.exported(entry["Value"], context, where)
            about = {self.owner_type.option: owner, "name": name, option: "" if text is None else text}
            alike = found.setdefault((owner, name, str(about[option]), bool(environments)), about)
            if environments:
                alike["environments"] = sorted({*alike.get("environments", []), *environments}, key=folded)
        key = (self.owner_type.option, "name")
        entries = found.values()
        return (
            sorted(entries, key=lambda each: [folded(each[part]) for part in key] + each.get("environments", []))
            or None
        )

    def _entries(self, value: Any, context: Context) -> list[Entry]:
        """The values of templates that exist; all names in them are looked up at once."""
        present = (entry for entry in (value or {}).get(self.owner_type.prop) or [] if has_value(entry.get("Value")))
        about = (self.owner_type, value or {})
        found = [each for each in present if not is_gone(*about, each[self.owner_type.owner], each["TemplateId"])]
        context.resolver.names(self.owner_type.location, dict.fromkeys(entry[self.owner_type.owner] for entry in found))
        context.resolver.names(ENVIRONMENTS, dict.fromkeys(each for entry in found for each in scope_of(entry)))
        return found

    def _with(self, values: Document, templates: Templates, cells: Cells) -> Document:
        """The document with all values, in which the values for this type of owner are ``cells``."""
        owner_type = self.owner_type
        own = {owner: templates.of(owner_type, owner) for owner in dict.fromkeys(cell[0] for cell in cells)}
        table = values[TEMPLATES]
        known = {**values, TEMPLATES: {**table, owner_type.prop: {**table[owner_type.prop], **own}}}
        entries = entries_of(owner_type, cells, known)
        if owner_type.in_environments and not templates.is_scoped:
            entries = by_one_environment(entries)
        return {**known, owner_type.prop: entries}

    def _asked(self, given: Any, values: Document, templates: Templates, option: str) -> Cells:
        """The cells that the options ask for."""
        has = cells_of(self.owner_type, values)
        places = [(f"{option}[{index}]", each) for index, each in enumerate(given)]
        asked = [(place, each, *self._place(each, templates, place)) for place, each in places]
        with_own_value: dict[tuple[str, str], set[str]] = {}
        for each in asked:
            with_own_value.setdefault((each[2], str(each[3]["Id"])), set()).update(each[4])
        refuse_shown((place, each.get("value"), template) for place, each, _owner, template, _where in asked)
        found: Cells = {}
        first: dict[Cell, str] = {}
        for place, each, owner, template, environments in asked:
            if each.get("state") == ABSENT:
                continue
            key = (owner, str(template["Id"]))
            for environment in environments or self._rest(templates, owner, with_own_value[key], place):
                cell = (*key, environment)
                if cell in first:
                    raise OptionError(place, f"{each['name']!r} has a value for the same environment at {first[cell]}")
                first[cell] = place
                value = self._value(each, template, has.get(cell), templates.context, place)
                if has_value(value):
                    found[cell] = value
        return found

    def _place(self, given: Mapping[str, Any], templates: Templates, place: str) -> tuple[str, Document, list[str]]:
        """The ID of the owner of the template, the template, and the IDs of the environments."""
        owner_type, context = self.owner_type, templates.context
        owner = resolved(owner_type.location, given[owner_type.option], context, f"{place}.{owner_type.option}")
        environments = [
            resolved(ENVIRONMENTS, each, context, f"{place}.environments") for each in given.get("environments") or []
        ]
        if environments and not owner_type.in_environments and not templates.is_scoped:
            raise OptionError(
                f"{place}.environments",
                "common values have environments on Octopus Server "
                f"{NEWER[0]}.{NEWER[1]} and newer, not {context.client.version}; leave the option out",
            )
        templates.refuse_unconnected(owner_type, owner, environments, place)
        # A template that does not exist has no value to remove.
        reported = given.get("state") != ABSENT
        template = templates.named(owner_type, owner, given["name"], f"{place}.name", reported)
        return owner, template, list(dict.fromkeys(environments))

    def _rest(self, templates: Templates, owner: str, with_own_value: set[str], place: str) -> list[str]:
        """The environments of an entry that names none: in the older form, each one that no other entry names."""
        if templates.is_scoped or not self.owner_type.in_environments:
            return [ANYWHERE]
        connected = templates.connections()
        if connected.get(owner):
            return [each for each in connected[owner] if each not in with_own_value]
        if owner in connected and not templates.context.check:
            name = templates.name(self.owner_type.location, owner)
            problem = f"the tenant is connected to {name!r} in no environment, and the server has values by environment"
            report_mistake(
                f"{problem}; add one with projects[].environments of octopus_tenant", templates.context, place
            )
        return [ANYWHERE]

    def _value(self, given: Mapping[str, Any], template: Document, has: Any, context: Context, place: str) -> Any:
        secret, name = given.get("sensitive_value"), given["name"]
        if secret is not None:
            if not is_for_secrets(template) and not is_assumed(template):
                problem = f"the control type of {name!r} is not Sensitive, so everybody can read its values; give value"
                raise OptionError(f"{place}.sensitive_value", problem)
            return SECRET.wanted(secret, has, context, f"{place}.sensitive_value")
        text = written(given.get("value"), f"{place}.value", settings=True)
        reference = reference_of(template)
        if reference is not None:
            return reference.wanted(text, has, context, f"{place}.value") or ""
        refuse_unoffered(template, text, f"{place}.value")
        return text

    def _type_of(self, template: Document, value: Any) -> tuple[FieldType, str]:
        """The field type of a value, and the option that gives it."""
        if isinstance(value, dict) or is_for_secrets(template):
            return SECRET, "sensitive_value"
        return reference_of(template) or TEXT, "value"


def filled(given: Mapping[str, Any]) -> set[str]:
    """The options of an entry that have a value."""
    return {option for option, value in given.items() if value is not None}
