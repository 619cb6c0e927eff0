# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reference to an account of the sort that the type of a variable demands."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import report_mistake
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

ACCOUNT = "account"


@dataclass(frozen=True, eq=False)
class AccountReference(TextReference):
    """A reference to an account of one sort, such as ``AzureAccount``.

    The types of accounts of one sort begin with the same word: AzureOidc also counts as an AzureAccount (api:
    accounts#account). Whether a server refuses an account of another sort is unverified.
    """

    sort: str = ""

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        identity = super().wanted(given, current, context, option)
        if identity and identity != current and not self._is_bound(identity):
            self._refuse_other(identity, given, context, option)
        return identity

    def _refuse_other(self, identity: str, given: str, context: Context, option: str) -> None:
        change = context.resolver.planned_changes(self.location).get(identity)
        seen = None if change or is_to_come(identity) else context.resolver.seen(self.location, identity)
        account_type = str((change[1] if change else seen or {}).get("AccountType") or "")
        beginning = folded(self.sort).removesuffix(ACCOUNT)
        if account_type and not folded(account_type).startswith(beginning):
            problem = f"{given.strip()!r} is an account of the type {account_type}, not {self.sort}"
            report_mistake(problem, context, option)
