# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads YAML, reports keys that are given more than once, and refuses values that a configuration can't have."""

from __future__ import annotations

import sys
from dataclasses import field
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

try:
    import yaml

    HAS_YAML = True
except ImportError:
    HAS_YAML = False

from ansible_collections.octopus.deploy.plugins.module_utils._config.json_text import (
    DEEPEST,
    TOO_DEEP,
    Found,
    given_often,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.plain_yaml import (
    FILE_TAG,
    LARGEST,
    STANDARD,
    NotPlain,
    plain_value,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import LibraryMissing

MERGE = f"{STANDARD}merge"
# The tag of an unquoted equals sign, which PyYAML reads and then fails to construct.
EQUALS = f"{STANDARD}value"
# Ansible's own tags. Values in a file are never templated, so !unsafe changes nothing.
UNSAFE, VAULT = ("!unsafe",), ("!vault", "!vault-encrypted")


def yaml_value(text: str, decrypt: Callable[[str], str], content: Callable[[str], str]) -> Found:
    """The value of a text in YAML; an empty text is an empty mapping. Raises ``ValueError``.

    ``decrypt`` returns the plain text of a value that is tagged with ``!vault``, and ``content`` the text in a file
    whose name is tagged with ``!file``.
    """
    if not HAS_YAML:
        raise LibraryMissing("PyYAML", sys.executable)
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return Found(plain_value(text, base), [])
    except (NotPlain, ValueError, yaml.YAMLError):
        return closely_read(text, base, decrypt, content)


def closely_read(text: str, base: Any, decrypt: Callable[[str], str], content: Callable[[str], str]) -> Found:
    """``yaml_value`` of any text. ``base``: a loader class of PyYAML."""
    try:
        _check_depth(text, base)
        loader = base(text)
        node = loader.get_single_node()
        if node is None:
            return Found({}, [])
        reading = _Reading(loader, decrypt, content)
        reading.measure(node, "")
        return Found(loader.construct_document(node), reading.repeated_keys)
    except yaml.YAMLError as error:
        raise ValueError(_problem(error)) from error


def _problem(error: Any) -> str:
    """PyYAML's message without the lines of the file that it may quote, as these may hold a secret."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return str(error)
    return f"{error.context or ''} {error.problem}, on line {mark.line + 1}, column {mark.column + 1}".strip()


def _check_depth(text: str, base: Any) -> None:
    """Raise ``ValueError`` for too deep nesting, before PyYAML composes the nodes by recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=base):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else "?"
                raise ValueError(f"{TOO_DEEP}, on line {line}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


@dataclass
class _Reading:
    """Walks over the nodes of a document before they become values.

    ``sizes`` and ``depths``: by the ``id()`` of each finished node; ``open``: the nodes that the walk is inside of.
    """

    loader: Any
    decrypt: Callable[[str], str]
    content: Callable[[str], str]
    repeated_keys: list[str] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def measure(self, node: Any, place: str) -> None:
        """Measure a node with its aliases resolved, and collect its mistakes. Raises ``ValueError``."""
        if id(node) in self.sizes:
            return
        line = node.start_mark.line + 1
        if id(node) in self.open:
            raise ValueError(f"the value that begins on line {line} contains itself")
        self.open.add(id(node))
        self._untag(node)
        parts = self._parts(node, place)
        for part, inner in parts:
            self.measure(part, inner)
        self.sizes[id(node)] = 1 + sum(self.sizes[id(part)] for part, dummy in parts)
        self.depths[id(node)] = 1 + max((self.depths[id(part)] for part, dummy in parts), default=0)
        self.open.remove(id(node))
        if self.sizes[id(node)] > LARGEST:
            raise ValueError(f"with its aliases, the value that begins on line {line} has more than {LARGEST} values")
        if self.depths[id(node)] > DEEPEST:
            raise ValueError(f"with its aliases, {TOO_DEEP}, on line {line}")

    def _parts(self, node: Any, place: str) -> list[tuple[Any, str]]:
        if isinstance(node, yaml.SequenceNode):
            return [(each, f"{place}[{index}]") for index, each in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return []
        parts: list[tuple[Any, str]] = []
        lines: dict[str, list[int]] = {}
        for key, value in node.value:
            self._untag(key)
            named = isinstance(key, yaml.ScalarNode) and key.tag != MERGE
            name = str(self.loader.construct_object(key)) if named else "?"
            inner = f"{place}.{name}" if place else name
            parts += [(key, inner), (value, inner)]
            if named:
                lines.setdefault(inner, []).append(key.start_mark.line + 1)
        self.repeated_keys += [given_often(inner, found) for inner, found in lines.items() if len(found) > 1]
        return parts

    def _untag(self, node: Any) -> None:
        """Replace the tag of a node that has one of Ansible's tags. Raises ``ValueError`` for an unknown tag."""
        if node.tag in VAULT and isinstance(node, yaml.ScalarNode):
            node.tag, node.value = f"{STANDARD}str", self.decrypt(node.value)
        elif node.tag == FILE_TAG and isinstance(node, yaml.ScalarNode):
            node.tag, node.value = f"{STANDARD}str", self.content(node.value)
        elif node.tag in UNSAFE:
            kinds = {yaml.ScalarNode: "str", yaml.SequenceNode: "seq", yaml.MappingNode: "map"}
            node.tag = STANDARD + kinds[type(node)]
        elif node.tag == EQUALS:
            node.tag = f"{STANDARD}str"
        elif node.tag not in self.loader.yaml_constructors and node.tag != MERGE:
            line = node.start_mark.line + 1
            raise ValueError(f"the tag {node.tag} on line {line} is not supported here; leave it out")
