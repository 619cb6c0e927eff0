# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document that a version means: different texts, such as 1.0 and 1.0.0, can have the same value.

api: versions#comparison
"""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def meant(version: str, same: Sequence[Document], label: str) -> Document | None:
    """The document with exactly this version, else the one that differs in case, else the only one.

    ``same``: the documents whose versions have the same value; ``label``: these documents in words. Raises
    ``OptionError`` if the version may mean several of them.
    """
    exactly = [each for each in same if text_of(each) == version]
    but_case = [each for each in same if folded(text_of(each)) == folded(version)]
    found = exactly or but_case or same
    if len(found) > 1:
        several = ", ".join(f"{text_of(each)!r} ({each.get('Id')})" for each in found)
        raise OptionError(
            "version", f"{version!r} may mean several {label}: {several}. Write the version of one of them"
        )
    return found[0] if found else None


def text_of(document: Document) -> str:
    """The version of a document as the server stores it."""
    return str(document.get("Version") or "")
