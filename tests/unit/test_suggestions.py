# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A misplaced or misspelt option is told its place, for every option of every module and of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import (
    BY_PLURAL,
    Mistakes,
    arguments_of,
    items_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import WrongOptions
from ansible_collections.octopus.deploy.plugins.module_utils._options import options_of
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import AllOptions, meant, option_meant
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import similar
from ansible_collections.octopus.deploy.plugins.plugin_utils.linted import mistakes_in
from ansible_collections.octopus.deploy.plugins.plugin_utils.misplaced import in_other_modules
from tasks import TASKS

Options = Mapping[str, Mapping[str, Any]]
# The items of a configuration have the same options, but for those of the connection.
EVERY: dict[str, Options] = {name: task.specification()["argument_spec"] for name, task in TASKS.items()}


def levels(options: Options, place: str = "") -> Iterator[tuple[str, Options]]:
    """Each mapping of options at any depth with its place; an entry of a list is its first."""
    yield place, options
    for option, argument in options.items():
        if argument.get("options"):
            index = "[0]" if argument["type"] == "list" else ""
            yield from levels(argument["options"], f"{place}.{option}{index}".lstrip("."))


def suggested(message: str) -> list[str]:
    """The suggestions at the end of a message."""
    found = re.fullmatch(r"; did you mean (.*)\?", message)
    return re.split(r", | or ", found[1]) if found else []


def words_below(options: Options) -> dict[str, list[str]]:
    """The options one level further down that ``options`` lacks, each with the places where it belongs."""
    found: dict[str, list[str]] = {}
    known = {name for option, argument in options.items() for name in (option, *argument.get("aliases", ()))}
    for option, argument in options.items():
        index = "[]" if argument.get("type") == "list" else ""
        for inner in (argument.get("options") or {}).keys() - known:
            found.setdefault(inner, []).append(f"{option}{index}.{inner}")
    return found


@pytest.mark.parametrize("name", EVERY)
def test_the_message_says_where_an_option_one_level_too_high_belongs(name: str) -> None:
    all_options = AllOptions(EVERY[name])
    for place, options in levels(EVERY[name]):
        for word, places in words_below(options).items():
            found = suggested(option_meant(word, options, place, all_options))
            assert set(places) & set(found), (place, word, found)
            assert not CONNECTION_ARGUMENTS.keys() & set(found), (place, word, found)


@pytest.mark.parametrize("name", EVERY)
def test_the_message_says_where_an_option_one_level_too_low_belongs(name: str) -> None:
    all_options = AllOptions(EVERY[name])
    for place, options in levels(EVERY[name]):
        nested = [(option, argument) for option, argument in options.items() if argument.get("options")]
        # Each word is tried in one nested mapping: a step has sixty of them.
        words = (each for each in options if each not in CONNECTION_ARGUMENTS)
        for word, (option, argument) in zip(words, cycle(nested), strict=False):
            if word not in argument["options"]:
                below = f"{place}.{option}{'[0]' if argument['type'] == 'list' else ''}".lstrip(".")
                found = suggested(option_meant(word, argument["options"], below, all_options))
                assert found and not CONNECTION_ARGUMENTS.keys() & set(found), (below, word, found)


@pytest.mark.parametrize("name", EVERY)
def test_a_misspelt_option_is_recognised(name: str) -> None:
    for place, options in levels(EVERY[name]):
        for option in (each for each in options if len(each) > 4):
            for word in (option[:2] + option[3:], option[:3] + option[2] + option[3:], option.title().replace("_", "")):
                if word not in options and word.casefold() not in options:
                    found = suggested(option_meant(word, options, place, AllOptions(EVERY[name])))
                    assert option in found or similar(word, [*options], 0.6)[0] in found, (place, word, found)


def refusals(config: Any, **secrets: str) -> list[str]:
    try:
        items_of(config, secrets)
    except Mistakes as mistakes:
        return mistakes.problems
    return []


