# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which door a task goes through, and that both lead to the same result, seen from ansible-playbook."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from emulator.testing import Emulator
from playbooks.playbook import play, run, write_play

TASK = """
- name: Make an environment
  octopus.deploy.octopus_environment:
    name: Production
    description: Live
  register: made
{more}
- name: Write down what came of it
  ansible.builtin.copy:
    content: "{{{{ made | to_json }}}}"
    dest: "{{{{ result_file }}}}"
    mode: "0600"
"""


def result(tmp_path: Path, more: str, *options: str) -> dict[str, Any]:
    """The result of a task on a new server."""
    path = write_play(tmp_path / "play.yml", TASK.format(more=more))
    written = tmp_path / "result.json"
    with Emulator() as server:
        play(path, server, "-e", f"result_file={written}", *options)
        text = written.read_text(encoding="utf-8").replace(server.url, "<server>")
    found: dict[str, Any] = json.loads(text)
    for stamp in ("LastModifiedOn",):
        found["resource"].pop(stamp)
    return found


@pytest.mark.parametrize("options", [(), ("--diff", "-e", "ansible_inject_invocation=true")], ids=str)
def test_both_doors_give_the_same(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Also what a release of ansible-core may leave out of results, unless a setting asks for it."""
    python = ("-e", f"ansible_python_interpreter={sys.executable}")
    fast = result(tmp_path, "", *python, *options)
    module = result(tmp_path, "", "-e", "octopus_in_process=false", *python, *options)
    assert fast == module
    assert ("diff" in fast) == bool(options)


DIFFS = """
- name: Make an environment
  octopus.deploy.octopus_config:
    config:
      environments:
        - name: "{diff} {in_process}"
  diff: {diff}
  vars:
    octopus_in_process: {in_process}
  register: done
- name: Say which results have a diff
  ansible.builtin.debug:
    msg: "{diff} {in_process} {{{{ done.keys() | list }}}}"
"""


@pytest.mark.parametrize("options", [(), ("--diff",)], ids=str)
def test_a_task_without_a_diff(tmp_path: Path, options: tuple[str, ...]) -> None:
    """A task says by itself whether it has one, whatever the command line says; what it changed is told anyway."""
    chosen = [(diff, door) for door in ("true", "false") for diff in ("true", "false")]
    tasks = [DIFFS.format(diff=diff, in_process=door) for diff, door in chosen]
    path = write_play(tmp_path / "play.yml", "".join(tasks))
    with Emulator() as server:
        output = play(path, server, *options).output
    said = re.findall(r'"msg": "(true|false) (?:true|false) (.*)"', output)
    assert len(said) == len(chosen)
    assert all(("'diff'" in keys) == (diff == "true") and "'changes'" in keys for diff, keys in said), said
    assert output.count("+++ after") == 2


@pytest.mark.parametrize(
    ("more", "options", "through_module"),
    [
        ("", (), False),
        ("", ("-e", f"ansible_python_interpreter={sys.executable}"), False),
        ("", ("-e", "octopus_in_process=false"), True),
        ("", ("-e", "octopus_in_process=no"), True),
        ("  environment:\n    SOMETHING: else\n", (), True),
        ("  async: 30\n  poll: 1\n", (), True),
        ("  become: true\n  become_method: ansible.builtin.sudo\n", (), True),
        ("", ("-e", "ansible_python_interpreter={other_python}"), True),
    ],
)
def test_door(tmp_path: Path, more: str, options: tuple[str, ...], through_module: bool) -> None:
    """Ansible says which file it runs where it starts a module; become and another Python may fail after that."""
    other_python = tmp_path / "python"
    other_python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    other_python.chmod(0o700)
    chosen = [option.format(other_python=other_python) for option in options]
    path = write_play(tmp_path / "play.yml", TASK.format(more=more))
    with Emulator() as server:
        played = run(path, server, "-vvv", "-e", f"result_file={tmp_path / 'result.json'}", *chosen)
    assert ("Using module file" in played.output.split("TASK [Write down")[0]) == through_module, played.output


@pytest.mark.parametrize("switch", ["octopus_in_process", "octopus_progress"])
def test_a_switch_that_is_neither_on_nor_off(tmp_path: Path, switch: str) -> None:
    path = write_play(tmp_path / "play.yml", TASK.format(more=""))
    with Emulator() as server:
        played = run(path, server, "-e", f"{switch}=maybe", "-e", f"result_file={tmp_path / 'result.json'}")
        assert played.code and f"the variable {switch} must be true or false, not 'maybe'" in played.output
        assert server.requests == []


def test_a_loop_opens_one_session(tmp_path: Path) -> None:
    loop = """
- name: Make environments
  octopus.deploy.octopus_environment:
    name: "Environment {{ item }}"
    space: Default
  loop: "{{ range(100) | list }}"
"""
    path = write_play(tmp_path / "play.yml", loop)
    with Emulator() as server:
        play(path, server)
        server.clear_requests()
        assert play(path, server).changed == 0
        assert len(server.requests) <= 8


def test_every_password_session_is_signed_out(tmp_path: Path) -> None:
    loop = """
- name: Make environments
  octopus.deploy.octopus_environment:
    name: "Environment {{ item }}"
    octopus_username: admin
    octopus_password: "{{ password }}"
  loop: [1, 2, 3]
"""
    path = write_play(tmp_path / "play.yml", loop)
    with Emulator() as server:
        played = play(path, server, "-vvvv", "-e", f"password={server.password}")
        sent = [each.path for each in server.requests if each.path.startswith("/api/users/log")]
    assert sent == ["/api/users/login", "/api/users/logout"] * 3
    assert server.password not in played.output.replace(f"password={server.password}", "")


@pytest.mark.parametrize("in_process", ["true", "false"])
def test_no_secret_at_the_highest_verbosity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_process: str) -> None:
    # A playbook that fails is quoted by ansible-core itself, so the secret is not spelled out in it.
    monkeypatch.setenv("A_SECRET", "hunter-22")
    tasks = """
- name: Make an environment
  octopus.deploy.octopus_environment:
    name: Production
- name: Make a machine with a secret
  octopus.deploy.octopus_machine:
    name: kiosk
    environments: [Production]
    roles: [web]
    offline_drop:
      sensitive_variables_encryption_password: "{{ lookup('ansible.builtin.env', 'A_SECRET') }}"
- name: Fail
  octopus.deploy.octopus_machine:
    name: kiosk
    environments: [Nowhere]
    offline_drop:
      sensitive_variables_encryption_password: "{{ lookup('ansible.builtin.env', 'A_SECRET') }}"
  ignore_errors: true
- name: Make an account by following links
  octopus.deploy.octopus_api:
    follow:
      - link: Accounts
        name: Deployer
    method: POST
    body:
      Name: Deployer
      AccountType: UsernamePassword
      Username: deploy
      Password:
        HasValue: true
        NewValue: "{{ lookup('ansible.builtin.env', 'A_SECRET') }}"
"""
    path = write_play(tmp_path / "play.yml", tasks)
    with Emulator() as server:
        played = play(path, server, "-vvvvv", "--diff", "-e", f"octopus_in_process={in_process}")
    assert "hunter-22" not in played.output
    assert server.api_key not in played.output
