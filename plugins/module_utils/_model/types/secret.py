# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a secret that the server never returns."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    SENT,
    kept_secret,
    placeholder,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    TEXT_OR_SECRET,
    Shape,
)


def warn_of_text(place: str, context: Context) -> None:
    """Warn of a secret that an export replaces by a placeholder, although everybody can read it on the server."""
    context.warn(
        f"{place}: the server has this secret as a text that everybody can read; give the secret itself in place of "
        "its placeholder once, and the server hides it"
    )


class Secret(FieldType):
    """A SensitiveValue: ``{HasValue, NewValue, Hint}``, write-only (api: documents#secrets).

    Sending the server's own value back keeps the secret.
    """

    # The option update_secrets applies to the type.
    write_only: ClassVar[bool] = True

    def argument(self) -> Argument:
        return {"type": "str", "no_log": True}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        given = secret_text(given, option)
        # A server may have a text in place of a SensitiveValue.
        stored = self._state(current)[0]
        if given == NO_SECRET:
            return {"HasValue": False, "NewValue": None}
        if placeholder_name(given) is not None:
            context.not_compared(option)
            return kept_secret(given, current, stored, option)
        if stored and context.update_secrets != ALWAYS:
            context.not_compared(option)
            return current
        return {"HasValue": True, "NewValue": given}

    def same(self, current: Any, wanted: Any) -> bool:
        return self._state(current) == self._state(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not isinstance(value, dict):
            return None
        has_value, new_value = self._state(value)
        if new_value:
            return SENT
        return MASK if has_value else None

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if self.shown(value, context) else None

    @staticmethod
    def _state(value: Any) -> tuple[bool, bool]:
        if not isinstance(value, dict):
            return bool(value), False
        return bool(value.get("HasValue")), value.get("NewValue") is not None
