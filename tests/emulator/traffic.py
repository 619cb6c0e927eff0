# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes down what was asked and answered, for whoever judges it afterwards: one JSON line an exchange.

Secrets are written down as they went over the wire: the folder is for tests, on a server that holds nothing real.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from emulator.replies import Reply
from emulator.requests import Request

FOLDER = "OCTOPUS_EMULATOR_TRAFFIC"
# Who asks: pytest says so by itself, other programs in the second.
WHO = ("PYTEST_CURRENT_TEST", "OCTOPUS_EMULATOR_TRAFFIC_TEST")


@dataclass
class Traffic:
    """Appends to a file of its process's own in ``folder``; an exchange that was written down is not repeated.

    ``planted``: what tests get wrong on purpose (see ``Emulator.on_purpose``), properties of no server's among it.
    """

    folder: Path
    version: str
    planted: set[str] = field(default_factory=set)
    _seen: set[bytes] = field(default_factory=set)

    def record(self, request: Request, reply: Reply | None) -> None:
        """``reply``: None where a fault took the place of the server's answer, or spoiled it."""
        exchange = {
            "version": self.version,
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "agent": request.headers.get("user-agent", ""),
            "request": readable(request.body),
            "status": reply.status if reply else None,
            "answer": answered(reply) if reply else None,
            "planted": sorted(self.planted),
        }
        digest = blake2b(orjson.dumps(exchange), digest_size=16).digest()
        if digest in self._seen:
            return
        self._seen.add(digest)
        exchange["test"] = next((os.environ[name] for name in WHO if name in os.environ), "")
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{os.getpid()}.jsonl").open("ab") as file:
            file.write(orjson.dumps(exchange, option=orjson.OPT_APPEND_NEWLINE))


def answered(reply: Reply) -> Any:
    """The body with plain links, whatever went out."""
    return reply.plain if reply.plain is not None else readable(reply.body)


def readable(body: bytes) -> Any:
    """What JSON holds, or the text as it is; None for nothing at all."""
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")


def recorder(folder: str | None, version: str) -> Traffic | None:
    """What records, if a folder is given or named by the environment."""
    chosen = folder or os.environ.get(FOLDER)
    return Traffic(Path(chosen), version) if chosen else None
