# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deltas in the format of Octodiff: the parts of a new file that an old file has already (api: packages#delta-push)."""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress, count
from operator import and_, or_, sub
from pathlib import Path
from typing import BinaryIO, Union

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

SIGNATURE, DELTA, VERSION, END = b"OCTOSIG", b"OCTODELTA", b"\x01", b">>>"
HASH, ROLLING = "SHA1", "Adler32"
COPY, DATA = b"\x60", b"\x80"
HASH_SIZE = 20
WRAP = 0xFFFF
# The bytes that are searched at once: the sums for each of them need some memory.
WINDOW = 1 << 18
PIECE = 1 << 20
Bytes = Union[bytes, mmap.mmap]


class UnknownSignature(Exception):
    """A signature of another format; the whole file has to be sent."""


@dataclass(frozen=True)
class Chunk:
    offset: int
    length: int
    hash: bytes


@dataclass(frozen=True)
class Signature:
    """The chunks of the old file, by their rolling checksum. All have one length, except the last."""

    chunks: Mapping[int, Sequence[Chunk]]
    length: int


@dataclass(frozen=True)
class Copy:
    """A part of the new file that the old file has."""

    at: int
    offset: int
    length: int


def read_signature(content: bytes) -> Signature:
    """Raises ``UnknownSignature``."""
    head = SIGNATURE + VERSION + _text(HASH) + _text(ROLLING) + END
    if not content.startswith(head) or (len(content) - len(head)) % 26:
        raise UnknownSignature
    chunks: dict[int, list[Chunk]] = {}
    offset = longest = 0
    for length, checksum, digest in struct.iter_unpack("<hI20s", content[len(head) :]):
        chunks.setdefault(checksum, []).append(Chunk(offset, length, digest))
        offset, longest = offset + length, max(longest, length)
    return Signature(chunks, longest)


def copies(signature: Signature, content: Bytes) -> Iterator[Copy]:
    """The parts of the new file that the old one has, in order; parts that follow each other in both are joined."""
    last: Copy | None = None
    at = 0
    while True:
        found = _next_match(signature, content, at)
        if found is None:
            break
        at, chunk = found
        if last and last.at + last.length == at and last.offset + last.length == chunk.offset:
            last = Copy(last.at, last.offset, last.length + chunk.length)
        else:
            if last:
                yield last
            last = Copy(at, chunk.offset, chunk.length)
        at += chunk.length
    if last:
        yield last


def write_delta(signature: Signature, path: str, into: BinaryIO) -> None:
    """Write the delta that makes the file at ``path`` out of the old file."""
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        into.write(DELTA + VERSION + _text(HASH) + struct.pack("<i", HASH_SIZE) + _hash_of(content) + END)
        at = 0
        for copy in copies(signature, content):
            _write_data(content, at, copy.at, into)
            into.write(COPY + struct.pack("<qq", copy.offset, copy.length))
            at = copy.at + copy.length
        _write_data(content, at, len(content), into)


def _next_match(signature: Signature, content: Bytes, start: int) -> tuple[int, Chunk] | None:
    """The next place from ``start`` on where the new file has a chunk of the old one."""
    size = signature.length
    if not size:
        return None
    # After a match another one most often follows at once.
    following = _match(signature, content, start, size) if start + size <= len(content) else None
    if following:
        return start, following
    for begin in range(start, len(content) - size + 1, WINDOW):
        end = min(begin + WINDOW, len(content) - size + 1)
        for place in _candidates(signature, content[begin : end + size - 1], size):
            chunk = _match(signature, content, begin + place, size)
            if chunk:
                return begin + place, chunk
    # The last chunk of the old file is shorter, and found only at the end of the new file.
    for chunk in (each for same in signature.chunks.values() for each in same if each.length < size):
        at = len(content) - chunk.length
        if at >= start and _sha1(content[at:]) == chunk.hash:
            return at, chunk
    return None


def _candidates(signature: Signature, part: bytes, size: int) -> Iterator[int]:
    """The places in a part whose next ``size`` bytes have the checksum of a chunk.

    All sums come from sums of the whole part, so that no loop of Python runs over the bytes.
    """
    sums = [0, *accumulate(part)]
    sums_of_sums = [0, *accumulate(sums)]
    # The low sum of a place is 1 plus its bytes; the high sum adds up the low sums after each byte.
    low = map((1).__add__, map(sub, sums[size:], sums))
    before = map(size.__mul__, sums)
    high = map(size.__add__, map(sub, map(sub, sums_of_sums[size + 1 :], sums_of_sums[1:]), before))
    shifted = map((1 << 16).__mul__, map(and_, high, _always(WRAP)))
    checksums = map(or_, shifted, map(and_, low, _always(WRAP)))
    return compress(count(), map(signature.chunks.__contains__, checksums))


def _always(value: int) -> Iterator[int]:
    while True:
        yield value


def _match(signature: Signature, content: Bytes, at: int, size: int) -> Chunk | None:
    part = content[at : at + size]
    same = signature.chunks.get(_checksum(part))
    if not same:
        return None
    digest = _sha1(part)
    return next((each for each in same if each.length == size and each.hash == digest), None)


def _checksum(part: bytes) -> int:
    low = 1 + sum(part)
    high = len(part) + sum(accumulate(part))
    return (high & WRAP) << 16 | low & WRAP


def _write_data(content: Bytes, start: int, end: int, into: BinaryIO) -> None:
    if start == end:
        return
    into.write(DATA + struct.pack("<q", end - start))
    for at in range(start, end, PIECE):
        into.write(content[at : min(at + PIECE, end)])


def _hash_of(content: Bytes) -> bytes:
    digest = hashlib.sha1(usedforsecurity=False)
    for at in range(0, len(content), PIECE):
        digest.update(content[at : at + PIECE])
    return digest.digest()


def _sha1(part: bytes) -> bytes:
    return hashlib.sha1(part, usedforsecurity=False).digest()


def _text(value: str) -> bytes:
    encoded = value.encode()
    return bytes((len(encoded),)) + encoded
