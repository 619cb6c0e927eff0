# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OIDC identities of service accounts (api: people#user, octopus.com/docs/api)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emulator import answers, crud
from emulator.handlers import Answer, Call
from emulator.model import READS, SYSTEM, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The year 2023 is confirmed, the month is unverified.
SINCE: Release = (2023, 4)
LONGEST_NAME = 200
OF_ACCOUNTS = uuid.UUID("6f1d3c52-64f5-4d0e-9d0c-0d1f2a7f6b11")


def account(call: Call) -> Document:
    """The service account of a path. The refusal of other users is unverified."""
    user = answers.existing(call, "users", call.values["account"])
    if not user["IsService"]:
        raise invalid("Only service accounts can have OIDC identities.")
    return user


def of_account(octopus: Octopus, user: Document) -> list[Document]:
    return [each for each in octopus.store.all(IDENTITY.collection) if each["ServiceAccountId"] == user["Id"]]


def shown(identity: Document) -> Document:
    known = {prop.name: identity[prop.name] for prop in IDENTITY.props if prop.name in identity}
    return {"Id": identity["Id"], **known, **identity.get("_unknown", {})}


def listed(call: Call, document: Document) -> Document:
    """The identities of an account; ``ExternalId``: the audience of tokens for the account."""
    user = account(call)
    found = of_account(call.octopus, user)
    skip, take = answers.span(call.octopus, call.query)
    return {
        # The server's setting has the public address; the answer without this setting is unverified.
        "ServerUrl": server_url(call.octopus),
        "ExternalId": str(uuid.uuid5(OF_ACCOUNTS, user["Id"])),
        "OidcIdentities": [shown(each) for each in found[skip : skip + take]],
        "Count": len(found),
    }


def server_url(octopus: Octopus) -> str:
    found = octopus.store.get("server")
    return (found and found[1].get("ServerUri")) or "http://localhost"


def create(call: Call, document: Document) -> Document:
    """Create an identity; the answer is its ID alone."""
    user = account(call)
    made = call.octopus.create(IDENTITY.collection, {**crud.document_of(call), "ServiceAccountId": user["Id"]})
    return {"Id": made["Id"]}


def one(call: Call, document: Document) -> Document | Answer:
    """One identity; the answers to PUT and DELETE are empty [GO pkg/serviceaccounts]."""
    user = account(call)
    identity = crud.nested_document(call, IDENTITY.collection, call.values["identity"], "ServiceAccountId", user)
    if call.method in READS:
        return shown(identity)
    if call.method == "DELETE":
        call.octopus.delete(IDENTITY, identity)
    else:
        call.octopus.modify(IDENTITY, identity, {**crud.document_of(call), "ServiceAccountId": user["Id"]})
    return {}


def check(octopus: Octopus, identity: Document, old: Document) -> None:
    # Unverified: the wordings, and that names are unique within an account.
    if len(identity["Name"]) > LONGEST_NAME:
        raise invalid(f"The name of an OIDC identity must not be longer than {LONGEST_NAME} characters.")
    issuer = urlsplit(identity["Issuer"])
    if issuer.scheme != "https" or not issuer.netloc:
        raise invalid("The issuer must be an address that begins with https://.")


IDENTITY = Kind(
    collection="oidcidentities",
    link="",
    item_type="ServiceAccountOidcIdentity",
    id_prefix="ServiceAccountOidcIdentities",
    scope=SYSTEM,
    permission="UserEdit",
    unique_within="ServiceAccountId",
    slug_since=None,
    since=SINCE,
    props=(
        Prop("ServiceAccountId", required=True, reference="users", create_only=True),
        Prop("Name", required=True, trim=True),
        Prop("Issuer", required=True, trim=True),
        Prop("Subject", required=True, trim=True),
        Prop("Audience", default=""),
    ),
    check=check,
    hidden=True,
)
ACCOUNT = Kind(
    collection="serviceaccounts",
    # All clients build the addresses; a link to them is unverified.
    link="",
    unlinked=True,
    item_type="ServiceAccount",
    id_prefix="ServiceAccounts",
    scope=SYSTEM,
    permission="UserEdit",
    slug_since=None,
    since=SINCE,
    props=(),
    routes={
        "{account}/oidcidentities/v1": Route(listed),
        "{account}/oidcidentities/create/v1": Route(create, ("POST",), status=201, takes=IDENTITY.collection),
        "{account}/oidcidentities/{identity}/v1": Route(
            one, ("GET", "HEAD", "PUT", "DELETE"), takes=IDENTITY.collection
        ),
    },
    has_list=False,
    has_all=False,
    has_documents=False,
)
