# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in files, for the option ``logo``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from emulator.kinds.logos import own_picture


def picture(name: str) -> str:
    """The path of a picture in the format PNG, whose content depends on the name alone."""
    folder = Path(tempfile.gettempdir()) / f"octopus-deploy-pictures-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    path, unfinished = folder / f"{name}.png", folder / f"{name}.{os.getpid()}"
    unfinished.write_bytes(own_picture() + name.encode())
    # Another process may read the file now.
    unfinished.replace(path)
    return str(path)


# The values of ``logo`` in a sample: a picture, and another one.
PICTURES = [picture("blue"), picture("red")]
