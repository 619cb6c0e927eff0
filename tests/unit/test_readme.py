# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers on the first screen of the README are those that ``make bench`` measured."""

from __future__ import annotations

import pytest
from checks import ROOT

MEASURED = ROOT / "docs" / "benchmarks.md"
ROWS = [
    ("100 resources", "unchanged: octopus_config"),
    ("100 resources", "unchanged: ansible.builtin.uri"),
    ("1,000 resources", "unchanged: octopus_config"),
]


def measured(section: str, row: str) -> str:
    """Requests and seconds of a row of the benchmarks, as the README says them."""
    text = MEASURED.read_text(encoding="utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    found = next(line for line in text.splitlines() if line.startswith(f"| {row} |"))
    requests, seconds = [cell.strip() for cell in found.split("|")][2:4]
    return f"{requests} requests, {seconds} seconds"


@pytest.mark.parametrize(
    ("row", "verb"), [("unchanged: terraform plan", "took "), ("unchanged, from src: octopus_config", "with `src` ")]
)
def test_the_readme_has_the_numbers_of_terraform(row: str, verb: str) -> None:
    """Both are from one table, because another part of the bench may have met a slower machine."""
    numbers = measured("1,000 resources, beside Terraform", row).replace(", ", " and ")
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
    assert f"{verb}{numbers}" in readme, "write the new numbers of docs/benchmarks.md into the README"


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_the_readme_has_the_measured_numbers(section: str, row: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith(f"| {section}, "))
    assert measured(section, row) in line, "write the new numbers of docs/benchmarks.md into the README"
