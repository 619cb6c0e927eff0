# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files generated from the kinds are up to date, and mention every property that the API describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import kinds
import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SPACE, Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from description.description import RELATIVE, where
from kind_page import page, without_since
from kind_properties import Definitions, problems
from type_page import first_sentence, found_types, type_page

PUBLISHED = where() if where().exists() else None
NOT_THERE = f"the published description is not at {RELATIVE}"
described = pytest.mark.skipif(PUBLISHED is None, reason=NOT_THERE)
FOUND = kinds.found_kinds()
Files = Mapping[Path, str | None]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return Definitions(PUBLISHED)


@pytest.fixture(scope="module")
def files(definitions: Definitions) -> Files:
    return kinds.generated(FOUND, definitions)


def without(resource: Resource, option: str) -> Resource:
    return replace(resource, fields=tuple(each for each in resource.fields if each.option != option))


def test_generated_files_are_what_make_kinds_writes(files: Files) -> None:
    found = kinds.stale(files, PUBLISHED is not None)
    assert [str(path) for path in found] == [], "run make kinds"


def test_the_registry_has_every_kind() -> None:
    assert [each.resource.kind for each in FOUND] == [each.kind for each in KINDS] != []


def test_one_run_writes_all_about_another_kind(files: Files, definitions: Definitions) -> None:
    """No file is made from the registry as it was before the run."""
    fewer = kinds.generated([each for each in FOUND if each.resource.kind != "environment"], definitions)
    lists = (kinds.REGISTRY, kinds.README, kinds.CONFIG, kinds.PAGE, kinds.SCHEMA)
    assert [str(path) for path in lists if fewer[path] == files[path]] == []


def publishing(resource: Resource, **published: Any) -> Resource:
    """The kind with other text for its documentation."""
    return replace(resource, published=replace(resource.published, **published))


@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_a_kind_has_all_its_files(resource: Resource) -> None:
    assert kinds.lacking(resource) == []


def test_make_kinds_says_what_a_module_lacks(monkeypatch: Any) -> None:
    """A new kind is written before its module, and an option before its documentation."""
    new = Field("colour", "Colour", Text())
    (phases,) = [each for each in LIFECYCLE.fields if each.option == "phases"]
    deep = replace(phases, type=replace(phases.type, item=Nested((*phases.type.parts(), new))))
    resources = (
        replace(ENVIRONMENT, kind="room"),
        replace(ENVIRONMENT, fields=(*ENVIRONMENT.fields, new)),
        replace(LIFECYCLE, fields=(deep,)),
    )
    monkeypatch.setattr(kinds, "found_kinds", lambda: [kinds.Found("NEW", each) for each in resources])
    with pytest.raises(SystemExit) as ended:
        kinds.main()
    assert str(ended.value).splitlines() == [
        "room: there is no plugins/modules/octopus_room.py yet",
        "environment: plugins/modules/octopus_environment.py does not document the option colour yet",
        "lifecycle: plugins/modules/octopus_lifecycle.py does not document the option phases.colour yet",
    ]


@described
@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_no_property_of_the_description_is_missing(resource: Resource, definitions: Definitions) -> None:
    assert problems(resource, definitions) == []


