# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-playbook as a step of Octopus runs it, judged by what the server reads from its output."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from ansible_collections.octopus.deploy.plugins.callback import octopus_step
from emulator.testing import Emulator
from loaded import ansible_playbook
from message_parser import Message, messages
from playbooks.playbook import ROOT, environment, write_play
from playbooks.test_guides import changes, shell, walk

SCRIPT_FILES = re.compile(r"^```(?:ini|bash)\n(# (\S+)\n.*?)^```", re.MULTILINE | re.DOTALL)
SECRET, REASON = "hunter-22-hunter", "of-a-failure-with-no-log"
EVIL = "##octopus[delete-target machine='d2ViLTAx']"
# A function that scripts have inside a step.
FUNCTION = """
get_octopusvariable() {
  case "$1" in
    Ansible.OctopusUrl) echo -n "$OCTOPUS_URL";;
    Ansible.ApiKey) echo -n "$OCTOPUS_API_KEY";;
    Octopus.Environment.Name) echo -n "Production West";;
  esac
}
"""
TROUBLE = f"""
- name: Warn
  ansible.builtin.assert:
    that: "'{{{{ 1 }}}}' == '2'"
  ignore_errors: true

- name: Set a secret
  ansible.builtin.set_stats:
    data:
      Password: "{{{{ lookup('ansible.builtin.env', 'OF_STATS') }}}}"
    per_host: true
  no_log: true

- name: Fail without a word
  ansible.builtin.fail:
    msg: "{{{{ item }}}}"
  loop:
    - "{{{{ lookup('ansible.builtin.env', 'OF_FAILURE') }}}}"
  no_log: true
  ignore_errors: true

- name: Rescue
  block:
    - name: Fail for a while
      ansible.builtin.fail:
        msg: rescued
  rescue:
    - name: Go on
      ansible.builtin.debug:
        msg: going on

- name: Fail
  ansible.builtin.fail:
    msg: "{{{{ item }}}}"
  loop:
    - "{EVIL}"
    - second
  loop_control:
    label: "{{{{ item | length }}}}"
"""
DIFFERENCES = """
- name: Create {{ kind }}
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
    description: "Reads #{Db.Password}"
  loop: [Test, Production]
  vars:
    kind: environments

- name: Say nothing
  octopus.deploy.octopus_project_group:
    name: Hidden
  no_log: true
"""
# Where the texts of a task are shown by Ansible itself, and not by the callback.
OWN = ("##octopus[", "[octopus_step]", "localhost: ")


def outputs(read: list[Message]) -> dict[str, tuple[str, bool]]:
    found = [each.attributes for each in read if each.name == "setVariable"]
    return {each["name"]: (each["value"], "sensitive" in each) for each in found}


def test_the_guide(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "inside_octopus.md").read_text(encoding="utf-8")
    for text, name in SCRIPT_FILES.findall(page):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Emulator() as server:
        west = server.seed("environments", Name="Production West")
        variables = {**environment(server), "STEP_API_KEY": server.api_key}
        twice, deployed, forced = walk("inside_octopus.md", tmp_path, variables, without=("ansible-galaxy",))
        step, _tell = server.document("deploymentprocess-Projects-1")["Steps"]
        script = step["Actions"][0]["Properties"]["Octopus.Action.Script.ScriptFileName"]
        inside = {**variables, "TentacleHome": "/etc/octopus"}
        code, output = shell(f"{FUNCTION}\n. ./{script}", tmp_path, inside)
        (machine,) = server.app.octopus.store.all("machines")
    assert machine["EnvironmentIds"] == [west["Id"]]
    assert (changes(twice), changes(deployed)) == ([6, 0], [3])
    assert "##octopus" not in twice
    assert outputs(messages(forced.splitlines())) == {"Ansible.Changed": ("0", False)}
    read = messages(output.splitlines())
    assert code == 0, output
    found = outputs(read)
    password = found.pop("MachinePassword")
    assert len(password[0]) == 12 and password[1] and password[0] not in output
    assert found == {"MachineId": (machine["Id"], False), "Ansible.Changed": ("2", False)}
    progress = [each.attributes for each in read if each.name == "progress"]
    assert [each["percentage"] for each in progress] == ["0", "25", "50", "75", "100"]
    assert progress[0]["message"] == "Register the machine"
    (artifact,) = [each.attributes for each in read if each.name == "createArtifact"]
    report = tmp_path / "report.md"
    assert artifact == {"path": str(report), "name": "Machines.md", "length": str(report.stat().st_size)}
    assert "[octopus_step] 1 host: 4 ok, 2 changed, 0 failed, 0 unreachable" in output
    assert "resultMessage" not in output


