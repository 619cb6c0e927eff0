# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies with a file, in a form (multipart/form-data, RFC 7578) or alone, which is read in pieces while it is sent."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import field
from io import FileIO
from types import TracebackType

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError

PIECE = 1 << 20


def _boundary() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class FileUpload:
    """A file to send. ``name``: the file name that the server gets, which may differ from the one at ``path``.

    ``media_type``: the type of the file itself.
    """

    path: str
    name: str
    media_type: str = "application/octet-stream"
    boundary: str = field(default_factory=_boundary)

    @property
    def content_type(self) -> str:
        """The value of the header, with the boundary of the form."""
        return f"multipart/form-data; boundary={self.boundary}"

    def opened(self) -> OpenUpload:
        """The body for one attempt. Raises ``UsageError``."""
        name = self.name.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "%0D").replace("\n", "%0A")
        head = (
            f"--{self.boundary}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {self.media_type}\r\n\r\n"
        )
        return OpenUpload(self.path, head.encode(), f"\r\n--{self.boundary}--\r\n".encode())


@dataclass(frozen=True)
class FileContent:
    """A file to send as the whole body."""

    path: str
    content_type: str = "application/octet-stream"

    def opened(self) -> OpenUpload:
        """The body for one attempt. Raises ``UsageError``."""
        return OpenUpload(self.path, b"", b"")


# The bodies that are files.
FILES = (FileUpload, FileContent)


class OpenUpload:
    """An open file between the beginning and the end of a body. ``requests`` asks for its length, then reads it."""

    def __init__(self, path: str, head: bytes, tail: bytes) -> None:
        try:
            self._file = FileIO(path)
        except OSError as error:
            raise UsageError(f"{path} can't be read: {error.strerror or error}") from error
        self._waiting = head
        self._tail = tail
        self._size = len(head) + os.fstat(self._file.fileno()).st_size + len(tail)

    def __enter__(self) -> OpenUpload:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    def read(self, size: int = -1) -> bytes:
        """The next bytes: at most ``size`` of them, but maybe fewer, and none at the end; all for a negative size."""
        if size < 0:
            return b"".join(self)
        if not self._waiting:
            self._waiting = self._file.read(size)
        if not self._waiting:
            self._waiting, self._tail = self._tail, b""
        piece = self._waiting[:size]
        self._waiting = self._waiting[len(piece) :]
        return piece
