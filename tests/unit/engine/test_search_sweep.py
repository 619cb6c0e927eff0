# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that a search reads and their owners, with documents that the emulator does not serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._search.sources import (
    Source,
    sources,
    tenant_values,
    with_owners,
)
from ansible_collections.octopus.deploy.plugins.module_utils._search.sweep import Answer, Sweep
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

SOURCES = {each.kind: each for each in sources(KINDS)}
DOCUMENTS: dict[str, list[Document]] = {
    "project": [{"Id": "Projects-1", "Name": "Shop"}],
    "runbook": [
        {"Id": "Runbooks-1", "Name": "Restart", "ProjectId": "Projects-1", "RunbookProcessId": "RunbookProcess-1"},
        {"Id": "Runbooks-2", "Name": "Backup", "ProjectId": "Projects-1", "RunbookProcessId": "RunbookProcess-2"},
    ],
    "runbook_process": [
        {"Id": "RunbookProcess-1", "RunbookId": "Runbooks-1", "ProjectId": "Projects-1"},
        {"Id": "RunbookProcess-1-s-3-ABCDE", "RunbookId": "Runbooks-1", "ProjectId": "Projects-1"},
    ],
}


def swept(*chosen: str) -> Sweep:
    answers = [Answer(SOURCES[kind], documents) for kind, documents in DOCUMENTS.items()]
    return Sweep(answers, chosen)


def kinds(found: list[Source]) -> list[str]:
    return [each.kind for each in found]


def test_the_process_of_a_runbook() -> None:
    """The process has the name of its runbook. Copies for snapshots are left out, and a missing process is listed."""
    sweep = swept("runbook_process")
    assert [(each.kind, each.name, each.project) for each in sweep.searched()] == [
        ("runbook_process", "Restart", "Shop")
    ]
    assert list(sweep.unsearched()) == [
        {"kind": "runbook_process", "name": "Backup", "reason": "the server's list does not have it"}
    ]
    assert list(sweep.searched(["Projects-1"])) != [] and list(sweep.searched(["Projects-2"])) == []


def test_some_projects_have_their_own_lacks() -> None:
    """The runbooks of other projects are of no interest to a search in one project."""
    assert list(swept("runbook_process").unsearched(["Projects-2"])) == []
    assert len(list(swept("runbook_process").unsearched(["Projects-1"]))) == 1


def test_runbooks_in_git() -> None:
    """Runbooks in Git are listed by project, as no other list has them, even to search only their processes."""
    state = {"RunbooksAreInGit": True}
    project = {
        "Id": "Projects-2",
        "Name": "Blog",
        "PersistenceSettings": {"Type": "VersionControlled", "ConversionState": state},
    }
    older = {
        "Id": "Projects-3",
        "Name": "Old",
        "PersistenceSettings": {"Type": "VersionControlled", "ConversionState": {}},
    }
    answers = [
        Answer(SOURCES["project"], [project, older]),
        Answer(SOURCES["runbook"]),
        Answer(SOURCES["runbook_process"]),
    ]
    found = list(Sweep(answers, ("runbook_process",)).unsearched())
    assert found == [{"kind": "runbook_process", "name": "Blog", "reason": "is kept in Git, which is not searched"}]


def test_owners_that_could_not_be_read() -> None:
    """Without owners, variable sets can't be told from frozen copies, so none is searched."""
    refused = OctopusError("Not on a Friday.")
    sets = [{"Id": "variableset-Projects-1", "OwnerId": "Projects-1"}]
    answers = [Answer(SOURCES["project"], unread=refused), Answer(SOURCES["variables"], sets)]
    sweep = Sweep(answers, ("variables",))
    assert list(sweep.searched()) == []
    assert list(sweep.unsearched()) == [
        {
            "kind": "variables",
            "name": None,
            "reason": "of each project, which could not be read: Not on a Friday.",
        }
    ]


def test_owners_are_read_too() -> None:
    everything = list(SOURCES.values())
    assert kinds(with_owners([SOURCES["feed"]], everything)) == ["feed"]
    assert kinds(with_owners([SOURCES["runbook_process"]], everything)) == ["runbook_process", "runbook", "project"]
    assert set(kinds(with_owners([SOURCES["variables"]], everything))) == {
        *("library_variable_set", "project", "script_module", "variables")
    }


def test_every_kind_that_can_name_something_of_a_space_is_read() -> None:
    """Of the server's own kinds only freezes name documents of spaces in a list of their own."""
    owned = {each.kind for each in KINDS if each.is_owned}
    of_space = {each.kind for each in KINDS if not each.location.system} - owned
    beside = {"deployment_process", "runbook", "runbook_process", "tenant_variables", "variables"}
    assert set(SOURCES) == of_space | beside | {"deployment_freeze"}
    assert list(SOURCES) == sorted(SOURCES)


class Tenants:
    """A client with the values of one tenant, as ``tenantvariables/all`` answers them."""

    def items(self, holder: Document, link: str) -> Iterator[Document]:
        template = {"Id": "t1", "Name": "Url"}
        project = {"ProjectId": "Projects-1", "ProjectName": "Shop", "Templates": [template]}
        common = {"LibraryVariableSetId": "LibraryVariableSets-1", "LibraryVariableSetName": "Shared"}
        yield {
            "TenantId": "Tenants-1",
            "ProjectVariables": {"Projects-1": {**project, "Variables": {"Environments-1": {"t1": "a", "gone": "b"}}}},
            "LibraryVariables": {
                "LibraryVariableSets-1": {**common, "Templates": [template], "Variables": {"t1": "c"}}
            },
        }
        yield {"TenantId": "Tenants-2", "ProjectVariables": {}, "LibraryVariables": None}


def test_the_values_of_tenants_have_the_form_of_variables() -> None:
    first, second = tenant_values(cast(Client, Tenants()), {})
    scope: dict[str, Any] = {"Project": ["Projects-1"], "Environment": ["Environments-1"]}
    assert first["Variables"] == [
        {"Name": "Url", "Value": "a", "Scope": scope},
        {"Name": "gone", "Value": "b", "Scope": scope},
        {"Name": "Url", "Value": "c", "Scope": {"LibraryVariableSet": ["LibraryVariableSets-1"]}},
    ]
    assert {each["Id"]: each["Name"] for each in first["ScopeValues"]["Owners"]} == {
        "Projects-1": "Shop",
        "LibraryVariableSets-1": "Shared",
    }
    assert second["Variables"] == []
