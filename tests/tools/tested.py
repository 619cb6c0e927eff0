# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of ``make test``, and the checkout that they belong to."""

from __future__ import annotations

import shutil
import sys
from hashlib import blake2b
from pathlib import Path

from checks import ROOT, files

TRAFFIC = ROOT / ".build" / "traffic"
FACTS = ROOT / ".build" / "facts.json"
CHECKOUT = ROOT / ".build" / "tested"


def begin(checkout: str) -> None:
    """Remove the records of the last run, and save which checkout the new records belong to."""
    shutil.rmtree(TRAFFIC, ignore_errors=True)
    FACTS.unlink(missing_ok=True)
    CHECKOUT.parent.mkdir(parents=True, exist_ok=True)
    CHECKOUT.write_text(checkout, encoding="utf-8")


def are_of(checkout: str) -> bool:
    """Whether there are records, all of this checkout."""
    return FACTS.exists() and TRAFFIC.exists() and CHECKOUT.read_text(encoding="utf-8") == checkout


def checkout(root: Path = ROOT) -> str:
    """A hash of the Python and of each file of the checkout."""
    found = blake2b(f"{sys.version}\n{sys.prefix}\n".encode())
    for path in sorted(files()):
        content = (root / path).read_bytes()
        found.update(f"{path}\n{len(content)}\n".encode() + content)
    return found.hexdigest()
