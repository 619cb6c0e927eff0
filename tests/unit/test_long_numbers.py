# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python refuses to read a number of more than 4,300 digits; a user's mistake must not end as a fault of this code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.hosts import port
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_properties import NumberProperty
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import StepNumber
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.cron import Cron
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import Duration, length
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Address
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import whole_number
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import read_day
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.regexes import expanded
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import next_version
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range

LONG, ZEROS = "9" * 5000, "0" * 5000
NOBODY: Any = SimpleNamespace()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "version", ["1.²", "1-a.²", LONG, f"1.{LONG}", f"1.0-{LONG}", f"1.0-a.{LONG}", f"[1.0,{LONG}]", ZEROS]
)
def test_a_version_is_read_or_refused(form: str, version: str) -> None:
    for read in (FORMATS[form].key, lambda text: version_range(text, FORMATS[form]).contains("1.0")):
        with suppress(NotAVersion):
            read(version)


def test_long_numbers_of_maven_have_an_order() -> None:
    newest_first = [f"1.0.0.a{LONG}0", f"1.0.0.a{LONG}", "1.0.0.a9"]
    assert sorted(newest_first, key=FORMATS["Maven"].key) == newest_first[::-1]


@pytest.mark.parametrize(
    ("mask", "version"),
    [
        (f"1.{LONG}.i", "1.0"),
        ("1.0-a.i", f"1.0-a.{LONG}"),
        ("1.0-a.i", f"1.0-a.{ZEROS}"),
        ("1.0-a.i", f"1.{ZEROS}-a.1"),
        ("1.i", f"1.{ZEROS}"),
    ],
)
def test_a_mask_is_applied_or_refused(mask: str, version: str) -> None:
    with suppress(NotAVersion):
        assert next_version(mask, [version]).startswith(("1.0-a.", "1.1"))


@pytest.mark.parametrize(
    "check",
    [
        *(
            lambda text=text: Duration().check(text, "o")
            for text in (LONG, f"{LONG}d", f"{LONG}:00", f"{LONG}.01:00:00")
        ),
        lambda: StepNumber().check(LONG, "o"),
        lambda: StepNumber(maximum=9).check(LONG, "o"),
        lambda: NumberProperty("k").check(LONG, "o"),
        *(
            lambda text=text: Cron().wanted(text, None, NOBODY, "o")
            for text in (f"0 0 {LONG} * * ?", f"0 0 6 L-{LONG} * ?", f"0 0 6 {LONG}W * ?")
        ),
        lambda: Address().check(f"https://host:{LONG}/", "o"),
    ],
)
def test_an_option_is_refused(check: Callable[[], None]) -> None:
    with pytest.raises(OptionError):
        check()


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda: length(f"{LONG}:00"), f"{LONG}:00"),
        (lambda: StepNumber().shown(LONG, NOBODY), LONG),
        (lambda: port(LONG), None),
        (lambda: Cron().wanted(f"0 0/{LONG} {ZEROS} * * ?", None, NOBODY, "o"), f"0 0/{LONG} {ZEROS} * * ?"),
        (lambda: read_day(f"1 May {LONG}", None), None),
        (lambda: whole_number(LONG), None),
        (lambda: expanded(re.match("a", "a"), f"${LONG}", {}), f"${LONG}"),
    ],
)
def test_a_value_of_the_server_is_shown_as_it_is(read: Callable[[], Any], expected: Any) -> None:
    assert read() == expected
