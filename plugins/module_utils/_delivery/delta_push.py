# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pushes the parts of a package's file that an earlier version on the server lacks (api: packages#delta-push)."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import octodiff
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.pushed import WRONG
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.local_files import LocalFile
from ansible_collections.octopus.deploy.plugins.module_utils._versions.package_file import PackageFile
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FileUpload

SIGNATURE, UPLOAD = "PackageDeltaSignature", "PackageDeltaUpload"
# If the delta is a larger part of the file than this, the whole file is sent instead (CS, GO).
LARGEST_PART = 0.95


def push_delta(asked: Asked, package: PackageFile, file: LocalFile, mode: Mapping[str, Any]) -> Any:
    """The server's answer; None if the whole file has to be sent, as no earlier version has much of it."""
    holder, client = asked.space.document, asked.context.client
    if not (has_link(holder, SIGNATURE) and has_link(holder, UPLOAD)):
        return None
    base = signed_base(asked, package)
    if base is None:
        return None
    version, signature = base
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delta"
        with path.open("wb") as delta:
            octodiff.write_delta(signature, file.path, delta)
        if path.stat().st_size > LARGEST_PART * file.size:
            return None
        places = {"packageId": package.package_id, "baseVersion": version}
        parameters = {**places, **client.offered(holder, UPLOAD, mode)}
        try:
            return client.send("POST", holder, UPLOAD, FileUpload(str(path), package.name), parameters)
        except ServerRefused as refused:
            if refused.status not in (WRONG, NOT_FOUND):
                raise
            asked.context.warn(f"delta: the server refuses a delta, so the whole file is sent: {refused}")
            return None


def signed_base(asked: Asked, package: PackageFile) -> tuple[str, octodiff.Signature] | None:
    """The version that the server starts from, and its signature; None if there is no such version."""
    wanted = {"packageId": package.package_id, "version": package.version}
    try:
        answer: Document = asked.context.client.document(asked.space.document, SIGNATURE, wanted)
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        return None
    try:
        content = base64.b64decode(str(answer.get("Signature") or ""), validate=True)
        return str(answer["BaseVersion"]), octodiff.read_signature(content)
    except (KeyError, ValueError, octodiff.UnknownSignature):
        asked.context.warn("delta: the server's signature is in a format that this module does not know")
        return None
