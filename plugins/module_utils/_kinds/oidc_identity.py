# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OIDC identity of a service account (api: people#user)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import USERS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

OF_SERVICE_ACCOUNTS = Parent(
    USERS,
    "ServiceAccountId",
    "OidcIdentities",
    only=True,
    where=(("IsService", True),),
    unlinked="/serviceaccounts/{parent}/oidcidentities{/id}/v1{?skip,take}",
)
OIDC_IDENTITIES = Location("OidcIdentities", "OIDC identity", system=True, parent=OF_SERVICE_ACCOUNTS, since=(2023, 4))
# A new identity is sent to an address of its own.
NEW_FOR_SERVICE_ACCOUNTS = replace(
    OF_SERVICE_ACCOUNTS, link="NewOidcIdentity", unlinked="/serviceaccounts/{parent}/oidcidentities/create/v1"
)
NEW_OIDC_IDENTITY = replace(OIDC_IDENTITIES, link="NewOidcIdentity", parent=NEW_FOR_SERVICE_ACCOUNTS)

OIDC_IDENTITY = Resource(
    kind="oidc_identity",
    location=OIDC_IDENTITIES,
    fields=(
        Field("service_account", "ServiceAccountId", Reference(USERS), required="always", change="on_create"),
        Field("issuer", "Issuer", Text(clearable=False), required="for_new"),
        Field("subject", "Subject", Text(clearable=False), required="for_new"),
        Field("audience", "Audience", Text()),
    ),
    creation=Creation(at=lambda identity: NEW_OIDC_IDENTITY),
    published=Published(definition="ServiceAccountOidcIdentity"),
)
