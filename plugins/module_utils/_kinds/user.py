# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User (octopus-api.md 3.25). API keys are documents of their own."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Flag, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fixed import FixedFlag
from ansible_collections.octopus.deploy.plugins.module_utils._engine.maps import DocumentMap
from ansible_collections.octopus.deploy.plugins.module_utils._engine.passwords import Password
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Parameters, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import USERS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oneself import stays_in
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

CLAIMS = DocumentMap(
    entries=KeyedList(
        key="name",
        item=Nested(
            (
                # The map's key, no property of a claim.
                Field("name", "Name", Text(), required=True),
                Field("value", "Value", Text(), required=True),
                Field("is_identifying_claim", "IsIdentifyingClaim", Flag()),
            )
        ),
    ),
    prop="Name",
)

IDENTITIES = KeyedList(
    key="identity_provider_name",
    item=Nested(
        (
            Field("identity_provider_name", "IdentityProviderName", Text(), required=True),
            Field("claims", "Claims", CLAIMS),
        )
    ),
)


def without_password(user: Document, parameters: Parameters, context: Context) -> None:
    """A service account signs in with API keys; the server refuses one with a password."""
    if user.get("IsService") and user.get("Password"):
        raise OptionError("password", "can't be given to a service account (is_service), which signs in with API keys")


USER = Resource(
    kind="user",
    collection=USERS,
    fields=(
        Field("display_name", "DisplayName", Text(clearable=False, longest=64), needed=True),
        Field("email_address", "EmailAddress", Text(longest=256)),
        # Users are made active (octopus-api.md 3.25).
        Field("is_active", "IsActive", Flag(), later=True),
        Field("is_service", "IsService", FixedFlag()),
        Field("identities", "Identities", IDENTITIES, shared=True),
        Field("password", "", Password()),
    ),
    complete=without_password,
    guard=stays_in,
    read_only=("Created", "CanPasswordBeEdited", "IsRequestor"),
)
