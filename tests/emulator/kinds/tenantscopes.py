# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a tenant in the newer form: a template can have several values, each for different environments.

Both forms show the same values (api: tenants#templates-of-tenants).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator import crud, shaping
from emulator.handlers import Call
from emulator.kinds import tenantvariables
from emulator.kinds.tenantvariables import Slot, entries_of, token
from emulator.model import Document, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

WRITES = ("POST", "PUT")


@dataclass(frozen=True)
class Owners:
    """The owners of templates: the properties with their ID and their name, and the environments for values."""

    id: str
    name: str
    slots: Callable[[Octopus, Document], Iterator[Slot]]

    def answer(self, call: Call, tenant: Document) -> Document:
        """``{id}/commonvariables`` and ``{id}/projectvariables``; POST does what PUT does."""
        octopus, slots = call.octopus, list(self.slots(call.octopus, tenant))
        if call.method in WRITES:
            tenant = self.changed(octopus, tenant, slots, crud.document_of(call))
        hints = octopus.release >= shaping.HINTS
        entries = {each["Id"]: each for each in entries_of(tenant)}
        templates = {(slot.owner["Id"], slot.template["Id"]): slot for slot in slots}
        shown = [
            self.item(templates[each["OwnerId"], each["TemplateId"]], each, hints)
            for each in entries.values()
            if (each["OwnerId"], each["TemplateId"]) in templates
        ]
        lacking = lacks(octopus, slots, tenant)
        missing = {"MissingVariables": [self.value(slot, each, hints) for slot, each in lacking]}
        asked = call.query.get("includemissingvariables", "").casefold() == "true"
        found = {"TenantId": tenant["Id"], "ConcurrencyToken": token(tenant), "Variables": shown}
        return {**found, **(missing if asked and call.method not in WRITES else {})}

    def item(self, slot: Slot, entry: Document, hints: bool) -> Document:
        return {"Id": entry["Id"], **self.value(slot, entry, hints)}

    def value(self, slot: Slot, entry: Document, hints: bool) -> Document:
        return {
            self.id: slot.owner["Id"],
            self.name: slot.owner["Name"],
            "TemplateId": slot.template["Id"],
            "Template": shaping.public(slot.template, hints),
            "Value": shaping.public(entry["Value"], hints),
            "Scope": {"EnvironmentIds": entry["EnvironmentIds"]},
        }

    def changed(self, octopus: Octopus, tenant: Document, slots: list[Slot], sent: Document) -> Document:
        """Replace all values for the templates of these owners by the sent list."""
        tenantvariables.check_token(octopus, tenant, sent)
        if "variables" not in {key.casefold() for key in sent}:
            raise invalid("The Variables field is required.")
        # The Go client sends null for an empty list.
        variables = shaping.lookup(sent, "Variables") or []
        owners = {slot.owner["Id"] for slot in slots}
        others = [each for each in entries_of(tenant) if each["OwnerId"] not in owners]
        kept: list[Document] = []
        for each in variables:
            entry = self.entry(octopus, tenant, slots, each if isinstance(each, dict) else {})
            if entry["Value"] is None:
                # The Terraform provider removes a secret like this.
                continue
            if any(overlapping(entry, other) for other in kept):
                raise invalid("Two values of a template must not be for the same environment.")
            kept.append(entry)
        return tenantvariables.save(octopus, tenant, [*others, *kept])

    def entry(self, octopus: Octopus, tenant: Document, slots: list[Slot], sent: Document) -> Document:
        """One value as the server stores it. The wording of the refusals is unverified.

        The reference calls the owner ``OwnerId``; the Go and the .NET client call it ``ProjectId`` or the like.
        """
        owner, template, known = (shaping.lookup(sent, name) for name in ("OwnerId", "TemplateId", "Id"))
        owner = owner or shaping.lookup(sent, self.id)
        slot = next((each for each in slots if (each.owner["Id"], each.template["Id"]) == (owner, template)), None)
        if slot is None:
            raise invalid(f"The tenant has no template '{template}' of '{owner}'.")
        before = next((each for each in entries_of(tenant) if each["Id"] == known), None) if known else None
        if known and not (before and before["TemplateId"] == template):
            raise invalid(f"The template has no value '{known}'.")
        scope = shaping.lookup(shaping.lookup(sent, "Scope") or {}, "EnvironmentIds") or []
        for each in scope:
            octopus.must_exist("environments", each, tenant["SpaceId"], "EnvironmentIds")
        value = value_of(slot, shaping.lookup(sent, "Value"), before)
        return {
            **(before or tenantvariables.new_entry(octopus, slot, [], value)),
            "EnvironmentIds": scope,
            "Value": value,
        }


def value_of(slot: Slot, value: Any, before: Document | None) -> Any:
    """A value that equals the template's default is kept, unlike in the older form, because a client looks for it."""
    template = {**slot.template, "DefaultValue": None}
    return tenantvariables.stored(template, value, before["Value"] if before else None)


def overlapping(one: Document, other: Document) -> bool:
    """Whether two entries are values of one template for the same environment, or both for all environments."""
    same = (one["OwnerId"], one["TemplateId"]) == (other["OwnerId"], other["TemplateId"])
    scopes = {*one["EnvironmentIds"]}, {*other["EnvironmentIds"]}
    return same and (scopes[0] == scopes[1] or bool(scopes[0] & scopes[1]))


def lacks(octopus: Octopus, slots: list[Slot], tenant: Document) -> Iterator[tuple[Slot, Document]]:
    """The templates that lack a value, even templates with a default, each with an entry for the place without a value.

    The Terraform provider looks for every template among the values and among these entries.
    """
    templates = {(slot.owner["Id"], slot.template["Id"]): slot for slot in slots}
    for key, slot in templates.items():
        own = [each for each in entries_of(tenant) if (each["OwnerId"], each["TemplateId"]) == key]
        environments = tenantvariables.environments_for(octopus, tenant, slot.owner)
        lacking = sorted(environments - {environment for each in own for environment in each["EnvironmentIds"]})
        if not own or (lacking and all(each["EnvironmentIds"] for each in own)):
            yield slot, {"Value": None, "EnvironmentIds": lacking}


COMMON = Owners("LibraryVariableSetId", "LibraryVariableSetName", tenantvariables.library_slots)
PROJECTS = Owners("ProjectId", "ProjectName", tenantvariables.project_slots)
METHODS = ("GET", "HEAD", *WRITES)
ROUTES = {
    "{id}/commonvariables": Route(COMMON.answer, METHODS, since=tenantvariables.SCOPED),
    "{id}/projectvariables": Route(PROJECTS.answer, METHODS, since=tenantvariables.SCOPED),
}
