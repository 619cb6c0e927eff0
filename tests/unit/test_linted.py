# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real ansible-lint finds mistakes in the options of tasks, and none in right tasks with templates."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.octopus.deploy.plugins.plugin_utils.linted import mistakes_in
from checks import BIN, COLLECTIONS, ROOT
from config.copied import documents, mappings
from tasks import TASKS

COLLECTION = "octopus.deploy."
GUIDE = ROOT / "docs" / "editor.md"
NAMES = [f"{COLLECTION}{name}" for name in TASKS]
# There are many examples, and a test that finds few of them looks at the wrong place.
FEW = 150
TEST = {"name": "Test"}
STEP = {"name": "Test", "run_script": {"script_body": "echo"}}
ACCOUNTS = {"accounts": [TEST | {"token": {"token": "<secret key>"}}]}
PHASE = {"name": "Test", "optional_deployment_targets": ["Test"]}
# Module, options, and the message of ansible-lint.
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("environment", {"name": "Test", "nmae": "x"}, "nmae: there is no such option; did you mean name?"),
    ("environment", {"name": "Test", "sort_ordr": 1}, "sort_ordr: there is no such option; did you mean sort_order?"),
    ("environment", {"name": "{{ x }}", "sort_ordr": "{{ x }}"}, "sort_ordr: there is no such option"),
    ("environment", {"name": "Test", "state": "presnt"}, "state: must be one of present, absent, not 'presnt'"),
    ("environment", {"name": "Test", "sort_order": "first"}, "sort_order: must be a whole number, not 'first'"),
    ("environment", {"name": "Test", "sort_order": True}, "sort_order: must be a whole number"),
    ("environment", {"name": "Test", "sort_order": [1]}, "sort_order: must be a whole number"),
    ("environment", {"name": "Test", "use_guided_failure": "maybe"}, "use_guided_failure: must be true or false"),
    ("environment", {"name": "Test", "description": 1.1}, "description: must be text, not a number (1.1)"),
    ("environment", {"name": 2026}, "name: must be text, not a number (2026)"),
    ("environment", {"name": "Test", "environment_tags": {"a": "b"}}, "environment_tags: must be a list"),
    ("environment", {"name": "Test", "environment_tags": [1]}, "environment_tags[0]: must be text"),
    ("environment", {"name": "Test", "environment_tags": [None]}, "environment_tags[0]: is empty; leave it out"),
    ("environment", {"name": "Test", "timeout": "long"}, "timeout: must be"),
    ("lifecycle", {"name": "Test", "phases": "Test"}, "phases: must be a list, not a text"),
    ("lifecycle", {"name": "Test", "phases": ["Test"]}, "phases[0]: must be a mapping of options, not a text"),
    ("lifecycle", {"name": "Test", "phases": [{"optional_deployment_targets": []}]}, "phases[0].name: is required"),
    ("lifecycle", {"name": "Test", "phases": [PHASE | {"name": 1}]}, "phases[0].name: must be text"),
    ("lifecycle", {"name": "Test", "phases": [PHASE, {"nam": "{{ x }}"}]}, "phases[1].nam: there is no such option"),
    ("lifecycle", {"name": "Test", "phases": [PHASE | {"is_optional_phase": "so"}]}, "phases[0].is_optional_phase: "),
    ("lifecycle", {"name": "Test", "slug": ["a"]}, "slug: must be text, not a list"),
    ("project", {"name": "Test", "lifecylce": "x"}, "lifecylce: there is no such option; did you mean lifecycle?"),
    ("project", {"name": "Test", "is_disabled": {}}, "is_disabled: must be true or false"),
    ("channel", {"name": "Test"}, "project: is required"),
    ("channel", {"name": "Test", "project": "x", "rules": [{"tags": "a"}]}, "rules[0].tags: there is no such option"),
    ("machine", {"name": "Test", "roles": [1, 2]}, "roles[0]: must be text, not a number (1)"),
    ("machine", {"name": "Test", "role": ["a"]}, "role: there is no such option; did you mean roles?"),
    ("variables", {"project": "a", "mode": "mrege", "values": {}}, "mode: must be one of"),
    ("variables", {"project": "a", "variables": [{"value": "x"}]}, "variables[0].name: is required"),
    (
        "variables",
        {"project": "a", "library_variable_set": "b", "values": {}},
        "library_variable_set: can't be given together with project",
    ),
    (
        "variables",
        {"project": "a", "library_variable_set": "b", "values": {}, "mode": "{{ x }}"},
        "library_variable_set: can't be given together with project",
    ),
    ("package", {"path": "a.1.0.zip", "package_id": "a", "state": "{{ x }}"}, "version: is required together with"),
    ("deployment_process", {"project": "a", "steps": [STEP | {"action_type": "A"}]}, "action_type: can't be given"),
    ("machine_policy", TEST | {"connection_connect_timeout": "soon"}, "connection_connect_timeout: 'soon' is not a"),
    ("account", TEST | {"description": "<secret key>"}, "description: <secret key> is a placeholder"),
    ("api", {"method": "FETCH", "follow": ["Projects"]}, "method: must be one of"),
    ("deployment", {"project": "x", "environmets": ["x"]}, "environmets: there is no such option"),
    ("config", {"config": {"enviroments": "{{ x }}"}}, "config.enviroments: there is no such kind; did you mean"),
    ("config", {"config": {"environments": {"name": "Test"}}}, "config.environments: must be a list of items"),
    ("config", {"config": {"environments": [TEST | {"descripton": "x"}]}}, "config.environments[0].descripton: there"),
    ("config", {"config": {"environments": [{"name": "{{ x }}", "sort_order": "first"}]}}, "[0].sort_order: must be a"),
    ("config", {"config": {"environments": ["{{ x }}", {"nam": "{{ x }}"}]}}, "config.environments[1].nam: there is"),
    ("config", {"config": {"environments": [TEST, {"name": "test"}]}}, "config.environments[1].name: 'test' is given"),
    ("config", {"config": {"lifecycles": [TEST | {"phases": [PHASE, {}]}]}}, "config.lifecycles[0].phases[1].name: is"),
    ("config", {"config": {"machine_policies": [TEST | {"connection_connect_timeout": "soon"}]}}, "is not a duration"),
    ("config", {"config": {"channels": [TEST | {"project": "<secret x>"}]}}, "channels[0].project: <secret x> is a"),
    (
        "config",
        {"config": {"deployment_processes": [{"project": "a", "steps": [STEP | {"action_type": "A"}]}]}},
        "together",
    ),
    ("config", {"config": ["environments"]}, "config: must be a mapping, not a list"),
    ("config", {"config": ACCOUNTS, "secrets": {"kye": "{{ x }}"}}, "secrets.kye: no placeholder has this name; did"),
    ("config", {"config": ACCOUNTS, "secrets": {"key": "<secret x>"}}, "secrets.key: is a placeholder itself"),
    ("config", {"config": ACCOUNTS, "secrets": ["key"]}, "secrets: must be a mapping, not a list"),
]
RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("environment", {"name": "{{ x }}", "sort_order": "{{ x }}", "use_guided_failure": "{{ x | bool }}"}),
    ("environment", {"name": "Test", "state": "{{ x }}", "environment_tags": ["{{ x }}", "a/b"]}),
    ("environment", {"name": "Test", "environment_tags": "{{ x }}", "timeout": "{{ x }}"}),
    ("lifecycle", {"name": "Test", "phases": "{{ x }}"}),
    ("lifecycle", {"name": "Test", "phases": ["{{ x }}", PHASE | {"is_optional_phase": "{% if x %}yes{% endif %}"}]}),
    ("lifecycle", {"name": "Test", "phases": [PHASE | {"minimum_environments_before_promotion": "{{ x }}"}]}),
    ("variables", {"project": "{{ x | default(omit) }}", "library_variable_set": "{{ y }}", "values": {}}),
    ("variables", {"project": "{{ x | default(omit) }}", "library_variable_set": "b", "values": {}}),
    ("variables", {"project": "a", "library_variable_set": "{{ y | default(omit) }}", "values": {}}),
    ("package", {"path": "a.1.0.zip", "package_id": "{{ x | default(omit) }}"}),
    ("variables", {"project": "a", "values": {"Url": "#{Host}", "Port": "{{ x }}"}}),
    ("variables", {"project": "a", "variables": "{{ x }}"}),
    ("deployment_process", {"project": "a", "steps": [STEP | {"action_type": "{{ x | default(omit) }}"}]}),
    ("tag_set", TEST | {"tags": [{"name": "{{ x }}"}, {"name": "{{ X }}"}]}),
    ("machine_policy", TEST | {"connection_connect_timeout": "{{ x }}"}),
    ("config", {"config": "{{ x }}", "secrets": "{{ y }}"}),
    ("config", {"config": ACCOUNTS, "secrets": "{{ y }}"}),
    ("config", {"config": ACCOUNTS, "secrets": {"key": "{{ y }}"}}),
    ("config", {"config": ACCOUNTS | {"users": "{{ x }}"}, "secrets": {"key": "{{ y }}", "kye": "{{ z }}"}}),
    ("config", {"config": {"environments": "{{ x }}", "projects": ["{{ y }}"]}, "secrets": {"key": "{{ z }}"}}),
    ("config", {"config": {"environments": [{"name": "{{ x }}", "sort_order": "{{ y }}", "slug": "{{ z }}"}]}}),
    ("config", {"config": {"machine_policies": [TEST | {"connection_connect_timeout": "{{ x }}"}]}}),
    ("config", {"config": {"tag_sets": [TEST | {"tags": [{"name": "{{ x }}"}, {"name": "{{ X }}"}]}]}}),
    ("config", {"config": {"lifecycles": [TEST | {"phases": [PHASE | {"name": "{{ x }}"}, {"name": "{{ X }}"}]}]}}),
    ("config", {"config": {"channels": [TEST | {"project": "{{ x }}"}, TEST | {"project": "{{ X }}"}]}}),
    ("config", {"config": {"variables": [{"project": x, "values": {"A": "1"}} for x in ("{{ x }}", "{{ X }}")]}}),
    (
        "config",
        {"config": {"variables": [{"project": "a", "variables": [{"name": "{{ x }}"}, {"name": "{{ X }}"}]}]}},
    ),
    (
        "config",
        {
            "config": {
                "deployment_processes": [
                    {"project": "a", "steps": [STEP | {"name": x} for x in ("{{ x }}", "{{ X }}")]}
                ]
            }
        },
    ),
    (
        "config",
        {
            "config": {"accounts": [{"name": "{{ x }}", "token": {"token": "<secret {{ x }}.token>"}}]},
            "secrets": {"{{ x }}.token": "{{ y }}"},
        },
    ),
    ("config", {"config": {"machines": [TEST | {"environments": "{{ x }}, <secret y>", "roles": ["{{ z }}"]}]}}),
    ("config", {"config": {"variables": [{"project": "a", "variables": "{{ x }}"}]}}),
    (
        "config",
        {
            "config": {
                "deployment_processes": [
                    {"project": "a", "steps": [STEP | {"action_type": "{{ x | default(omit) }}"}]},
                    {
                        "project": "b",
                        "steps": [{"name": "A", "action_type": "A", "run_script": "{{ x | default(omit) }}"}],
                    },
                ]
            }
        },
    ),
]


