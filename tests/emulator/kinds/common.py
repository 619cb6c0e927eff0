# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties and filters that several kinds share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.model import Document, Filter, Prop

if TYPE_CHECKING:
    from emulator.octopus import Octopus

NAME = Prop("Name", required=True, trim=True)
DESCRIPTION = Prop("Description", trim=True, default="")
SLUG = Prop("Slug", trim=True)
TENANTED = ("Untenanted", "TenantedOrUntenanted", "Tenanted")
PARTICIPATION = Prop("TenantedDeploymentParticipation", choices=TENANTED, default="Untenanted")
TENANT_IDS = Prop("TenantIds", "list", default=[], reference="tenants")
TENANT_TAGS = Prop("TenantTags", "list", default=[])
ICON = Prop("Icon", "dict", parts=(Prop("Id"), Prop("Color")))

# ActionTemplateParameter (octopus-api.md 3.14).
TEMPLATE = (
    Prop("Id"),
    Prop("Name", required=True, trim=True),
    Prop("Label", trim=True, default=""),
    Prop("HelpText", default=""),
    Prop("DefaultValue", "any", default=""),
    Prop("DisplaySettings", "dict", default={}),
)
TEMPLATES = Prop("Templates", "list", default=[], parts=TEMPLATE)
EXTENSION_SETTINGS = Prop(
    "ExtensionSettings",
    "list",
    default=[],
    parts=(Prop("ExtensionId", required=True), Prop("Values", "dict", default={})),
)


def is_named(octopus: Octopus, document: Document, value: str) -> bool:
    return str(document.get("Name", "")).casefold() == value.strip().casefold()


def equals(prop: str) -> Filter:
    def matches(octopus: Octopus, document: Document, value: str) -> bool:
        return str(document.get(prop, "")).casefold() == value.casefold()

    return matches


def any_of(prop: str) -> Filter:
    def matches(octopus: Octopus, document: Document, value: str) -> bool:
        has = document.get(prop)
        values = {str(each).casefold() for each in (has if isinstance(has, list) else [has])}
        return bool(values & {each.casefold() for each in value.split(",")})

    return matches


NAME_FILTER = {"name": is_named}
