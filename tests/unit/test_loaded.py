# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run by a process that has loaded ansible-playbook is like one by ansible-playbook that was started for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import source_hash
from pathlib import Path

import pytest
from checks import BIN, OWN_ENVIRONMENT, ROOT
from loaded import Pool
from loaded_command import NAME, loaded_command

PLAY = """
- name: Say what this run knows
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Say it
      ansible.builtin.debug:
        msg: "{{ lookup('ansible.builtin.env', 'TOLD') }}, {{ given }}, {{ ansible_check_mode }}"
    - name: Forget the name
      octopus.deploy.octopus_environment:
        octopus_url: http://127.0.0.1:9
        octopus_api_key: API-NONE
      ignore_errors: true
    - name: Fail
      ansible.builtin.fail:
        msg: As it was told
      when: given == 'fails'
"""
ENVIRONMENT = {**os.environ, **OWN_ENVIRONMENT}
DEBUGGED = {**ENVIRONMENT, "ANSIBLE_DEBUG": "1"}


@pytest.fixture
def play(tmp_path: Path) -> str:
    path = tmp_path / "play.yml"
    path.write_text(PLAY, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def command() -> Iterator[str]:
    with loaded_command() as folder:
        yield f"{folder}/{NAME}"


def in_shell(command: str, folder: Path, *arguments: str) -> tuple[int, str, str]:
    """The exit code, the output and the errors of a command in a folder, as a shell separates them."""
    ran = subprocess.run(
        ["bash", "-c", f'"{command}" "$@" > output 2> errors', "-", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "TOLD": "by a shell"},
        check=False,
    )
    output, errors = ((folder / name).read_text(encoding="utf-8") for name in ("output", "errors"))
    return ran.returncode, output, errors


def started(arguments: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "ansible-playbook"), *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize(
    ("value", "given", "options"), [("one", "goes well", []), ("other", "fails", ["--check"])], ids=["well", "failing"]
)
def test_a_run_is_like_one_that_was_started(play: str, value: str, given: str, options: list[str]) -> None:
    pool = Pool()
    environment = {**ENVIRONMENT, "TOLD": value}
    arguments = [play, "-e", f"given='{given}'", *options]
    with pool.one(environment) as loaded:
        first = loaded.run([play, "-e", "given=before"], {**environment, "TOLD": "what the run before was told"})
        ran = loaded.run(arguments, environment)
    pool.end()
    assert first.code == 0 and "what the run before was told, before, False" in first.output
    assert f"{value}, {given}, {bool(options)}" in ran.output
    assert (ran.code, ran.output) == started(arguments, environment)


@pytest.mark.parametrize(
    "arguments", [("play.yml", "-e", "given=it"), ("play.yml", "-e", "given=fails"), ("missing.yml",)], ids=" ".join
)
def test_a_command_in_a_shell_is_like_the_real_one(
    play: str, tmp_path: Path, command: str, arguments: tuple[str, ...]
) -> None:
    assert in_shell(command, tmp_path, *arguments) == in_shell(str(BIN / NAME), tmp_path, *arguments)


def test_a_command_takes_the_settings_of_its_folder(play: str, tmp_path: Path, command: str) -> None:
    assert "skipping" in in_shell(command, tmp_path, play, "-e", "given=it")[1]
    (tmp_path / "ansible.cfg").write_text("[defaults]\ndisplay_skipped_hosts = false\n", encoding="utf-8")
    output = in_shell(command, tmp_path, play, "-e", "given=it")[1]
    assert "by a shell, it, False" in output and "skipping" not in output


MODULE = """
- name: Run a module that a process has packed
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Run it
      tells:
"""
TELLS = """
from ansible.module_utils.basic import AnsibleModule
AnsibleModule({{}}).exit_json(folder={folder!r})
"""


def test_processes_share_packed_modules_and_the_imports_of_files(tmp_path: Path) -> None:
    source = TELLS.format(folder=str(tmp_path))
    (tmp_path / "play.yml").write_text(MODULE, encoding="utf-8")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "tells.py").write_text(source, encoding="utf-8")
    pool = Pool()
    with pool.one(DEBUGGED) as first, pool.one(DEBUGGED) as beside:
        packs, finds = (each.run([str(tmp_path / "play.yml")], DEBUGGED) for each in (first, beside))
    pool.end()
    assert packs.code == finds.code == 0, packs.output
    assert "ANSIBALLZ: Creating module" in packs.output and "using cached module" not in packs.output
    assert "ANSIBALLZ: using cached module" in finds.output
    imports = Path(OWN_ENVIRONMENT["PYTHONPYCACHEPREFIX"], "imports", str(sys.implementation.cache_tag))
    kept = imports / source_hash(source.encode()).hex()
    assert kept.read_text(encoding="utf-8") == "from ansible.module_utils.basic import AnsibleModule"
    kept.unlink()


def test_a_process_serves_runs_that_agree_in_what_is_seen_while_loading() -> None:
    pool = Pool()
    with pool.one(ENVIRONMENT) as first:
        pass
    with pool.one({**ENVIRONMENT, "TOLD": "more"}) as again, pool.one(ENVIRONMENT) as beside:
        assert again is first
        assert beside is not first, "a process does one run at a time"
    with pool.one({**ENVIRONMENT, "ANSIBLE_NOCOLOR": "1"}) as other:
        assert other not in (first, beside)
    pool.end()
