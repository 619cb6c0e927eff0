# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on disk, such as packages: each is named by the SHA-1 of its content, so that equal ones are stored once."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path


class Files:
    """``folder``: created with the first file; a temporary folder if it is empty."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def put(self, area: str, content: bytes) -> str:
        """Store a file in an area, such as ``packages``; its name there is the SHA-1 of the content."""
        name = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        path = self._made() / area / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # A killed process must not leave half a file behind under this name.
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(content)
            unfinished.replace(path)
        return name

    def get(self, area: str, name: str) -> bytes | None:
        """The content of a file; None if somebody removed it."""
        path = self.path(area, name)
        return path.read_bytes() if path and path.exists() else None

    def path(self, area: str, name: str) -> Path | None:
        """The place of a file; None if no file was ever stored."""
        return self._folder / area / name if self._folder else None

    def keep_only(self, area: str, names: Collection[str]) -> None:
        """Remove all files of an area but these."""
        if self._folder and (self._folder / area).is_dir():
            for each in (self._folder / area).iterdir():
                if each.name not in names:
                    each.unlink()

    def is_empty(self) -> bool:
        return not (self._folder and self._folder.is_dir() and any(self._folder.rglob("*")))

    def clear(self) -> None:
        if self._folder and self._folder.is_dir():
            for each in self._folder.iterdir():
                shutil.rmtree(each)

    def close(self) -> None:
        if self._temporary:
            self._temporary.cleanup()
            self._temporary = self._folder = None

    def _made(self) -> Path:
        if self._folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="octopus-emulator-")
            self._folder = Path(self._temporary.name)
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder
