# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a nested document in which the value of one property requires another property."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested


@dataclass(frozen=True)
class Need:
    """The property ``prop`` is required where other properties have one of the values in ``when``.

    The message names the last property in ``when``.
    """

    prop: str
    when: Mapping[str, tuple[str | None, ...]]

    def is_met(self, document: Mapping[str, Any]) -> bool:
        """Whether an API value has the property, or does not need it."""
        needed = all(document.get(prop) in values for prop, values in self.when.items())
        return bool(document.get(self.prop)) or not needed


class Complete(Nested):
    """A nested document; ``needs``: the properties that the server requires if other properties have certain values.

    A need that the server's own document does not meet is not a mistake, because that server does not require it.
    """

    needs: ClassVar[tuple[Need, ...]] = ()

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        asked = super().wanted(given, current, context, option)
        if asked and not self.same(current, asked):
            self._refuse_incomplete(current or {}, asked, option)
        return asked

    def _refuse_incomplete(self, current: Mapping[str, Any], asked: Mapping[str, Any], option: str) -> None:
        options = {each.api: each.option for each in self.fields}
        for need in self.needs:
            if need.prop in options and need.is_met(current) and not need.is_met(asked):
                decisive = list(need.when)[-1]
                raise OptionError(
                    f"{option}.{options[need.prop]}", f"must be given with {options[decisive]}: {asked[decisive]}"
                )
