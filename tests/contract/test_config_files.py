# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret that is spelled out in a file of ``src`` is as secret as one in an option."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible.utils.display import Display
from contract.conftest import Octopus
from contract.doors import through_action

pytestmark = pytest.mark.both_doors

SECRET = "hunter-22"
FILE = f"""
projects:
  - name: Payments
    description: Someone wrote {SECRET} here as well
    project_group: Default Project Group
    lifecycle: {{lifecycle}}
    templates:
      - name: Payment.Key
        sensitive_default_value: {SECRET}
        display_settings:
          control_type: Sensitive
"""


@pytest.mark.parametrize("lifecycle", ["Default Lifecycle", f"Nowhere like {SECRET}"])
def test_no_secret_of_a_file_in_the_result(octopus: Octopus, tmp_path: Path, lifecycle: str) -> None:
    (tmp_path / "projects.yml").write_text(FILE.format(lifecycle=lifecycle), encoding="utf-8")
    result = octopus("octopus_config", src=[str(tmp_path)], verbosity=3)
    assert bool(result.get("failed")) == (lifecycle != "Default Lifecycle")
    assert SECRET not in json.dumps(result)


def test_no_secret_in_a_line_of_progress(octopus: Octopus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are shown as things happen, before there is a result."""
    lines: list[str] = []
    monkeypatch.setattr(Display, "v", lambda self, line: lines.append(line))
    text = FILE.format(lifecycle=f"Nowhere like {SECRET}")
    spaces = "spaces: [{name: New, space_managers_teams: [Octopus Administrators]}]\n"
    (tmp_path / "all.yml").write_text(spaces + text, encoding="utf-8")
    result = octopus("octopus_config", src=[str(tmp_path)], space="New", verbosity=1)
    assert [each["place"] for each in result["failures"]] == ["projects[0]"]
    assert SECRET not in json.dumps(result)
    if octopus.door is through_action:
        assert "created space New" in lines
        assert [line for line in lines if line.startswith("failed project Payments: lifecycle: there is no")]
    assert not [line for line in lines if SECRET in line]
