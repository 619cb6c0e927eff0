# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``prune`` never removes documents that the configuration names in any way, or that are not of this space."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import Config, configure, environments, report, writes
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

IN_PROJECT: dict[str, dict[str, Any]] = {
    "channels": {"name": "Hotfix", "description": "New"},
    "project_triggers": {
        "name": "Nightly",
        "cron_expression_schedule": {"cron_expression": "0 0 6 * * *"},
        "auto_deploy": {},
    },
}
SHOP = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
MANAGERS = {"SpaceManagersTeamMembers": ["Users-1"]}


@pytest.mark.parametrize("called", ["Old P", "New P", "new p", "Projects-1", "old-p"])
@pytest.mark.parametrize("plural", IN_PROJECT)
def test_documents_of_a_project_that_is_renamed_in_the_same_run_stay(
    server: Emulator, plural: str, called: str
) -> None:
    """The document may name its project by the old or the new name."""
    configure(server, {"projects": [{"name": "Old P", **SHOP}], plural: [{**IN_PROJECT[plural], "project": "Old P"}]})
    config: Config = {
        "projects": [{"name": "Old P", "new_name": "New P"}],
        plural: [{**IN_PROJECT[plural], "project": called}],
    }
    predicted = configure(server, config, prune=[plural], check=True)
    done = configure(server, config, prune=[plural])
    assert report(predicted) == report(done)
    assert (done["deleted"], done["unmanaged"].get(plural, [])) == (
        {},
        ["New P: Default"] if plural == "channels" else [],
    )
    if called not in ("Old P",):
        assert configure(server, config, prune=[plural])["changed"] is False


@pytest.mark.parametrize(
    "item",
    [
        {"name": "Environment 0"},
        {"name": "environment 0 "},
        {"name": "Environment 0", "new_name": "Renamed"},
        {"name": "Gone already", "new_name": "Environment 0"},
        {"id": "Environments-1"},
        {"id": "environments-1", "name": "Renamed"},
    ],
)
def test_in_whatever_way_an_item_names_its_document(server: Emulator, item: dict[str, Any]) -> None:
    configure(server, {"environments": environments([0, 1])}, parallelism=1)
    config: Config = {"environments": [item]}
    assert configure(server, config, prune=["environments"])["deleted"] == {"environments": ["Environment 1"]}
    assert server.document("Environments-1")["Id"] == "Environments-1"
    assert configure(server, config, prune=["environments"])["changed"] is False


REFERRING: list[Config] = [
    {"machines": [{"name": "m", "environments": ["Environment 0"], "roles": ["web"], "cloud_region": {}}]},
    {"lifecycles": [{"name": "L", "phases": [{"name": "One", "optional_deployment_targets": ["Environments-1"]}]}]},
    {"tenants": [{"name": "T", "projects": [{"project": "P", "environments": ["environment-0"]}]}]},
    {
        "teams": [
            {
                "name": "Ops",
                "scoped_user_roles": [
                    {"user_role": "Project viewer", "space": "Default", "environments": ["Environment 0"]}
                ],
            }
        ]
    },
]


@pytest.mark.parametrize("there", [True, False], ids=["changed", "made"])
@pytest.mark.parametrize("config", REFERRING, ids=lambda config: next(iter(config)))
def test_documents_that_items_refer_to_stay(server: Emulator, config: Config, there: bool) -> None:
    """A reference is enough to keep a document. The result says so, because the list of its kind should name it."""
    project = {"name": "P", **SHOP, "tenanted_deployment_mode": "Tenanted"}
    configure(server, {"environments": environments([0, 1]), "projects": [project]}, parallelism=1)
    if there:
        configure(server, config)
    whole: Config = {**config, "environments": []}
    predicted = configure(server, whole, prune=["environments"], check=True)
    done = configure(server, whole, prune=["environments"])
    assert report(predicted) == report(done)
    assert done["deleted"] == {"environments": ["Environment 1"]}
    (warning,) = (each for each in done["warnings"] if each.startswith("prune: "))
    place = f"{next(iter(config))}[0]"
    assert warning == (
        f"prune: the environment 'Environment 0' stays, as {place} refers to it; name it among environments as well"
    )
    assert configure(server, whole, prune=["environments"])["changed"] is False


STEP = {"name": "Check", "channels": ["Hotfix"], "run_script": {"syntax": "Bash", "script_body": "true"}}
NAMING_A_CHANNEL: list[Config] = [
    {
        "variables": [
            {"project": "P", "variables": [{"name": "Port", "value": "80", "scope": {"channels": ["Hotfix"]}}]}
        ]
    },
    {"deployment_processes": [{"project": "P", "steps": [STEP]}]},
]


@pytest.mark.parametrize("config", NAMING_A_CHANNEL, ids=lambda config: next(iter(config)))
def test_documents_of_a_project_that_items_refer_to_stay(server: Emulator, config: Config) -> None:
    """The collection of such documents has names that exist once in each project, so IDs tell which one is meant."""
    channels = [{"project": "P", "name": name} for name in ("Hotfix", "Other")]
    configure(server, {"projects": [{"name": "P", **SHOP}], "channels": channels})
    whole: Config = {**config, "channels": []}
    predicted = configure(server, whole, prune=["channels"], check=True)
    done = configure(server, whole, prune=["channels"])
    assert report(predicted) == report(done)
    assert done["deleted"] == {"channels": ["P: Other"]}
    assert any(f"'P: Hotfix' stays, as {next(iter(config))}[0] refers to it" in each for each in done["warnings"])


