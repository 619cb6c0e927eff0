# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for the properties of steps: a map from names to texts and secrets (api: processes#process).

The API keeps texts and secrets in one map; one option manages the texts, and another option the secrets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import ShownSecrets
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    placeholder,
    placeholder_name,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import same_text, written
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret, warn_of_text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

SECRET = Secret()
# Whether the text of a property, which has this name and this value, is a secret.
IsSecretText = Callable[[str, Any], bool]


@dataclass(frozen=True, eq=False)
class PropertyTexts(FieldType):
    """All properties that are texts. The case of names, and of ``True`` and ``False``, is ignored.

    ``is_secret_text``: tells the texts that belong to the option for secrets, although everybody can read them.
    """

    is_secret_text: IsSecretText
    holds_scripts: ClassVar[bool] = True

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return OBJECT

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        has = by_folded_name(current)
        refuse_shown(given, has, option)
        asked: dict[str, Any] = {}
        for name, value in given.items():
            known, before = has.get(folded(name), (str(name).strip(), None))
            text = written(value, f"{option}.{name}", settings=True)
            asked[known] = before if alike(before, text) else text
        kept = {
            name: value for name, value in (current or {}).items() if name not in asked and self._hides(name, value)
        }
        return {**kept, **asked}

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = self._texts(current), self._texts(wanted)
        return set(has) == set(asked) and all(alike(has[name], asked[name]) for name in asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        texts = (value or {}).items()
        return dict(sorted((name, text) for name, text in texts if text and not self._hides(name, text)))

    def _texts(self, value: Any) -> dict[str, str]:
        return {
            name: text for name, (_name, text) in by_folded_name(value).items() if text and not self._hides(name, text)
        }

    def _hides(self, name: str, value: Any) -> bool:
        return is_secret(value) or self.is_secret_text(name, value)


@dataclass(frozen=True, eq=False)
class PropertySecrets(Secret):
    """All properties that are secrets. ``is_secret_text``: tells the texts that are secrets as well."""

    is_secret_text: IsSecretText

    def argument(self) -> Argument:
        return {"type": "dict", "no_log": True}

    def shape(self) -> Shape:
        return OBJECT

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        has = by_folded_name(current)
        asked: dict[str, Any] = {}
        for name, value in given.items():
            known, before = has.get(folded(name), (str(name).strip(), None))
            asked[known] = self._wanted(value, known, before, context, f"{option}.{name}")
        texts = {name: value for name, value in (current or {}).items() if not is_secret(value)}
        kept = {name: text for name, text in texts.items() if name not in asked and not self.is_secret_text(name, text)}
        return {**kept, **asked}

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = self._secrets(current), self._secrets(wanted)
        return set(has) == set(asked) and all(SECRET.same(has[name], asked[name]) for name in asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return dict(sorted((name, SECRET.shown(secret, context)) for name, secret in self._secrets(value).items()))

    def exported(self, value: Any, context: Context, place: str) -> Any:
        secrets = sorted(self._secrets(value))
        for name in secrets:
            if not is_secret(value[name]):
                warn_of_text(f"{place}.{name}", context)
        return {name: placeholder(f"{place}.{name}") for name in secrets} or None

    def _wanted(self, given: Any, name: str, before: Any, context: Context, option: str) -> Any:
        # A secret replaces a text of the same name; a placeholder keeps a text that is a secret.
        is_kept = placeholder_name(given) is not None and self.is_secret_text(name, before)
        return SECRET.wanted(given, before if is_secret(before) or is_kept else None, context, option)

    def _secrets(self, value: Any) -> dict[str, Any]:
        """The secrets among the properties, in the API's form."""
        found = {name: part for name, part in (value or {}).items() if is_secret(part) and part.get("HasValue")}
        texts = {name for name, part in (value or {}).items() if self.is_secret_text(name, part)}
        return {**found, **{name: {"HasValue": True, "NewValue": None} for name in texts}}


def by_folded_name(properties: Mapping[str, Any] | None) -> dict[str, tuple[str, Any]]:
    """The properties by their folded names, each with its name as the server spells it and its value."""
    return {folded(name): (name, value) for name, value in (properties or {}).items()}


def refuse_shown(given: Mapping[str, Any], has: Mapping[str, tuple[str, Any]], option: str) -> None:
    """Raise ``ShownSecrets`` for texts in place of secrets. ``has``: the properties of the server by folded name."""
    problem = (
        "would show a property that is sensitive on the server; give it in sensitive_properties. If it is not "
        f"secret any more, clear it there first, with {NO_SECRET!r}"
    )
    held = {str(name): has.get(folded(str(name)), ("", None))[1] for name in given}
    shown = {name for name, value in held.items() if is_secret(value) and value.get("HasValue") is not False}
    if shown:
        raise ShownSecrets({f"{option}.{name}": (problem, given[name]) for name in given if str(name) in shown})


def is_secret(value: Any) -> bool:
    """Whether the API value of a property is a SensitiveValue and not a text."""
    return isinstance(value, dict)


def alike(current: Any, wanted: str) -> bool:
    return isinstance(current or "", str) and same_text(current or "", wanted, settings=True)
