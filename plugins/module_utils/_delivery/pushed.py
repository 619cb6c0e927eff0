# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of the built-in feed: finds them, and compares them with files (api: packages#get-list-delete)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

PACKAGES = "Packages"
WRONG = 400


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
        # Different packages can have the same address: version 1.0 of Shop.2 and version 2.1.0 of Shop.
        return in_list(asked, package_id, version)
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
