# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An item that refers to a removed document is reported before any write; an item that drops the reference is not."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from config.driving import Config, configure, export, ok, report, task, writes
from contract.referring import RESOURCES, Naming, named_kind, namings
from emulator.testing import Emulator

# The server's own documents that nobody can remove.
BUILT_IN = {"Octopus Administrators", "Octopus Managers", "Project viewer", "Built-in Worker Pool"}
# Every place in every kind that can name a document, not only one for each pair of kinds.
NAMED = {
    each.title: each
    for each in namings()
    if named_kind(each) and RESOURCES[each.sample.kind] in CONFIGURED and each.value not in BUILT_IN
}
TAGGED = {title: each for title, each in NAMED.items() if each.location == TAG_SETS}
REMOVABLE = {title: each for title, each in TAGGED.items() if each.sample.goes and not each.sample.is_there}


def removal(naming: Naming) -> Config:
    """The item that removes the named document, or the tag from its set."""
    kind = named_kind(naming)
    assert kind is not None
    if kind.location == TAG_SETS:
        return {kind.plural: [{"name": naming.value.partition("/")[0], "tags": []}]}
    # A channel is one of the project that names it, or whose trigger does.
    inside = {kind.parent.option: naming.options.get("project") or naming.options["name"]} if kind.parent else {}
    return {kind.plural: [{"name": naming.value, "state": "absent", **inside}]}


def prepared(server: Emulator, naming: Naming) -> None:
    naming.sample.prepare(server)
    if not naming.sample.is_there:
        ok(server, naming.sample.module, **naming.sample.minimal)
    ok(server, naming.sample.module, **naming.options)
    server.clear_requests()


def whole(naming: Naming, item: dict[str, Any]) -> Config:
    gone = removal(naming)
    plural = RESOURCES[naming.sample.kind].plural
    # With a kind of the space, so that the server's own that name its documents find them.
    return {"environments": [], **gone, plural: [*gone.get(plural, []), item]}


@pytest.mark.parametrize("naming", NAMED.values(), ids=NAMED)
def test_a_document_that_an_item_names_is_not_removed(server: Emulator, naming: Naming) -> None:
    prepared(server, naming)
    config = whole(naming, naming.options)
    results = [task(server, "octopus_config", config=config, check=check) for check in (True, False)]
    assert writes(server) == []
    assert results[0]["failed"] and results[0]["msg"] == results[1]["msg"]
    assert "refers to" in results[0]["msg"]


def without(value: Any, tag_set: str) -> Any:
    """A value that nowhere has a list with a tag of this set in it."""
    if isinstance(value, dict):
        return {key: without(part, tag_set) for key, part in value.items()}
    if isinstance(value, list):
        return [without(each, tag_set) for each in value if not str(each).startswith(f"{tag_set}/")]
    return value


def held(server: Emulator, config: Config) -> dict[str, int]:
    """Check mode predicts the run, and the second run changes nothing; how much the first one did."""
    predicted = configure(server, config, check=True)
    done = configure(server, config)
    assert report(predicted) == report(done)
    assert configure(server, config)["changed"] is False
    counts = done["counts"]
    return {each: counts[each] for each in ("updated", "deleted")}


@pytest.mark.parametrize("naming", TAGGED.values(), ids=TAGGED)
def test_a_tag_is_removed_after_documents_have_lost_it(server: Emulator, naming: Naming) -> None:
    """A server refuses to remove a tag in use, and a tag set is written before the documents with its tags."""
    prepared(server, naming)
    assert held(server, whole(naming, without(naming.options, naming.value.partition("/")[0]))) == {
        "updated": 2,
        "deleted": 0,
    }


@pytest.mark.parametrize("naming", REMOVABLE.values(), ids=REMOVABLE)
def test_a_tag_is_removed_after_documents_that_had_it(server: Emulator, naming: Naming) -> None:
    prepared(server, naming)
    assert held(server, whole(naming, {**naming.sample.known, "state": "absent"})) == {"updated": 1, "deleted": 1}


def test_a_tag_gives_way_to_another(server: Emulator) -> None:
    """The new tag must exist before a document gets it, and the old tag can only be removed afterwards."""
    ring: dict[str, Any] = {"name": "Ring", "tags": [{"name": "Early"}, {"name": "Stable"}]}
    bearing: Config = {"tenants": [{"name": "Nordwind", "tenant_tags": ["Ring/Early"]}]}
    configure(server, {"tag_sets": [ring], **bearing})
    ring["tags"] = [{"name": "First", "description": "New"}, {"name": "Stable"}]
    bearing["tenants"][0]["tenant_tags"] = ["Ring/First"]
    assert held(server, {"tag_sets": [ring], **bearing}) == {"updated": 2, "deleted": 0}
    assert [each["Name"] for each in server.document("TagSets-1")["Tags"]] == ["First", "Stable"]


def test_a_tag_that_others_bear_stays(server: Emulator) -> None:
    """No item is about the tenant: the server names the tenant with the tag, and the task reports its changes."""
    ring: dict[str, Any] = {"name": "Ring", "tags": [{"name": "Early"}]}
    configure(server, {"tag_sets": [ring], "tenants": [{"name": "Nordwind", "tenant_tags": ["Ring/Early"]}]})
    ring["tags"] = [{"name": "First"}]
    failed = task(server, "octopus_config", config={"tag_sets": [ring]})
    assert failed["failed"] and "'Nordwind' uses it" in failed["msg"]
    assert failed["changed"] is True
    assert [each["Name"] for each in server.document("TagSets-1")["Tags"]] == ["Early", "First"]


