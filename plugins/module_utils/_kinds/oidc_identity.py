# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OIDC identity of a service account (api: people#user)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import USERS

OF_SERVICE_ACCOUNTS = Parent(
    USERS,
    "ServiceAccountId",
    "OidcIdentities",
    only=True,
    where=(("IsService", True),),
    unlinked="/serviceaccounts/{parent}/oidcidentities{/id}/v1{?skip,take}",
)

OIDC_IDENTITY = Resource(
    kind="oidc_identity",
    collection=Collection("OidcIdentities", "OIDC identity", system=True, parent=OF_SERVICE_ACCOUNTS),
    fields=(
        Field("service_account", "ServiceAccountId", Reference(USERS), required=True, create_only=True),
        Field("issuer", "Issuer", Text(clearable=False), needed=True),
        Field("subject", "Subject", Text(clearable=False), needed=True),
        Field("audience", "Audience", Text()),
    ),
    create_at={"id": "create"},
    since=(2023, 4),
    definition="ServiceAccountOidcIdentity",
)
