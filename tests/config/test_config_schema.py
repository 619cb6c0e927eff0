# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON schema of configurations takes and refuses what octopus_config takes and refuses.

It is tried on every example that people can copy, on right configurations in every spelling, and on mutants of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import MODELINE, SCHEMA_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL, Mistakes, items_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.yaml_text import yaml_value
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from check_jsonschema.parsers.yaml import construct_yaml_implementation
from checks import BIN, ROOT, run
from config.copied import documents, mappings
from config.schema_cases import mutant, right
from config.two_yamls import TWO_YAMLS, one_environment
from config_schema import PATH as SCHEMA
from jsonschema import Draft202012Validator

CONFIG = "octopus.deploy.octopus_config"
MODULES = {f"octopus.deploy.octopus_{each.kind}": plural for plural, each in BY_PLURAL.items()}
JUDGE = [str(BIN / "check-jsonschema"), "--output-format", "json", "--schemafile", str(SCHEMA)]
# There are many examples, and a test that finds few of them looks at the wrong place.
FEW = 150
MISSPELT = "misspelt.json"

AS_MANY = 1000
# Values that the schema takes and octopus_config refuses: the words of the refusal, an example, and the reason.
REFUSED_BY_THE_TASK_ALONE = (
    (
        "is empty|can't be empty|has an empty entry",
        {"environments": [{"name": ""}]},
        "a template may be empty until it is filled in",
    ),
    ("can't be cleared", {"feeds": [{"name": "x", "nuget": {"feed_uri": ""}}]}, "an absent item may have any value"),
    (
        "is not (a time of day|a point in time|a day of the month|an address|a thumbprint|a public key|one host)"
        "|above 0, or an",
        {"machines": [{"name": "x", "polling_tentacle": {"uri": "x"}}]},
        "the documentation says the form in a sentence, and a pattern would tell less",
    ),
    (
        "is not a duration|has no unit|has two readings|than the server can count|must be \\d+s or more",
        {"machine_policies": [{"name": "x", "connection_connect_timeout": "soon"}]},
        "a duration has many spellings, and a pattern would tell less than the message",
    ),
    (
        "has the same name and scope",
        {"variables": [{"project": "x", "variables": [{"name": "y", "value": "1"}] * 2}]},
        "a schema can't compare entries by some of their options",
    ),
    (
        "must be text for the type|can only be used with|must be given with|needs mode: merge",
        {"variables": [{"project": "x", "variables": [{"name": "y", "type": "WorkerPool", "value": 7}]}]},
        "whether the value fits depends on another option",
    ),
    (
        "exact: needs properties or a typed option",
        {"deployment_processes": [{"project": "x", "steps": [{"name": "y", "action_type": "z", "exact": True}]}]},
        "one rule for 60 types of steps would be larger than the rest of the schema",
    ),
    (
        "can't be given together with .*; leave one of them out",
        {"deployment_processes": [{"project": "x", "steps": [{"name": "y", "action_type": "z", "run_script": {}}]}]},
        "one rule for each two of 60 types of steps would be larger than the rest of the schema",
    ),
    (
        "must be 0 \\(forever\\) or more",
        {"lifecycles": [{"name": "x", "release_retention_policy": {"quantity_to_keep": -1}}]},
        "strategy, quantity and unit are one value, whose limits only the task knows",
    ),
)
# The same the other way round: Ansible reads such a text as a mapping, and an editor had better ask for a mapping.
REFUSED_BY_THE_SCHEMA_ALONE = re.compile(r"'\w+=\w+' is not of type 'object'")


def of_tasks(value: Any) -> Iterator[Any]:
    """The configurations of tasks, and one for each task of a module of one kind."""
    for task in mappings(value):
        yield (task.get(CONFIG) or {}).get("config")
        for module in MODULES.keys() & task.keys():
            given = task[module].items()
            yield {MODULES[module]: [{option: part for option, part in given if option not in CONNECTION_ARGUMENTS}]}


def configurations() -> list[dict[str, Any]]:
    """The configurations in all texts, without those with templates, whose values nobody knows here."""
    values = [*documents()]
    found = [*values, *(config for value in values for config in of_tasks(value))]
    known = [each for each in found if isinstance(each, dict) and each and set(each) <= set(BY_PLURAL)]
    lists = [each for each in known if all(isinstance(items, list) for items in each.values())]
    return [each for each in lists if "{{" not in json.dumps(each, default=str)]


