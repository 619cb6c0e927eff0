# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for maps with free keys: of texts, and of any JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import same_lines
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

FLAGS = ("true", "false")


@dataclass(frozen=True, eq=False)
class TextMap(FieldType):
    """A map of texts; a key with a null or empty value is the same as a missing one (api: traps#5.25).

    YAML reads ``1.10`` as 1.1, ``0755`` as 493 and ``no`` as false, so only texts are accepted. ``settings``: whether
    the keys are Octopus's own settings; other values are accepted then, and the case of ``True`` and ``False`` is
    ignored.
    """

    settings: bool = False

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return OBJECT

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, str]:
        has = current or {}
        asked = {str(key): written(value, f"{option}.{key}", self.settings) for key, value in given.items()}
        return {key: has[key] if self._alike(has.get(key), text) else text for key, text in asked.items()}

    def check(self, given: Any, option: str) -> None:
        """Raise ``OptionError`` for a map with values other than texts."""
        for key, value in given.items():
            written(value, f"{option}.{key}", self.settings)

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = filled(current), filled(wanted)
        return set(has) == set(asked) and all(self._alike(has[key], asked[key]) for key in asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return filled(value)

    def _alike(self, current: Any, wanted: str) -> bool:
        return isinstance(current, str) and same_text(current, wanted, self.settings)


class JsonMap(FieldType):
    """A map of any JSON values; a key with a null or empty value is the same as a missing one.

    api: traps#5.25
    """

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return OBJECT

    def same(self, current: Any, wanted: Any) -> bool:
        return same_json(filled(current), filled(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return filled(value)


def filled(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The entries of ``values`` that are not empty."""
    return {key: value for key, value in (values or {}).items() if value not in (None, "", [], {})}


def same_json(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, in which true and 1 differ."""
    return bool(one == other and with_flags_apart(one) == with_flags_apart(other))


def with_flags_apart(value: Any) -> Any:
    """A copy in which true and 1 differ, although they are equal in Python."""
    if isinstance(value, dict):
        return {key: with_flags_apart(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_flags_apart(part) for part in value]
    return (bool, value) if isinstance(value, bool) else value


def written(value: Any, option: str, settings: bool = False) -> str:
    """The text that the server has for a value. Only in settings, a value may be other than text.

    Raises ``OptionError``.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if settings:
        return text_of(value, option)
    if isinstance(value, (dict, list)):
        raise OptionError(option, "must be a text; write a list or a mapping with the filter to_json")
    raise OptionError(option, f"must be text, not {described(value)}; put it in quotes")


def same_text(current: str, wanted: str, settings: bool = False) -> bool:
    """Whether two texts mean the same to a server, ignoring line ends and, in settings, the case of flags."""
    either = (current.casefold(), wanted.casefold())
    return same_lines(current, wanted) or (settings and either[0] == either[1] and either[1] in FLAGS)
