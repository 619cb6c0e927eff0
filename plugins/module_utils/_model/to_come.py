# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Substitutes for the IDs of documents to come, which do not exist yet. No server uses such an ID."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document

BEGINNING, END = "(to be created: ", ")"


def to_come(name: str) -> str:
    """The substitute for the ID of the document that will be created as ``name``."""
    return f"{BEGINNING}{name.strip()}{END}"


def is_to_come(document_id: str) -> bool:
    """Whether an ID is a substitute, so that its document does not exist yet."""
    return document_id.startswith(BEGINNING)


def name_to_come(document_id: str) -> str:
    """The name in a substitute for an ID."""
    return document_id[len(BEGINNING) : -len(END)]


def lacks_id(document: Document) -> bool:
    """Whether a document with the property ``Id`` does not exist yet: the ID is null, or a substitute."""
    return "Id" in document and (document["Id"] is None or is_to_come(str(document["Id"])))


def without_id_to_come(document: Document) -> Document:
    """The document as results show it: with null in place of the substitute for an ID."""
    return {**document, "Id": None} if lacks_id(document) else document
