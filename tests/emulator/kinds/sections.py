# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sections of the server's configuration: their values and metadata (api: roots#sections)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator import crud, shaping
from emulator.handlers import Call
from emulator.kinds import owncertificates
from emulator.kinds.sections_table import SECTIONS, Section
from emulator.model import READS, SYSTEM, Document, Kind, Prop, Route

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The types of values in metadata; the spelling of a server is unverified.
TYPES: Mapping[str, str] = {
    "str": "String",
    "int": "Int32",
    "bool": "Boolean",
    "secret": "SensitiveValue",
    "list": "String[]",
    "documents": "Object[]",
    "dict": "Object",
}
BY_ID: Mapping[str, Section] = {section.section_id: section for section in SECTIONS}
VALUES = "_values"


def make(octopus: Octopus) -> None:
    """The sections of a server of this release."""
    for section in SECTIONS:
        if octopus.release >= section.since:
            described = {"Name": section.name, "Description": section.description}
            octopus.make("configuration", {"Id": section.section_id, "SpaceId": None, **described})


def values_of(octopus: Octopus, document: Document) -> Document:
    """The stored values of a section, or those of a new server."""
    if document.get(VALUES):
        return dict(document[VALUES])
    optional = tuple(replace(prop, required=False) for prop in BY_ID[document["Id"]].props)
    return {"Id": document["Id"], **shaping.shape(octopus, optional, {}, {}, "")}


def values(call: Call, document: Document) -> Document:
    """GET and PUT of ``{id}/values``: an object of the section's own, replaced as a whole."""
    octopus = call.octopus
    kept = values_of(octopus, document)
    if call.method not in READS:
        props = BY_ID[document["Id"]].props
        sent = crud.document_of(call)
        kept = {"Id": document["Id"], **shaping.shape(octopus, props, sent, kept, "")}
        document = octopus.save(KIND, {**document, VALUES: kept, **shaping.unknown_of(document, sent)})
    unknown = document.get("_unknown") or {}
    return {**shaping.public(kept, octopus.release >= shaping.HINTS), **unknown, "Links": {"Self": call.own}}


def metadata(call: Call, document: Document) -> Document:
    """The metadata of a section, from which clients build a form."""
    section = BY_ID[document["Id"]]
    props = [prop for prop in section.props if prop.since <= call.octopus.release < prop.until]
    nested = [prop for prop in props if prop.parts]
    types = [{"Name": section.section_id, "Properties": [described(prop) for prop in props]}]
    types += [{"Name": prop.name, "Properties": [described(part) for part in prop.parts]} for prop in nested]
    return {"Description": section.description, "Types": types}


def described(prop: Prop) -> Document:
    display: dict[str, Any] = {
        "Required": prop.required,
        "ReadOnly": prop.read_only,
        "Label": prop.name,
        "Description": "",
        "ShowCopyToClipboard": False,
        "Options": {"SelectMode": "Single", "Values": {each: each for each in prop.choices}} if prop.choices else None,
        "ListApi": None,
        "PropertyApplicability": None,
        "ConnectivityCheck": None,
    }
    return {"Name": prop.name, "Type": prop.name if prop.parts else TYPES[prop.type], "DisplayInfo": display}


def is_enabled(octopus: Octopus, section_id: str) -> bool:
    found = octopus.store.get(section_id)
    return bool(found and found[0] == KIND.collection and values_of(octopus, found[1]).get("IsEnabled"))


def group_providers(call: Call, document: Document) -> list[Document]:
    """The enabled ways to sign in that know groups, for the external groups of teams; their IDs are unverified."""
    return [
        {
            "Id": section.section_id,
            "Name": section.name,
            "IsRoleBased": section.groups_by_role,
            "SupportsGroupLookup": not section.groups_by_role,
            "LookupUri": None
            if section.groups_by_role
            else f"/api/externalgroups/{section.section_id}{{?partialName}}",
        }
        for section in SECTIONS
        if section.groups_by_role is not None and is_enabled(call.octopus, section.section_id)
    ]


KIND = Kind(
    collection="configuration",
    link="Configuration",
    item_type="ConfigurationSectionMetadata",
    id_prefix="configuration",
    scope=SYSTEM,
    permission="ConfigureServer",
    slug_since=None,
    parameters="",
    props=(Prop("Name", read_only=True), Prop("Description", read_only=True)),
    links={"Values": "{self}/values", "Metadata": "{self}/metadata"},
    root_links={"CertificateConfiguration": "/certificates{/id}{?skip,take,ids,partialName}"},
    routes={
        "certificates": Route(owncertificates.every),
        "certificates/{certificate}": Route(owncertificates.one),
        "certificates/{certificate}/public-cer": Route(owncertificates.public_half, gives=owncertificates.CER),
        "{id}/metadata": Route(metadata),
        "{id}/values": Route(values, ("GET", "HEAD", "PUT")),
    },
    can_create=False,
    can_change=False,
    can_delete=False,
    has_all=False,
)