def test_ansible_lint_finds_each_mistake_and_nothing_else(tmp_path: Path) -> None:
    tasks = [*((module, options) for module, options, dummy in WRONG), *RIGHT]
    played = [
        {"name": f"Task {number}", f"octopus.deploy.octopus_{module}": options}
        for number, (module, options) in enumerate(tasks)
    ]
    play = {"name": "A play", "hosts": "localhost", "gather_facts": False, "tasks": played}
    (tmp_path / "play.yml").write_text(yaml.safe_dump([play], sort_keys=False), encoding="utf-8")
    (tmp_path / "config.yml").write_text("---\nwarn_list: []\n", encoding="utf-8")
    command = [str(BIN / "ansible-lint"), "--offline", "-c", "config.yml", "-f", "codeclimate", "play.yml"]
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS)}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "ignored exception" not in ran.stderr.casefold()
    matches = [each for each in json.loads(ran.stdout) if each["check_name"] == "args[module]"]
    found = {int(each["content"]["body"].rpartition(" ")[2]): each["description"] for each in matches}
    assert sorted(found) == list(range(len(WRONG))), ran.stdout
    assert [message for number, (*dummy, message) in enumerate(WRONG) if message not in found[number]] == []


def test_a_mistake_ends_a_pipeline_as_the_guide_says(tmp_path: Path) -> None:
    """The rule is experimental, so that ansible-lint usually only warns."""
    play = {"name": "A play", "hosts": "localhost", "gather_facts": False, "tasks": []}
    play["tasks"] = [{"name": "A task", "octopus.deploy.octopus_environment": {"nmae": "Test"}}]
    (tmp_path / "playbook.yml").write_text(f"---\n{yaml.safe_dump([play], sort_keys=False)}", encoding="utf-8")
    commands = re.findall(r"^(ansible-lint .*playbook.yml)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 1
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS)}
    command = [str(BIN / "ansible-lint"), *commands[0].split()[1:]]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, "nmae: there is no such option; did you mean name?" in ran.stdout) == (2, True)