def test_a_new_document_with_a_tag_that_the_run_removes(server: Emulator) -> None:
    """Check mode does not take the tag for one that an earlier task will create."""
    configure(server, {"tag_sets": [{"name": "Ring", "tags": [{"name": "Early"}]}]})
    server.clear_requests()
    config: Config = {
        "tag_sets": [{"name": "Ring", "tags": []}],
        "tenants": [{"name": "Nordwind", "tenant_tags": ["Ring/Early"]}],
    }
    for check in (True, False):
        result = task(server, "octopus_config", config=config, check=check)
        assert "tenants[0].tenant_tags: refers to 'Ring/Early', which another item removes" in result.get("msg", "")
    assert writes(server) == []


def test_a_tag_by_the_name_that_it_had(server: Emulator) -> None:
    """The tag would be found in this run, but not in the next one."""
    ring: dict[str, Any] = {"name": "Ring", "tags": [{"name": "Early"}]}
    bearing: Config = {"tenants": [{"name": "Nordwind", "tenant_tags": ["Ring/Early"]}]}
    configure(server, {"tag_sets": [ring], **bearing})
    server.clear_requests()
    ring["tags"] = [{"name": "Early", "new_name": "First"}]
    for check in (True, False):
        result = task(server, "octopus_config", config={"tag_sets": [ring], **bearing}, check=check)
        assert "tenants[0].tenant_tags: refers to 'Ring/Early', which is renamed to 'Ring/First'" in result["msg"]
    assert writes(server) == []
    bearing["tenants"][0]["tenant_tags"] = ["Ring/First"]
    assert held(server, {"tag_sets": [ring], **bearing}) == {"updated": 1, "deleted": 0}


NIGHTLY = {"cron_expression_schedule": {"cron_expression": "0 0 3 * * *", "timezone": "UTC"}}
TRIGGERS = {
    "runbook": ("runbooks", {"run_runbook": {"runbook": "Back up", "environments": ["Live", "Test"]}}),
    "environment": (
        "environments",
        {"deploy_latest_release": {"source_environments": ["Test"], "destination_environment": "Live"}},
    ),
}


@pytest.mark.parametrize(("plural", "action"), TRIGGERS.values(), ids=TRIGGERS)
def test_a_trigger_keeps_its_runbook_and_its_environment(server: Emulator, plural: str, action: dict[str, Any]) -> None:
    """The server removes the trigger together with what it acts on, although the configuration does not name that."""
    project = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    trigger = {"name": "Nightly", "project": "Shop"}
    made: Config = {
        "environments": [{"name": "Live"}, {"name": "Test"}],
        "projects": [project],
        "runbooks": [{"name": "Back up", "project": "Shop"}],
        "project_triggers": [{**trigger, **NIGHTLY, **action}],
    }
    configure(server, made)
    left: Config = {"projects": [project], "project_triggers": [trigger], plural: []}
    done = configure(server, left, prune=[plural])
    assert "stays, as project_triggers[0] refers to it" in " ".join(done["warnings"])
    gone = [{**each, "state": "absent"} for each in made[plural] if each["name"] in ("Live", "Back up")]
    refused = task(server, "octopus_config", config={**left, plural: gone})
    assert refused["failed"] and "project_triggers[0]: refers to" in refused["msg"]
    exported = export(server, kinds=["project_triggers"])["config"]["project_triggers"]
    assert [each["name"] for each in exported] == ["Nightly"]


def test_a_project_keeps_its_lifecycle_and_its_group(server: Emulator) -> None:
    """The server would refuse to remove it, so that the run would fail where check mode did not."""
    made: Config = {
        "lifecycles": [{"name": "Slow"}],
        "project_groups": [{"name": "Web"}],
        "projects": [{"name": "Shop", "lifecycle": "Slow", "project_group": "Web"}],
    }
    configure(server, made)
    left: Config = {"lifecycles": [], "project_groups": [], "projects": [{"name": "Shop"}]}
    for check in (True, False):
        done = configure(server, left, prune=["lifecycles", "project_groups"], check=check)
        assert (done["changed"], len(done["warnings"])) == (False, 2)
    assert configure(server, made)["changed"] is False


DEFAULTS = {
    "machine_policies": ({"name": "Default Machine Policy"}, {"name": "Strict"}),
    "worker_pools": ({"name": "Default Worker Pool"}, {"name": "Builders"}),
    "channels": ({"name": "Default", "project": "Shop"}, {"name": "Beta", "project": "Shop"}),
}


@pytest.mark.parametrize("plural", DEFAULTS)
def test_a_default_stays_until_another_document_is_the_default(server: Emulator, plural: str) -> None:
    project = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    made: Config = {"projects": [project]}
    configure(server, made)
    server.clear_requests()
    present, other = DEFAULTS[plural]
    gone = {**made, plural: [{**present, "state": "absent"}]}
    checked = configure(server, gone, check=True)
    refused = task(server, "octopus_config", config=gone)
    (warning,) = checked["warnings"]
    assert "is the default; set is_default of another one to true first" in warning and warning in refused["msg"]
    assert writes(server) == []
    config = {**made, plural: [{**present, "state": "absent"}, {**other, "is_default": True}]}
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert done["counts"]["deleted"] == 1


def test_a_default_stays_beside_a_removal_in_a_project_to_come(server: Emulator) -> None:
    """Neither the first documents of a space to come nor those of a project to come have IDs."""
    config: Config = {
        "spaces": [{"name": "Web team", "space_managers_teams": ["Octopus Administrators"]}],
        "projects": [{"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}],
        "channels": [
            {"name": "Default", "project": "Shop", "state": "absent"},
            {"name": "Beta", "project": "Shop", "is_default": True},
        ],
        "worker_pools": [{"name": "Default Worker Pool", "state": "absent"}],
    }
    refused = task(server, "octopus_config", config=config, space="Web team")
    assert "'Default Worker Pool' is the default" in refused["msg"]
    assert writes(server) == []
