# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets every object that a server answers have a property that the collection does not know, at any depth."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from emulator.model import Document

MARK = "FromTheFuture"
PROPERTY = re.compile(r"[A-Z][A-Za-z0-9]*")
# Objects that map names, IDs or keys to values: a further key would be a further entry.
MAPS = ("Links", "ScopeValues", "Scope", "Properties", "FormValues", "CustomClaims")
# The properties by which an entry of a list is known.
KNOWN_BY = ("Id", "Name")


@dataclass
class Marks:
    """The documents that were read last, by ID, with their marks; and the marks that writes did not send back."""

    read: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def send(self, original: Any, transport: Transport, method: str, url: str, body: Any = None, **how: Any) -> Any:
        if method == "PUT":
            self.lost += lost(self.read.get(body.get("Id")), body)
        answer = original(transport, method, url, unmarked(body), **how)
        if not isinstance(answer, dict):
            return answer
        answer = marked(answer)
        for each in (answer, *answer.get("Items", ())):
            if isinstance(each, dict) and "Id" in each:
                self.read[each["Id"]] = each
        return answer


@contextlib.contextmanager
def marking() -> Iterator[Marks]:
    """Mark the answers to all clients of this process, and look for the marks in what they write."""
    marks, original = Marks(), Transport.send

    def send(self: Transport, method: str, url: str, body: Any = None, **how: Any) -> Any:
        return marks.send(original, self, method, url, body, **how)

    with mock.patch.object(Transport, "send", send):
        yield marks


def marked(value: Any, path: str = "") -> Any:
    """A copy in which every object tells its place in the document by a further property."""
    if isinstance(value, list):
        return [marked(each, f"{path}[{known(each)}]") for each in value]
    if not isinstance(value, dict):
        return value
    path = str(value.get("Id") or path)
    parts = {key: each if key in MAPS else marked(each, f"{path}.{key}") for key, each in value.items()}
    return {**parts, MARK: {"Keep": [path]}} if is_object(value) else parts


def is_object(value: Document) -> bool:
    """Whether a value is an object with properties, and neither a map nor a secret."""
    return bool(value) and "HasValue" not in value and all(PROPERTY.fullmatch(key) for key in value)


def unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [unmarked(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: unmarked(each) for key, each in value.items() if key != MARK}


def lost(read: Any, sent: Any, path: str = "") -> Iterator[str]:
    """The places of objects that are in both documents, and whose mark is not in the second one."""
    if isinstance(read, dict) and isinstance(sent, dict):
        if MARK in read and sent.get(MARK) != read[MARK]:
            yield path or str(read.get("Id"))
        for key in read.keys() & sent.keys() - {MARK}:
            yield from lost(read[key], sent[key], f"{path}.{key}")
    elif isinstance(read, list) and isinstance(sent, list):
        entries = {known(each): each for each in sent if known(each)}
        for each in read:
            if known(each) in entries:
                yield from lost(each, entries[known(each)], f"{path}[{known(each)}]")


def known(entry: Any) -> str:
    """The name by which an entry of a list is known; empty for an entry without a name."""
    return next((str(entry[each]) for each in KNOWN_BY if entry.get(each)), "") if isinstance(entry, dict) else ""
