# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The package that the name of a file stands for, as Octopus Server reads it (api: packages#file-names)."""

from __future__ import annotations

import re

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

# All extensions that a server accepts, the longer ones first.
EXTENSIONS = (
    *(".tar.gz", ".tar.bz2", ".tar.bz", ".tar.z"),
    *(".nupkg", ".zip", ".jar", ".war", ".ear", ".rar", ".tar", ".tgz", ".tbz", ".whl"),
)
LABELS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
VERSION = re.compile(rf"[0-9]+(?:\.[0-9]+){{0,3}}(?:-{LABELS})?(?:\+{LABELS})?")
ID = re.compile(r"\w+(?:[.-]\w+)*")
# An ID whose end may be meant as the beginning of the version: shop-1, shop_1, shop.v1, v8, 1.
MISLEADING = re.compile(r"(?:.*[.\-_])?[vV]?[0-9]+")
ADVICE = (
    "name the file ID.VERSION.EXTENSION, for example Shop.Web.1.2.3.zip, or give package_id and version, under which "
    "the file is then sent"
)


class WrongName(Exception):
    """A file name that stands for no package, or not clearly for one; the message says what to do."""


@dataclass(frozen=True)
class PackageFile:
    """``extension``: with its dot, in the spelling of the file's name."""

    package_id: str
    version: str
    extension: str

    @property
    def name(self) -> str:
        """The name of a file from which a server reads this package."""
        return f"{self.package_id}.{self.version}{self.extension}"


def read(name: str) -> PackageFile:
    """The package in a file of this name. Raises ``WrongName``, also for a name that is easily misread."""
    extension = extension_of(name)
    found = split(name[: -len(extension)])
    if found is None:
        raise WrongName(f"the file name {name!r} has no package ID with a version after a dot; {ADVICE}")
    package_id, version = found
    if MISLEADING.fullmatch(package_id):
        raise WrongName(
            f"Octopus reads the package {package_id!r} with the version {version} from the file name {name!r}, which "
            f"is probably not what is meant; {ADVICE}"
        )
    return PackageFile(package_id, version, extension)


def named(package_id: str, version: str, name: str) -> PackageFile:
    """The package with this ID and version in a file of another name. Raises ``WrongName``."""
    package = PackageFile(package_id, version, extension_of(name))
    found = split(f"{package_id}.{version}")
    if found != (package_id, version):
        read_as = f"would read the package {found[0]!r} with the version {found[1]}" if found else "could not read them"
        raise WrongName(
            f"Octopus reads package ID and version from the name of a file, and {read_as} from {package.name!r}; an ID "
            "consists of letters, digits and underscores with single dots and hyphens between them, and a version of "
            "one to four numbers, for example 1.2.3 or 1.2.3-beta.1"
        )
    return package


def extension_of(name: str) -> str:
    """The extension in a file's name. Raises ``WrongName``."""
    for each in EXTENSIONS:
        if name.lower().endswith(each):
            return name[-len(each) :]
    raise WrongName(f"the file name {name!r} has none of the extensions that Octopus takes: {', '.join(EXTENSIONS)}")


def split(stem: str) -> tuple[str, str] | None:
    """ID and version: the ID ends at the first dot after which everything is a version."""
    for match in re.finditer(r"\.", stem):
        package_id, version = stem[: match.start()], stem[match.end() :]
        if VERSION.fullmatch(version) and ID.fullmatch(package_id):
            return package_id, version
    return None
