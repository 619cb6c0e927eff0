# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User (api: people#user). API keys are a separate kind."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import USERS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oneself import refuse_own_lockout
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.maps import DocumentMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.passwords import Password
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextOrEmpty
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The release whose API reference has types of service accounts; the first server with them is not known.
ACCOUNT_TYPES = (2026, 3)

CLAIMS = DocumentMap(
    entries=KeyedList(
        key="name",
        item=Nested(
            (
                # The key of the map, not a property of a claim.
                Field("name", "Name", Text(), required="always"),
                Field("value", "Value", TextOrEmpty(), required="always"),
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
            Field("identity_provider_name", "IdentityProviderName", Text(), required="always"),
            Field("claims", "Claims", CLAIMS),
        )
    ),
)


def refuse_service_type(user: Document, parameters: Parameters) -> None:
    """Raise ``OptionError`` for a service account type of an ordinary user, which a server would ignore."""
    if parameters.get("service_account_type") and not user.get("IsService"):
        raise OptionError("service_account_type", "can only be given with is_service, for a service account")


def check_new_user(user: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a service account with a password, which the server refuses."""
    if user.get("IsService") and user.get("Password"):
        raise OptionError("password", "can't be given to a service account (is_service), which signs in with API keys")
    refuse_service_type(user, parameters)


def check_existing_user(user: Document, parameters: Parameters, context: Context) -> None:
    refuse_own_lockout(user, parameters, context)
    refuse_service_type(user, parameters)


USER = Resource(
    kind="user",
    location=USERS,
    fields=(
        Field("display_name", "DisplayName", Text(clearable=False, longest=64), required="for_new"),
        Field("email_address", "EmailAddress", Text(longest=256)),
        # The server creates every user as active (api: people#user).
        Field("is_active", "IsActive", Flag(), change="deferred"),
        Field("is_service", "IsService", Flag(), change="fixed"),
        Field(
            "service_account_type",
            "ServiceAccountType",
            Choice(("Standard", "Agent")),
            change="fixed",
            since=ACCOUNT_TYPES,
        ),
        Field("identities", "Identities", IDENTITIES, shared="identities_mode"),
        Field("password", "", Password()),
    ),
    hooks=Hooks(complete=check_new_user, guard=check_existing_user),
    published=Published(read_only=("Created", "CanPasswordBeEdited", "IsRequestor")),
)
