# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files to push to the emulator, and deltas written out by the bytes of their format (api: packages#delta-push)."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

PACKAGE = b"the content of a package" * 100


@dataclass(frozen=True)
class File:
    """The name and the content of a file; ``#`` in the name stands for a number of the test."""

    name: str
    content: bytes


def delta(base: bytes, more: bytes) -> bytes:
    """A delta that takes the whole base, and adds some bytes."""
    head = b"OCTODELTA\x01\x04SHA1" + struct.pack("<i", 20) + hashlib.sha1(base + more).digest() + b">>>"
    return head + b"\x60" + struct.pack("<qq", 0, len(base)) + b"\x80" + struct.pack("<q", len(more)) + more
