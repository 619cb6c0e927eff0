# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packages of a feed: searches, versions and notes (api: feeds#feed).

Feeds other than the built-in one have no packages here, because the emulator asks no other server.
"""

from __future__ import annotations

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import packagelists, packagestore, packageversions, versionranges
from emulator.model import SYSTEM, Document, Kind, Prop, Route
from emulator.refusals import invalid, not_found

# The beginning of the text is known from [OctopusDeploy/Issues#2160], the address from [VER 988f43c
# SemverRuleSpecification.cs].
WRONG_RANGE = (
    "The 'versionRange' parameter was not a valid NuGet version-range (see http://g.octopushq.com/NuGetVersioning)"
)


def packages_of(call: Call, feed: Document) -> list[Document]:
    return call.octopus.store.all(packagestore.PACKAGES, feed["SpaceId"]) if feed["FeedType"] == "BuiltIn" else []


def search(call: Call, feed: Document) -> Document:
    """``{id}/packages/search{?term}``: one item for each ID with the term in it."""
    term = call.query.get("term", "").casefold()
    named = [each for each in packages_of(call, feed) if term in each["PackageId"].casefold()]
    newest = packagelists.latest(packagelists.in_order(named))
    return page(call, DESCRIPTIONS, [described(feed, each) for each in newest])


def described(feed: Document, package: Document) -> Document:
    """Unverified: the ID of the item is that of the package."""
    name = package["PackageId"]
    return {"Id": name, "Name": name, "Description": package["Description"], "LatestVersion": package["Version"]}


def versions(call: Call, feed: Document) -> Document:
    """``{id}/packages/versions{?packageId}``: the versions of a package, the newest first."""
    wanted = call.query.get("packageid", "")
    if not wanted:
        raise invalid("No packageId parameter was provided.")
    named = [each for each in packages_of(call, feed) if each["PackageId"].casefold() == wanted.casefold()]
    return page(call, VERSIONS, [version(call, each) for each in chosen(call, named)])


def version(call: Call, package: Document) -> Document:
    with_notes = call.query.get("includereleasenotes", "").casefold() == "true"
    same = {name: package[name] for name in ("FeedId", "PackageId", "Title", "Version", "Published")}
    return {
        # Unverified.
        "Id": f"{package['PackageId']}.{package['Version']}",
        **same,
        "ReleaseNotes": package["ReleaseNotes"] if with_notes else None,
        "SizeBytes": package["PackageSizeBytes"],
    }


def chosen(call: Call, packages: list[Document]) -> list[Document]:
    """The packages that pass the filters for versions, in the requested order."""
    query = call.query
    if query.get("includeprerelease", "").casefold() == "false":
        packages = [each for each in packages if not packageversions.is_prerelease(each["Version"])]
    # Unverified: the filter is a text in the version.
    packages = [each for each in packages if query.get("filter", "").casefold() in each["Version"].casefold()]
    wanted, tag, regex = (query.get(name, "") for name in ("versionrange", "prereleasetag", "versiontagregex"))
    try:
        # An invalid range is refused even if there is no package.
        versionranges.in_range("0.0", wanted)
        packages = [each for each in packages if versionranges.fits(each["Version"], wanted, tag, regex)]
    except versionranges.WrongRange:
        raise invalid(WRONG_RANGE) from None
    if query.get("versioningstrategy", "").casefold() == packagelists.BY_DATE.casefold():
        return packagelists.published_last_first(packages)
    return packagelists.newest_first(packages)


def packages(call: Call, feed: Document) -> list[Document]:
    """``{id}/packages{?packageId,partialMatch,includeMultipleVersions}``, an older search."""
    query, ids = call.query, {each for each in call.query.get("packageids", "").casefold().split(",") if each}
    wanted, part = query.get("packageid", "").casefold(), query.get("partialmatch", "").casefold() == "true"

    def is_meant(package: Document) -> bool:
        name = package["PackageId"].casefold()
        return (wanted in name if part else wanted in ("", name)) and (not ids or name in ids)

    found = packagelists.in_order(chosen(call, [each for each in packages_of(call, feed) if is_meant(each)]))
    if query.get("includemultipleversions", "").casefold() != "true":
        found = packagelists.latest(found)
    taken = answers.number(call.octopus, query, "take") or len(found)
    return [bare(call, each) for each in found[:taken]]


def bare(call: Call, package: Document) -> Document:
    """A package as feeds show it: those of other feeds have no hash, and no known size."""
    out = answers.shown(call, packagestore.PACKAGES, package)
    return {name: value for name, value in out.items() if name not in ("Hash", "PackageSizeBytes")}


def notes(call: Call, feed: Document) -> str:
    """``{id}/packages/notes{?packageId,version}``: a text."""
    named, wanted = (call.query.get(name, "") for name in ("packageid", "version"))
    if not named or not wanted:
        raise invalid(f"No {'version' if named else 'packageId'} parameter was provided.")
    if feed["FeedType"] != "BuiltIn":
        return ""
    found = packagestore.find(call.octopus, call.space, named, wanted)
    if found is None:
        raise not_found()
    return str(found["ReleaseNotes"] or "")


def stats(call: Call, nothing: Document) -> Document:
    """Unverified: the number of packages in the space of the address."""
    count = len(call.octopus.store.all(packagestore.PACKAGES, call.space))
    return {"Id": "feeds-stats", "TotalPackages": count, "Links": {"Self": call.own}}


def page(call: Call, kind: Kind, items: list[Document]) -> Document:
    placed = [{**each, "_self": call.own} for each in items]
    found = answers.page(call.octopus, kind, placed, call.own, call.query)
    for item in found["Items"]:
        # Unverified: items have no links of their own.
        item["Links"] = {}
    return found


# Items of pages, which have no addresses of their own.
DESCRIPTIONS = Kind(
    collection="packagedescriptions",
    link="",
    item_type="PackageDescription",
    id_prefix="",
    scope=SYSTEM,
    parameters="term,skip,take",
    page_size=20,
    hidden=True,
    props=tuple(Prop(name) for name in ("Name", "Description", "LatestVersion")),
)
VERSIONS = Kind(
    collection="packageversions",
    link="",
    item_type="PackageVersion",
    id_prefix="",
    scope=SYSTEM,
    parameters="packageId,take,skip,includePreRelease,versionRange,preReleaseTag,filter,includeReleaseNotes",
    page_size=20,
    hidden=True,
    props=(
        *(Prop(name) for name in ("FeedId", "PackageId", "Title", "Version", "Published", "ReleaseNotes")),
        Prop("SizeBytes", "int"),
    ),
)
ROUTES = {
    "stats": Route(stats),
    "{id}/packages": Route(packages),
    "{id}/packages/search": Route(search, gives="page of packagedescriptions"),
    "{id}/packages/versions": Route(versions, gives="page of packageversions"),
    "{id}/packages/notes": Route(notes, gives="text"),
}
# The form of the link to the notes is unverified.
LINKS = {
    "SearchPackagesTemplate": "{self}/packages/search{?term,skip,take}",
    "SearchPackageVersionsTemplate": f"{{self}}/packages/versions{{?{VERSIONS.parameters}}}",
    "NotesTemplate": "{self}/packages/notes{?packageId,version}",
}
NEWER_LINKS = {
    (2025, 1): {
        "SearchPackageVersionsTemplate": (
            f"{{self}}/packages/versions{{?{VERSIONS.parameters},versioningStrategy,versionTagRegex}}"
        )
    }
}