@pytest.mark.parametrize("plural", [each for each in BY_PLURAL if each not in ("projects", *arguments_of("projects"))])
def test_a_list_given_in_a_project_is_named(plural: str) -> None:
    (mistake,) = refusals({"projects": [{"name": "Shop", plural: []}]})
    assert f"the list {plural} beside projects" in mistake


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"projects": [{"name": "A", "deployment_process": {}}]}, "the list deployment_processes beside projects?"),
        ({"projects": [{"name": "A", "steps": []}]}, "steps in the list deployment_processes beside projects?"),
        ({"projects": [{"name": "A", "triggers": []}]}, "the list project_triggers beside projects?"),
        ({"projects": [{"name": "A", "Group": "B"}]}, "Group: there is no such option; did you mean project_group?"),
        (
            {"worker_pools": [{"name": "A", "type": "B"}]},
            "did you mean worker_type or worker_pool_type?",
        ),
        ({"projects": [{"name": "A", "Variable": {}}]}, "the list variables beside projects?"),
        (
            {"projects": [{"name": "A", "lifecycles": []}]},
            "mean lifecycle or the list lifecycles beside projects?",
        ),
        ({"tenants": [{"name": "A", "variables": []}]}, "the list tenant_variables beside tenants?"),
        (
            {"runbooks": [{"name": "A", "project": "B", "process": {}}]},
            "did you mean the list runbook_processes beside runbooks?",
        ),
        (
            {"accounts": [{"name": "A", "token": {"username": "ada"}}]},
            "accounts[0].token.username: there is no such option; did you mean accounts[0].username_password.username ",
        ),
        (
            {"deployment_processes": [{"project": "A", "steps": [{"name": "B"}, {"name": "C", "script_bdy": "echo"}]}]},
            "steps[1].script_bdy: there is no such option; did you mean run_script.script_body, ",
        ),
        (
            {"deployment_processes": [{"project": "A", "steps": [{"name": "B", "script": {}}]}]},
            "steps[0].script: there is no such option; did you mean run_script, ",
        ),
        (
            {"deployment_processes": [{"project": "A", "steps": [{"name": "B", "run_script": {"target_tags": []}}]}]},
            "did you mean deployment_processes[0].steps[0].target_tags?",
        ),
    ],
)
def test_words_of_newcomers(config: Any, expected: str) -> None:
    (mistake,) = refusals(config)
    assert expected in mistake


# Words of the API, of Octopus's Terraform provider, of its command line and of its portal, by module, with the option.
FOREIGN: dict[str, dict[str, str]] = {
    "octopus_account": {
        "EnvironmentIds": "environments",
        "aws": "amazon_web_services_account",
        "gcp_account": "google_cloud_account",
        "health_subject_keys": "azure_oidc.health_check_subject_keys",
        "space_id": "space",
        "tenant_id": "azure_oidc.tenant_id",
    },
    "octopus_api": {"path": "follow", "url": "follow"},
    "octopus_channel": {
        "LifecycleId": "lifecycle",
        "project_id": "project",
        "project_name": "project",
        "rule": "rules",
    },
    "octopus_deployment": {
        "deploy-at": "run_at",
        "deploy_at_expiry": "no_run_after",
        "deployment-target": "specific_machines",
        "environment_name": "environments",
        "exclude_deployment_target": "excluded_machines",
        "guided_failure": "use_guided_failure",
        "release_number": "version",
        "release_version": "version",
        "skip": "skip_steps",
        "ssl_verify": "validate_certs",
    },
    "octopus_feed": {"url": "docker.feed_uri"},
    "octopus_machine": {
        "TargetTags": "roles",
        "environment_ids": "environments",
        "machine_policy_id": "machine_policy",
        "proxy_id": "listening_tentacle.proxy",
        "target_roles": "roles",
        "target_tags": "roles",
    },
    "octopus_project": {
        "Group": "project_group",
        "IncludedLibraryVariableSetIds": "included_library_variable_sets",
        "lifecycle_id": "lifecycle",
        "project_group_id": "project_group",
        "space_name": "space",
        "tenanted_deployment_participation": "tenanted_deployment_mode",
    },
    "octopus_space": {"is_task_queue_stopped": "task_queue_stopped", "octopus_space": "space"},
    "octopus_team": {"roles": "scoped_user_roles", "user_roles": "scoped_user_roles", "users": "members"},
    "octopus_tenant": {"tags": "tenant_tags"},
    "octopus_worker": {"WorkerPoolIds": "worker_pools", "pool": "worker_pools"},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_words_of_other_tools(name: str) -> None:
    own = {word: suggested(option_meant(word, EVERY[name], "", AllOptions(EVERY[name]))) for word in FOREIGN[name]}
    assert {word: found for word, found in own.items() if FOREIGN[name][word] not in found} == {}


@pytest.mark.parametrize("word", ["roles", "target_roles", "TargetRoles"])
@pytest.mark.parametrize("name", ["octopus_deployment_process", "octopus_runbook_process"])
def test_the_target_tags_of_a_step_had_other_names(name: str, word: str) -> None:
    steps = EVERY[name]["steps"]["options"]
    assert option_meant(word, steps, "steps[0]", AllOptions(EVERY[name])) == "; did you mean target_tags?"


@pytest.mark.parametrize("word", ["application_id", "subject_common_name", "provisioning_runbook_id"])
def test_the_name_or_id_of_something_else_does_not_become_the_name_or_id_of_the_document(word: str) -> None:
    for options in EVERY.values():
        assert not {"id", "name"} & set(suggested(option_meant(word, options, "", AllOptions(options))))


@pytest.mark.parametrize(
    ("task", "word", "expected"),
    [
        ("octopus_project", "channels", "; did you mean the module octopus_channel?"),
        ("octopus_project", "steps", "; did you mean steps in the module octopus_deployment_process?"),
        ("octopus_project", "triggers", "; did you mean the module octopus_project_trigger?"),
        ("octopus_release", "environments", "; did you mean environments in the module octopus_deployment?"),
        ("octopus_release", "environment", "; did you mean environments in the module octopus_deployment?"),
        ("octopus_release", "wait", "; did you mean wait in the module octopus_deployment?"),
        ("octopus_release", "tenants", "; did you mean tenants in the module octopus_deployment?"),
        ("octopus_deployment", "state", "; there are: "),
        ("octopus_deployment", "release_notes", "; did you mean release_notes in the module octopus_release?"),
        ("octopus_deployment", "package_version", "; did you mean package_version in the module octopus_release?"),
        ("octopus_runbook_snapshot", "environments", "; did you mean environments in the module octopus_runbook_run?"),
        ("octopus_package", "commits", "; did you mean commits in the module octopus_build_information?"),
        ("octopus_project", "project", "; did you mean name?"),
        ("octopus_project", "project_name", "; did you mean name?"),
        ("octopus_project", "lifecycles", "; did you mean lifecycle or the module octopus_lifecycle?"),
        ("octopus_runbook", "process", "; did you mean the module octopus_runbook_process?"),
        ("octopus_team", "user_roles", "; did you mean scoped_user_roles or the module octopus_user_role?"),
        ("octopus_project", "qqqq", "; there are: allow_ignore_channel_rules, "),
        ("octopus_release", "qqqq", "; there are: channel, "),
        ("octopus_deployment", "release", "; did you mean version?"),
        ("octopus_package", "file", "; did you mean path?"),
        ("octopus_certificate", "file", "; did you mean certificate_data?"),
    ],
)
def test_the_message_about_a_document_given_as_an_option_names_its_module(task: str, word: str, expected: str) -> None:
    """Both a task and ansible-lint name the module."""
    with pytest.raises(WrongOptions) as mistakes:
        options_of(TASKS[task], {word: [], "name": "x"}, in_other_modules(task))
    assert f"{word}: there is no such option{expected}" in str(mistakes.value)
    assert [each for each in mistakes_in(TASKS[task], {word: []}) if f"no such option{expected}" in each]


@pytest.mark.parametrize("name", TASKS)
def test_the_list_of_all_options_begins_with_those_of_the_module(name: str) -> None:
    message = option_meant("qqqq", EVERY[name], "", AllOptions(EVERY[name]))
    listed = message.removeprefix("; there are: ").split(", ")
    assert listed[-1] == "the options of the connection"
    assert sorted(listed[:-1]) == sorted(EVERY[name].keys() - CONNECTION_ARGUMENTS.keys())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("targets", "machines"),
        ("deployment_targets", "machines"),
        ("Deployment-Target", "machines"),
        ("variable_sets", "library_variable_sets"),
        ("triggers", "project_triggers"),
        ("processes", "runbook_processes or deployment_processes"),
    ],
)
def test_a_kind_by_its_name_in_the_portal(word: str, expected: str) -> None:
    assert sorted(suggested(meant(word, list(BY_PLURAL)))) == sorted(expected.split(" or "))


