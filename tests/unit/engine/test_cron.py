# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cron expressions that servers accept, and the messages for those that they refuse."""

from __future__ import annotations

from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import every_field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.cron import Cron

NOWHERE = cast(Any, None)
SIX_OR_SEVEN = Cron()


def wanted(given: str, current: Any = None, kind: Cron = SIX_OR_SEVEN) -> str:
    return kind.wanted(given, current, NOWHERE, "cron")


@pytest.mark.parametrize(
    "given",
    [
        "0 0 6 * * *",
        "0 0 6 * * Mon-Fri",
        "0 */5 8-17/2 1,15 JAN,7 ?",
        "0 0 9 ? * 0",
        "0 0 9 L * ?",
        "0 0 9 L-3 * ?",
        "0 0 9 LW * ?",
        "0 0 9 15W * ?",
        "0 0 9 ? * 5L",
        "0 0 9 ? * fri#2",
        "0 0 9 ? * 6#5",
        "0 0 6 ? * MON#1,MON#3",
        "0 0 6 ? * MON,FRIL",
        "0 0 6 15,L * ?",
        "0 0 6 ? * 1/2",
        "0 0 12 1 1 ? 2030-2040/2",
        "59 59 23 31 12 6 2099",
        "0 0 6 * * * 0001-9999",
        " 0 0  6 * * * ",
    ],
)
def test_these_are_taken(given: str) -> None:
    assert wanted(given) == given.strip()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("every day", "it has six or seven fields, the first of which are the seconds, not 2"),
        ("0 6 * * *", "it has six or seven fields, the first of which are the seconds, not 5"),
        ("60 0 6 * * *", "'60' is not a valid second: it goes from 0 to 59"),
        ("0 60 6 * * *", "'60' is not a valid minute"),
        ("0 0 24 * * *", "'24' is not a valid hour: it goes from 0 to 23"),
        ("0 0 6 0 * *", "'0' is not a valid day of the month"),
        ("0 0 6 32W * ?", "'32W' is not a valid day of the month"),
        ("0 0 6 * 13 *", "'13' is not a valid month: it goes from 1 to 12 or JAN to DEC"),
        ("0 0 6 * * 7", "'7' is not a valid day of the week: it goes from 0 to 6 or SUN to SAT"),
        ("0 0 6 ? * 5#6", "'5#6' is not a valid day of the week"),
        ("0 0 6 ? * Monday", "'Monday' is not a valid day of the week"),
        ("0 0 6 ? * 7L", "'7L' is not a valid day of the week"),
        ("? 0 6 * * *", "'?' is not a valid second"),
        ("0 */0 6 * * *", "'*/0' is not a valid minute"),
        ("0 1-2-3 6 * * *", "'1-2-3' is not a valid minute"),
        ("0 0 6,,7 * * *", "'' is not a valid hour"),
        ("0 0 6 * * * 0", "'0' is not a valid year: it goes from 1 to 9999"),
        ("0 0 6 * * * 10000", "'10000' is not a valid year"),
    ],
)
def test_these_are_not(given: str, says: str) -> None:
    with pytest.raises(OptionError) as refused:
        wanted(given)
    assert str(refused.value).startswith(f"cron: {given!r} is not a cron expression: ") and says in str(refused.value)


def test_an_expression_that_the_server_has_is_never_refused() -> None:
    """The server may accept expressions that the collection does not know."""
    assert wanted("0 0 6 * * 7", "0 0 6 * * 7") == "0 0 6 * * 7"
    assert wanted("0 6 * * *", kind=Cron(counts=(5, 6, 7))) == "0 6 * * *"


def options_about_cron() -> list[Field]:
    fields = (field for kind in KINDS for field in every_field(kind.fields))
    return [each for each in fields if "cron" in each.option and each.type.argument()["type"] == "str"]


def test_every_option_for_one_is_of_this_kind() -> None:
    found = {each.option: isinstance(each.type, Cron) for each in options_about_cron()}
    assert found == {"health_check_cron": True, "health_check_cron_timezone": False, "cron_expression": True}
