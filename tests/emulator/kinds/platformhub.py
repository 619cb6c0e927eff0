# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Platform Hub: accounts and Git credentials of the whole server, and the hub's own repository.

api: settings#settings
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds import accounts, gitcredentials, settings
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER, SLUG, any_of
from emulator.kinds.settings import Setting
from emulator.model import ON_PUT, READS, SYSTEM, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Its permissions are from 2025-07-30 [CS Permission]; those of a server of 2025.2 are unverified.
SINCE: Release = (2025, 2)
EDIT = "PlatformHubEdit"
ONE, MANY = (*READS, "PUT", "DELETE"), (*READS, "POST")
# [GO pkg/platformhubaccounts]
TYPES = {
    name: accounts.TYPES[name]
    for name in (
        "AmazonWebServicesAccount",
        "AmazonWebServicesOidcAccount",
        "AzureOidc",
        "AzureServicePrincipal",
        "GenericOidcAccount",
        "GoogleCloudAccount",
        "UsernamePassword",
    )
}
# Unverified: the prefixes of the IDs, and that names are unique. The reference of 2026.3 has the properties of a type
# in Details; here they are in the account itself, as in every client and in accounts of a space.
ACCOUNTS = Kind(
    collection="platformhubaccounts",
    link="",
    item_type="PlatformHubAccount",
    id_prefix="PlatformHubAccounts",
    scope=SYSTEM,
    permission=EDIT,
    since=SINCE,
    filters={**NAME_FILTER, "accounttype": any_of("AccountType")},
    props=(NAME, SLUG, DESCRIPTION, Prop("AccountType", required=True, create_only=True, choices=tuple(TYPES))),
    variant_by="AccountType",
    variants=TYPES,
    is_resource=False,
    # Clients read again after both [GO pkg/platformhubaccounts; the reference].
    answers_id=("POST", "PUT"),
    hidden=True,
)
CREDENTIALS = replace(
    gitcredentials.KIND,
    collection="platformhubgitcredentials",
    link="",
    item_type="PlatformHubGitCredential",
    id_prefix="PlatformHubGitCredentials",
    scope=SYSTEM,
    permission=EDIT,
    since=SINCE,
    links={},
    routes={},
    # Their users are not served.
    deleting=None,
    is_resource=False,
    hidden=True,
)


def listed(call: Call, kind: Kind) -> Document:
    page: Document = crud.on_collection(call, kind)[1]
    return page


def named(call: Call, kind: Kind, place: str) -> Document:
    return answers.existing(call, kind.collection, call.values[place])


def many_accounts(call: Call, document: Document) -> Document:
    if call.method in READS:
        return listed(call, ACCOUNTS)
    return crud.written(call, ACCOUNTS, document, crud.document_of(call))


def one_account(call: Call, document: Document) -> Any:
    return crud.on_document(call, ACCOUNTS, named(call, ACCOUNTS, "account"))[1]


def many_credentials(call: Call, document: Document) -> Document:
    if call.method in READS:
        return listed(call, CREDENTIALS)
    return crud.written(call, CREDENTIALS, document, gitcredentials.without_type(crud.document_of(call)))


def many_credentials_v2(call: Call, document: Document) -> Document:
    if call.method in READS:
        return listed(call, CREDENTIALS)
    return crud.written(call, CREDENTIALS, document, crud.document_of(call))


def one_credential(call: Call, document: Document) -> Any:
    found = named(call, CREDENTIALS, "credential")
    if call.method == "PUT":
        return crud.written(call, CREDENTIALS, found, gitcredentials.without_type(crud.document_of(call)))
    return crud.on_document(call, CREDENTIALS, found)[1]


def one_credential_v2(call: Call, document: Document) -> Any:
    """One credential. By the reference, only answers for a space's credentials wrap the document in another object."""
    return crud.on_document(call, CREDENTIALS, named(call, CREDENTIALS, "credential"))[1]


# [the reference of 2026.3]. The properties of the first two are confirmed [GO pkg/platformhubversioncontrolsettings].
SIGN_INS: dict[str, tuple[Prop, ...]] = {
    "Anonymous": (),
    "UsernamePassword": gitcredentials.TYPES["UsernamePassword"],
    "Reference": (Prop("Id", required=True),),
    "GitHub": (Prop("Id", required=True),),
    "SshKey": gitcredentials.TYPES["SshKey"],
}
SIGN_IN = Prop("Type", choices=tuple(SIGN_INS), default="Anonymous")


def signed_in(octopus: Octopus, new: Document, old: Document) -> None:
    """Refuse settings of a repository without fitting credentials."""
    if not old:
        return
    new["Credentials"] = gitcredentials.of_type(
        octopus, SIGN_IN, SIGN_INS, new["Credentials"], old.get("Credentials") or {}, "Credentials."
    )
    if new["Credentials"]["Type"] == "Reference":
        known = octopus.get(CREDENTIALS.collection, new["Credentials"]["Id"])
        if known is None:
            # The wording is unverified.
            raise invalid(f"There is no Git credential '{new['Credentials']['Id']}' in Platform Hub.")


# A new server has an empty address [TF resource_platform_hub_version_control_*.go]; the rest is unverified.
REPOSITORY = Setting(
    path="platformhub/versioncontrol",
    link="",
    document_id="platformhub-versioncontrol",
    permission=EDIT,
    since=SINCE,
    props=(
        Prop("Url", required=True, trim=True, default=""),
        Prop("Credentials", "dict", required=True, default={"Type": "Anonymous"}),
        Prop("DefaultBranch", default="", demanded=ON_PUT),
        Prop("BasePath", default="", demanded=ON_PUT),
    ),
    check=signed_in,
)


def repository(call: Call, document: Document) -> Document:
    """The properties of the settings, without links."""
    found = settings.answer(REPOSITORY, call, document)
    return {prop.name: found[prop.name] for prop in REPOSITORY.props}


KIND = Kind(
    collection="platformhub",
    # Clients build the addresses [GO pkg/platformhub*]. Links to them are unverified.
    link="",
    item_type="PlatformHub",
    id_prefix="PlatformHub",
    scope=SYSTEM,
    permission=EDIT,
    slug_since=None,
    since=SINCE,
    props=(),
    routes={
        "accounts": Route(many_accounts, MANY, 201, EDIT, takes=ACCOUNTS.collection),
        "accounts/{account}": Route(one_account, ONE, permission=EDIT, takes=ACCOUNTS.collection),
        "git-credentials": Route(many_credentials, MANY, 201, EDIT, takes=CREDENTIALS.collection),
        "git-credentials/v2": Route(
            many_credentials_v2, MANY, 201, EDIT, takes=CREDENTIALS.collection, since=gitcredentials.KEYS
        ),
        "git-credentials/{credential}": Route(one_credential, ONE, permission=EDIT, takes=CREDENTIALS.collection),
        "git-credentials/{credential}/v2": Route(
            one_credential_v2, (*READS, "PUT"), permission=EDIT, takes=CREDENTIALS.collection, since=gitcredentials.KEYS
        ),
        "versioncontrol": Route(repository, (*READS, "PUT"), permission=EDIT),
    },
    has_list=False,
    has_all=False,
    has_documents=False,
)
