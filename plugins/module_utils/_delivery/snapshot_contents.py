# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contents of a snapshot of a runbook: steps, variables, and chosen versions (api: runbooks#snapshot).

A snapshot names copies of the process and of the sets of variables, which have other IDs and are read like the
originals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import git_refs, package_versions
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import Content
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import INCLUDED_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_in
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entries import VariableEntries
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import is_secret
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

STEPS, ENTRIES = Steps(), VariableEntries()
# The links of a space to the documents with these IDs, and of a runbook and a project to their own documents.
PROCESSES, VARIABLES = "RunbookProcesses", "Variables"
VARIABLE_SET = shapes.Shape("an object", (dict,), (("OwnerId", shapes.TEXT),), also=(ENTRIES.shape(),))
# Properties that differ between a document and its copy, or that have no effect on a run.
NOT_COMPARED = ("Id", "IsEditable", "Links")


@dataclass(frozen=True)
class Contents:
    """``steps``: in order; ``variables``: by the owner of the set, an ID; ``packages`` and ``git_resources``: as in the
    result, in the order of their names; ``secrets``: the places of values that nobody can read; ``scopes``: by the
    owner of the set, the names and IDs that scopes may have.
    """

    steps: list[Document]
    variables: Mapping[str, list[Document]]
    packages: list[dict[str, Any]]
    git_resources: list[dict[str, Any]]
    secrets: tuple[str, ...] = ()
    scopes: Mapping[str, Document] = field(default_factory=dict)

    def same(self, other: Contents) -> bool:
        own, others = ((each.steps, each.variables, each.packages, each.git_resources) for each in (self, other))
        return own == others


NOTHING = Contents([], {}, [], [])


def present(asked: Asked, project: Document, runbook: Document, content: Content) -> Contents:
    """The contents of a snapshot that would be taken now."""
    client, context = asked.context.client, asked.context
    if client.is_in_git(project, VARIABLES):
        raise OptionError(
            "project",
            f"{project.get('Name')!r} keeps its variables in a Git repository, so this module can't find out whether a "
            "snapshot is up to date; publish snapshots of its runbooks in the portal",
        )
    included = project.get("IncludedLibraryVariableSetIds") or ()
    owners = [project, *filter(None, (context.resolver.by_id(INCLUDED_SETS, each) for each in included))]
    sets = [client.document(each, VARIABLES) for each in owners]
    process = client.document(runbook, PROCESSES)
    return contents(process, sets, content.selected_packages(), content.selected_git_resources())


def frozen(asked: Asked, snapshot: Document) -> Contents:
    """The contents of a snapshot that exists."""
    client, space = asked.context.client, asked.space.document
    others = snapshot.get("LibraryVariableSetSnapshotIds") or ()
    sets = [
        client.document(space, VARIABLES, {"id": each})
        for each in (snapshot.get("ProjectVariableSetSnapshotId"), *others)
        if each
    ]
    process = client.document(space, PROCESSES, {"id": snapshot["FrozenRunbookProcessId"]})
    packages, git = (snapshot.get(each) or [] for each in ("SelectedPackages", "SelectedGitResources"))
    return contents(process, sets, packages, git)


def contents(process: Document, sets: Iterable[Document], packages: list[Document], git: list[Document]) -> Contents:
    shapes.fitting(process, STEPS.shape(), f"The link {PROCESSES!r}")
    variables: dict[str, list[Document]] = {}
    scopes: dict[str, Document] = {}
    secrets = list(secrets_of_steps(process))
    for each in sets:
        shapes.fitting(each, VARIABLE_SET, f"The link {VARIABLES!r}")
        own, owner = each.get("Variables") or (), str(each.get("OwnerId"))
        scopes[owner] = each.get("ScopeValues") or {}
        variables[owner] = sorted((variable(one) for one in own), key=repr)
        secrets += [f"variable {one.get('Name')}" for one in own if one.get("IsSensitive")]
    return Contents(
        [compared(each) for each in process.get("Steps") or ()],
        variables,
        sorted(package_versions.shown(packages), key=lambda each: (str(each["step"]), each["reference"])),
        sorted(git_refs.shown(git), key=lambda each: (each["step"], each["name"])),
        tuple(dict.fromkeys(secrets)),
        scopes,
    )


def variable(document: Document) -> Document:
    """A variable; the values of its scope are sorted, as their order means nothing."""
    scope = {kind: sorted(map(str, ids or ())) for kind, ids in (document.get("Scope") or {}).items()}
    return dict(compared({**document, "Scope": scope}))


def compared(value: Any) -> Any:
    """A value without the properties that differ in a copy, and without those that are empty."""
    if isinstance(value, list):
        return [compared(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: compared(each) for name, each in value.items() if name not in NOT_COMPARED}
    return {name: each for name, each in sorted(kept.items()) if each is not None and each not in ([], {})}


def secrets_of_steps(process: Document) -> Iterator[str]:
    for action in actions_in(process.get("Steps") or ()):
        for name, value in (action.get("Properties") or {}).items():
            if is_secret(value):
                yield f"step {action.get('Name')}: {name}"


def differing(before: Contents, after: Contents) -> str:
    """The parts that differ, in words."""
    parts = {
        "steps": before.steps != after.steps,
        "variables": before.variables != after.variables,
        "versions of packages": before.packages != after.packages,
        "Git references": before.git_resources != after.git_resources,
    }
    return " and ".join(name for name, differs in parts.items() if differs)
