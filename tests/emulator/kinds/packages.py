# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package of the built-in feed (api: packages#push, packages#get-list-delete)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import buildinformation, events, packagedeltas, packagelists, packagepush
from emulator.kinds.packagestore import AREA, KEY, forget_files
from emulator.model import DESCRIBED, Document, Handler, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PUSH, ADMINISTER = "BuiltInFeedPush", "BuiltInFeedAdminister"
LOST = (
    "Package was not found on disk, although metadata was found in the built-in package repository index. This could "
    "mean that the file was manually deleted from disk after being indexed."
)


def listed(call: Call, nothing: Document) -> Document:
    """``?nuGetPackageId`` or ``?filter``, ``latest`` and ``includeNotes``."""
    found = packagelists.found(call, KIND.collection, "nuGetPackageId")
    page = answers.paged(call, KIND.collection, found)
    skip, take = answers.span(call.octopus, call.query)
    for item, package in zip(page["Items"], found[skip : skip + take], strict=True):
        fit_for_list(call, item, package)
    return page


def fit_for_list(call: Call, item: Document, package: Document) -> None:
    """Lists have the hash and the size since some release: 2020.5 does not, and the reference of 2026.3 does."""
    if call.octopus.release < DESCRIBED:
        del item["Hash"], item["PackageSizeBytes"]
    if call.query.get("includenotes", "").casefold() == "true":
        item["ReleaseNotes"] = package["ReleaseNotes"]


def shown(octopus: Octopus, package: Document) -> Document:
    """The package with the build information for its version.

    The notes are left out unless a client asks for them, because the Go client expects a time in the property.
    """
    out = {key: value for key, value in package.items() if key != "SpaceId"}
    space, information = package["SpaceId"] or "", None
    if buildinformation.KIND.since <= octopus.release:
        information = buildinformation.find(octopus, space, package["PackageId"], package["Version"])
    kind = octopus.kinds[buildinformation.COLLECTION]
    built = answers.document_out(octopus, kind, information) if information else None
    return {**out, "ReleaseNotes": None, "PackageVersionBuildInformation": built}


def raw(call: Call, package: Document) -> bytes:
    content = call.octopus.store.files.get(AREA, package["Hash"])
    if content is None:
        raise invalid(LOST)
    return content


def removed(call: Call, package: Document) -> Document:
    call.octopus.delete(KIND, package)
    return {}


def deleting(octopus: Octopus, package: Document) -> None:
    forget_files(octopus)
    events.record_package(octopus, events.DELETED, package, octopus.acting)


def removed_all(call: Call, nothing: Document) -> Document:
    return packagelists.removed_all(call, KIND)


def notes(call: Call, nothing: Document) -> Document:
    """``?packageIds``; unverified: IDs of documents, or ID and version with a dot between them."""
    ids = [each.strip() for each in call.query.get("packageids", "").split(",") if each.strip()]
    found = [(each, call.octopus.get(KIND.collection, each, call.space)) for each in ids]
    published = call.octopus.release >= DESCRIBED
    return {
        "Id": None,
        "Packages": [note(each, published) if each else unknown(wanted, published) for wanted, each in found],
        "Links": {},
    }


def note(package: Document, published: bool) -> Document:
    result = {"Succeeded": True, "Notes": package["ReleaseNotes"], "FailureReason": None, "DisplayMessage": None}
    when = {"Published": package["Published"]} if published else {}
    named = {name: package[name] for name in ("FeedId", "PackageId", "Version")}
    return {**named, "Notes": {**result, **when}}


def unknown(wanted: str, published: bool) -> Document:
    text = f"The package {wanted} could not be found."
    result = {"Succeeded": False, "Notes": None, "FailureReason": text, "DisplayMessage": text}
    when = {"Published": None} if published else {}
    return {"FeedId": None, "PackageId": wanted, "Version": None, "Notes": {**result, **when}}


def upload(handle: Handler) -> Route:
    """A route that takes a file: 201 for a package that was stored, 200 for one that was ignored."""
    return Route(handle, ("POST",), 201, permission=PUSH, gives="packages", takes="file", may_be=(200,))


KIND = Kind(
    collection="packages",
    link="Packages",
    item_type="PackageFromBuiltInFeed",
    id_prefix="packages",
    permission=ADMINISTER,
    parameters="nuGetPackageId,filter,latest,skip,take,includeNotes",
    order="PackageId",
    named_by="PackageId",
    unique=False,
    slug_since=None,
    known_by=KEY,
    props=(
        *(Prop(name) for name in ("PackageId", "NuGetPackageId", "Version", "FeedId", "NuGetFeedId")),
        *(Prop(name) for name in ("Title", "Summary", "Description", "ReleaseNotes", "Published", "FileExtension")),
        Prop("PackageSizeBytes", "int"),
        Prop("Hash"),
        Prop("PackageVersionBuildInformation", "any", computed=True),
    ),
    links={"Raw": "{self}/raw"},
    root_links={
        "PackagesBulk": "/bulk{?ids}",
        "PackageUpload": "/raw{?replace,overwriteMode}",
        "PackageNotesList": "/notes{?packageIds}",
        "PackageDeltaSignature": "/{packageId}/{version}/delta-signature",
        "PackageDeltaUpload": "/{packageId}/{baseVersion}/delta{?replace,overwriteMode}",
    },
    routes={
        "": Route(listed, gives="page of packages"),
        "bulk": Route(removed_all, ("DELETE",)),
        "bulk/v1": Route(removed_all, ("DELETE",), since=DESCRIBED),
        "notes": Route(notes),
        "raw": upload(packagepush.push),
        "raw/validate": Route(packagepush.validate, ("POST",), permission=PUSH, takes="file", since=DESCRIBED),
        "{packageId}/{version}/delta-signature": Route(packagedeltas.signature),
        "{packageId}/{baseVersion}/delta": upload(packagedeltas.apply),
        "{id}/raw": Route(raw, gives="file"),
        "{id}/v1": Route(removed, ("DELETE",), since=DESCRIBED),
    },
    shown=shown,
    deleting=deleting,
    deleted_elsewhere={"spaces": forget_files},
    can_create=False,
    can_change=False,
    has_all=False,
)
