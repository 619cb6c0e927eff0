# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An item that refers to a removed document is reported before any write; an item that drops the reference is not."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from config.driving import Config, configure, ok, report, task, writes
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
    said = [task(server, "octopus_config", config=config, check=check) for check in (True, False)]
    assert writes(server) == []
    assert said[0]["failed"] and said[0]["msg"] == said[1]["msg"]
    assert "refers to" in said[0]["msg"]


def without(value: Any, tag_set: str) -> Any:
    """A value that nowhere has a list with a tag of this set in it."""
    if isinstance(value, dict):
        return {key: without(part, tag_set) for key, part in value.items()}
    if isinstance(value, list):
        return [without(each, tag_set) for each in value if not str(each).startswith(f"{tag_set}/")]
    return value


def held(server: Emulator, config: Config) -> dict[str, int]:
    """Check mode foretells the run, and the second run changes nothing; how much the first one did."""
    foretold = configure(server, config, check=True)
    done = configure(server, config)
    assert report(foretold) == report(done)
    assert configure(server, config)["changed"] is False
    counts = done["counts"]
    return {each: counts[each] for each in ("updated", "deleted")}


@pytest.mark.parametrize("naming", TAGGED.values(), ids=TAGGED)
def test_a_tag_goes_after_those_that_bore_it(server: Emulator, naming: Naming) -> None:
    """A server refuses to remove a tag in use, and a tag set is written before the documents with its tags."""
    prepared(server, naming)
    assert held(server, whole(naming, without(naming.options, naming.value.partition("/")[0]))) == {
        "updated": 2,
        "deleted": 0,
    }


@pytest.mark.parametrize("naming", REMOVABLE.values(), ids=REMOVABLE)
def test_a_tag_goes_after_what_bore_it_is_removed(server: Emulator, naming: Naming) -> None:
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
