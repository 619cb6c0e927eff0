# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the texts in properties of steps as a server reads them (api: processes#how-clients-avoid-drift)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.json_data import data_in
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import FLAGS, same_text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The property that holds a set of words with commas between them, maybe with a comma at its beginning. Agents
# recognise a word only in its exact case (api: steps#features).
FEATURES = "Octopus.Action.EnabledFeatures"


def same_value(name: str, current: Any, wanted: Any) -> bool:
    """Whether two values of the property ``name`` mean the same to the server; null is the same as no text."""
    has, asked = current or "", wanted or ""
    if not isinstance(has, str) or not isinstance(asked, str):
        return bool(has == asked)
    if folded(name) == folded(FEATURES):
        return set(parts(has)) == set(parts(asked))
    return same_text(has, asked, settings=True) or same_but_flags(has, asked)


def same_but_flags(one: str, other: str) -> bool:
    """Whether two texts are the same lists or objects in JSON, however their flags and numbers are typed."""
    data = settings_in(one)
    return data is not None and data == settings_in(other)


def settings_in(text: str) -> Any:
    """The list or object in a JSON text, in which flags and numbers are texts; None for another text."""
    data = data_in(text, as_written=True)
    try:
        return with_flags_as_texts(data) if isinstance(data, (list, dict)) else None
    except RecursionError:
        return None


def with_flags_as_texts(value: Any) -> Any:
    """A copy in which true, "True" and "true" are the same: clients of Octopus write all three."""
    if isinstance(value, dict):
        return {key: with_flags_as_texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_flags_as_texts(part) for part in value]
    if isinstance(value, bool):
        return str(value).casefold()
    return value.casefold() if isinstance(value, str) and value.casefold() in FLAGS else value


def parts(text: Any) -> list[str]:
    """The parts of a text with commas that are not empty; the text may begin with a comma."""
    return [each.strip() for each in str(text or "").split(",") if each.strip()]


def with_line_ends(text: str) -> str:
    """A text with the line ends of YAML: browsers write CRLF."""
    return text.replace("\r\n", "\n")


def in_lines(value: Any) -> Any:
    """A copy in which a text of several lines is a list of lines, so that a diff shows the lines that change."""
    if isinstance(value, dict):
        return {key: in_lines(part) for key, part in value.items()}
    if isinstance(value, list):
        return [in_lines(part) for part in value]
    return with_line_ends(value).split("\n") if isinstance(value, str) and "\n" in value else value
