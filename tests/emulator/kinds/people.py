# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users (api: people#user)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import apikeys, invitations, serviceaccounts, teams
from emulator.kinds.common import equals, is_true
from emulator.kinds.logins import check_identities, check_password
from emulator.model import DESCRIBED, EVER, ON_PUT, SYSTEM, Document, Kind, Limit, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

USERNAME_AND_PASSWORD: Document = {
    "Name": "UsernamePassword",
    "IdentityType": "UsernamePassword",
    "FormsLoginEnabled": True,
    "CSSLinks": [],
    "JavascriptLinks": [],
    "Links": {},
}
# The first release that can create an inactive user [octopus.com/downloads, 2026.1.1806].
INACTIVE = (2026, 1)


def providers(octopus: Octopus) -> list[Document]:
    """The one way to sign in; its name on the page is unverified."""
    newer = {"DisplayName": "Username / Password"} if octopus.release >= DESCRIBED else {}
    return [{**USERNAME_AND_PASSWORD, **newer}]


def matches_text(octopus: Octopus, user: Document, value: str) -> bool:
    """Whether a text is in the user name, or (unverified) in the display name or the e-mail address."""
    texts = (user["Username"], user["DisplayName"], user.get("EmailAddress") or "")
    return any(value.strip().casefold() in text.casefold() for text in texts)


def check(octopus: Octopus, user: Document, old: Document) -> None:
    check_password(user, old)
    check_identities(octopus, user)
    if not old:
        if "Created" in user:
            user["Created"] = octopus.now()
        if octopus.release < INACTIVE:
            # A new user is always active, and can be changed afterwards (api: people#user).
            user["IsActive"] = True
        if user["IsService"] and "ServiceAccountType" in user:
            user["ServiceAccountType"] = user["ServiceAccountType"] or "Standard"
    user["CanPasswordBeEdited"] = not user["IsService"]
    for identity in user["Identities"]:
        # The defaults of .NET's IdentityClaimResource.
        claims = identity["Claims"].items()
        identity["Claims"] = {name: {"IsIdentifyingClaim": False, **claim} for name, claim in claims}


def shown(octopus: Octopus, user: Document) -> Document:
    """A user for clients: without the password, and with IsRequestor [GO test/e2e/user_service_test.go]."""
    kept = {key: value for key, value in user.items() if key != "Password"}
    return {**kept, "IsRequestor": user["Username"] == octopus.acting}


def deleting(octopus: Octopus, user: Document) -> None:
    administrators = octopus.store.get(teams.ADMINISTRATORS)
    if administrators and administrators[1]["MemberUserIds"] == [user["Id"]]:
        # Unverified: the refusal, and that users can delete themselves otherwise.
        raise invalid("The last administrator cannot be deleted.")
    if user["Username"] == octopus.acting:
        # Unverified, and so is the wording.
        raise invalid("You cannot delete yourself.")
    for owned in (*apikeys.keys_of(octopus, user), *serviceaccounts.of_account(octopus, user)):
        octopus.store.delete(owned["Id"])


def me(call: Call, document: Document) -> Document:
    return answers.shown(call, "users", answers.existing(call, "users", call.user))


def authentication(call: Call, document: Document) -> Document:
    """How a user signs in, and whether the requesting user may change that."""
    return {
        "Id": None,
        "AuthenticationProviders": providers(call.octopus),
        "CanCurrentUserEditIdentitiesForUser": teams.may(call.octopus, call.user, "UserEdit"),
        "Links": {"Self": call.own},
    }


def authentication_of(call: Call, document: Document) -> Document:
    answers.existing(call, "users", call.values["user"])
    return authentication(call, document)


def spaces(call: Call, user: Document) -> list[Any]:
    kind = call.octopus.kinds["spaces"]
    return answers.bare(call.octopus, kind, call.octopus.visible(kind, None, True))


def teams_of(call: Call, user: Document) -> list[Document]:
    """The identifying properties of each team of a user, as a bare list (api: collections#pages)."""
    return [
        {
            "Id": team["Id"],
            "Name": team["Name"],
            "SpaceId": team.get("SpaceId"),
            "IsDirectlyAssigned": user["Id"] in team["MemberUserIds"],
            "ExternalSecurityGroups": [],
        }
        for team in teams.of_user(call.octopus, user["Id"])
        if not call.space or team.get("SpaceId") in (None, "", call.space)
    ]


def permissions(call: Call, user: Document) -> Document:
    """The permissions of a user, in spaces by restriction, and at the server.

    Unverified: an address below a space leaves other spaces out.
    """
    in_spaces: dict[str, list[Document]] = {}
    at_server: set[str] = set()
    for scoped, role in teams.roles_of_user(call.octopus, user["Id"]):
        at_server.update(role["GrantedSystemPermissions"])
        for permission in role["GrantedSpacePermissions"]:
            if call.space and scoped.get("SpaceId") not in (None, "", call.space):
                continue
            names = {"EnvironmentIds", "ProjectIds", "ProjectGroupIds", "TenantIds"}
            restriction = {f"RestrictedTo{name}": scoped.get(name) or [] for name in sorted(names)}
            in_spaces.setdefault(permission, []).append({**restriction, "SpaceId": scoped.get("SpaceId")})
    return {
        "Id": user["Id"],
        "SpacePermissions": in_spaces,
        "SystemPermissions": sorted(at_server),
        "Teams": teams_of(call, user),
        "IsPermissionsComplete": True,
        "IsTeamsComplete": True,
        "Links": {"Self": call.own},
    }


