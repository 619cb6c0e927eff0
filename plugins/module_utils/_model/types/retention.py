# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field types for how long servers keep releases, files and runs of runbooks.

api: lifecycles#lifecycle, runbooks#runbooks-in-detail
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import refuse_longer_than_32_bits
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WHOLE_NUMBER, WORD, Shape

DEFAULT, FOREVER, COUNT = "Default", "Forever", "Count"
STRATEGY_SINCE = (2025, 3)
DAYS = "Days"

PERIOD = Shape("an object", (dict,), (("QuantityToKeep", WHOLE_NUMBER), ("Unit", WORD), ("Strategy", WORD)))

Kept = tuple[str, int, str]


@dataclass(frozen=True, eq=False)
class Retention(FieldType):
    """A retention period. Since 2025.3 it has a ``Strategy``; before, a quantity of 0 meant to keep forever.

    ``inherited``: whether null is allowed and means the period of the lifecycle, as for a phase. An empty dictionary
    then asks for null; otherwise it asks for the server's default. ``unit`` and ``quantity``: the default of a server
    without strategies. ``one_unit``: whether such a server has this unit only, and does not return it.
    """

    inherited: bool = False
    unit: str = DAYS
    quantity: int = 30
    one_unit: bool = False

    def argument(self) -> Argument:
        options = {
            "strategy": {"type": "str", "choices": [DEFAULT, FOREVER, COUNT]},
            "quantity_to_keep": {"type": "int"},
            "unit": {"type": "str", "choices": ["Days", "Items"]},
        }
        return {"type": "dict", "options": options}

    def shape(self) -> Shape:
        return PERIOD

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        knows_strategy = context.server_is_at_least(*STRATEGY_SINCE)
        base = dict(current) if isinstance(current, dict) else {}
        if all(given.get(each) is None for each in ("strategy", "quantity_to_keep", "unit")):
            if self.inherited:
                return None
            usual = (DEFAULT, 0, "Items") if knows_strategy else (COUNT, self.quantity, self.unit)
            return {**base, **self._written(usual, knows_strategy)}
        period = asked(given, self.kept(current), option, self.unit)
        if not knows_strategy:
            self._check_older(period, context, option)
        return {**base, **self._written(period, knows_strategy)}

    def _check_older(self, period: Kept, context: Context, option: str) -> None:
        """Raise ``OptionError`` for a period that a server without strategies can't have."""
        strategy, unit = period[0], period[2]
        if strategy == DEFAULT:
            raise OptionError(
                f"{option}.strategy",
                f"Default needs Octopus Server 2025.3 or newer, not {context.client.version}; give a quantity",
            )
        if self.one_unit and unit not in ("", self.unit):
            raise OptionError(
                f"{option}.unit",
                f"{unit} needs Octopus Server 2025.3 or newer, not {context.client.version}; use {self.unit}",
            )

    def kept(self, value: Any) -> Kept | None:
        """Strategy, quantity and unit of an API value; None for null."""
        return kept(value, self.unit)

    def _written(self, period: Kept, knows_strategy: bool) -> dict[str, Any]:
        strategy, quantity, unit = period
        document: dict[str, Any] = {"QuantityToKeep": quantity, "ShouldKeepForever": strategy == FOREVER}
        if knows_strategy or not self.one_unit:
            document["Unit"] = unit or ("Items" if strategy == DEFAULT else self.unit)
        if knows_strategy:
            document["Strategy"] = strategy
        return document

    def check(self, given: Any, option: str) -> None:
        refuse_contradiction(given, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return self.kept(current) == self.kept(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        known = self.kept(value)
        if known is None:
            return None
        strategy, quantity, unit = known
        return (
            {"strategy": strategy, "quantity_to_keep": quantity, "unit": unit} if quantity else {"strategy": strategy}
        )

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)


def kept(value: Any, usual: str = DAYS) -> Kept | None:
    """A retention period as (strategy, quantity, unit), for servers with and without strategies; None for null.

    ``usual``: the unit of a period for which the server returns no unit.
    """
    if not isinstance(value, dict):
        return None
    quantity = int(value.get("QuantityToKeep") or 0)
    strategy = value.get("Strategy") or (COUNT if quantity else FOREVER)
    return (COUNT, quantity, str(value.get("Unit") or usual).capitalize()) if strategy == COUNT else (strategy, 0, "")


def asked(given: Mapping[str, Any], current: Kept | None, option: str, usual: str = DAYS) -> Kept:
    """The period that options ask for, based on the server's present period. Raises ``OptionError``."""
    refuse_contradiction(given, option)
    quantity = given.get("quantity_to_keep")
    has_strategy, has_quantity, has_unit = current or (COUNT, 0, usual)
    strategy = given.get("strategy") or (has_strategy if quantity is None else COUNT if quantity else FOREVER)
    if strategy != COUNT:
        if given.get("unit") and quantity is None:
            raise only_for_count(f"{option}.unit", strategy)
        return strategy, 0, ""
    if not (has_quantity if quantity is None else quantity):
        raise OptionError(f"{option}.quantity_to_keep", "strategy Count needs a quantity of 1 or more")
    return COUNT, has_quantity if quantity is None else quantity, given.get("unit") or has_unit or usual


def refuse_contradiction(given: Mapping[str, Any], option: str) -> None:
    """Raise ``OptionError`` for options that contradict each other."""
    strategy, quantity = given.get("strategy") or COUNT, given.get("quantity_to_keep")
    if quantity is not None and quantity < 0:
        raise OptionError(f"{option}.quantity_to_keep", f"must be 0 (forever) or more, not {quantity}")
    refuse_longer_than_32_bits(quantity or 0, f"{option}.quantity_to_keep")
    if strategy != COUNT and quantity:
        raise only_for_count(f"{option}.quantity_to_keep", strategy)
    # A quantity of 0 means to keep forever, and its unit does no harm; older servers have one.
    if strategy != COUNT and given.get("unit"):
        raise only_for_count(f"{option}.unit", strategy)


def only_for_count(option: str, strategy: str) -> OptionError:
    return OptionError(option, f"can only be used with strategy Count, not with {strategy}")


class DefaultRetention(FieldType):
    """The retention period of a space's own policy, with all strategies except ``Default``, which means that policy.

    api: lifecycles#space-retention
    """

    def argument(self) -> Argument:
        options = {
            "strategy": {"type": "str", "choices": [FOREVER, COUNT]},
            "quantity_to_keep": {"type": "int"},
            "unit": {"type": "str", "choices": ["Days", "Items"]},
        }
        return {"type": "dict", "options": options, "required_one_of": [["strategy", "quantity_to_keep", "unit"]]}

    def shape(self) -> Shape:
        return PERIOD

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        strategy, quantity, unit = asked(given, kept(current), option)
        base = dict(current or {})
        return {**base, "Strategy": strategy, "QuantityToKeep": quantity, "Unit": unit or base.get("Unit") or "Days"}

    def check(self, given: Any, option: str) -> None:
        refuse_contradiction(given, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return kept(current) == kept(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return Retention().shown(value, context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)
