# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of the guide that can only plan: it sees all that a configuration has, and can't change anything."""

from __future__ import annotations

from pathlib import Path

from emulator.kinds.permission_names import SPACE_PERMISSIONS
from emulator.testing import Emulator
from playbooks.playbook import ROOT, play, run, write_play
from playbooks.test_guides import BLOCK, FILE, FILL, READS

# The planner needs none of these, which only newer servers have.
NOT_NEEDED = {"AiAgentTranscriptView", "InsightsReportView", "SshKnownHostsView", "TargetTagView"}
AS_PLANNER = """
- name: Apply the configuration
  octopus.deploy.octopus_config:
    octopus_api_key: "{{ lookup('ansible.builtin.file', 'planner.key') }}"
    src: "{{ examples }}/configuration"
    secrets:
      payment key: secret
"""
CHANGE = """
- name: Create an environment
  octopus.deploy.octopus_environment:
    octopus_api_key: "{{ lookup('ansible.builtin.file', 'planner.key') }}"
    name: Not planned
"""


def test_it_sees_everything_and_changes_nothing(tmp_path: Path) -> None:
    examples = ("-e", f"examples={ROOT / 'examples'}")
    blocks = [block for _language, block in BLOCK.findall((ROOT / "docs" / "access.md").read_text(encoding="utf-8"))]
    (planner,) = (each for each in blocks if (named := FILE.match(each)) and named[1] == "planner.yml")
    (tmp_path / "planner.yml").write_text(planner, encoding="utf-8")
    with Emulator() as server:
        play(write_play(tmp_path / "fill.yml", FILL), server, *examples)
        assert play(tmp_path / "planner.yml", server).changed == 4
        (role,) = (each for each in server.app.octopus.store.all("userroles") if each["Name"] == "Space viewer")
        views = {each for each in SPACE_PERMISSIONS if each.endswith(("View", "ViewUnscoped"))}
        assert set(role["GrantedSpacePermissions"]) == views - NOT_NEEDED
        server.clear_requests()
        apply = write_play(tmp_path / "apply.yml", AS_PLANNER)
        planned = play(apply, server, *examples, "--check", "--diff")
        assert planned.changed == 0 and "may not" not in planned.output, planned.output
        assert [each for each in server.requests if each.method not in READS] == []
        refused = run(write_play(tmp_path / "change.yml", CHANGE), server)
    assert refused.code == 2 and "EnvironmentCreate" in refused.output, refused.output