def test_no_mistake_is_found_in_anything_that_people_can_copy() -> None:
    tasks = [
        (name, task[name] or {}) for each in documents() for task in mappings(each) for name in NAMES if name in task
    ]
    found = [(name, mistakes_in(TASKS[name.removeprefix(COLLECTION)], given)) for name, given in tasks]
    assert len(found) > FEW and [each for each in found if each[1]] == []


def test_no_secret_is_in_a_message() -> None:
    given = {"name": "Test", "description": ["hunter2hunter2"], "octopus_api_key": "API-HUNTER2HUNTER2", "stat": "x"}
    mistakes = mistakes_in(TASKS["octopus_environment"], given)
    assert len(mistakes) == 2 and "HUNTER2" not in "".join(mistakes)


def test_no_secret_of_a_step_is_in_a_message() -> None:
    secret = "hunter2hunter2"
    step = {"name": "Test", "action_type": "A", "properties": {"Key": secret}, "sensitive_properties": {"Key": secret}}
    (mistake,) = mistakes_in(TASKS["octopus_deployment_process"], {"project": "a", "steps": [step]})
    assert "steps[0]" in mistake and secret not in mistake


def test_no_secret_of_a_configuration_is_in_a_message() -> None:
    secret = "hunter2hunter2"
    account = {"name": "Test", "token": {"token": secret}, "description": [secret]}
    mistakes = mistakes_in(TASKS["octopus_config"], {"config": {"accounts": [account], secret: [], "users": secret}})
    assert len(mistakes) == 3 and secret not in "".join(mistakes)


def test_the_words_that_ansible_lint_looks_for_are_in_no_message() -> None:
    """With these words and a nested option, ansible-lint drops all that it has found in the file."""
    given = {"name": "Test", "phases": [{"name": "Test", "release_retention_policy": {"unit": "Years"}}]}
    (mistake,) = mistakes_in(TASKS["octopus_lifecycle"], given)
    assert mistake.startswith("phases[0].release_retention_policy.unit: ") and "must be one of:" not in mistake
