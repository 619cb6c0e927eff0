# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for the properties of steps that hold JSON (api: steps#properties-that-hold-json)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.json_data import data_in, same_data
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import same_lines
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT_OR_SECRET, Shape

TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "list": ((list,), "a list"),
    "dict": ((dict,), "a mapping"),
    "any": ((list, dict), "a list or a mapping"),
}


@dataclass(frozen=True, eq=False)
class JsonText(FieldType):
    """Data that the API keeps as JSON text, or any text: an expression, or the name of a file with such data.

    ``type``: the type of the data, a key of ``TYPES``.
    """

    type: str = "list"

    def argument(self) -> Argument:
        return {"type": "raw"}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def check(self, given: Any, option: str) -> None:
        types, expected = TYPES[self.type]
        if not isinstance(given, (str, *types)):
            raise OptionError(option, f"must be {expected}, or a text, not {described(given)}")

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        if isinstance(given, str):
            return given
        return json.dumps(self.coded(given), ensure_ascii=False) if given else ""

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = (each if isinstance(each, str) else "" for each in (current, wanted))
        return same_lines(has, asked) or same_data(has, asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        data = data_in(value)
        decoded = None if data is None else self.decoded(data)
        return value or None if decoded is None else decoded

    @staticmethod
    def _check_texts(given: Any, option: str) -> None:
        """Raise ``OptionError`` for a value of a mapping that has no text."""
        for name, value in given.items() if isinstance(given, Mapping) else ():
            text_of(value, f"{option}.{name}")

    def coded(self, given: Any) -> Any:
        """The data of an option as the JSON text has it."""
        return given

    def decoded(self, data: Any) -> Any:
        """The data in a JSON text as the option has it; None if the option can't express it."""
        return data if isinstance(data, TYPES[self.type][0]) else None


@dataclass(frozen=True, eq=False)
class JsonPairs(JsonText):
    """A mapping that the API keeps as JSON text of a list of pairs; ``key`` and ``value``: the names in a pair."""

    type: str = "dict"
    key: str = "key"
    value: str = "value"

    def check(self, given: Any, option: str) -> None:
        super().check(given, option)
        self._check_texts(given, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return super().same(current, wanted) or self._sorted(current) == self._sorted(wanted)

    def coded(self, given: Any) -> Any:
        return [{self.key: str(name), self.value: text_of(value, str(name))} for name, value in given.items()]

    def decoded(self, data: Any) -> Any:
        keys = {self.key, self.value}
        if not isinstance(data, list) or any(not isinstance(each, dict) or set(each) != keys for each in data):
            return None
        found = {str(each[self.key]): each[self.value] for each in data}
        return found if len(found) == len(data) else None

    def _sorted(self, text: Any) -> Any:
        data = data_in(text)
        pairs = data if isinstance(data, list) else [data]
        return sorted(json.dumps(each, sort_keys=True) for each in pairs if each is not None)


@dataclass(frozen=True, eq=False)
class JsonValues(JsonText):
    """A mapping that the API keeps as JSON text of an object, each of whose values is within an object.

    ``inner``: the only property of these objects; empty if the values are not within objects, but texts.
    """

    type: str = "dict"
    inner: str = ""

    def check(self, given: Any, option: str) -> None:
        super().check(given, option)
        if not self.inner:
            self._check_texts(given, option)

    def coded(self, given: Any) -> Any:
        if not self.inner:
            return {name: text_of(value, str(name)) for name, value in given.items()}
        return {name: {self.inner: value} for name, value in given.items()}

    def decoded(self, data: Any) -> Any:
        if not isinstance(data, dict):
            return None
        if not self.inner:
            return data if all(isinstance(each, str) for each in data.values()) else None
        if any(not isinstance(each, dict) or set(each) != {self.inner} for each in data.values()):
            return None
        return {name: each[self.inner] for name, each in data.items()}
