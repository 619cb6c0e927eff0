# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the server keeps, and whose hashes it does not give: their content is read. Reads only."""

from __future__ import annotations

import tempfile

from ansible_collections.octopus.deploy.plugins.module_utils._model.local_files import sha1
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document


def hash_and_size(client: Client, holder: Document, link: str) -> tuple[str, int]:
    """The SHA-1 and the size, in bytes, of the file behind a link of a document."""
    with tempfile.TemporaryFile() as file:
        size = client.download(holder, link, file)
        return sha1(file), size
