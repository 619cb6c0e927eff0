# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as JSON in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import orjson

from emulator.files import Files
from emulator.model import Document

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY COLLATE NOCASE, collection TEXT NOT NULL, space TEXT NOT NULL, name TEXT NOT NULL,
    number INTEGER NOT NULL, body BLOB NOT NULL, slug TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS by_name ON documents (collection, space, name);
CREATE TABLE IF NOT EXISTS counters (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Tasks pile up, and before each request the queue looks for those that are not over, and for those that may expire.
STATE = "json_extract(CAST(body AS TEXT), '$.State')"
EXPIRY = "json_extract(CAST(body AS TEXT), '$.QueueTimeExpiry')"
TASKS = "collection = 'tasks'"
BY_STATE = f"CREATE INDEX IF NOT EXISTS by_state ON documents ({STATE}) WHERE {TASKS}"
BY_EXPIRY = f"CREATE INDEX IF NOT EXISTS by_expiry ON documents ({STATE}) WHERE {TASKS} AND {EXPIRY} > ''"
BY_SLUG = "CREATE INDEX IF NOT EXISTS by_slug ON documents (collection, slug)"
MEMORY = ":memory:"
# The tables that change with requests.
TABLES = ("documents", "counters")
Rows = Mapping[str, list[tuple[Any, ...]]]
T = TypeVar("T")


class Store:
    """``path``: a file, which survives a restart and a killed process, or ``:memory:``.

    ``files``: the files of packages and artifacts, in a folder beside that file.
    """

    def __init__(self, path: str) -> None:
        self.lock = threading.RLock()
        self.files = Files("" if path == MEMORY else f"{path}.files")
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        fast = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
        self._db.executescript((fast if path == MEMORY else "PRAGMA journal_mode=WAL;") + SCHEMA)
        self._afterwards: dict[str, Callable[[], None]] = {}
        self._take_over()
        self._remembered: dict[tuple[str, ...], Any] = {}
        # The keys of remembered values, by the collections that they depend on.
        self._following: dict[str, set[tuple[str, ...]]] = {}

    def _take_over(self) -> None:
        """Add the column of slugs to a file of an older emulator."""
        if "slug" not in {row[1] for row in self._db.execute("PRAGMA table_info(documents)")}:
            with self.transaction():
                self._db.execute("ALTER TABLE documents ADD COLUMN slug TEXT NOT NULL DEFAULT ''")
                rows = self._db.execute("SELECT id, body FROM documents").fetchall()
                slugs = [(slug_in(orjson.loads(body)), document_id) for document_id, body in rows]
                self._db.executemany("UPDATE documents SET slug = ? WHERE id = ?", slugs)
        self._db.execute(BY_SLUG)
        self._db.execute(BY_STATE)
        self._db.execute(BY_EXPIRY)

    def remembered(self, key: tuple[str, ...], collections: tuple[str, ...], make: Callable[[], T]) -> T:
        """The result of ``make``, remembered until one of these collections changes; it must be immutable."""
        if key not in self._remembered:
            self._remembered[key] = make()
            for each in collections:
                self._following.setdefault(each, set()).add(key)
        found: T = self._remembered[key]
        return found

    def _changed(self, collection: str) -> None:
        for key in self._following.pop(collection, ()):
            self._remembered.pop(key, None)

    def _changed_all(self) -> None:
        self._following.clear()
        self._remembered.clear()

    @property
    def changes(self) -> int:
        """A number that changes with each write, even with a write that is undone."""
        return self._db.total_changes

    def close(self) -> None:
        with self.lock:
            self._db.close()
            self.files.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all writes inside, or none of them after an exception."""
        with self.lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                self._changed_all()
                self._afterwards.clear()
                raise
            self._db.execute("COMMIT")
            acts, self._afterwards = self._afterwards, {}
            for act in acts.values():
                act()

    def afterwards(self, name: str, act: Callable[[], None]) -> None:
        """Call ``act``, which can't be undone, once this transaction is kept; of several with a name, only the last."""
        self._afterwards[name] = act

    def dump(self) -> Rows:
        """All documents and counters, for ``restore``."""
        return {table: self._db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}

    def restore(self, dumped: Rows) -> None:
        """Have exactly the documents and counters of a dump, and no files."""
        for table in TABLES:
            self._db.execute(f"DELETE FROM {table}")
            rows = dumped[table]
            if rows:
                self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self._changed_all()
        self.files.clear()

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def next_number(self, prefix: str, first: int = 1) -> int:
        number = max(self.last_number(prefix) + 1, first)
        self._db.execute("INSERT OR REPLACE INTO counters VALUES (?, ?)", (prefix, number))
        return number

    def last_number(self, prefix: str) -> int:
        """The number that was given last, or 0."""
        row = self._db.execute("SELECT last FROM counters WHERE prefix = ?", (prefix,)).fetchone()
        return int(row[0]) if row else 0

    def put(self, collection: str, document: Document, name: str = "", number: int = 0) -> None:
        space, body = document.get("SpaceId") or "", orjson.dumps(document)
        row = (document["Id"], collection, space, folded(name), number, body, slug_in(document))
        self._db.execute(
            "INSERT INTO documents (id, collection, space, name, number, body, slug) VALUES (?,?,?,?,?,?,?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body, space = excluded.space, "
            "slug = excluded.slug",
            row,
        )
        self._changed(collection)

    def get(self, document_id: str) -> tuple[str, Document] | None:
        row = self._db.execute("SELECT collection, body FROM documents WHERE id = ?", (document_id,)).fetchone()
        return (row[0], orjson.loads(row[1])) if row else None

    def named(self, collection: str, space: str, name: str, having: Document | None = None) -> list[Document]:
        """The documents of this name. ``having``: a property and a value that they must have, at any depth."""
        return self._found({"collection": collection, "space": space, "name": folded(name)}, having)

    def _found(self, columns: Mapping[str, str], having: Document | None) -> list[Document]:
        """Parse only documents with the text of ``having`` anywhere in them; the caller checks the place."""
        where, values = " AND ".join(f"{column} = ?" for column in columns), list[str | bytes](columns.values())
        if having:
            where += " AND instr(body, ?)"
            values.append(orjson.dumps(having)[1:-1])
        rows = self._db.execute(f"SELECT body FROM documents WHERE {where} ORDER BY number", values)
        return [orjson.loads(row[0]) for row in rows]

    def all(self, collection: str, space: str | None = None) -> list[Document]:
        return self._found(within(space, collection=collection), None)

    def tasks(self, states: Iterable[str]) -> list[Document]:
        """The tasks in one of these states, without a look at the others."""
        values = list(states)
        where = f"{TASKS} AND {STATE} IN ({', '.join('?' * len(values))})"
        rows = self._db.execute(f"SELECT body FROM documents INDEXED BY by_state WHERE {where} ORDER BY number", values)
        return [orjson.loads(row[0]) for row in rows]

    def expiring_tasks(self) -> bool:
        """Whether a task in the queue has a time after which it does not start."""
        where = f"{TASKS} AND {EXPIRY} > '' AND {STATE} = 'Queued'"
        return (
            self._db.execute(f"SELECT 1 FROM documents INDEXED BY by_expiry WHERE {where} LIMIT 1").fetchone()
            is not None
        )

    def holding(self, collection: str, prop: str, value: str, space: str | None = None) -> list[Document]:
        """The documents whose ``prop`` is ``value``; a search in the texts avoids parsing the others."""
        found = self._found(within(space, collection=collection), {prop: value})
        return [each for each in found if each.get(prop) == value]

    def slugged(
        self, collection: str, slug: str, space: str | None = None, having: Document | None = None
    ) -> list[Document]:
        """The documents with this slug, in a space if one is given. ``having``: see ``named``."""
        return self._found(within(space, collection=collection, slug=slug), having)

    def delete(self, document_id: str) -> None:
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        self._changed_all()

    def delete_space(self, space: str) -> None:
        self._db.execute("DELETE FROM documents WHERE space = ? COLLATE NOCASE", (space,))
        self._changed_all()

    def setting(self, name: str, value: Any = None) -> str | None:
        if value is not None:
            self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, str(value)))
        row = self._db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None


def within(space: str | None, **columns: str) -> Mapping[str, str]:
    return columns if space is None else {**columns, "space": space}


def folded(name: str) -> str:
    return name.strip().casefold()


def slug_in(document: Document) -> str:
    slug = document.get("Slug")
    return slug if isinstance(slug, str) else ""
