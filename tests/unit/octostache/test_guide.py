# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide docs/octostache.md: its examples have the results that it shows, and it names every filter."""

from __future__ import annotations

import json
import re

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.date_filters import DateFilters
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import FILTERS, evaluate
from checks import ROOT

GUIDE = (ROOT / "docs" / "octostache.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.+)` \| `(.+)` \| `(.+)` \|$", re.MULTILINE)


def section(title: str) -> str:
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


EXAMPLES = [tuple(cell.replace("\\|", "|") for cell in row) for row in ROW.findall(section("Examples"))]


def test_every_row_is_an_example() -> None:
    rows = [line for line in section("Examples").splitlines() if line.startswith("| `")]
    assert len(EXAMPLES) == len(rows) > 10


@pytest.mark.parametrize(("template", "variables", "result"), EXAMPLES)
def test_an_example_gives_what_the_guide_says(template: str, variables: str, result: str) -> None:
    assert evaluate(template, json.loads(variables)).text == result


def test_the_guide_names_every_filter() -> None:
    named = {word.lower() for word in re.findall(r"`(\w+)", section("Filters"))}
    assert {*FILTERS, *DateFilters(None).filters()} - named == set()
