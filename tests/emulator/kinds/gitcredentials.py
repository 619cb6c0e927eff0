# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credentials (octopus-api.md 3.20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER
from emulator.model import DESCRIBED, ON_WRITES, Call, Document, Kind, Prop, Release, Route, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SHARED: Release = (2022, 1)
# OctopusDeploy/docs#2753 is of June 2025.
RESTRICTED: Release = (2025, 2)


def projects_with(octopus: Octopus, credential: Document) -> list[Document]:
    """The version-controlled projects whose repository it opens. Steps that use it do not count, here as on a server
    [OctopusDeploy/Issues#9823, #9983].
    """

    def opens(project: Document) -> bool:
        settings = project.get("PersistenceSettings") or {}
        return bool((settings.get("Credentials") or {}).get("Id") == credential["Id"])

    return [each for each in octopus.store.all("projects", credential["SpaceId"] or "") if opens(each)]


def usage(call: Call, credential: Document) -> Document:
    """``OtherProjects``: how many there are that the user cannot see."""
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
        # That it is refused is known, the wording is unverified.
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
        Prop(
            "Details",
            "dict",
            required=True,
            parts=(
                Prop("Type", choices=("UsernamePassword",), default="UsernamePassword"),
                Prop("Username", required=True, trim=True),
                Prop("Password", "secret", demanded=ON_WRITES),
            ),
        ),
        # Null keeps them [GO test/e2e/git_credential_service_test.go].
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
    routes={"{id}/usage": Route(usage)},
    # Go's client reads again after a PUT too, "until the API is fixed"; that it says the ID alone there is unverified.
    answers_id=("POST", "PUT"),
    deleting=deleting,
    has_all=False,
)
