# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of the built-in feed: finds them, and compares them with files (api: packages#get-list-delete)."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, reason_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

PACKAGES = "Packages"
PIECE = 1 << 20
WRONG = 400


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine. ``hash``: the SHA-1 that a server has as the hash of a package."""

    path: str
    hash: str
    size: int


def must_name_file(path: str) -> None:
    """Raise ``OptionError`` for a path that names no file."""
    if not path.strip():
        # For the file system, an empty path is the folder in which the task runs.
        raise OptionError("path", "is empty; give the path of a file")
    is_folder = False
    # Reading the file says why a path can't be used.
    with suppress(OSError, ValueError):
        is_folder = Path(path).is_dir()
    if is_folder:
        raise OptionError("path", f"{path} is a folder; give a file")


def local_file(path: str, check: bool) -> LocalFile | None:
    """Read a file in pieces; None in check mode for a file that does not exist yet. Raises ``OptionError``."""
    digest, size = hashlib.sha1(usedforsecurity=False), 0
    try:
        must_name_file(path)
        with Path(path).open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except (OSError, ValueError) as error:
        if check and isinstance(error, FileNotFoundError):
            return None
        raise OptionError("path", f"{path} can't be read: {reason_of(error)}") from error
    if not size:
        raise OptionError("path", f"{path} is empty; give a file with content")
    return LocalFile(path, digest.hexdigest(), size)


def found(asked: Asked, package_id: str, version: str) -> Document | None:
    """The package with this ID and version, with its hash; None if it does not exist."""
    holder, client = asked.space.document, asked.context.client
    if not holder:
        return None
    try:
        package = client.document(holder, PACKAGES, {"id": f"{package_id}.{version}"})
    except ServerRefused as refused:
        if refused.status == NOT_FOUND:
            return None
        if refused.status != WRONG:
            raise
        # Servers refuse some IDs in an address, but not in a list (OctopusDeploy/Issues#8008).
        return in_list(asked, package_id, version)
    if not is_meant(package, package_id, version):
        return None
    # The API reference of 2026 shows the hash only in lists.
    return package if package.get("Hash") else in_list(asked, package_id, version) or package


def in_list(asked: Asked, package_id: str, version: str) -> Document | None:
    """The package from the list of all versions."""
    wanted = {"nuGetPackageId": package_id}
    packages = asked.context.client.documents(asked.space.document, PACKAGES, wanted)
    return next((each for each in packages if is_meant(each, package_id, version)), None)


def is_meant(package: Document, package_id: str, version: str) -> bool:
    """Whether a package has this ID and version, ignoring case."""
    own = (str(package.get("PackageId") or ""), str(package.get("Version") or ""))
    return tuple(each.lower() for each in own) == (package_id.lower(), version.lower())


def has_hash(package: Document, wanted: str) -> bool:
    return str(package.get("Hash") or "").lower() == wanted
