# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys: shown once, when they are made (octopus-api.md 3.25)."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.model import Document, invalid, not_found
from emulator.octopus import Octopus

if TYPE_CHECKING:
    from emulator.api import Call

COLLECTION = "apikeys"


def new_api_key() -> str:
    """The Go client takes nothing but capitals and digits (octopus-api.md 1.2)."""
    return "API-" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for dummy in range(28))


def owner(octopus: Octopus, key: str) -> str | None:
    """The ID of the user whom a key belongs to."""
    return next((each["UserId"] for each in octopus.store.all(COLLECTION) if each["_key"] == key), None)


def of_user(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Any:
    """``GET`` lists a user's keys without their texts; ``POST`` makes one and shows it."""
    user = octopus.get("users", values["id"])
    if user is None:
        raise not_found()
    if call.method == "POST":
        return made(octopus, user, call.body if isinstance(call.body, dict) else {})
    keys = [shown(each) for each in octopus.store.all(COLLECTION) if each["UserId"] == user["Id"]]
    links = {"Self": f"/api/users/{user['Id']}/apikeys"}
    return {"ItemType": "ApiKey", "TotalResults": len(keys), "ItemsPerPage": 30, "Items": keys, "Links": links}


def made(octopus: Octopus, user: Document, sent: Document) -> Document:
    if not sent.get("Purpose"):
        raise invalid("The Purpose field is required.")
    number = octopus.store.next_number("APIKeys")
    key = {
        "Id": f"APIKeys-{number}",
        "Purpose": sent["Purpose"],
        "UserId": user["Id"],
        "Created": octopus.now(),
        "Expires": sent.get("Expires"),
        "_key": new_api_key(),
    }
    octopus.store.put(COLLECTION, key, number=number)
    return {**shown(key), "ApiKey": key["_key"]}


def one(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    """One key, to look at or to remove."""
    found = octopus.store.get(values["key"])
    if not found or found[0] != COLLECTION:
        raise not_found()
    if call.method == "DELETE":
        octopus.store.delete(found[1]["Id"])
        return {}
    return shown(found[1])


def shown(key: Document) -> Document:
    hidden = {"HasValue": True, "NewValue": None, "Hint": key["_key"][:8]}
    own = f"/api/users/{key['UserId']}/apikeys/{key['Id']}"
    return {**{prop: value for prop, value in key.items() if prop != "_key"}, "ApiKey": hidden, "Links": {"Self": own}}
