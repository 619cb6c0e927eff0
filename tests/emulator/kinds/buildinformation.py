# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build information: the origin of a version of a package (api: packages#build-information)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator import answers, crud, permissions, shaping
from emulator.handlers import Call
from emulator.kinds import packagelists, packagenames, packagepush, packageversions
from emulator.model import READS, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PUSH, ADMINISTER = "BuildInformationPush", "BuildInformationAdminister"
COLLECTION, PACKAGE_ID = "build-information", "PackageId"
SENT = (
    *(Prop(name) for name in ("BuildEnvironment", "BuildNumber", "BuildUrl", "Branch", "VcsType", "VcsRoot")),
    Prop("VcsCommitNumber"),
    Prop("Commits", "documents", default=[], parts=(Prop("Id"), Prop("Comment"), Prop("LinkUrl"))),
)
# The systems whose commits have addresses; each is the part between the repository and a commit's ID.
LINKING: Mapping[str, str] = {"git": "/commit/", "tfvc": "/changeset/"}


def collection(call: Call, nothing: Document) -> Document:
    """``?packageId`` or ``?filter``, and ``latest``; or POST."""
    if call.method == "POST":
        return push(call)
    return answers.paged(call, COLLECTION, packagelists.found(call, COLLECTION, "packageId"))


def push(call: Call) -> Document:
    """POST, with the mode in the query or in the body."""
    octopus, sent = call.octopus, crud.document_of(call)
    package_id, version = (str(shaping.lookup(sent, name) or "").strip() for name in (PACKAGE_ID, "Version"))
    content = shaping.lookup(sent, "OctopusBuildInformation")
    if not isinstance(content, dict) or not package_id:
        raise invalid("Invalid package metadata")
    packagenames.must_be_id(package_id)
    if packageversions.parts_of(version) is None:
        raise invalid("The version is invalid. Please supply a valid semver version number.")
    chosen, old = mode(call, sent), find(octopus, call.space, package_id, version)
    if old and chosen == packagepush.FAIL:
        raise packagenames.taken("Metadata for the specified Package ID and version")
    if old and chosen == packagepush.IGNORE:
        return answers.shown(call, COLLECTION, old)
    if old:
        permissions.demand(call, ADMINISTER)
    number = 0 if old else octopus.store.next_number(KIND.id_prefix)
    document = {
        "Id": old["Id"] if old else f"{KIND.id_prefix}-{number}",
        "SpaceId": call.space or None,
        PACKAGE_ID: package_id,
        "Version": version,
        **shaping.shape(octopus, SENT, content, {}, call.space),
        "Created": octopus.now(),
    }
    return answers.shown(call, COLLECTION, octopus.make(COLLECTION, document, number))


def mode(call: Call, sent: Document) -> str:
    """The mode in the query, or in the body as the Go client and CLI send it."""
    if call.query.get("overwritemode") or call.query.get("replace"):
        return packagepush.mode(call.query)
    own = {name: str(shaping.lookup(sent, name) or "") for name in ("OverwriteMode", "Replace")}
    return packagepush.mode({name.casefold(): value for name, value in own.items()})


def find(octopus: Octopus, space: str, package_id: str, version: str) -> Document | None:
    """The build information for a version of a package, which may be spelled differently."""
    found = octopus.store.named(COLLECTION, space, package_id)
    return next((each for each in found if packageversions.is_same(each["Version"], version)), None)


def shown(octopus: Octopus, information: Document) -> Document:
    """The document with links to commits. Work items need an extension for an issue tracker."""
    between = LINKING.get(str(information["VcsType"] or "").casefold())
    root = str(information["VcsRoot"] or "").removesuffix(".git").rstrip("/")

    def link(commit: Any) -> str | None:
        # The form of these addresses is unverified.
        return f"{root}{between}{commit}" if between and root and commit else None

    commits = [{**each, "LinkUrl": each.get("LinkUrl") or link(each["Id"])} for each in information["Commits"]]
    out = {key: value for key, value in information.items() if key != "SpaceId"}
    return {
        **out,
        "Commits": commits,
        "VcsCommitUrl": link(information["VcsCommitNumber"]),
        "WorkItems": [],
        "IssueTrackerName": None,
        "IncompleteDataWarning": None,
    }


def removed_all(call: Call, nothing: Document) -> Document:
    return packagelists.removed_all(call, KIND)


KIND = Kind(
    collection=COLLECTION,
    link="BuildInformation",
    item_type="OctopusPackageVersionBuildInformationMapped",
    # Unverified.
    id_prefix="BuildInformation",
    permission=ADMINISTER,
    parameters="filter,packageId,latest,skip,take,overwriteMode",
    order=PACKAGE_ID,
    named_by=PACKAGE_ID,
    unique=False,
    slug_since=None,
    # Before it, servers have the collection package-metadata.
    since=(2019, 8),
    props=(
        *(Prop(name) for name in (PACKAGE_ID, "Version")),
        *SENT,
        Prop("Created"),
        *(Prop(name, computed=True) for name in ("VcsCommitUrl", "IssueTrackerName", "IncompleteDataWarning")),
        Prop(
            "WorkItems", "documents", computed=True, parts=tuple(map(Prop, ("Id", "LinkUrl", "Source", "Description")))
        ),
    ),
    root_links={"BuildInformationBulk": "/bulk{?ids}"},
    routes={
        "": Route(collection, (*READS, "POST"), permission=PUSH, gives="page of build-information"),
        "bulk": Route(removed_all, ("DELETE",)),
    },
    shown=shown,
    can_change=False,
    has_all=False,
)
