# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases from Octostache's own tests: each has exactly the library's result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import evaluate

CASES = Path(__file__).parents[4] / "shared" / "reference" / "octostache-cases.json"
EXPECTED = 74


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not at ../shared/reference/octostache-cases.json")
def test_all_cases() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    wrong = []
    for case in cases:
        text = evaluate(case["template"], case["variables"]).text
        if text != case["expected"]:
            wrong.append((case, text))
    assert wrong == []
    assert len(cases) == EXPECTED
