# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ID, version and extension in the name of a package's file (api: packages#file-names)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emulator.kinds.packageversions import LABELS, parts_of
from emulator.refusals import Refusal, invalid

# Words of letters, digits and underscores, with single dots and hyphens between them.
PACKAGE_ID = re.compile(r"\w+(?:[.-]\w+)*")
VERSION = re.compile(rf"[0-9]+(?:\.[0-9]+){{0,3}}(?:-{LABELS.pattern})?(?:\+{LABELS.pattern})?")
# The longer ones first; unverified: the case does not matter.
EXTENSIONS = (
    *(".tar.gz", ".tar.bz2", ".tar.bz", ".tar.Z"),
    *(".nupkg", ".zip", ".jar", ".war", ".ear", ".rar", ".tar", ".tgz", ".tbz", ".whl"),
)
# Unverified; NuGet has this limit for IDs.
LONGEST = 100


@dataclass(frozen=True)
class PackageName:
    package_id: str
    version: str
    extension: str


class WrongName(Refusal):
    """The refusal of a file name. ``issue``: the word for it [the reference of 2026.3]."""

    def __init__(self, issue: str, message: str) -> None:
        super().__init__(400, "There was a problem with your request.", message)
        self.issue = issue


def read(file_name: str) -> PackageName:
    """Raises ``WrongName``; the wording is unverified, except for a name that is too long."""
    if re.search(r'[\\/:*?"<>|\x00-\x1f]', file_name):
        raise WrongName("InvalidCharactersInFileName", f"{file_name} contains invalid characters")
    extension = next((each for each in EXTENSIONS if file_name.casefold().endswith(each.casefold())), "")
    if not extension:
        raise WrongName("UnsupportedFileExtension", "The uploaded file isn't in a supported package format.")
    stem, extension = file_name[: -len(extension)], file_name[-len(extension) :]
    found = split(stem)
    if found is None:
        text = f"The package ID and version cannot be read from the file name '{file_name}'."
        raise WrongName("InvalidPackageId", text)
    if len(found[0]) > LONGEST:
        raise WrongName("FileNameTooLong", "Package Name is too long.")
    return PackageName(*found, extension)


def split(stem: str) -> tuple[str, str] | None:
    """The ID and the version: the ID ends at the first dot after which everything is a version."""
    for dot in (match.start() for match in re.finditer(r"\.", stem)):
        package_id, version = stem[:dot], stem[dot + 1 :]
        if VERSION.fullmatch(version) and PACKAGE_ID.fullmatch(package_id):
            return (package_id, version) if parts_of(version) else None
    return None


def must_be_id(package_id: str) -> None:
    if not PACKAGE_ID.fullmatch(package_id):
        raise invalid(
            "The package ID contains invalid characters. Examples of valid package IDs include 'MyPackage' and "
            "'MyPackage.Sample'."
        )


def taken(what: str) -> Refusal:
    """The refusal of a second package or build information with an ID and a version."""
    text = f"{what} already exists. To proceed anyway, specify an overwriteMode of OverwriteExisting or IgnoreIfExists."
    return Refusal(409, text, text)
