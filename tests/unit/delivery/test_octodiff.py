# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deltas: the emulator, which applies them by the bytes of the format, makes the new file of each."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.octodiff import (
    UnknownSignature,
    read_signature,
    write_delta,
)
from emulator.octodiff import CHUNK, applied, signature

OLD = random.Random(1).randbytes(300_000)
HEAD = len(b"OCTODELTA\x01\x04SHA1") + 4 + 20 + 3
COPY, DATA = 17, 9
# The new file, and the most bytes that its delta may have after the head.
CASES: dict[str, tuple[bytes, bytes, int]] = {
    "the same": (OLD, OLD, COPY),
    "more at the end": (OLD, OLD + b"more", COPY + DATA + 4 + CHUNK),
    "more at the beginning": (OLD, b"more" + OLD, COPY + DATA + 4),
    "more in between": (OLD, OLD[:150_000] + b"more" + OLD[150_000:], 2 * (COPY + DATA) + CHUNK + 4),
    "halves changed": (OLD, OLD[150_000:] + OLD[:150_000], 2 * (COPY + DATA) + 2 * CHUNK),
    "nothing of it": (OLD, random.Random(2).randbytes(5000), DATA + 5000),
    "a part": (OLD, OLD[:100], DATA + 100),
    "a tiny file": (b"abc", b"abc", COPY),
    "repeats": (bytes(100_000), bytes(300_001), 4000),
    "a nearly equal pattern": (b"abc" * 1000, b"abcd" * 2000, DATA + 8000),
}


@pytest.mark.parametrize("case", CASES)
def test_a_delta_makes_the_new_file_and_is_small(tmp_path: Path, case: str) -> None:
    old, new, most = CASES[case]
    path, out = tmp_path / "new", io.BytesIO()
    path.write_bytes(new)
    write_delta(read_signature(signature(old)), str(path), out)
    assert applied(old, out.getvalue()) == new
    assert len(out.getvalue()) - HEAD <= most


@pytest.mark.parametrize(
    "wrong", [b"", b"OCTOSIG", signature(OLD)[:-1], signature(OLD).replace(b"Adler32", b"Other99")]
)
def test_an_unknown_signature_is_refused(wrong: bytes) -> None:
    with pytest.raises(UnknownSignature):
        read_signature(wrong)