@described
@pytest.mark.parametrize(
    ("resource", "problem"),
    [
        (without(ENVIRONMENT, "sort_order"), "EnvironmentResource.SortOrder no option sets it"),
        (without(ENVIRONMENT, "environment_tags"), "EnvironmentResource.EnvironmentTags no option sets it"),
        (without(MACHINE, "ssh"), "EndpointResource:Ssh no option sets it"),
        (publishing(MACHINE, read_only=()), "EndpointResource:Ssh.Uri no option sets it"),
        (publishing(LIFECYCLE, unmanaged={}), "RetentionPeriod.ShouldKeepForever no option sets it"),
        (
            publishing(SPACE, read_only=("IsPrivate", "Slug")),
            "SpaceResource.Slug is said to have no option, but has one",
        ),
        (
            publishing(SPACE, read_only=("IsPrivate", "Sluq")),
            "SpaceResource.Sluq is said to have no option, but there is",
        ),
        (publishing(LIFECYCLE, unmanaged={"RetentionPeriod.ShouldKeepForever": ""}), "without a reason"),
        (publishing(SPACE, definition="RoomResource"), "there is no definition RoomResource"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.kind,
)
def test_a_missing_part_is_named(resource: Resource, problem: str, definitions: Definitions) -> None:
    assert problem in "\n".join(problems(resource, definitions))


def account(*fields: Field, **more: Any) -> Resource:
    """A kind whose options lie in variants of the document itself."""
    return Resource(
        "account", Location("Accounts", "account"), (Field("description", "Description", Text()), *fields), **more
    )


TOKEN = Field("token", "", Nested((Field("value", "Token", Secret()),), Variant("AccountType", "Token", "token")))


@described
def test_variants_of_the_document_itself(definitions: Definitions) -> None:
    found = "\n".join(problems(account(TOKEN), definitions))
    assert "AccountResource:AzureServicePrincipal no option sets it" in found
    assert "AccountResource.TenantTags no option sets it" in found
    for managed in ("AccountResource:Token", "AccountResource.AccountType", "AccountResource.Description"):
        assert f"{managed} no option" not in found and f"{managed}.Token no option" not in found
    (option,) = [line for line in page([account(TOKEN)], definitions).splitlines() if "`token.value`" in line]
    assert option == "| `token.value`: secret | `:Token.Token` |  |"


@described
def test_constants_and_documents_without_a_name(definitions: Definitions) -> None:
    alone = replace(
        account(creation=Creation(constants={"AccountType": "Token"}), owners=(THE_SPACE,)),
        location=Location("Accounts", "account", since=(2024, 2)),
    )
    found = "\n".join(problems(alone, definitions))
    assert "AccountResource.AccountType" not in found
    assert "AccountResource.Name no option sets it" in found
    text = page([alone], definitions)
    assert "| always `Token` | `AccountType` |  |" in text
    assert "`new_name`" not in text
    assert "servers have had it since 2024.2." in text


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ((2024, 1), "is since another release by its field than by newer.py"),
        (None, "is not in older servers, says newer.py: give its field since="),
    ],
)
@described
def test_a_release_is_reported_once(definitions: Definitions, since: tuple[int, int] | None, says: str) -> None:
    fields = [replace(each, since=since) if each.api == "EnvironmentTags" else each for each in ENVIRONMENT.fields]
    (problem,) = problems(replace(ENVIRONMENT, fields=tuple(fields)), definitions)
    assert problem == f"EnvironmentResource.EnvironmentTags {says}"


@described
def test_the_page_says_which_release_brought_a_property(files: Files) -> None:
    lines, why = str(files[kinds.PAGE]).splitlines(), PROJECT.published.unmanaged
    for line in (
        "| `environment_tags` | `EnvironmentTags` | 2025.1 |",
        "| `phases.is_priority_phase` | `Phases.IsPriorityPhase` | after 2021.2 |",
        "| `release_retention_policy.strategy` | in `ReleaseRetentionPolicy` | 2025.3 |",
        "| `kubernetes_agent.upgrade_locked` | `Endpoint:KubernetesTentacle.UpgradeLocked` | after 2020.5 |",
        "| `ssh.host` | `Endpoint:Ssh.Host` |  |",
        "| `Architecture` | the server sets it | after 2020.5 |",
        f"| `VersionControlSettings` | {why['VersionControlSettings']} | 2020.5 at the latest |",
    ):
        assert line in lines


@described
def test_without_the_description_only_releases_are_not_compared(files: Files) -> None:
    whole, bare = str(files[kinds.PAGE]), page(KINDS, Definitions(None))
    assert whole != bare
    assert without_since(whole) == without_since(bare)


@pytest.mark.parametrize(
    ("path", "spoilt"),
    [
        (kinds.PAGE, lambda text: text.replace("left over from old servers", "left over")),
        (kinds.README, lambda text: text.replace("Manage machines", "Manage engines")),
        (kinds.REGISTRY, lambda text: text.replace('        "machines": _machine,\n', "")),
        (kinds.CONFIG, lambda text: text.replace("V(accounts), ", "")),
        (kinds.MODULES / "octopus_machine.py", lambda text: text.replace("The HTTP method.", "The method.")),
        (kinds.RUNTIME, lambda text: text.replace("    - octopus_machine\n", "")),
        (kinds.ACTIONS / "octopus_machine.py", lambda text: text.replace("octopus_machine", "octopus_engine")),
    ],
    ids=lambda each: each.name if isinstance(each, Path) else "",
)
@pytest.mark.parametrize("is_described", [True, False])
def test_a_file_that_was_changed_by_hand_is_reported(
    path: Path, spoilt: Any, is_described: bool, files: Files, monkeypatch: Any
) -> None:
    here = kinds.content(path)
    assert here is not None and spoilt(here) != here
    monkeypatch.setattr(kinds, "content", lambda each: spoilt(here) if each == path else files[each])
    assert kinds.stale(files, is_described) == [path]


def test_every_field_type_says_what_it_is_for() -> None:
    found = dict(found_types())
    assert {"text", "references", "nested"} <= set(found)
    assert [each.__name__ for _file, each in found_types() if not first_sentence(each).endswith(".")] == []
    assert "| `Reference` | `references.py` | One document, or none: " in type_page()


@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_a_variant_has_no_variants_but_itself(resource: Resource) -> None:
    # Two locations are never equal, so a variant of a variant would be at another location.
    for variant in resource.variants:
        assert all(each is variant for each in variant.variants)
