# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of variables, and the parts of values that are JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.blocks import parse_name
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import upper, whole_number
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.date_formats import format_moment
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.json_text import (
    Date,
    Json,
    NotJson,
    Undefined,
    parse_json,
    write_json,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import Now
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import general_double
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import Identifier, Step


class Value:
    """A node of the tree: its text, what is below it by name, and what is below it by index, in order."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text
        self.named: dict[str, Value] = {}
        self.indexed: dict[str, Value] = {}

    def below(self, step: Step) -> Value:
        """The node of a step, created if necessary. A node of an index has the index as its text."""
        nodes = self.named if isinstance(step, Identifier) else self.indexed
        return nodes.setdefault(upper(step.text), Value(None if isinstance(step, Identifier) else step.text))

    def find(self, step: Step) -> Value | None:
        return (self.named if isinstance(step, Identifier) else self.indexed).get(upper(step.text))

    def add(self, name: str, node: Value) -> bool:
        """Add a node below this one, unless the name is taken. Returns whether the node was added."""
        return self.named.setdefault(upper(name), node) is node

    def path(self, dotted: str) -> Value:
        node = self
        for name in dotted.split("."):
            node = node.below(Identifier(name))
        return node


def tree(variables: Mapping[str, str | None]) -> Value:
    """The tree of these variables, without names that do not begin like a symbol: no template can refer to them."""
    root = Value()
    unique: dict[str, tuple[str, str | None]] = {}
    for name, text in variables.items():
        key = upper(name)
        unique[key] = (unique[key][0] if key in unique else name, text)
    for name, text in unique.values():
        symbol = parse_name(name)
        if symbol is None:
            continue
        node = root
        for step in symbol.steps:
            if not isinstance(step, Identifier) and step.symbol is not None:
                raise Failure(f"the name of the variable {name!r} has a substitution in it")
            node = node.below(step)
        node.text = text or ""
    return root


def property_of(text: str, name: str, now: Now | None) -> Value | None:
    """The property or element of a text that is JSON; None if the text is not JSON."""
    try:
        found = parse_json(text, now)
    except NotJson:
        return None
    if isinstance(found, dict):
        return Value(json_text(found.get(name)))
    if isinstance(found, list):
        position = whole_number(name)
        if position is None:
            return None
        if position < 0:
            raise Failure(f"the index {position} is negative")
        return Value(json_text(found[position] if position < len(found) else None))
    return None


def items_of(text: str, now: Now | None) -> list[Value]:
    """The items of a loop over a text: elements, properties with Key and Value, or parts between commas."""
    try:
        found = parse_json(text, now)
    except NotJson:
        found = None
    if isinstance(found, list):
        return [Value(json_text(each)) for each in found]
    if isinstance(found, dict):
        return [entry(name, each) for name, each in found.items()]
    return [Value(part) for part in text.split(",")]


def entry(name: str, value: Json) -> Value:
    node = Value(name)
    node.named = {"KEY": Value(name), "VALUE": Value(json_text(value))}
    return node


def json_text(value: Json) -> str:
    """How a value within JSON is printed."""
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, (dict, list)):
        return write_json(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise Failure(f"the number {value} in the JSON has more than 64 bits")
        return str(value)
    if isinstance(value, float):
        return general_double(value)
    return format_moment(value.moment, "G", None, False) if isinstance(value, Date) else value


def first(values: Iterable[Value]) -> Value:
    return next(iter(values))
