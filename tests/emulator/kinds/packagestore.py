# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores packages of the built-in feed: documents, with their files on disk (api: packages#push)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds import events
from emulator.kinds.packagenames import PackageName
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PACKAGES, AREA = "packages", "packages"
# The property of stored packages with the ID and the version, by which an address can name a package.
KEY = "_Key"


def key(package_id: str, version: str) -> str:
    return f"{package_id}.{version}".upper()


def find(octopus: Octopus, space: str, package_id: str, version: str) -> Document | None:
    found = octopus.store.holding(PACKAGES, KEY, key(package_id, version), space)
    return found[0] if found else None


def versions_of(octopus: Octopus, space: str, package_id: str) -> list[Document]:
    """The packages of an ID, without regard to case."""
    return octopus.store.named(PACKAGES, space, package_id)


def built_in_feed(octopus: Octopus, space: str) -> Document:
    return next(each for each in octopus.store.all("feeds", space) if each["FeedType"] == "BuiltIn")


def keep(octopus: Octopus, space: str, name: PackageName, content: bytes, old: Document | None) -> Document:
    """Store a package, in place of an old one if there is one."""
    number = 0 if old else octopus.store.next_number(PACKAGES)
    feed = built_in_feed(octopus, space)["Id"]
    # A real server reads these from the .nuspec file in a package; the emulator does not look into packages.
    texts = dict.fromkeys(("Summary", "Description", "ReleaseNotes"), None)
    document = {
        "Id": old["Id"] if old else f"{PACKAGES}-{number}",
        "SpaceId": space or None,
        "PackageId": name.package_id,
        "NuGetPackageId": name.package_id,
        "Version": name.version,
        "FeedId": feed,
        "NuGetFeedId": feed,
        "Title": name.package_id,
        **texts,
        "Published": octopus.now(),
        "FileExtension": name.extension,
        "PackageSizeBytes": len(content),
        "Hash": octopus.store.files.put(AREA, content),
        KEY: key(name.package_id, name.version),
    }
    made = octopus.make(PACKAGES, document, number)
    events.record_package(octopus, events.MODIFIED if old else events.CREATED, made, octopus.acting)
    if old:
        forget_files(octopus)
    return made


def forget_files(octopus: Octopus, *gone: Document) -> None:
    """Remove the files that no package needs, once the change of the documents is kept."""

    def forget() -> None:
        octopus.store.files.keep_only(AREA, {each["Hash"] for each in octopus.store.all(PACKAGES)})

    octopus.store.afterwards(AREA, forget)