def as_file(file: Path, config: dict[str, Any]) -> str:
    file.write_text(json.dumps(config), encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """The file, the place and the message of each mistake that check-jsonschema, which people use for this, finds.

    It judges all examples and a file with a mistake together, because it looks at the whole schema first for seconds.
    """
    found, folder = configurations(), tmp_path_factory.mktemp("judged")
    examples = [*map(str, sorted((ROOT / "examples" / "configuration").glob("*.yml")))]
    assert examples and len(found) > FEW
    copied = [as_file(folder / f"{number}.json", each) for number, each in enumerate(found)]
    misspelt = as_file(folder / MISSPELT, {"environments": [{"name": "Test", "descripton": "x"}]})
    ran = run([*JUDGE, *examples, *copied, misspelt])
    assert ran.code == 1 and ran.output.startswith("{"), ran.output
    answer = json.loads(ran.output)
    assert answer["parse_errors"] == []
    return [(Path(each["filename"]).name, each["path"], each["message"]) for each in answer["errors"]]


def test_every_example_is_valid(judged: list[tuple[str, str, str]]) -> None:
    """The files of the examples are valid as they are."""
    assert [each for each in judged if each[0] != MISSPELT] == []


def test_a_misspelt_option_is_found(judged: list[tuple[str, str, str]]) -> None:
    (mistake,) = [each[1:] for each in judged if each[0] == MISSPELT]
    unexpected = "Additional properties are not allowed ('descripton' was unexpected)"
    assert mistake == ("$.environments[0]", unexpected)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The schema, which check-jsonschema has found valid itself."""
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def refusals(config: Any) -> list[str]:
    """The mistakes that octopus_config finds before its first request."""
    try:
        items_of(config, {})
    except Mistakes as mistakes:
        return mistakes.problems
    return []


def test_right_configurations_are_taken_in_every_spelling(schema: Draft202012Validator) -> None:
    random = Random(1)
    for _number in range(AS_MANY):
        config = right(random)
        assert refusals(config) == []
        assert [each.message for each in schema.iter_errors(config)] == [], config


def test_mutants_are_taken_by_both_or_by_none(schema: Draft202012Validator) -> None:
    random, refused = Random(2), 0
    for _number in range(AS_MANY):
        mutation, config = mutant(random)
        found, mistakes = list(schema.iter_errors(config)), refusals(config)
        strict = [each.message for each in found if not REFUSED_BY_THE_SCHEMA_ALONE.match(each.message)]
        assert mistakes or not strict, (mutation, config, strict)
        unknown = [each for each in mistakes if not any(re.search(row[0], each) for row in REFUSED_BY_THE_TASK_ALONE)]
        assert found or not unknown, (mutation, config, unknown)
        refused += bool(found)
    assert refused > AS_MANY / 3


@pytest.mark.parametrize(("words", "config", "reason"), REFUSED_BY_THE_TASK_ALONE)
def test_refusals_of_the_task_alone(schema: Draft202012Validator, words: str, config: Any, reason: str) -> None:
    (mistake,) = refusals(config)
    assert re.search(words, mistake)
    assert schema.is_valid(config), "the schema can tell by now; take the row out"


def test_refusals_of_the_schema_alone(schema: Draft202012Validator) -> None:
    config = {"feeds": [{"name": "x", "octopus_project": "slug=y"}]}
    assert refusals(config) == []
    (mistake,) = schema.iter_errors(config)
    assert REFUSED_BY_THE_SCHEMA_ALONE.match(mistake.message)


@pytest.mark.parametrize(("text", "by_schema", "by_task"), [(each[0], *each[3:]) for each in TWO_YAMLS])
def test_values_without_quotes(schema: Draft202012Validator, text: str, by_schema: bool, by_task: bool) -> None:
    """check-jsonschema reads YAML 1.2 and dates as texts, so a value can be valid to it and not to a task."""
    file = one_environment(text)
    assert schema.is_valid(construct_yaml_implementation().load(file)) == by_schema
    assert (refusals(yaml_value(file, str, str).value) == []) == by_task


def test_the_address_is_the_one_of_the_release() -> None:
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    raw = galaxy["repository"].replace("https://github.com/", "https://raw.githubusercontent.com/")
    assert f"{raw}/{galaxy['version']}/{SCHEMA.relative_to(ROOT)}" == SCHEMA_ADDRESS
    assert f"{MODELINE}{SCHEMA_ADDRESS}\n" in (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
