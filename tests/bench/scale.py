# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand documents: the numbers of a large installation, and whether time and memory grow in proportion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import floors
from bench.report import Table

SIZE = 10_000


def tables(folder: Path) -> Iterator[Table]:
    found = floors.of_size(SIZE, [floors.UNCHANGED, floors.FROM_FILE], folder, runs=1)
    yield Table(f"{SIZE:,} resources, unchanged", found, "One run of each.")
