# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API keys of users (api: people#user)."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta
from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds import schedules, teams
from emulator.model import DESCRIBED, SYSTEM, Document, Kind, Prop, Release
from emulator.refusals import forbidden, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# "Servers before 2025.4 do not have this property" [CS Model/AuthenticationConfigResource.cs].
EXPIRY_DAYS: Release = (2025, 4)
USUAL_DAYS = 180
LETTERS = string.ascii_uppercase + string.digits


def new_api_key() -> str:
    """A new API key; the Go client accepts only capitals and digits (api: transport#sign-in)."""
    return "API-" + "".join(secrets.choice(LETTERS) for dummy in range(28))


def keys_of(octopus: Octopus, user: Document) -> list[Document]:
    return [each for each in octopus.store.all("apikeys") if each["UserId"] == user["Id"]]


def own_or_edit(call: Call, user: Document) -> None:
    """Refuse a change of another user's keys without the permission UserEdit."""
    if user["Id"] != call.user and not teams.may(call.octopus, call.user, "UserEdit"):
        raise forbidden("UserEdit")


def with_expiry(octopus: Octopus, sent: Document) -> Document:
    """A new key with the server's default if its expiry is left out; null asks for the longest life (api: people#user).

    That the default begins with the release that shows it is unverified.
    """
    if octopus.release < EXPIRY_DAYS or any(name.casefold() == "expires" for name in sent):
        return sent
    moment = schedules.instant(octopus.now(), "Created") + timedelta(days=USUAL_DAYS)
    return {**sent, "Expires": schedules.written(moment)}


def of_user(call: Call, user: Document) -> Document:
    own_or_edit(call, user)
    if call.method != "POST":
        return answers.paged(call, "apikeys", keys_of(call.octopus, user))
    key = new_api_key()
    sent = with_expiry(call.octopus, crud.document_of(call))
    made = call.octopus.create("apikeys", {**sent, "UserId": user["Id"]})
    hidden = {"_key": key, "_self": f"/api/users/{user['Id']}/apikeys/{made['Id']}"}
    call.octopus.store.put("apikeys", {**made, **hidden}, key)
    shown = answers.shown(call, "apikeys", {**made, **hidden})
    # Only this answer shows the key. According to the reference, only this answer lacks AccessLevel.
    return {**{name: value for name, value in shown.items() if name != "AccessLevel"}, "ApiKey": key}


def one_of_user(call: Call, user: Document) -> Document:
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
    """A key in later answers, which show only its first characters; older servers show them as a text."""
    hint = str(key.get("_key") or "")[:8]
    older = octopus.release < (2021, 1)
    return {**key, "ApiKey": f"{hint}..." if older else {"HasValue": True, "NewValue": None, "Hint": hint}}


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
