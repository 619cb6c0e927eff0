# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads plain YAML in one pass: most configurations have no anchors, no tags and no repeated keys.

PyYAML's way over nodes takes several times as long, and most of the memory of a task with thousands of documents.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    events = yaml.parse(text, Loader=base)
    beginning = [next(events, None) for _each in range(3)]
    if not isinstance(beginning[1], yaml.DocumentStartEvent):
        raise NotPlain
    reading = _Reading(events, base(""))
    found = reading.value(beginning[2], 1)
    # The document ends, and the stream ends.
    if len(list(events)) != 2 or reading.count > LARGEST:
        raise NotPlain
    return found


class _Reading:
    """Reads values from events. ``count``: how many keys and values there were so far.

    ``words``: a loader that knows what unquoted texts mean.
    """

    def __init__(self, events: Iterator[Any], words: Any) -> None:
        self.count = 1
        self._events = events
        self._words = words
        # The values of unquoted texts: most of them are keys, which come again and again.
        self._known: dict[str, Any] = {}

    def value(self, event: Any, depth: int) -> Any:
        """The value that begins with an event; ``depth``: its depth among mappings and lists, if it is one itself."""
        kind = event.__class__
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            raise NotPlain
        if kind is yaml.ScalarEvent:
            text = event.value
            if not event.implicit[0]:
                return text
            return self._known[text] if text in self._known else self._word(event)
        if depth >= DEEPEST:
            raise NotPlain
        return self._mapping(depth + 1) if kind is yaml.MappingStartEvent else self._list(depth + 1)

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        end = yaml.MappingEndEvent
        for event in self._events:
            if event.__class__ is end:
                break
            key = self.value(event, depth)
            if key.__class__ is not str or key in found:
                raise NotPlain
            found[key] = self.value(next(self._events), depth)
        self.count += 2 * len(found)
        return found

    def _list(self, depth: int) -> list[Any]:
        found = []
        end = yaml.SequenceEndEvent
        for event in self._events:
            if event.__class__ is end:
                break
            found.append(self.value(event, depth))
        self.count += len(found)
        return found

    def _word(self, event: Any) -> Any:
        """The value of an unquoted text that was not read before."""
        text = event.value
        tag = self._words.resolve(yaml.ScalarNode, text, event.implicit)
        if tag == TEXT:
            found = text
        elif tag in WORDS:
            node = yaml.ScalarNode(tag, text, event.start_mark, event.end_mark)
            found = self._words.yaml_constructors[tag](self._words, node)
        else:
            raise NotPlain
        self._known[text] = found
        return found
