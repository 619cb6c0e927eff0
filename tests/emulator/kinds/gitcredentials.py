# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credentials (api: accounts#git-credential)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER
from emulator.model import DESCRIBED, ON_WRITES, READS, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SHARED: Release = (2022, 1)
# OctopusDeploy/docs#2753 is of June 2025.
RESTRICTED: Release = (2025, 2)
# [octopus.com/docs/infrastructure/git-credentials]. Unverified: the addresses that take a key came with it.
KEYS: Release = (2026, 2)
PASSWORD = "UsernamePassword"
# The properties of each type [GO pkg/credentials/username_password.go, ssh_key.go]. A user name is optional beside a
# key; unverified: the key itself is required.
TYPES = {
    PASSWORD: (Prop("Username", required=True, trim=True), Prop("Password", "secret", demanded=ON_WRITES)),
    "SshKey": (
        Prop("Username", trim=True, default=""),
        Prop("PrivateKey", "secret", demanded=ON_WRITES),
        Prop("Passphrase", "secret"),
    ),
}
# Further types in the reference. Projects and steps use them for repositories; unverified: the library can't have them.
OTHERS = ("Anonymous", "Library", "GitHub", "NotSpecified")
TYPE = Prop(
    "Type",
    choices=(*TYPES, *OTHERS),
    choices_since={each: KEYS for each in (*TYPES, *OTHERS) if each != PASSWORD},
    default=PASSWORD,
)


def check(octopus: Octopus, credential: Document, old: Document) -> None:
    named = shaping.shape(octopus, (TYPE,), credential["Details"], {}, "", "Details.")["Type"]
    if named not in TYPES:
        raise invalid(f"A Git credential of the type '{named}' cannot be added to the library.")
    credential["Details"] = of_type(octopus, TYPE, TYPES, credential["Details"], old.get("Details") or {}, "Details.")


def of_type(
    octopus: Octopus, type_: Prop, types: Mapping[str, tuple[Prop, ...]], sent: Document, before: Document, where: str
) -> Document:
    """The details of one type from a body; ``before``: the stored details, whose secrets may be kept."""
    chosen = shaping.shape(octopus, (type_,), sent, {}, "", where)
    same = before if before.get("Type") == chosen["Type"] else {}
    return {**chosen, **shaping.shape(octopus, types[chosen["Type"]], sent, same, "", where)}


def plain(call: Call, credential: Document) -> Document:
    """Write at the older addresses, and at those of version 1."""
    return crud.written(call, KIND, credential, without_type(crud.document_of(call)))


def without_type(sent: Document) -> Document:
    """The document for the older addresses, which know only a user name and a password."""
    details = shaping.lookup(sent, "Details")
    if not isinstance(details, dict):
        return sent
    known = {name: value for name, value in details.items() if name.casefold() != "type"}
    return {**{name: value for name, value in sent.items() if name.casefold() != "details"}, "Details": known}


def listed_v1(call: Call, document: Document) -> Document:
    return {"GitCredentials": crud.on_collection(call, KIND)[1]} if call.method in READS else plain(call, document)


def one_v1(call: Call, credential: Document) -> Document:
    if call.method in READS:
        return {"GitCredential": answers.document_out(call.octopus, KIND, credential)}
    if call.method == "PUT":
        return plain(call, credential)
    call.octopus.delete(KIND, credential)
    return {}


def listed_v2(call: Call, document: Document) -> Document:
    """The list at the newest addresses, whose answers have no links."""
    if call.method == "POST":
        return {"Id": crud.written(call, KIND, document, crud.document_of(call))["Id"]}
    page = crud.on_collection(call, KIND)[1]
    return without_links({**page, "Items": [without_links(each) for each in page["Items"]]})


def one_v2(call: Call, credential: Document) -> Document:
    if call.method in READS:
        return {"GitCredential": without_links(answers.document_out(call.octopus, KIND, credential))}
    return crud.written(call, KIND, credential, crud.document_of(call))


def without_links(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "Links"}


def projects_with(octopus: Octopus, credential: Document) -> list[Document]:
    """The version-controlled projects that use a credential for their repository. As on a server, steps do not count
    [OctopusDeploy/Issues#9823, #9983].
    """

    def opens(project: Document) -> bool:
        settings = project.get("PersistenceSettings") or {}
        return bool((settings.get("Credentials") or {}).get("Id") == credential["Id"])

    return [each for each in octopus.store.all("projects", credential["SpaceId"] or "") if opens(each)]


def usage(call: Call, credential: Document) -> Document:
    """The usage of a credential; ``OtherProjects``: the number of projects that the user cannot see."""
    projects = projects_with(call.octopus, credential)
    newer = call.octopus.release >= DESCRIBED
    named = [
        {
            "ProjectId": each["Id"],
            "Slug": each["Slug"],
            "Name": each["Name"],
            **({"RepositoryUrl": each["PersistenceSettings"].get("Url")} if newer else {}),
        }
        for each in projects
    ]
    return {"Projects": named, "OtherProjects": 0}


def deleting(octopus: Octopus, credential: Document) -> None:
    for project in projects_with(octopus, credential):
        # The refusal is confirmed, the wording is unverified.
        raise invalid(f"This Git credential cannot be deleted because project '{project['Name']}' uses it.")


KIND = Kind(
    collection="git-credentials",
    link="GitCredentials",
    item_type="GitCredential",
    id_prefix="GitCredentials",
    permission="GitCredentialEdit",
    since=SHARED,
    slug_since=None,
    parameters="skip,take,name",
    filters=NAME_FILTER,
    props=(
        NAME,
        DESCRIPTION,
        Prop("Details", "dict", required=True),
        # Null keeps the restrictions [GO test/e2e/git_credential_service_test.go].
        Prop(
            "RepositoryRestrictions",
            "dict",
            default={},
            parts=(Prop("Enabled", "bool", default=False), Prop("AllowedRepositories", "list", default=[])),
            kept_since=RESTRICTED,
            since=RESTRICTED,
        ),
    ),
    links={"Usage": "{self}/usage"},
    routes={
        "": Route(plain, ("POST",), 201, takes="git-credentials", since=KEYS),
        "{id}": Route(plain, ("PUT",), takes="git-credentials", since=KEYS),
        "{id}/usage": Route(usage),
        "v1": Route(listed_v1, (*READS, "POST"), 201, since=KEYS),
        "v2": Route(listed_v2, (*READS, "POST"), 201, since=KEYS),
        "{id}/v1": Route(one_v1, (*READS, "PUT", "DELETE"), since=KEYS),
        "{id}/v2": Route(one_v2, (*READS, "PUT"), since=KEYS),
        "{id}/usage/v1": Route(usage, since=KEYS),
    },
    # Go's client reads again after a PUT too, "until the API is fixed"; in the reference of 2026.3 the answer is empty.
    # Unverified: older servers answer with the ID.
    answers_id=("POST", "PUT"),
    check=check,
    deleting=deleting,
    has_all=False,
)
