# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds out whether a file can be written, so that check mode predicts the error of the run."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def refuse_unwritable(path: Path) -> None:
    """Raise ``PermissionError`` if the user may not write to a path.

    Raises ``NotADirectoryError`` if a file is in the place of one of its folders. The path need not exist, nor its
    folders: an earlier task or this one may create them.
    """
    whole = path.absolute()
    there = next(each for each in (whole, *whole.parents) if each.exists())
    if there != whole and not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))
