# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers to reads, kept until anything in the store changes: most programs repeat their reads."""

from __future__ import annotations

from dataclasses import replace

from emulator.replies import Reply
from emulator.requests import Request
from emulator.store import Store

# An emulator that serves for days must not fill the memory.
MOST = 500
Key = tuple[str, ...]


class Kept:
    """The answers of one server, by request and user."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes = -1
        self._replies: dict[Key, Reply] = {}

    @staticmethod
    def key(request: Request, user: str) -> Key:
        return (user, request.method, request.raw_path, *(text for pair in request.query.items() for text in pair))

    def find(self, key: Key) -> Reply | None:
        """A copy of a kept answer with its own headers, which say, for example, how many requests a user has left."""
        self._forget_the_old()
        found = self._replies.get(key)
        return replace(found, headers=[]) if found else None

    def keep(self, key: Key, reply: Reply) -> None:
        self._forget_the_old()
        if len(self._replies) >= MOST:
            self._replies.clear()
        self._replies[key] = replace(reply, headers=[])

    def _forget_the_old(self) -> None:
        if self._changes != self._store.changes:
            self._replies.clear()
            self._changes = self._store.changes
