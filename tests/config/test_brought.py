# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document that comes with another one is planned as it will be found, before either exists."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, configure, export, report
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
# Every channel names its type.
CHANNELS = [
    (sample, {"type": sample.minimal.get("type", "Lifecycle"), option: value})
    for sample in SAMPLES
    if sample.kind == "channel"
    for option, values in sample.steps.items()
    for value in values
]


@pytest.mark.parametrize(("sample", "options"), CHANNELS, ids=lambda value: str(getattr(value, "title", value)))
def test_the_first_channel_of_a_new_project(server: Emulator, sample: Sample, options: dict[str, Any]) -> None:
    """Each option of the first channel, with every value that the samples have for it."""
    sample.prepare(server)
    if options["type"] != "Lifecycle":
        options = {**options, "parent_environment": sample.minimal["parent_environment"]}
    config: Config = {"projects": [PROJECT], "channels": [{"name": "Default", "project": "Shop", **options}]}
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize(
    "options", [{"description": "Copied"}, {"new_name": "Gamma"}, {"is_default": True}, {}], ids=str
)
def test_the_channels_of_a_clone(server: Emulator, options: dict[str, Any]) -> None:
    """A clone begins with the channels of its source; the configuration changes the one that it names."""
    config: Config = {
        "projects": [{**PROJECT, "name": "Pattern"}],
        "channels": [{"name": "Beta", "project": "Pattern", "description": "Not yet ripe"}],
    }
    configure(server, config)
    clone: Config = {
        "projects": [{"name": "Shop", "clone_from": "Pattern"}],
        "channels": [{"name": "Beta", "project": "Shop", **options}],
    }
    for both in (clone, {kind: [*config[kind], *clone[kind]] for kind in config}):
        predicted, done = configure(server, both, check=True), configure(server, both)
        assert report(predicted) == report(done)
        assert configure(server, both)["changed"] is False
        configure(server, {"projects": [{"name": "Shop", "state": "absent"}]})


def triggered(project: str) -> dict[str, Any]:
    """A trigger that makes a release in a channel of its project's own."""
    filtered = {"event_groups": ["MachineAvailableForDeployment"], "event_categories": []}
    return {"name": "Deploy", "project": project, "machine_filter": filtered, "auto_deploy": {}}


@pytest.mark.parametrize("there", [False, True], ids=["new", "with a source that is there"])
def test_a_clone_comes_after_what_belongs_to_its_source(server: Emulator, there: bool) -> None:
    """For each kind that belongs to a project, in any order of the configuration."""
    config: Config = {
        "project_triggers": [
            {**triggered("Copy of a copy"), "is_disabled": True},
            triggered("Shop"),
            triggered("Pattern"),
        ],
        "channels": [
            {"name": "Beta", "project": "Copy of a copy", "description": "Of the copy of a copy"},
            {"name": "Beta", "project": "Shop"},
            {"name": "Default", "project": "Shop"},
            {"name": "Default", "project": "Pattern", "description": "The first"},
            {"name": "Beta", "project": "Pattern", "description": "Not yet ripe"},
        ],
        "projects": [
            {"name": "Copy of a copy", "clone_from": "Shop"},
            {"name": "Shop", "clone_from": "Pattern", "release_creation_strategy": {"channel": "Beta"}},
            {**PROJECT, "name": "Pattern"},
        ],
    }
    if there:
        configure(server, {"projects": config["projects"][2:]})
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert configure(server, config)["changed"] is False
    projects = {each["name"]: each for each in export(server)["config"]["projects"]}
    assert projects.keys() == {"Copy of a copy", "Shop", "Pattern"}
    exported = export(server, kinds=["channels", "project_triggers"])["config"]
    described = {(each["project"], each["name"]): each.get("description") for each in exported["channels"]}
    assert described["Shop", "Default"] == described["Copy of a copy", "Default"] == "The first"
    assert described["Shop", "Beta"] == "Not yet ripe"
    assert {each["project"] for each in exported["project_triggers"]} == projects.keys()


def test_a_clone_that_something_of_its_source_needs(server: Emulator) -> None:
    """The clone can't include that document, and is created nevertheless."""
    server.seed("environments", Name="Live")
    config: Config = {
        "projects": [
            {**PROJECT, "name": "Pattern", "tenanted_deployment_mode": "TenantedOrUntenanted"},
            {"name": "Shop", "clone_from": "Pattern"},
        ],
        "tenants": [{"name": "Acme", "projects": [{"project": "Shop", "environments": ["Live"]}]}],
        "project_triggers": [
            {
                "name": "Nightly",
                "project": "Pattern",
                "cron_expression_schedule": {"cron_expression": "0 0 3 * * *", "timezone": "UTC"},
                "deploy_latest_release": {
                    "source_environments": ["Live"],
                    "destination_environment": "Live",
                    "tenants": ["Acme"],
                },
            },
            {**triggered("Pattern"), "name": "Deploy"},
        ],
    }
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert configure(server, config)["changed"] is False
    triggers = export(server, kinds=["project_triggers"])["config"]["project_triggers"]
    assert sorted((each["project"], each["name"]) for each in triggers) == [
        ("Pattern", "Deploy"),
        ("Pattern", "Nightly"),
        ("Shop", "Deploy"),
    ]
