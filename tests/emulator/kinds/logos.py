# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of documents, behind their link Logo (api: documents#logos)."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from emulator import multipart
from emulator.handlers import Answer, Call
from emulator.model import READS, Document, Route
from emulator.refusals import Refusal, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

AREA = "logos"
# The property of stored documents with the name of their picture's file.
FILE = "_Logo"
LINKS = {"Logo": "{self}/logo?cb={version}"}
PNG, JPEG, GIF, SVG = "image/png", "image/jpeg", "image/gif", "image/svg+xml"
BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF))
ELEMENT = re.compile(rb"<(?:\w+:)?svg[\s/>]", re.IGNORECASE)
# The types of pictures, by collection. Unverified: a server refuses those that no source names.
DOCUMENTED = (PNG, JPEG, GIF)
TYPES = {
    "projects": DOCUMENTED,
    "spaces": DOCUMENTED,
    "actiontemplates": DOCUMENTED,
    "tenants": (PNG, JPEG, SVG),
    "insights/reports": DOCUMENTED,
}
UNSUPPORTED = 415


def routes(collection: str, methods: tuple[str, ...] = ("POST", "PUT")) -> dict[str, Route]:
    """The address of the picture of each document of a collection."""

    def logo(call: Call, document: Document) -> Answer:
        return shown(call.octopus, document) if call.method in READS else replaced(call, collection, document)

    return {"{id}/logo": Route(logo, (*READS, *methods), gives="image/*", takes="file")}


def shown(octopus: Octopus, document: Document) -> Answer:
    """The picture. Unverified: an icon comes before a picture, and a document with neither has the server's own."""
    icon = document.get("Icon") or {}
    if icon.get("Id"):
        return Answer(200, drawn(icon), SVG)
    found = octopus.store.files.get(AREA, document.get(FILE) or "") if document.get(FILE) else None
    content = found or own_picture()
    return Answer(200, content, type_of(content))


def replaced(call: Call, collection: str, document: Document) -> Answer:
    octopus = call.octopus
    if not call.content.content_type.casefold().startswith("multipart/"):
        # The wording is unverified.
        raise Refusal(UNSUPPORTED, "Unsupported media type", "The body of this request must be multipart/form-data.")
    upload = multipart.uploaded(call.content)
    if upload is None or not upload.name:
        raise invalid("Form section has invalid Content-Disposition value:")
    if type_of(upload.content) not in TYPES[collection]:
        raise refusal(call, collection)
    name = octopus.store.files.put(AREA, upload.content)
    # Unverified: a new picture replaces the icon, as the portal lets people choose one of them.
    icon = {"Icon": None} if "Icon" in document else {}
    octopus.save(octopus.kinds[collection], {**document, **icon, FILE: name})
    forget_files(octopus)
    # The type of the empty answer is unverified.
    return Answer(200, b"", type_of(upload.content))


def refusal(call: Call, collection: str) -> Refusal:
    """The refusal of a file that is not such a picture."""
    if collection != "tenants":
        return invalid("Invalid image provided.")
    text = "Invalid or unsupported image provided."
    return Refusal(UNSUPPORTED, text, text) if call.method == "PUT" else invalid(text)


def type_of(content: bytes) -> str:
    """The type of a picture by its content; empty for anything else."""
    found = next((each for beginning, each in BEGINNINGS if content.startswith(beginning)), "")
    return found or (SVG if ELEMENT.search(content) else "")


def drawn(icon: Document) -> bytes:
    """The picture of an icon. Unverified: it depends on the name and the colour alone."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{icon["Id"]}</title><g fill="{icon.get("Color")}"/></svg>'
    return text.encode()


def own_picture() -> bytes:
    """One transparent pixel, in place of the server's own picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)
    return BEGINNINGS[0][0] + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(5))) + chunk(b"IEND", b"")


def forget_files(octopus: Octopus) -> None:
    """Remove the files that no document needs, once the change of the documents is kept."""

    def forget() -> None:
        needed = {each.get(FILE) for collection in TYPES for each in octopus.store.all(collection)}
        octopus.store.files.keep_only(AREA, {each for each in needed if each})

    octopus.store.afterwards(AREA, forget)