def exported_permissions(call: Call, user: Document) -> str:
    """``permissions/export``: a table with unverified columns."""
    found = permissions(call, user)
    rows = [("", name) for name in found["SystemPermissions"]]
    rows += [(each["SpaceId"] or "", name) for name, those in found["SpacePermissions"].items() for each in those]
    return "\n".join(["Space,Permission", *(f"{space},{name}" for space, name in rows)]) + "\n"


def identity_metadata(call: Call, document: Document) -> Document:
    """The properties of identities by provider; users with a password have none."""
    return {"Providers": [], "Links": {"Self": call.own}}


def external_search(call: Call, document: Document) -> list[Document] | Document:
    """The empty result of a search, as no provider can be searched. Unverified: older servers answer with a list."""
    if call.octopus.release < DESCRIBED:
        return []
    if "partialname" not in call.query:
        raise invalid("The partialName field is required.")
    return {"Results": [], "Links": {}}


IDENTITY = (Prop("IdentityProviderName"), Prop("Claims", "dict", default={}))
USER = Kind(
    collection="users",
    link="Users",
    item_type="User",
    id_prefix="Users",
    scope=SYSTEM,
    permission="UserEdit",
    order="Username",
    named_by="Username",
    slug_since=None,
    parameters="skip,take,ids,filter",
    filters={
        "filter": matches_text,
        "isactive": is_true("IsActive"),
        "isserviceaccount": is_true("IsService"),
        "serviceaccounttype": equals("ServiceAccountType"),
    },
    filters_since=dict.fromkeys(("isactive", "isserviceaccount", "serviceaccounttype"), DESCRIBED),
    props=(
        # The limits are in UserResource of the .NET client.
        Prop("Username", required=True, trim=True, limit=Limit(64, since=EVER)),
        Prop("DisplayName", required=True, trim=True, limit=Limit(64, since=EVER)),
        Prop("EmailAddress", trim=True, limit=Limit(256, since=EVER)),
        Prop("IsActive", "bool", default=True, demanded=ON_PUT),
        # For service accounts. Unverified: other users have null, and it can't be changed.
        Prop("ServiceAccountType", choices=("Standard", "Agent"), create_only=True, nullable=True, since=DESCRIBED),
        Prop("IsService", "bool", default=False, create_only=True),
        Prop("IsRequestor", "bool", default=False, read_only=True),
        Prop("CanPasswordBeEdited", "bool", default=True, read_only=True),
        Prop("Password", "password"),
        Prop("Created", read_only=True, since=(2022, 3)),
        Prop("Identities", "documents", default=[], parts=IDENTITY, kept_since=EVER),
    ),
    links={
        "ApiKeys": "{self}/apikeys{/id}{?skip,take}",
        "Teams": "{self}/teams",
        "Permissions": "{self}/permissions{?spaces,includeSystem}",
        "PermissionsConfiguration": "{self}/permissions/configuration{?spaces,includeSystem}",
    },
    space_links={"Spaces": "{self}/spaces"},
    root_links={
        "UserAuthentication": "/authentication{/userId}",
        "UserIdentityMetadata": "/identity-metadata",
        "ExternalUserSearch": "/external-search{?partialName}",
        "Invitations": "/invitations",
    },
    routes={
        "me": Route(me, gives="users"),
        "authentication": Route(authentication),
        "authentication/{user}": Route(authentication_of),
        "{id}/spaces": Route(spaces, needs_spaces=True, gives="list of spaces"),
        "{id}/teams": Route(teams_of, in_spaces=True),
        "{id}/permissions": Route(permissions, in_spaces=True),
        "{id}/permissions/configuration": Route(permissions, in_spaces=True),
        "{id}/permissions/export": Route(exported_permissions, in_spaces=True, gives="text"),
        "identity-metadata": Route(identity_metadata),
        "external-search": Route(external_search),
        "invitations": Route(
            invitations.invite,
            ("POST",),
            status=201,
            permission="UserInvite",
            in_spaces=True,
            gives="invitations",
            takes="invitations",
        ),
        "invitations/{invitation}": Route(invitations.invitation, in_spaces=True, gives="invitations"),
        "{id}/apikeys": Route(
            apikeys.of_user, ("GET", "HEAD", "POST"), permission="", gives="page of apikeys", takes="apikeys"
        ),
        "{id}/apikeys/{key}": Route(apikeys.one_of_user, ("GET", "HEAD", "DELETE"), permission="", gives="apikeys"),
    },
    check=check,
    shown=shown,
    deleting=deleting,
)
