# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads service messages from an output, as Calamari does (docs/api/service-messages.md)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

MARK = "##octopus"


@dataclass(frozen=True)
class Message:
    """A service message; the names of its attributes are lower-case."""

    name: str
    attributes: dict[str, str]


def element(body: str) -> Message | None:
    """The message with this body; None if its attributes are wrong."""
    try:
        parsed = ElementTree.fromstring(f"<{body.strip().lstrip('[')}/>")
        values = {
            name.lower(): base64.b64decode(value, validate=True).decode("utf-8") for name, value in parsed.items()
        }
    except (ElementTree.ParseError, binascii.Error, UnicodeDecodeError):
        return None
    return Message(parsed.tag, values) if len(values) == len(parsed.attrib) else None


def messages(lines: Iterable[str]) -> list[Message]:
    """The messages of an output. A message may go on in the next lines."""
    found: list[Message | None] = []
    begun, body = "", None
    for line in lines:
        for character in line:
            if body is not None and character == "]":
                found.append(element(body))
                begun, body = "", None
                break
            if body is not None:
                body += character
            else:
                begun += character
                if begun == MARK:
                    body = ""
                elif not MARK.startswith(begun):
                    # As in Calamari, the character that ends an attempt does not begin a new one.
                    begun = ""
    return [each for each in found if each is not None]
