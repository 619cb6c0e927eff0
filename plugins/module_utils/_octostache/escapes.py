# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that escape a text for another format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Callable
from urllib.parse import quote

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import joined, units
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import Filter
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.text_filters import plain

XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
HTML = {**XML, "/": "&#x2F;"}
# Octostache escapes no other control characters, so that the result is not always JSON.
JSON = {'"': '\\"', "\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"}
PROPERTIES = {"\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"}
PROPERTIES_KEY = {**PROPERTIES, " ": "\\ ", ":": "\\:", "=": "\\="}
NEWLINES = re.compile(r"(?:\r?\n)+")
RESERVED = ";/?:@&=+$,#[]!'()*"


def table(replacements: Mapping[str, str]) -> Callable[[str], str]:
    return lambda text: "".join(replacements.get(each, each) for each in text)


def coded(replacements: Mapping[str, str], keeps: Callable[[str], bool]) -> Callable[[str], str]:
    """Characters that are neither in the table nor kept become ``\\\\uXXXX``."""

    def escape(text: str) -> str:
        def one(unit: str) -> str:
            return replacements.get(unit) or (unit if keeps(unit) else f"\\u{ord(unit):04x}")

        return joined([piece for unit in units(text) for piece in one(unit)])

    return escape


def yaml_single_quoted(text: str) -> str:
    """YAML reads one newline as a blank, so each run of newlines gets one more."""
    doubled = NEWLINES.sub(lambda run: ("\r\n" if run[0][0] == "\r" else "\n") + run[0], text)
    return doubled.replace("'", "''")


def properties_value(text: str) -> str:
    escaped = PROPERTIES_VALUE(text)
    return f"\\{escaped}" if escaped[:1] == " " else escaped


def percent(safe: str) -> Callable[[str], str]:
    return lambda text: quote(text, safe=safe, errors="replace")


PROPERTIES_VALUE = coded(PROPERTIES, lambda unit: unit < "\xff")
ESCAPES: dict[str, Filter] = {
    "htmlescape": plain(table(HTML)),
    "xmlescape": plain(table(XML)),
    "jsonescape": plain(table(JSON)),
    "yamlsinglequoteescape": plain(yaml_single_quoted),
    "yamldoublequoteescape": plain(coded(JSON, lambda unit: " " <= unit <= "~")),
    "propertieskeyescape": plain(coded(PROPERTIES_KEY, lambda unit: unit < "\xff")),
    "propertiesvalueescape": plain(properties_value),
    "uriescape": plain(percent(RESERVED)),
    "uridataescape": plain(percent("")),
}
