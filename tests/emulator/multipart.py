# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the file in a body of the type multipart/form-data (RFC 7578)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from emulator.handlers import Content

BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
# The form with an asterisk has a charset and percent signs (RFC 8187), and counts before the other (RFC 6266).
ENCODED = re.compile(r"filename\*=([^';\s]*)'[^';]*'([^;\s]+)", re.IGNORECASE)
QUOTED = re.compile(r'filename="((?:\\"|[^"])*)"', re.IGNORECASE)
BARE = re.compile(r"filename=([^;\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """A sent file."""

    name: str
    content: bytes


def uploaded(sent: Content) -> Upload | None:
    """The first part with a file name, whatever the part is called; None without such a part."""
    boundary = BOUNDARY.search(sent.content_type)
    if not sent.content_type.casefold().startswith("multipart/") or not boundary:
        return None
    mark = b"--" + boundary[1].encode("latin-1")
    # The first boundary has no line end before it.
    body, mark = b"\r\n" + sent.body, b"\r\n" + mark
    start = body.find(mark)
    while start >= 0:
        start += len(mark)
        end = body.find(mark, start)
        head, blank, content = body[start : end if end >= 0 else len(body)].partition(b"\r\n\r\n")
        name = file_name(head.decode("utf-8", "replace"))
        if blank and name is not None:
            return Upload(name, content)
        start = end
    return None


def file_name(head: str) -> str | None:
    """The file name in the headers of a part."""
    encoded = ENCODED.search(head)
    if encoded:
        return unquote(encoded[2], encoded[1] or "utf-8", "replace")
    quoted = QUOTED.search(head)
    if quoted:
        # Programs escape quotation marks, but not the backslashes of a path.
        return quoted[1].replace('\\"', '"')
    bare = BARE.search(head)
    return bare[1] if bare else None
