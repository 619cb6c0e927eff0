# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of a version-controlled project that are copied to a release or to a snapshot of a runbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator.git import checkout, repository
from emulator.git.repository import Ref
from emulator.model import Document
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

VARIABLES = "VariablesAreInGit"


def at(octopus: Octopus, project: Document, git_ref: str, git_commit: str) -> tuple[Octopus, Document]:
    """The server and the project as they are at a ref or at a commit; unchanged for a project in the database.

    The wording of two refusals is unverified; for the third, see api: errors#refusals.
    """
    wanted = git_commit or git_ref
    if not repository.is_versioned(project):
        if wanted:
            raise invalid(f"The project '{project['Name']}' is not version controlled, so GitRef must not be given.")
        return octopus, project
    if not wanted:
        raise invalid(
            "Creating a release for a version controlled process requires GitRef to be set on VersionControlReference"
        )
    named, ref = (repository.find(octopus, project, each) for each in (git_ref or wanted, wanted))
    if named is None or ref is None:
        raise invalid(f"The Git reference '{wanted}' does not exist in the repository of '{project['Name']}'.")
    return whole(octopus, project, replace(named, commit=ref.commit))


def of_release(octopus: Octopus, project: Document, release: Document) -> tuple[Octopus, Document]:
    """The server and the project at the ref of a release, as it is now; unchanged for a project in the database.

    Unverified: for a release from before the conversion of its project, this is the default branch.
    """
    if not repository.is_versioned(project):
        return octopus, project
    named = (release["VersionControlReference"] or {}).get("GitRef") or project["PersistenceSettings"]["DefaultBranch"]
    return whole(octopus, project, repository.located(octopus, project, named))


def with_variables(octopus: Octopus, project: Document) -> Octopus:
    """The server with all variables of a project. If only the variables are in Git, these are the variables of the
    default branch [octopus.com/docs/projects/version-control]. Unchanged if a ref is checked out already.
    """
    if checkout.is_at_ref(project) or not repository.conversion(project, VARIABLES):
        return octopus
    ref = repository.located(octopus, project, project["PersistenceSettings"]["DefaultBranch"])
    return whole(octopus, project, ref)[0]


def whole(octopus: Octopus, project: Document, ref: Ref) -> tuple[Octopus, Document]:
    """A checked-out ref with the secrets of the database. Never commit it, because of the secrets."""
    work = checkout.work(octopus, project, ref)
    if repository.conversion(project, VARIABLES):
        secrets = octopus.store.get(project["VariableSetId"])
        entry = work.tree.entries[project["VariableSetId"].casefold()]
        entry.document["Variables"] += secrets[1]["Variables"] if secrets else []
    reference = {"GitRef": ref.canonical, "GitCommit": ref.commit, "VariablesGitCommit": ref.commit}
    work.owner["_reference"] = reference
    return work.octopus, work.owner


def reference(project: Document) -> Document | None:
    """The reference that a release of this project has; None for a project in the database."""
    found: Document | None = project.get("_reference")
    return found


def newer_variables(project: Document, release: Document) -> Document:
    """The change of a release's reference when its variables are updated; none for a project in the database."""
    now = reference(project)
    if now is None:
        return {}
    before = release["VersionControlReference"] or {}
    return {"VersionControlReference": {**before, "VariablesGitCommit": now["VariablesGitCommit"]}}
