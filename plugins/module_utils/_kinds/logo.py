# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The logo of a document: a picture behind the document's link Logo (api: documents#logos)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.stored_files import hash_and_size
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion
from ansible_collections.octopus.deploy.plugins.module_utils._model.local_files import local_file, must_name_file
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FileUpload

# The property that holds the logo in a planned document, and the document's link to it.
LINK = "Logo"
# The parts of a logo. A logo that is to be sent has all four, the server's has the first two.
HASH, SIZE, PATH, MEDIA_TYPE = "Hash", "Size", "Path", "MediaType"
BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
SVG = "image/svg+xml"
# The first element of the file, after a declaration, comments and a document type, which may have its own declarations.
BEFORE_SVG = rb"<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE\s[^\[>]*(?:\[[^\]]*\]\s*)?>"
SVG_ELEMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:(?:" + BEFORE_SVG + rb")\s*)*<(?:\w+:)?svg[\s/>]", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Picture(Companion):
    """The companion: it holds the hash and the size of the picture, and never the picture itself."""

    prop: str = LINK
    link: str = LINK
    copied: bool = False

    def offered(self, document: Document, context: Context) -> bool:
        """Never for an export, which has no files of pictures."""
        return False

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        if not has_link(document, LINK):
            problem = f"this server ({context.client.version}) shows no link to a logo of {document.get('Name')!r}"
            raise OptionError(LOGO.option, f"{problem}; leave the option out")
        try:
            digest, size = hash_and_size(context.client, document, LINK)
        except ServerRefused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise
        return {HASH: digest, SIZE: size}

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        """Send the picture, and read it: a server that stores another one would show a difference in every run."""
        path = wanted[PATH]
        context.client.send("POST", document, LINK, FileUpload(path, Path(path).name, media_type=wanted[MEDIA_TYPE]))
        context.did(f"sent the logo {path}")
        return self.read(document, context)


class LogoFile(FieldType):
    """The path of a picture, which the server has if its logo has the same hash."""

    names_file: ClassVar[bool] = True

    def argument(self) -> Argument:
        return {"type": "path"}

    def shape(self) -> Shape:
        return OBJECT

    def check(self, given: Any, option: str) -> None:
        must_name_file(given, option)

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        file = local_file(given, context.check, option)
        if file is None:
            context.warn(f"{option}: {given} does not exist yet, so the picture can't be compared")
            return current
        found = media_type(file.beginning)
        if not found:
            raise OptionError(option, f"{given} is not a picture; give a file in the format PNG, JPEG, GIF or SVG")
        return {HASH: file.hash, SIZE: file.size, PATH: given, MEDIA_TYPE: found}

    def same(self, current: Any, wanted: Any) -> bool:
        return bool((current or {}).get(HASH) == (wanted or {}).get(HASH))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return {"sha1": value[HASH], "size": value[SIZE]} if value else None

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """An export leaves out the logo: a configuration names files, and the server has no file's name."""
        return None


def media_type(beginning: bytes) -> str:
    """The media type of a picture by its first bytes; empty for anything else."""
    found = next((each for mark, each in BEGINNINGS if beginning.startswith(mark)), "")
    return found or (SVG if SVG_ELEMENT.match(beginning) else "")


LOGO = Field("logo", LINK, LogoFile())
# A document shows either of the two.
ICON_OR_LOGO = ("icon", LOGO.option)
