# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a password that the server accepts as a text and never returns (api: people#user)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    SENT,
    kept_secret,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret


@dataclass(frozen=True, eq=False)
class Password(Secret):
    """A password that the server accepts and never reports, not even whether it has a password.

    The password is sent with a new document, and to an existing document if ``update_secrets`` is ``always``. ``prop``:
    the property; the field's ``api`` is empty, because only the whole document shows whether it is new.
    """

    prop: str = "Password"

    def wanted(self, given: str, current: Any, context: Context, option: str) -> dict[str, Any]:
        given = secret_text(given, option)
        if given == NO_SECRET:
            raise not_clearable(option)
        exists, is_kept = bool(current.get("Id")), placeholder_name(given) is not None
        if is_kept:
            kept_secret(given, current, exists, option)
        if exists and (is_kept or context.update_secrets != ALWAYS):
            context.not_compared(option)
            return {}
        return {self.prop: given}

    def same(self, current: Any, wanted: Any) -> bool:
        return not wanted.get(self.prop)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return SENT if isinstance(value, dict) and value.get(self.prop) else None

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return None