def owners_of(sample: Sample) -> dict[str, str]:
    """The names of the documents that a sample's document belongs to, as results show them, by the plural."""
    kinds = [each.of(sample.minimal) for each in KINDS if each.kind == sample.kind]
    named = [(each.owner.location, each.owner.option) for each in kinds if each.owner]
    named += [
        (each.location.parent.location, each.parent.option) for each in kinds if each.location.parent and each.parent
    ]
    inside = "".join(f"{sample.minimal[each.parent.option]}: " for each in kinds if each.owner and each.parent)
    return {
        each.plural: f"{inside if each.location.parent else ''}{sample.minimal[option]}"
        for location, option in named
        for each in KINDS
        if each.location == location
    }


@pytest.mark.parametrize("sample", [each for each in SAMPLES if owners_of(each)], ids=lambda sample: sample.title)
def test_the_owners_of_documents_stay(server: Emulator, sample: Sample) -> None:
    """An item names its project, tenant or library variable set, even if it changes nothing."""
    sample.prepare(server)
    owners = owners_of(sample)
    plural = next(each.plural for each in KINDS if each.kind == sample.kind)
    config: Config = {plural: [{**sample.minimal, **sample.on_create}], **{each: [] for each in owners}}
    how: dict[str, Any] = {"prune": list(owners), "prune_server": True, "prune_limit": 100}
    predicted = configure(server, config, check=True, **how)
    done, again = (configure(server, config, **how) for dummy in range(2))
    assert report(predicted) == report(done)
    assert again["changed"] is False
    for each, name in owners.items():
        assert name not in done["deleted"].get(each, [])
        assert any(f"{name!r} stays, as {plural}[0] refers to it" in each_warning for each_warning in done["warnings"])


def test_the_tag_sets_of_tags_stay(server: Emulator) -> None:
    tags = [{"name": "Early", "color": "#333333"}]
    sets = [{"name": name, "scopes": ["Environment"], "tags": tags} for name in ("Ring", "Ring a", "Other")]
    named: Config = {"environments": [{"name": "E", "environment_tags": ["Ring/a/Early"]}], "tag_sets": []}
    configure(server, {"tag_sets": sets})
    server.left_by_older("TagSets-2", Name="Ring/a")
    for _again in range(2):
        done = configure(server, named, prune=["tag_sets"])
    assert done["changed"] is False and done["unmanaged"]["tag_sets"] == ["Ring", "Ring/a"]


@pytest.mark.parametrize("space", ["Team", "team", "Spaces-2", None])
def test_the_space_at_work_stays(server: Emulator, space: str | None) -> None:
    for name in ("Team", "Other"):
        server.seed("spaces", Name=name, **MANAGERS)
    for config in ({"spaces": []}, {"spaces": [], "environments": environments([0])}):
        done = configure(server, config, space=space, prune=["spaces"], prune_server=True, check=True)
        assert done["deleted"] == {"spaces": ["Other"] if space else ["Other", "Team"]}


@pytest.mark.parametrize("space", ["Team", "Default", None])
def test_teams_of_other_spaces_stay(server: Emulator, space: str | None) -> None:
    team = server.seed("spaces", Name="Team", **MANAGERS)
    for name, space_id in (("Theirs", team["Id"]), ("Ours", "Spaces-1")):
        server.seed("teams", space_id, Name=name, SpaceId=space_id)
    configure(server, {"teams": [{"name": "Everybody's"}]})
    config: Config = {"teams": [], "environments": []}
    done = configure(server, config, space=space, prune=["teams"], prune_server=True)
    assert done["deleted"] == {"teams": ["Everybody's", "Theirs" if space == "Team" else "Ours"]}


def test_a_space_that_only_sounds_like_the_one_that_the_configuration_makes(server: Emulator) -> None:
    """Team A has the slug of the new space. The run does not touch it, and the name then means the new space."""
    other = server.seed("spaces", Name="Team A", **MANAGERS)
    server.seed("environments", other["Id"], Name="Theirs")
    config: Config = {
        "spaces": [{"name": "team-a", "space_managers_teams": ["Octopus Administrators"]}],
        "environments": environments([0]),
    }
    predicted = configure(server, config, space="team-a", prune=["environments"], check=True)
    done = configure(server, config, space="team-a", prune=["environments"])
    assert report(predicted) == report(done)
    assert (done["deleted"], done["counts"]["created"]) == ({}, 2)
    assert server.document("Environments-1")["SpaceId"] == other["Id"]
    again = configure(server, config, space="team-a", prune=["environments"])
    assert (again["changed"], again["space"]["id"]) == (False, "Spaces-3")


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ({"name": "Old", "new_name": "team-a"}, "Spaces-3"),
        ({"id": "Spaces-3", "name": "team-a"}, "Spaces-3"),
        ({"name": "Old", "slug": "team-a"}, "Spaces-3"),
        ({"name": "Team A", "description": "Theirs"}, "Spaces-2"),
    ],
)
def test_a_space_that_the_configuration_renames(server: Emulator, item: dict[str, Any], meant: str) -> None:
    for name in ("Team A", "Old"):
        server.seed("spaces", Name=name, **MANAGERS)
    config: Config = {"spaces": [item], "environments": environments([0])}
    predicted = configure(server, config, space="team-a", check=True)
    assert (predicted["space"]["id"], writes(server)) == (meant, [])
    assert configure(server, {"environments": environments([0])}, space="team-a")["space"]["id"] == "Spaces-2"
