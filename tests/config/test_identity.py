# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value means the same document in a configuration of any size as in a single task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import items_of
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import new_session
from config.driving import Config, configure, ok, report, task, writes
from config.generated import Shared, samples_of
from config.test_strangers import OF_KIND
from contract.sample import Sample
from contract.test_identity import MEANT, lookalikes, shops
from emulator.testing import Emulator

SIZES = {"a few references": 0, "many references": 4, "with the kind itself": 1}


@pytest.fixture(scope="module")
def running_for_samples() -> Iterator[Shared]:
    with Shared() as server:
        yield server


@pytest.fixture
def server_of_samples(running_for_samples: Shared) -> Shared:
    running_for_samples.reset()
    return running_for_samples


def machine(name: str, environment: str) -> dict[str, Any]:
    return {"name": name, "environments": [environment], "roles": ["web"], "cloud_region": {}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("value", MEANT)
def test_a_reference(server: Emulator, value: str, size: str) -> None:
    lookalikes(server)
    others = [f"Other {number}" for number in range(SIZES[size])]
    for name in others:
        server.seed("environments", Name=name)
    config: Config = {"machines": [machine("m", value), *(machine(f"in {name}", name) for name in others)]}
    if size == "with the kind itself":
        config["environments"] = []
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    (made,) = (
        each for each in ok(server, "octopus_info", kind="machine", name="m")["resources"] if each["Name"] == "m"
    )
    assert made["EnvironmentIds"] == [f"Environments-{MEANT[value]}"]
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("project", ["Shop-2", "shop-2", "Projects-2", "projects-2"])
def test_the_parent_of_a_document_is_the_one_that_is_meant(server: Emulator, project: str, listed: bool) -> None:
    shops(server)
    config: Config = {"channels": [{"name": "Hotfix", "project": project, "state": "absent"}]}
    done = configure(server, {**config, "projects": []} if listed else config)
    assert done["changes"][0]["before"]["id"] == "Channels-4"


@pytest.mark.parametrize("plural", ["channels", "projects"])
@pytest.mark.parametrize("identity", ["shop-2", "hotfix", "Shop-2"])
def test_the_option_id_takes_nothing_but_an_id(server: Emulator, plural: str, identity: str) -> None:
    shops(server)
    inside = {"project": "Shop-2"} if plural == "channels" else {}
    result = task(server, "octopus_config", config={plural: [{"id": identity, "description": "Mine", **inside}]})
    assert f"with ID '{identity}'" in result["msg"]
    gone = configure(server, {plural: [{"id": identity, "state": "absent", **inside}]})
    assert gone["changed"] is False and not writes(server)


def test_an_id_in_any_case(server: Emulator) -> None:
    lookalikes(server)
    config: Config = {"environments": [{"id": "environments-2", "description": "By its ID"}]}
    assert configure(server, config)["updated"] == {"environments": ["environments-2"]}
    assert configure(server, config)["changed"] is False


def made(server: Shared, sample: Sample, name: str) -> str:
    """The ID of a document that a sample makes under a name of its own."""
    plural = OF_KIND[sample.kind].plural
    configure(server, {plural: [{**sample.minimal, "name": name}]})
    found = ok(server, "octopus_info", kind=sample.kind, name=name)["resources"]
    return str(found[0]["Id"])


@pytest.mark.parametrize("kind", sorted(each.kind for each in OF_KIND.values() if not each.is_owned))
def test_documents_of_every_kind(server_of_samples: Shared, kind: str) -> None:
    """Looked up one by one, from pages that were read, and where the configuration names them: the same is meant."""
    server, sample, resource = server_of_samples, samples_of(kind, there=False)[0], OF_KIND[kind]
    sample.prepare(server)
    collection, parent = resource.location, resource.location.parent
    stranger, other = made(server, sample, "Until now"), made(server, sample, "Look-1")
    # Not every kind has a slug.
    server.on_purpose("Slug")
    server.put_read_only(stranger, {collection.naming.prop: "A stranger", "Slug": "look-1"})
    like_an_id = made(server, sample, stranger)
    inside = str(server.document(stranger)[parent.prop]) if parent else ""
    items = items_of({resource.plural: [{**sample.known, "name": name} for name in ("Look-1", stranger)]}, {})
    with new_session(Connection(server.url, server.api_key)).client as client:
        lookups: list[Lookup] = [Resolver(client, client.space().document)]
        # Documents that are only reached through their parent are read for their own items, and nothing refers to them.
        for about in (items,) if parent and parent.only else (items, ()):
            index = Index(client, client.space(), about)
            index.read([resource], about)
            lookups.append(index)
        for lookup in lookups:
            for value, meant in {"Look-1": other, "look-1": other, stranger: like_an_id, other: other}.items():
                assert lookup.resolve(collection, value, inside) == meant, (type(lookup), value)
            assert isinstance(lookup.resolve(collection, "Look-2", inside), Missing)
            assert lookup.by_id(collection, "look-1", inside) is None
            document = lookup.by_id(collection, stranger, inside)
            assert document and document["Id"] == stranger


@pytest.mark.parametrize("check", [True, False])
def test_two_items_for_a_document_that_one_of_them_renames(server: Emulator, check: bool) -> None:
    """Whether the other finds it, or makes a new one, would be a matter of luck."""
    server.seed("environments", Name="Until now")
    config: Config = {"environments": [{"name": "Until now"}, {"id": "Environments-1", "name": "From now on"}]}
    result = task(server, "octopus_config", config=config, check=check)
    assert "environments[1]: is about the same document as environments[0] (Environments-1)" in result["msg"]
    assert writes(server) == []
    done = configure(server, {"environments": [{"name": "Until now", "sort_order": 7}, {"id": "Environments-1"}]})
    assert done["counts"]["updated"] == 1, "without a rename there is no doubt"


@pytest.mark.parametrize("stranger", [False, True], ids=["nobody else", "a stranger"])
@pytest.mark.parametrize("plural", ["machines", "lifecycles", "accounts"])
def test_a_slug_that_the_configuration_gives(server: Emulator, plural: str, stranger: bool) -> None:
    """Environments are found by such a slug where parent environments are allowed as well, and where they are not."""
    if stranger:
        server.seed("environments", Name="Staging", Slug="live")
    using: dict[str, dict[str, Any]] = {
        "machines": machine("m", "live"),
        "lifecycles": {"name": "L", "phases": [{"name": "p", "optional_deployment_targets": ["live"]}]},
        "accounts": {"name": "a", "environments": ["live"], "token": {"token": "a token"}},
    }
    # The server keeps slugs apart: the stranger gives its own away before another document takes it.
    staging = [{"name": "Staging", "slug": "staging"}] if stranger else []
    config: Config = {"environments": [*staging, {"name": "Production EU", "slug": "live"}], plural: [using[plural]]}
    predicted, done = configure(server, config, check=True, parallelism=1), configure(server, config, parallelism=1)
    assert report(predicted) == report(done)
    assert "Production EU" in str(done["changes"][-1]["after"])
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("value", ["Environments-1", "old-web", "OLD-WEB"])
@pytest.mark.parametrize("plural", ["machines", "lifecycles"])
def test_a_reference_to_what_another_item_removes(server: Emulator, plural: str, value: str, check: bool) -> None:
    """The mistake is reported before any write, for a name, an ID and a slug."""
    server.seed("environments", Name="Web", Slug="old-web")
    using: dict[str, dict[str, Any]] = {
        "machines": machine("m", value),
        "lifecycles": {"name": "L", "phases": [{"name": "p", "optional_deployment_targets": [value]}]},
    }
    config = {"environments": [{"name": "Web", "state": "absent"}], plural: [using[plural]]}
    refused, asked = task(server, "octopus_config", config=config, check=check), writes(server)
    assert f"{plural}[0]: refers to {value!r}, which environments[0] removes" in refused["msg"]
    assert asked == []
