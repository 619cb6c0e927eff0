# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and their API keys (api: people#user)."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING, Any

from emulator import answers, crud
from emulator.kinds import invitations, schedules, serviceaccounts, teams
from emulator.kinds.common import equals, is_true
from emulator.kinds.logins import check_identities, check_password
from emulator.model import (
    DESCRIBED,
    EVER,
    ON_PUT,
    SYSTEM,
    Call,
    Document,
    Kind,
    Limit,
    Prop,
    Route,
    forbidden,
    invalid,
)

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
LETTERS = string.ascii_uppercase + string.digits


def providers(octopus: Octopus) -> list[Document]:
    """The one way to sign in; its name on the page is unverified."""
    newer = {"DisplayName": "Username / Password"} if octopus.release >= DESCRIBED else {}
    return [{**USERNAME_AND_PASSWORD, **newer}]


def new_api_key() -> str:
    """A new API key; the Go client accepts only capitals and digits (api: transport#sign-in)."""
    return "API-" + "".join(secrets.choice(LETTERS) for dummy in range(28))


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
    for owned in (*keys_of(octopus, user), *serviceaccounts.of_account(octopus, user)):
        octopus.store.delete(owned["Id"])


def keys_of(octopus: Octopus, user: Document) -> list[Document]:
    return [each for each in octopus.store.all("apikeys") if each["UserId"] == user["Id"]]


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


def own_or_edit(call: Call, user: Document) -> None:
    """Refuse a change of another user's keys without the permission UserEdit."""
    if user["Id"] != call.user and not teams.may(call.octopus, call.user, "UserEdit"):
        raise forbidden("UserEdit")


def api_keys(call: Call, user: Document) -> Document:
    own_or_edit(call, user)
    if call.method != "POST":
        return answers.paged(call, "apikeys", keys_of(call.octopus, user))
    key = new_api_key()
    sent = crud.document_of(call)
    made = call.octopus.create("apikeys", {**sent, "UserId": user["Id"]})
    hidden = {"_key": key, "_self": f"/api/users/{user['Id']}/apikeys/{made['Id']}"}
    call.octopus.store.put("apikeys", {**made, **hidden}, key)
    shown = answers.shown(call, "apikeys", {**made, **hidden})
    # Only this answer shows the key; by the reference it is also the only one without AccessLevel.
    return {**{name: value for name, value in shown.items() if name != "AccessLevel"}, "ApiKey": key}


def api_key(call: Call, user: Document) -> Document:
    own_or_edit(call, user)
    key = answers.existing(call, "apikeys", call.values["key"])
    if key["UserId"] != user["Id"]:
        raise invalid("This ApiKey does not belong to the specified user.")
    return dict(crud.on_document(call, call.octopus.kinds["apikeys"], key)[1])


def has_purpose(octopus: Octopus, key: Document, value: str) -> bool:
    """Whether the purpose has the keyword; unverified: a server searches the purpose alone."""
    return value.strip().casefold() in str(key["Purpose"]).casefold()


def key_check(octopus: Octopus, key: Document, old: Document) -> None:
    key["Created"] = octopus.now()
    if key.get("Expires"):
        # Stored in one format, whatever the client's format is (the .NET client's tests).
        key["Expires"] = schedules.written(schedules.instant(key["Expires"], "Expires"))


def shown_key(octopus: Octopus, key: Document) -> Document:
    """A key in later answers: its first characters alone; older servers show them as a text."""
    hint = str(key.get("_key") or "")[:8]
    older = octopus.release < (2021, 1)
    return {**key, "ApiKey": f"{hint}..." if older else {"HasValue": True, "NewValue": None, "Hint": hint}}


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
        Prop("Identities", "documents", default=[], parts=IDENTITY, kept_since=(0, 0)),
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
            api_keys, ("GET", "HEAD", "POST"), permission="", gives="page of apikeys", takes="apikeys"
        ),
        "{id}/apikeys/{key}": Route(api_key, ("GET", "HEAD", "DELETE"), permission="", gives="apikeys"),
    },
    check=check,
    shown=shown,
    deleting=deleting,
)
API_KEY = Kind(
    collection="apikeys",
    link="",
    item_type="ApiKey",
    id_prefix="apikeys",
    scope=SYSTEM,
    parameters="skip,take",
    filters={"partialpurpose": has_purpose, "partialkeyword": has_purpose},
    filters_since=dict.fromkeys(("partialpurpose", "partialkeyword"), DESCRIBED),
    order="Purpose",
    unique=False,
    slug_since=None,
    props=(
        Prop("Purpose", required=True, trim=True, until=DESCRIBED),
        # The reference does not demand it.
        Prop("Purpose", default="", trim=True, since=DESCRIBED),
        Prop("ActorType", choices=("User", "AiAgent"), default="User", since=DESCRIBED),
        # No page says how a client asks for a read-only key.
        Prop("AccessLevel", default="FullAccess", read_only=True, since=DESCRIBED),
        Prop("LastUsedTimeStamp", read_only=True, since=DESCRIBED),
        Prop("IsLastUsedTimestampKnown", "bool", default=False, read_only=True, since=DESCRIBED),
        Prop("UserId", required=True, reference="users"),
        Prop("Expires", since=(2021, 1)),
        Prop("Created", read_only=True),
        # A text in the first answer, and a hidden value later.
        Prop("ApiKey", "value", computed=True),
    ),
    check=key_check,
    shown=shown_key,
    can_change=False,
    hidden=True,
)
