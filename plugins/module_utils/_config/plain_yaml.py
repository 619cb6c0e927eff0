# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads plain YAML in one pass: most configurations have no anchors, no tags and no repeated keys.

PyYAML's way over nodes takes several times as long, and most of the memory of a task with thousands of documents.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

with suppress(ImportError):  # yaml_text says so
    import yaml

from ansible_collections.octopus.deploy.plugins.module_utils._config.json_text import DEEPEST

STANDARD = "tag:yaml.org,2002:"
TEXT = f"{STANDARD}str"
# The tag of a text that is in a file beside the configuration.
FILE_TAG = "!file"
# The tags of unquoted words that are not texts; PyYAML constructs such a value from the word alone.
WORDS = frozenset(f"{STANDARD}{each}" for each in ("null", "bool", "int", "float", "timestamp"))
# The most values that a file may hold with its aliases resolved: aliases of aliases can exceed all memory.
LARGEST = 1_000_000


class NotPlain(Exception):
    """The text has something that only the slower reader, ``closely_read``, can judge."""


def plain_value(text: str, base: Any) -> Any:
    """The value of a text in plain YAML. ``base``: a loader class of PyYAML.

    Raises ``NotPlain``, or PyYAML's own error, for every text with a mistake, and for many without one.
    """
    building = _Building()
    # The values of unquoted texts: most of them are keys, which come again and again.
    words, known = base(""), {}
    for event in yaml.parse(text, Loader=base):
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            _refuse_marked(event)
            if not event.implicit[0]:
                building.add(event.value)
                continue
            if event.value not in known:
                known[event.value] = _word(event, words)
            building.add(known[event.value])
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_marked(event)
            building.begin({} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            building.end()
        elif kind is yaml.AliasEvent:
            raise NotPlain
    return building.result()


def _refuse_marked(event: Any) -> None:
    if event.anchor is not None or event.tag is not None:
        raise NotPlain


def _word(event: Any, words: Any) -> Any:
    """The value of an unquoted text."""
    tag = words.resolve(yaml.ScalarNode, event.value, event.implicit)
    if tag == TEXT:
        return event.value
    if tag not in WORDS:
        raise NotPlain
    node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
    return words.yaml_constructors[tag](words, node)


class _Building:
    """The value as far as it has been read."""

    def __init__(self) -> None:
        self._roots: list[Any] = []
        self._open: list[Any] = [self._roots]
        # The key whose value comes next, for each open mapping.
        self._keys: list[str | None] = [None]
        self._count = 0

    def add(self, value: Any) -> None:
        """Add the next key or value. Raises ``NotPlain`` for a key that is not a text, and for a repeated key."""
        self._count += 1
        here, key = self._open[-1], self._keys[-1]
        if here.__class__ is list:
            here.append(value)
        elif key is not None:
            here[key] = value
            self._keys[-1] = None
        elif value.__class__ is str and value not in here:
            self._keys[-1] = value
        else:
            raise NotPlain

    def begin(self, container: Any) -> None:
        """Begin a mapping or a list, whose contents come next."""
        self.add(container)
        self._open.append(container)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            raise NotPlain

    def end(self) -> None:
        """The contents of the last mapping or list are complete."""
        self._open.pop()
        self._keys.pop()

    def result(self) -> Any:
        """The value of the one document. Raises ``NotPlain`` for none or several, and for too many values."""
        if len(self._roots) != 1 or self._count > LARGEST:
            raise NotPlain
        return self._roots[0]
