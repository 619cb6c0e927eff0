# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on this machine that options name and the server gets: their hashes, and the mistakes in their paths."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, reason_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import PIECE

# The number of bytes that show the type of a file.
BEGINNING = 1 << 16


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine. ``hash``: the SHA-1 that a server has as the hash of a package; ``beginning``: its first
    bytes.
    """

    path: str
    hash: str
    size: int
    beginning: bytes = b""


def must_name_file(path: str, option: str = "path") -> None:
    """Raise ``OptionError`` for a path that names no file. ``option``: the option with the path, for messages."""
    if not path.strip():
        # For the file system, an empty path is the folder in which the task runs.
        raise OptionError(option, "is empty; give the path of a file")
    is_folder = False
    # Reading the file says why a path can't be used.
    with suppress(OSError, ValueError):
        is_folder = Path(path).is_dir()
    if is_folder:
        raise OptionError(option, f"{path} is a folder; give a file")


def local_file(path: str, check: bool, option: str = "path") -> LocalFile | None:
    """Read a file in pieces; None in check mode for a file that does not exist yet. Raises ``OptionError``."""
    try:
        must_name_file(path, option)
        with Path(path).open("rb") as file:
            beginning = file.read(BEGINNING)
            found = LocalFile(path, sha1(file), file.tell(), beginning)
    except (OSError, ValueError) as error:
        if check and isinstance(error, FileNotFoundError):
            return None
        raise OptionError(option, f"{path} can't be read: {reason_of(error)}") from error
    if not found.size:
        raise OptionError(option, f"{path} is empty; give a file with content")
    return found


def sha1(file: BinaryIO) -> str:
    """The SHA-1 of a whole open file, which is read in pieces from its start to its end."""
    digest = hashlib.sha1(usedforsecurity=False)
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