@pytest.mark.parametrize("name", ["octopus_account", "octopus_environment", "octopus_machine", "octopus_feed"])
@pytest.mark.parametrize("word", ["password", "username", "access_token", "url"])
def test_no_secret_of_a_document_is_led_to_the_connection(name: str, word: str) -> None:
    assert not CONNECTION_ARGUMENTS.keys() & set(
        suggested(option_meant(word, EVERY[name], "", AllOptions(EVERY[name])))
    )


def test_an_option_of_the_connection_is_recognised() -> None:
    assert meant("octopus_pasword", sorted(EVERY["octopus_account"])) == "; did you mean octopus_password?"


@pytest.mark.parametrize("word", ["octopus_space", "octopus_name", "Octopus_Description"])
def test_an_option_is_recognised_although_a_prefix_is_too_much(word: str) -> None:
    options = EVERY["octopus_environment"]
    own = word.casefold().removeprefix("octopus_")
    assert option_meant(word, options, "", AllOptions(options)) == f"; did you mean {own}?"


def test_the_secret_of_a_misspelt_kind_or_option_is_no_second_mistake() -> None:
    account = {"name": "A", "token": {"token": "<secret key>"}}
    assert [each.partition(":")[0] for each in refusals({"acounts": [account]}, key="x")] == ["acounts"]
    assert len(refusals({"accounts": [{"name": "A", "tokn": {"token": "<secret key>"}}]}, key="x")) == 1
    assert len(refusals({"accounts": [{**account, "token": {"tokn": "<secret key>"}}]}, key="x")) == 1
    assert refusals({"accounts": [{"name": "A", "token": '{"token": "<secret key>"}'}]}, key="x") == []
