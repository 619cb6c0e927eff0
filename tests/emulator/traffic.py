# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records requests and answers for the judges: one JSON line an exchange.

The records contain secrets: the folder is for tests, on a server without real data.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from emulator.replies import FILE, Reply
from emulator.requests import Request

FOLDER = "OCTOPUS_EMULATOR_TRAFFIC"
# The variables with the name of the program that sends requests; pytest sets the first one.
WHO = ("PYTEST_CURRENT_TEST", "OCTOPUS_EMULATOR_TRAFFIC_TEST")
# The variable with the name of the group that a program belongs to, if any.
GROUP = "OCTOPUS_EMULATOR_TRAFFIC_GROUP"


@dataclass
class Traffic:
    """Appends to a file of this process in ``folder``; an exchange is recorded once for each group of programs.

    ``planted``: mistakes that tests make on purpose (see ``Emulator.on_purpose``), such as properties that no server
    has.
    """

    folder: Path
    version: str
    planted: set[str] = field(default_factory=set)
    _seen: set[bytes] = field(default_factory=set)

    def record(self, request: Request, reply: Reply | None) -> None:
        """Record an exchange. ``reply``: None if a fault replaced or spoiled the server's answer."""
        exchange = {
            # The name of the group comes first, so that a line is found without reading the rest of it.
            "group": os.environ.get(GROUP, ""),
            "version": self.version,
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "agent": request.headers.get("user-agent", ""),
            "request": readable(request.body) if is_text(request) else None,
            "status": reply.status if reply else None,
            "answer": answered(reply) if reply else None,
            "planted": sorted(self.planted),
        }
        digest = blake2b(orjson.dumps(exchange), digest_size=16).digest()
        if digest in self._seen:
            return
        self._seen.add(digest)
        exchange["test"] = next((os.environ[name] for name in WHO if name in os.environ), "")
        opened(self.folder, os.getpid()).write(orjson.dumps(exchange, option=orjson.OPT_APPEND_NEWLINE))


@lru_cache(maxsize=1)
def opened(folder: Path, process: int) -> BinaryIO:
    """The file of a process, to which each record is written at once. It stays open for the next record."""
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / f"{process}.jsonl").open("ab", buffering=0)


def is_text(request: Request) -> bool:
    """Whether the body of a request can be read: that of a file can't, and may be large."""
    return not request.headers.get("content-type", "").startswith(("multipart/", "application/octet-stream"))


def answered(reply: Reply) -> Any:
    """The body with plain links, even if the client got scrambled ones."""
    if reply.plain is not None:
        return reply.plain
    # Of a file, the beginning is enough.
    return readable(reply.body[:1000] if reply.content_type == FILE else reply.body)


def readable(body: bytes) -> Any:
    """The value of a JSON text; a text that is not JSON unchanged; None for an empty one."""
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")


def copy_group(folder: Path, group: str, file: Path) -> None:
    """Copy the records of a group of programs from a folder to a file."""
    beginning = orjson.dumps({"group": group})[:-1] + b","
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as copied:
        for path in sorted(folder.glob("*.jsonl")):
            with path.open("rb") as recorded:
                copied.writelines(line for line in recorded if line.startswith(beginning))


def recorder(folder: str | None, version: str) -> Traffic | None:
    """The recorder, if a folder is given or named by the environment; otherwise None."""
    chosen = folder or os.environ.get(FOLDER)
    return Traffic(Path(chosen), version) if chosen else None
