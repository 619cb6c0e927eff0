# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of variables as a playbook uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.lookup import variable
from contract import shop
from emulator.testing import Emulator
from playbooks.playbook import play, run, write_play
from playbooks.test_examples import runs

SECRET = "hunter-22-hunter"
READS = """
- name: Look variables up
  ansible.builtin.assert:
    that:
      - lookup('octopus.deploy.variable', 'Color', project='Shop', environment='Production') == 'red'
      - query('octopus.deploy.variable', 'Color', 'Password', project='Shop', default='-') == ['grey', '-']
      - lookup('octopus.deploy.variable', 'Template', project='Shop') == '{{ braces }}'
      - query('octopus.deploy.variable', ['Color', 'Template'], project='Shop') | length == 2
      - lookup('octopus.deploy.variable', 'Color', project='Shop', evaluate='false') == 'grey'
      - >-
        query('octopus.deploy.variable', 'Color', omit, project='Shop', environment=omit, timeout=omit, evaluate=omit,
        tenant=where | default(omit), target_tags=omit, octopus_api_key=omit) == ['grey']
  vars:
    braces: are no template of Ansible
"""
BY_VARIABLES = """
- name: Sign in by variables that are templates
  ansible.builtin.assert:
    that:
      - lookup('octopus.deploy.variable', 'Color', project='Shop') == 'grey'
  vars:
    octopus_api_key: "{{ server_key }}"
    server_key: "{{ lookup('ansible.builtin.env', 'SERVER_KEY') }}"
    octopus_timeout: "{{ 5 * 6 }}"
    octopus_space: "{{ omit }}"

- name: Give the options themselves
  ansible.builtin.assert:
    that:
      - lookup('octopus.deploy.variable', 'Color', project='Shop', octopus_api_key=server_key, timeout=9) == 'grey'
  vars:
    server_key: "{{ lookup('ansible.builtin.env', 'SERVER_KEY') }}"
    octopus_access_token: "{{ nobody_defines_this }}"
    octopus_timeout: "{{ nobody_defines_this }}"
"""
BROKEN = """
- name: Sign in by a variable that is a broken template
  ansible.builtin.debug:
    msg: "{{ lookup('octopus.deploy.variable', 'Color', project='Shop') }}"
  vars:
    octopus_api_key: "{{ nobody_defines_this }}"
"""
REFUSED = """
- name: Look a secret up
  ansible.builtin.debug:
    msg: "{{ lookup('octopus.deploy.variable', 'Password', project='Shop') }}"
"""
MISSPELT = """
- name: Misspell an option
  ansible.builtin.debug:
    msg: "{{ lookup('octopus.deploy.variable', 'Color', project='Shop', environmnt='Production') }}"
"""
TO_COME = """
- name: Look up a variable of a project that an earlier task creates
  ansible.builtin.assert:
    that:
      - lookup('octopus.deploy.variable', 'Color', project='Next', default='none yet') == 'none yet'
"""
OTHER_WAY = """
- name: Sign in by a variable instead of the environment
  ansible.builtin.debug:
    msg: "{{ lookup('octopus.deploy.variable', 'Color', project='Shop') }}"
  vars:
    octopus_api_key: API-WRONG-KEY
"""


def test_lookup(tmp_path: Path) -> None:
    with Emulator() as server:
        ids = shop.seeded(server)
        shop.written(
            server,
            ids[shop.PROJECT],
            shop.variable("Color", "grey"),
            shop.variable("Color", "red", Environment=[ids["Production"]]),
            shop.variable("Template", "{{ braces }}"),
            shop.variable("Password", SECRET, Type="Sensitive"),
        )
        reads = READS.replace("'{{ braces }}'", "'{' ~ '{ braces }' ~ '}'")
        play(write_play(tmp_path / "reads.yml", reads), server)
        refused = run(write_play(tmp_path / "refused.yml", REFUSED), server, "-vvv")
        assert refused.code and "Password: is a secret, which the server never shows" in refused.output
        assert SECRET not in refused.output and "Traceback" not in refused.output
        misspelt = run(write_play(tmp_path / "misspelt.yml", MISSPELT), server)
        assert misspelt.code and "environmnt: there is no such option; did you mean environment?" in misspelt.output
        to_come = write_play(tmp_path / "to_come.yml", TO_COME)
        play(to_come, server, "--check")
        assert "there is no project named 'Next'" in run(to_come, server).output
        other = run(write_play(tmp_path / "other.yml", OTHER_WAY), server)
        assert (
            other.code and "API key you provided was not valid" in other.output and "API-WRONG-KEY" not in other.output
        )


def test_options_from_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator() as server:
        shop.written(server, shop.seeded(server)[shop.PROJECT], shop.variable("Color", "grey"))
        monkeypatch.setenv("SERVER_KEY", server.api_key)
        play(write_play(tmp_path / "by_variables.yml", BY_VARIABLES), server)
        broken = run(write_play(tmp_path / "broken.yml", BROKEN), server)
        expected = "octopus_api_key: the variable octopus_api_key can't be evaluated: "
        assert broken.code and expected in broken.output and "'nobody_defines_this' is undefined" in broken.output


def test_examples(tmp_path: Path) -> None:
    runs(write_play(tmp_path / "play.yml", variable.EXAMPLES))
