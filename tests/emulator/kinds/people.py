# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, their API keys, and teams (octopus-api.md 3.22, 3.25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, NAME, SLUG
from emulator.model import MIXED, SYSTEM, Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def matches_text(octopus: Octopus, user: Document, value: str) -> bool:
    """Over username, display name and e-mail address (unverified)."""
    texts = (user["Username"], user["DisplayName"], user.get("EmailAddress") or "")
    return any(value.strip().casefold() in text.casefold() for text in texts)


def team_deleting(octopus: Octopus, team: Document) -> None:
    if team.get("CanBeDeleted") is False:
        raise invalid("This team is built in and cannot be deleted.")


TEAM = Kind(
    collection="teams",
    link="Teams",
    item_type="Team",
    id_prefix="Teams",
    scope=MIXED,
    parameters="skip,take,ids,partialName,spaces,includeSystem",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("MemberUserIds", "list", default=[], reference="users"),
        Prop("ExternalSecurityGroups", "list", default=[]),
        Prop("CanBeDeleted", "bool", default=True, read_only=True),
        Prop("CanBeRenamed", "bool", default=True, read_only=True),
        Prop("CanChangeRoles", "bool", default=True, read_only=True),
        Prop("CanChangeMembers", "bool", default=True, read_only=True),
    ),
    deleting=team_deleting,
)
USER = Kind(
    collection="users",
    link="Users",
    item_type="User",
    id_prefix="Users",
    scope=SYSTEM,
    order="Username",
    named_by="Username",
    has_slug=False,
    parameters="skip,take,ids,filter",
    filters={"filter": matches_text},
    props=(
        Prop("Username", required=True, trim=True),
        Prop("DisplayName", required=True, trim=True),
        Prop("EmailAddress"),
        Prop("IsActive", "bool", default=True),
        Prop("IsService", "bool", default=False, create_only=True),
        Prop("IsRequestor", "bool", default=False, read_only=True),
        Prop("CanPasswordBeEdited", "bool", default=True, read_only=True),
        Prop("Identities", "list", default=[]),
    ),
    links={
        "ApiKeys": "{self}/apikeys{?skip,take}",
        "Spaces": "{self}/spaces",
        "Teams": "{self}/teams",
    },
)
