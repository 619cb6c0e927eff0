# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a secret whose existence older servers do not report (api: events#subscription)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    SENT,
    kept_secret,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret


@dataclass(frozen=True, eq=False)
class HiddenSecret(Secret):
    """A text that the server accepts and always returns empty; from ``reported_since`` on, it is a SensitiveValue.

    The empty text must not be sent back; see ``Hooks.sent``.
    """

    reported_since: tuple[int, int] = (0, 0)

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        if isinstance(current, dict) or context.server_is_at_least(*self.reported_since):
            return super().wanted(given, current if isinstance(current, dict) else None, context, option)
        given, is_there = secret_text(given, option), current is not None
        if given == NO_SECRET:
            raise OptionError(option, "can't be cleared on this server, which never reports whether it has one")
        if placeholder_name(given) is not None:
            context.not_compared(option)
            return kept_secret(given, current, is_there, option)
        if is_there and context.update_secrets != ALWAYS:
            context.not_compared(option)
            return current
        return given

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return super().shown(value, context) if not isinstance(value, str) else SENT if value else None
