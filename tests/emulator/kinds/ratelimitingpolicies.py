# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies that limit requests (api: transport#rate-limiting-policies).

They are documents only: the emulator limits requests by its option ``--rate-limit``, and not by its policies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.model import ON_PUT, SYSTEM, Document, Kind, Limit, Prop, Release
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2026, 3)
# The policies in the order of their IDs. The order and the name of the last one are unverified.
NAMES = {
    "Unauthenticated": "Unauthenticated requests",
    "AuthenticatedHuman": "Authenticated requests",
    "AuthenticatedAgent": "Authenticated AI Agent requests",
}
# The numbers of the second policy are confirmed, those of the others are unverified.
BEGINS: Document = {"IsEnabled": True, "RequestsPerMinute": 200, "BurstLimit": 200, "AuditMode": False}
# Unverified: a server refuses smaller numbers.
AT_LEAST_ONE = Limit(2147483647, 1)


def make(octopus: Octopus) -> None:
    """The policies of a new server."""
    if octopus.release < SINCE:
        return
    for number, (scope, name) in enumerate(NAMES.items(), 1):
        policy = {"Id": f"{KIND.id_prefix}-{number}", "SpaceId": None, "Name": name, "ScopeType": scope}
        octopus.make(KIND.collection, {**policy, "IsBuiltIn": True, **BEGINS})


def check(octopus: Octopus, policy: Document, old: Document) -> None:
    # The wording about the name is confirmed [GO e2e], and that about the scope is unverified.
    for prop, label in (("Name", "name"), ("ScopeType", "scope")):
        if policy[prop] != old[prop]:
            raise invalid(f"The {label} of a built-in rate limiting policy cannot be changed.")


KIND = Kind(
    collection="ratelimitingpolicies",
    link="",
    unlinked=True,
    item_type="RateLimitingPolicy",
    id_prefix="RateLimitingPolicies",
    parameters="skip,take",
    scope=SYSTEM,
    permission="ConfigureServer",
    order="Id",
    slug_since=None,
    since=SINCE,
    props=(
        Prop("Name", required=True),
        Prop("IsBuiltIn", "bool", default=False, read_only=True),
        Prop("IsEnabled", "bool", default=False, demanded=ON_PUT),
        Prop("ScopeType", choices=tuple(NAMES), demanded=ON_PUT),
        Prop("RequestsPerMinute", "int", default=200, demanded=ON_PUT, limit=AT_LEAST_ONE),
        Prop("BurstLimit", "int", default=200, demanded=ON_PUT, limit=AT_LEAST_ONE),
        Prop("AuditMode", "bool", default=False, demanded=ON_PUT),
    ),
    check=check,
    is_resource=False,
    can_create=False,
    can_delete=False,
    has_all=False,
)
