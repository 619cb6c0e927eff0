# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that addresses, templates and filters could misread, for every kind and every reference."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from config.driving import configure, export
from contract.conftest import Octopus
from contract.referring import RESOURCES, Naming, namings
from contract.samples import SAMPLES
from emulator.kinds.registry import KINDS as SERVED

# Some of them are what another one becomes when it is cut off, decoded or expanded.
ODD = (
    *("a/b", "a", "a%2Fb", "50%", "#1", "1", "?x=1&y=2", "..", "a+b", "a b", "{?name}", "{{ z }}", "'q'", '"q"', "é"),
)
# Names that some options could take for an expression, or for several names.
MISREAD = ("#{y}", "a, b", "a")
NAMED = [each for each in KINDS if not each.is_owned]
COLLECTIONS = {(each.link or each.collection.replace("/", "")).casefold(): each.collection for each in SERVED}


def odd(location: Location) -> list[str]:
    """The odd names that servers accept for documents of a location, the longest one among them."""
    naming = location.naming
    names = [each for each in ODD if not {*each} & {*naming.unwanted}]
    return [*names, "x" * (naming.longest or 200)]


@pytest.mark.parametrize("resource", NAMED, ids=lambda resource: resource.kind)
def test_documents_of_every_kind(one_door: Octopus, resource: Resource) -> None:
    """Documents with odd names exist side by side, and each is found and removed by its name alone."""
    sample = next(each for each in SAMPLES if each.kind == resource.kind and not each.is_there)
    sample.stock(one_door.server)
    alone, ids = dict.fromkeys(sample.alone), {}
    for name in odd(resource.location):
        made = one_door.ok(sample.module, {**sample.minimal, **alone, "name": name})
        assert made["changed"] is True, name
        ids[name] = made["id"]
    for name, identity in ids.items():
        found = one_door.ok(sample.module, {**sample.known, "name": f" {name.upper()} "})
        assert (found["changed"], found["id"]) == (False, identity)
        info = one_door.ok("octopus_info", {"kind": resource.kind, "name": name})["resources"]
        assert [each["Id"] for each in info] == [identity]
    for name in [] if sample.stays else [*ids][::2]:
        gone = one_door.ok(sample.module, {**sample.known, "name": name, "state": "absent"})
        assert (gone["changed"], gone["id"]) == (True, ids.pop(name))
        assert {*ids.values()} <= {*one_door.server.everything()}


def referring() -> list[Naming]:
    """One place for each kind that can refer to another one by a name that can change."""
    found = {(each.sample.kind, each.location): each for each in reversed(namings())}
    return [each for (dummy, location), each in found.items() if location != TAG_SETS]


@pytest.mark.parametrize("naming", referring(), ids=lambda naming: naming.title)
def test_every_reference(one_door: Octopus, naming: Naming) -> None:
    """A document that is called otherwise is the same document, and no name is taken for a part of an address."""
    server, location = one_door.server, naming.location
    naming.sample.stock(server)
    one_door.ok(naming.sample.module, naming.options)
    target = document_called(one_door, location, naming.value)
    for name in odd(location)[::3]:
        server.left_by_older(target["Id"], **{location.naming.prop: name})
        done = one_door(naming.sample.module, naming.named(name))
        assert not done.get("failed"), (name, done["msg"])
        assert done["changed"] is False, (name, done["diff"])


@pytest.mark.parametrize("naming", referring(), ids=lambda naming: naming.title)
@pytest.mark.parametrize("stored", ["{} ", " {}"], ids=["end", "beginning"])
def test_a_reference_to_a_name_with_a_blank(one_door: Octopus, naming: Naming, stored: str) -> None:
    """A server of an earlier release kept the blanks around names (OctopusDeploy/Issues#4040)."""
    server, location = one_door.server, naming.location
    naming.sample.stock(server)
    one_door.ok(naming.sample.module, naming.options)
    target = document_called(one_door, location, naming.value)
    prop = location.naming.prop
    server.left_by_older(target["Id"], **{prop: stored.format(target[prop])})
    done = one_door(naming.sample.module, naming.options)
    assert not done.get("failed"), done["msg"]
    assert done["changed"] is False, done["diff"]


@pytest.mark.parametrize("resource", NAMED, ids=lambda resource: resource.kind)
@pytest.mark.parametrize("stored", ["{} ", " {}"], ids=["end", "beginning"])
def test_a_name_with_a_blank_gets_no_second_document(one_door: Octopus, resource: Resource, stored: str) -> None:
    """A server that compares whole names with the blanks does not find the document, and refuses a second one."""
    server, prop = one_door.server, resource.location.naming.prop
    sample = next(each for each in SAMPLES if each.kind == resource.kind and not each.is_there)
    sample.stock(server)
    options = {**sample.minimal, **dict.fromkeys(sample.alone)}
    made = one_door.ok(sample.module, options)["id"]
    server.left_by_older(made, **{prop: stored.format(server.document(made)[prop])})
    collection = server.everything()[made][0]
    before = [each for each, found in server.everything().items() if found[0] == collection]
    done = one_door(sample.module, options)
    assert done.get("changed", False) is False
    assert done.get("id") == made or done["failed"]
    assert [each for each, found in server.everything().items() if found[0] == collection] == before


@pytest.mark.parametrize(
    "naming",
    [each for each in referring() if RESOURCES[each.sample.kind] in CONFIGURED],
    ids=lambda naming: naming.title,
)
def test_an_export_given_back(one_door: Octopus, naming: Naming) -> None:
    """An export never has a name that an option reads as something else."""
    server, location, plural = one_door.server, naming.location, RESOURCES[naming.sample.kind].plural
    naming.sample.stock(server)
    one_door.ok(naming.sample.module, naming.options)
    target = document_called(one_door, location, naming.value)
    for name in MISREAD:
        server.left_by_older(target["Id"], **{location.naming.prop: name})
        config = export(server, kinds=[plural])["config"]
        back = configure(server, config)
        assert (back["changed"], back["changes"]) == (False, []), name


def document_called(octopus: Octopus, location: Location, name: str) -> Any:
    """The document of a location that a value names."""
    # Ephemeral environments have a list of their own, but no collection that a task creates documents in.
    collections = {COLLECTIONS.get(each.link.casefold()) for each in (location, *location.parts)}
    prop = location.naming.prop
    found = [
        document
        for collection, document in octopus.server.everything().values()
        if collection in collections and name in (document.get(prop), document["Id"], document.get("Slug"))
    ]
    return found[0]


def test_a_tag_with_a_blank(one_door: Octopus) -> None:
    """Servers kept a blank at the end of a tag (OctopusDeploy/Issues#7118)."""
    tag_set = one_door.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}])["resource"]
    (tag,) = tag_set["Tags"]
    stored = {**tag, "Name": "EU ", "CanonicalTagName": "Region/EU "}
    one_door.server.left_by_older(tag_set["Id"], Tags=[stored])
    tenant = {"name": "Acme", "tenant_tags": ["Region/EU"]}
    made = one_door.ok("octopus_tenant", tenant)
    assert made["resource"]["TenantTags"] == ["Region/EU "]
    assert one_door.ok("octopus_tenant", tenant)["changed"] is False
