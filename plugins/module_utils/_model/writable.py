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

    Raises ``NotADirectoryError`` if a file, or a link that leads nowhere, is in the place of one of its folders,
    ``FileNotFoundError`` if the path is a link into a folder that does not exist, and ``OSError`` for links that lead
    to each other. The path need not exist, nor its folders: an earlier task or this one may create them.
    """
    whole = without_links(path)
    if path.is_symlink() and not whole.parent.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(whole.parent))
    there = next(each for each in (whole, *whole.parents) if each.exists())
    no_folders = [each for each in path.parents if each.is_symlink() and not each.exists()]
    if there != whole and not there.is_dir():
        no_folders.append(there)
    if no_folders:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(no_folders[0]))
    if not may_write(there):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def without_links(path: Path) -> Path:
    """The absolute path that a write goes to: a link may lead to a file that does not exist yet.

    Raises ``OSError`` for links that lead to each other.
    """
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def may_write(there: Path) -> bool:
    """Whether the user may write to a file, or create files in a folder, which takes the right to enter it too."""
    return os.access(there, os.W_OK | os.X_OK if there.is_dir() else os.W_OK)
