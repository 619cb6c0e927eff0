# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of ``src`` that are encrypted with Ansible Vault, whole or in part, through both doors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from contract.doors import module_alone
from emulator.testing import Emulator
from playbooks.playbook import run, write_play

TASK = """
- name: {name}
  octopus.deploy.octopus_config:
    src: [{folder}/{name}]
  ignore_errors: true
  register: found
  vars:
    octopus_in_process: {here}
- name: Write it down
  ansible.builtin.copy:
    content: "{{{{ found | to_json }}}}"
    dest: {folder}/{name}-{here}.json
    mode: "0600"
"""
ADVICE = """
- name: Read the file
  ansible.builtin.include_vars:
    file: {file}
    name: configuration
- name: Apply its content by a module
  octopus.deploy.octopus_config:
    config: "{{{{ configuration }}}}"
  register: applied
  failed_when: applied.counts.created != 1
  vars:
    octopus_in_process: false
"""
PASSWORD = "open sesame"
FILES = ("whole.yml", "whole.json", "value.yml", "folder", "foreign.yml", "foreign_value.yml", "twice.yml")


def vaulted(text: str, password: str = PASSWORD) -> str:
    return str(VaultLib([("default", VaultSecret(password.encode()))]).encrypt(text).decode())


def environments(name: str, description: str) -> str:
    return f"environments:\n- name: {name}\n  description: {description}\n"


def within(text: str, password: str = PASSWORD) -> str:
    return "!vault |\n" + "".join(f"    {line}\n" for line in vaulted(text, password).splitlines())


def write_files(folder: Path) -> None:
    contents = {
        "whole.yml": vaulted(environments("Whole YAML", "hidden")),
        "whole.json": vaulted('{"environments": [{"name": "Whole JSON"}]}'),
        "value.yml": environments("Value", within("hidden: [1]")),
        "folder/a.yml": environments("Plain", "seen"),
        "folder/b.yml": vaulted(environments("Vaulted", "hidden")),
        "foreign.yml": vaulted(environments("Foreign", "hidden"), "other"),
        "foreign_value.yml": environments("Foreign", within("hidden", "other")),
        "twice.yml": vaulted("environments: []\nenvironments: []\n"),
    }
    (folder / "folder").mkdir()
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], dict[str, Any]]:
    """The results of a task with each of the files, by the fast door and by its module, each on a new server."""
    folder = tmp_path_factory.mktemp("sources")
    write_files(folder)
    password = folder / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    results = {}
    for here in (True, False):
        tasks = "".join(TASK.format(name=name, folder=folder, here=str(here).lower()) for name in FILES)
        with Emulator() as server:
            path = write_play(folder / "play.yml", tasks)
            played = run(path, server, "--vault-password-file", str(password), "-vvv")
            hidden = [each for each in ("- name: Whole YAML", "sesame") if each in played.output]
        assert (played.code, hidden) == (0, []), played.output
        for name in FILES:
            text = (folder / f"{name}-{str(here).lower()}.json").read_text(encoding="utf-8")
            results[name, here] = json.loads(text.replace(str(folder), "").replace(server.url, ""))
    return results


VARYING = ("seconds", "request_count", "requests", "invocation", "exception", "ansible_parsed")


@pytest.mark.parametrize("name", FILES)
def test_both_doors_give_the_same(found: dict[tuple[str, bool], dict[str, Any]], name: str) -> None:
    here, module = (
        {key: value for key, value in found[name, where].items() if key not in VARYING} for where in (True, False)
    )
    assert here == module
    # Not every ansible-core shows what a module was given; where it does, the files are not opened there.
    given = [found[name, where].get("invocation", {}).get("module_args") for where in (True, False)]
    assert None in given or given[0] == given[1]


@pytest.mark.parametrize("here", [True, False], ids=["fast door", "module"])
@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("whole.yml", ["Whole YAML"]),
        ("whole.json", ["Whole JSON"]),
        ("value.yml", ["Value"]),
        ("folder", ["Plain", "Vaulted"]),
    ],
)
def test_they_are_opened(found: dict[tuple[str, bool], dict[str, Any]], name: str, made: list[str], here: bool) -> None:
    assert found[name, here].get("created") == {"environments": made}, found[name, here].get("msg")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("foreign.yml", "src: /foreign.yml can't be decrypted: "),
        ("foreign_value.yml", "src: /foreign_value.yml can't be decrypted: "),
        ("twice.yml", "src: /twice.yml: environments is given twice, on lines 1 and 2"),
    ],
)
def test_a_file_that_can_not_be_taken_is_refused(
    found: dict[tuple[str, bool], dict[str, Any]], name: str, words: str
) -> None:
    assert words in found[name, True]["msg"]


def test_a_module_on_another_machine(tmp_path: Path) -> None:
    """It has no vault secrets, and says what to do."""
    write_files(tmp_path)
    for name in ("whole.yml", "value.yml"):
        options = {"src": [str(tmp_path / name)], "octopus_url": "http://127.0.0.1:1", "octopus_api_key": "API-NONE"}
        message = module_alone("octopus_config", options)["msg"]
        assert message.startswith(f"src: {tmp_path / name} is encrypted with Ansible Vault, which only the machine")
        assert "ansible.builtin.include_vars (name: configuration)" in message


def test_the_advice_of_a_module_on_another_machine(tmp_path: Path) -> None:
    """The filter from_yaml does not know the tag !vault (findings/ansible-from-yaml-own-tags.sh)."""
    write_files(tmp_path)
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    tasks = "".join(ADVICE.format(file=tmp_path / name) for name in ("whole.yml", "whole.json", "value.yml"))
    with Emulator() as server:
        played = run(write_play(tmp_path / "play.yml", tasks), server, "--vault-password-file", str(password))
    assert played.code == 0, played.output