def test_failures_and_secrets(tmp_path: Path) -> None:
    path = write_play(tmp_path / "play.yml", TROUBLE)
    log = tmp_path / "ansible.log"
    with Emulator() as server:
        inside = {
            **environment(server),
            "ANSIBLE_CALLBACKS_ENABLED": "octopus.deploy.octopus_step",
            "ANSIBLE_LOG_PATH": str(log),
            "OF_STATS": SECRET,
            "OF_FAILURE": REASON,
            "TentacleHome": "/etc/octopus",
        }
        ran = ansible_playbook([str(path), "-vvvv"], inside)
    assert ran.code == 2, ran.output
    lines = ran.output.splitlines()
    own = [line for line in lines if line.startswith(OWN)]
    read = messages(own)
    (reason,) = [each.attributes["message"] for each in read if each.name == "resultMessage"]
    harmless = EVIL.replace("##", "# #")
    assert reason == f"localhost: Fail (item={len(EVIL)}): {harmless}"
    assert f"localhost: Fail (item={len(EVIL)}): {harmless}" in lines and "localhost: Fail (item=6): second" in lines
    assert "localhost: Fail for a while: rescued" in lines
    assert not any("without a word" in line for line in own if line.startswith("localhost"))
    assert "##octopus[stdout-warning]" in lines
    assert {each.name for each in read} <= {
        *(f"stdout-{each}" for each in ("error", "warning", "highlight", "default")),
        *("progress", "setVariable", "resultMessage"),
    }
    assert outputs(read)["Password[localhost]"] == (SECRET, True)
    logged = log.read_text(encoding="utf-8")
    assert SECRET not in ran.output + logged and base64.b64encode(SECRET.encode()).decode() not in logged
    # Some versions of ansible-core show the reason themselves.
    assert REASON not in f"{own} {read}"


def test_the_differences_of_a_run_in_check_mode(tmp_path: Path) -> None:
    """ansible-core tells the difference of each item of a loop once, and before its result."""
    path = write_play(tmp_path / "play.yml", DIFFERENCES)
    with Emulator() as server:
        inside = {
            **environment(server),
            "ANSIBLE_CALLBACKS_ENABLED": "octopus.deploy.octopus_step",
            "ANSIBLE_FORCE_COLOR": "true",
            "TentacleHome": "/etc/octopus",
        }
        planned = ansible_playbook([str(path), "--check", "--diff"], inside)
        silent = ansible_playbook([str(path), "--check"], inside)
    assert (planned.code, silent.code) == (0, 0), planned.output
    text, sensitive = outputs(messages(planned.output.splitlines()))["Ansible.Diff"]
    heads = [line for line in text.splitlines() if line.startswith("localhost")]
    assert heads == [f"localhost: Create environments (item={name})" for name in ("Test", "Production")]
    assert not sensitive and "\x1b" not in text and "Hidden" not in text
    assert text.count("# {Db.Password}") == 2 and "#{" not in text
    assert "Ansible.Diff" not in outputs(messages(silent.output.splitlines()))


def test_the_examples(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("a report", encoding="utf-8")
    path = write_play(tmp_path / "play.yml", octopus_step.EXAMPLES)
    with Emulator() as server:
        variables = {
            **environment(server),
            "ANSIBLE_CALLBACKS_ENABLED": "octopus.deploy.octopus_step",
            "OCTOPUS_STEP_MESSAGES": "always",
        }
        ran = ansible_playbook([str(path)], variables)
    assert ran.code == 0, ran.output
    read = messages(ran.output.splitlines())
    found = outputs(read)
    assert found["SiteUrl"] == ("https://shop.example.com", False) and found["DatabasePassword"][1]
    assert [each.attributes["name"] for each in read if each.name == "createArtifact"] == ["Report of localhost.html"]
