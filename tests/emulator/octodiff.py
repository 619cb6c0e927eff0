# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's side of Octodiff: signs a file, and applies a delta to it (api: packages#delta-push)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from itertools import accumulate

CHUNK = 2048
VERSION = b"\x01"
HASH, CHECKSUM, END = "SHA1", "Adler32", b">>>"
SIGNATURE, DELTA = b"OCTOSIG", b"OCTODELTA"
COPY, DATA = 0x60, 0x80
WRAP = 0xFFFF


class DeltaError(Exception):
    """A delta that can't be applied."""


def text(value: str) -> bytes:
    """A text with its length before it; all texts here are shorter than 128 bytes, so the length is one byte."""
    encoded = value.encode()
    return bytes((len(encoded),)) + encoded


def signature(content: bytes) -> bytes:
    head = SIGNATURE + VERSION + text(HASH) + text(CHECKSUM) + END
    chunks = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    return head + b"".join(struct.pack("<hI", len(each), checksum(each)) + sha1(each) for each in chunks)


def checksum(chunk: bytes) -> int:
    """Two sums that wrap at 2 to the power of 16; the standard Adler-32 has another modulus."""
    low = 1 + sum(chunk)
    # The high sum adds up the low sum after each byte.
    high = sum(accumulate(chunk)) + len(chunk)
    return (high & WRAP) << 16 | low & WRAP


def sha1(content: bytes) -> bytes:
    return hashlib.sha1(content, usedforsecurity=False).digest()


def applied(base: bytes, delta: bytes) -> bytes:
    """The new file. Raises ``DeltaError``."""
    head = DELTA + VERSION + text(HASH) + struct.pack("<i", 20)
    start = len(head) + 20
    if delta[: len(head)] != head or delta[start : start + len(END)] != END:
        raise DeltaError("The file is not a delta.")
    try:
        made = b"".join(commands(base, delta, start + len(END)))
    except (struct.error, IndexError):
        raise DeltaError("The delta ends too early.") from None
    if sha1(made) != delta[len(head) : start]:
        raise DeltaError("The delta belongs to another file: the hash of the result differs.")
    return made


def commands(base: bytes, delta: bytes, at: int) -> Iterator[bytes]:
    """The pieces of the new file: from the old one, or from the delta."""
    while at < len(delta):
        command = delta[at]
        if command == COPY:
            offset, length = struct.unpack_from("<qq", delta, at + 1)
            at, piece = at + 17, base[offset : offset + length]
        elif command == DATA:
            (length,) = struct.unpack_from("<q", delta, at + 1)
            at, piece = at + 9 + length, delta[at + 9 : at + 9 + length]
        else:
            raise DeltaError(f"The delta has an unknown command: {command}.")
        if length < 0 or len(piece) != length:
            raise DeltaError("The delta ends too early.")
        yield piece
