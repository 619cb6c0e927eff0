# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credentials of users: the strength of passwords, and the identities of providers.

api: errors#refusals, people#user
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from emulator.model import Document
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The points for parts of a password; it needs 4 (PasswordComplexityAttribute of the .NET client).
LONG_ENOUGH = (8, 12, 16)
SIGNS = (r"\d", r"\s", r"[a-z]", r"[A-Z]", r"[!@#$%^&*?_~\-();.+:]")
SHORTEST, NEEDED = 7, 4


def is_strong(password: str) -> bool:
    if len(password) < SHORTEST:
        return False
    long = sum(len(password) >= each for each in LONG_ENOUGH)
    return long + sum(bool(re.search(sign, password)) for sign in SIGNS) >= NEEDED


def check_password(user: Document, old: Document) -> None:
    if user["IsService"] and user["Password"]:
        raise invalid("Passwords cannot be set for service user accounts.")
    password = (user["Password"] or "").strip()
    if password and user["Password"] != old.get("Password") and not is_strong(user["Password"]):
        raise invalid(
            "The password was too weak. Please try including a mix of numbers, uppercase and lowercase letters, "
            "and special characters."
        )


def check_identities(octopus: Octopus, user: Document) -> None:
    """Refuse a second identity of a provider, and an identity that another user has (api: errors#refusals)."""
    providers = [str(each["IdentityProviderName"]).casefold() for each in user["Identities"]]
    if len(set(providers)) < len(providers):
        raise invalid("You cannot add multiple logins for the same identity provider.")
    own = {each for identity in user["Identities"] for each in identifying(identity)}
    others = [each for each in octopus.store.all("users") if own and each["Id"] != user["Id"]]
    if any(own & identifying(identity) for other in others for identity in other["Identities"]):
        raise invalid("A user with a matching external login already exists.")


def identifying(identity: Document) -> set[tuple[str, str, str]]:
    provider = str(identity["IdentityProviderName"]).casefold()
    claims = identity["Claims"].items()
    return {
        (provider, name, str(claim.get("Value")).casefold())
        for name, claim in claims
        if claim.get("IsIdentifyingClaim") and claim.get("Value")
    }
