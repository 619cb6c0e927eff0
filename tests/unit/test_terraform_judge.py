# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conclusions of the judge of the Terraform provider's tests from a test's output and requests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from interop.judge_terraform import Test as Judged
from interop.judge_terraform import concluded_of, unserved
from interop.results import FAILED, NOT_SERVED, PASSED, SKIPPED
from interop.terraform_build import STORES, Unavailable, without_stores

ONE = Judged("TestOne", "octopusdeploy_framework", "resource_one")
ASKED = ["GET /api"]


def ran(code: int, printed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(["one.test"], code, printed)


@pytest.mark.parametrize(
    ("code", "printed", "refused", "outcome", "reason"),
    [
        (0, "--- PASS: TestOne (1.00s)\nPASS\n", [], PASSED, ""),
        (0, "    one_test.go:9: no registry here\n--- SKIP: TestOne (0.00s)\n", [], SKIPPED, "no registry here"),
        (1, "Error: Failed to query available provider packages\n--- FAIL: TestOne (1s)\n", [], SKIPPED, "registry"),
        (1, "--- FAIL: TestOne (1s)\n", ["GET /api/Spaces-1/gizmos: 404"], NOT_SERVED, "no /gizmos yet"),
        (1, " │ Error: gone\n--- FAIL: TestOne (1s)\n", ["GET /api/Spaces-1/tenants/x: 404"], FAILED, "Error: gone"),
        # A test that did not run has not passed.
        (0, "testing: warning: no tests to run\nPASS\n", [], FAILED, ""),
    ],
)
def test_the_outcome_of_a_test_is_concluded(
    code: int, printed: str, refused: list[str], outcome: str, reason: str
) -> None:
    result = concluded_of(ONE, ran(code, printed), ASKED, refused)
    assert result is not None
    assert (result.outcome, reason in result.reason) == (outcome, True), result


def test_a_test_that_asks_for_nothing_judges_nothing() -> None:
    assert concluded_of(ONE, ran(0, "--- PASS: TestOne (1.00s)\n"), [], []) is None


def test_collections_that_are_not_served_at_all_are_named() -> None:
    assert unserved("GET /api/Spaces-1/gizmos/Gizmos-1: 404") == "/gizmos"
    assert unserved("GET /api/observability/kubernetes-monitors: 404") == "/observability"
    assert unserved("GET /api/Spaces-1/environments/Environments-9: 404") == ""
    assert unserved("POST /api/Spaces-1/gizmos: 400") == ""


def test_stores_in_clouds_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "init.go"
    imports = [f'backend{name} "x/remote-state/{folder}"\n' for folder, name in STORES.items()]
    used = [
        f'"{folder}": func() backend.Backend {{ return backend{name}.New() }},\n' for folder, name in STORES.items()
    ]
    kept = 'backendHTTP "x/remote-state/http"\n'
    file.write_text("".join([*imports, kept, *used]), encoding="utf-8")
    without_stores(file)
    assert file.read_text(encoding="utf-8") == kept
    with pytest.raises(Unavailable, match="another way"):
        without_stores(file)
