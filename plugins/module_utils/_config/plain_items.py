# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes plain items of a configuration as YAML: the same text that PyYAML writes in many times the time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.plain_yaml import NotPlain
from ansible_collections.octopus.deploy.plugins.module_utils._config.scalars import QUOTED, style

# PyYAML breaks longer lines.
WIDTH = 120
# Texts in which no character has a meaning in YAML at its position.
PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./+()-]|:(?=[\w/]))*(?: [\w./+()-](?:[\w./+()-]|:(?=[\w/]))*)*", re.ASCII)
# Texts that begin like a comment, such as a colour or an expression, which PyYAML always puts in quotes.
LIKE_COMMENT = re.compile(r"#[ -&(-~]*")
WORDS = {None: "null", True: "true", False: "false"}
EMPTY: Mapping[type, str] = {dict: "{}", list: "[]"}


def plain_item(item: Any) -> str:
    """The lines of an item, as an entry of the list of its kind; empty for an item that only PyYAML can write."""
    try:
        lines = list(_entry(item, "  "))
    except NotPlain:
        return ""
    return "" if any(len(line) > WIDTH for line in lines) else "".join(f"{line}\n" for line in lines)


def _entry(value: Any, indent: str) -> Iterator[str]:
    """The lines of an entry of a list."""
    if value.__class__ is dict and value:
        first, *others = _mapping(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others
    else:
        yield f"{indent}- {_scalar(value)}"


def _mapping(value: Mapping[Any, Any], indent: str) -> Iterator[str]:
    for key, part in value.items():
        head = f"{indent}{_text(key)}:"
        if part.__class__ not in EMPTY or not part:
            yield f"{head} {_scalar(part)}"
            continue
        yield head
        if part.__class__ is dict:
            yield from _mapping(part, f"{indent}  ")
        else:
            for each in part:
                yield from _entry(each, f"{indent}  ")


def _scalar(value: Any) -> str:
    kind = value.__class__
    if kind is str:
        return _text(value)
    if kind is int:
        return str(value)
    if kind is bool or value is None:
        return WORDS[value]
    if kind in EMPTY and not value:
        return EMPTY[kind]
    raise NotPlain


def _text(text: Any) -> str:
    if text.__class__ is not str:
        raise NotPlain
    if LIKE_COMMENT.fullmatch(text):
        return f"'{text}'"
    if not PLAIN.fullmatch(text):
        raise NotPlain
    return f"'{text}'" if style(text) == QUOTED else text
