# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``projects/{id}/git/convert``: moves documents of a project to Git (api: projects#convert)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import crud, shaping
from emulator.git import checkout, repository, runbooks, settings
from emulator.git.repository import BRANCHES, Ref
from emulator.handlers import Call
from emulator.kinds import deploymentsettings, runbookprocesses, variables
from emulator.model import DESCRIBED, Document
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Settings that newer servers demand for a conversion, besides the settings that every repository needs [2026.3].
NEEDED = ("BasePath", "Credentials")
FIRST, MOVED = "Initial commit", "Initial commit of project configuration"


def convert(call: Call, project: Document) -> Document:
    sent = crud.document_of(call)
    if repository.is_versioned(project):
        # The refusal is unverified, and so is its wording.
        raise invalid(f"The project '{project['Name']}' is already version controlled.")
    # Clients send the first name, and the reference of 2026.3 demands the second.
    message = shaping.lookup(sent, "CommitMessage") or shaping.lookup(sent, "ChangeDescription")
    if not message:
        raise invalid("The CommitMessage field is required.")
    wanted = shaping.lookup(sent, "VersionControlSettings")
    if not isinstance(wanted, dict):
        raise invalid("The VersionControlSettings field is required.")
    for name in NEEDED if call.octopus.release >= DESCRIBED else ():
        if shaping.lookup(wanted, name) is None:
            raise invalid(f"The {name} field is required.")
    converted(call.octopus, project, wanted, str(message), str(shaping.lookup(sent, "InitialCommitBranchName") or ""))
    # Unverified: the messages; the emulator gives none.
    return {"Messages": []}


def converted(octopus: Octopus, project: Document, wanted: Document, message: str = MOVED, branch: str = "") -> None:
    """Convert a project. ``branch``: the branch of the first commit, if it is not the default branch."""
    shaped = shaping.shape(octopus, settings.PARTS, {**wanted, "Type": "VersionControlled"}, {}, "")
    # Unverified: runbooks are moved if a client asks for it.
    asked = shaping.shape(octopus, settings.STATE, shaping.lookup(wanted, "ConversionState") or {}, {}, "")
    state = {
        "VariablesAreInGit": octopus.release >= variables.OF_PROJECTS,
        "RunbooksAreInGit": octopus.release >= runbooks.SINCE and asked["RunbooksAreInGit"],
    }
    kept = {**settings.checked(octopus, project, shaped), "ConversionState": state}
    converted_project = {**project, "PersistenceSettings": kept, "IsVersionControlled": True}
    default = f"{BRANCHES}{repository.short(kept['DefaultBranch'])}"
    first = f"{BRANCHES}{repository.short(branch)}" if branch else default
    if first == default and kept["ProtectedDefaultBranch"]:
        raise invalid("The default branch is protected, so another branch for the first commit must be named.")
    # A repository must have a commit before a project is converted.
    empty = repository.commit(octopus, converted_project, Ref("", default, ""), [], FIRST)
    documents = take_documents(octopus, converted_project)
    repository.commit(octopus, converted_project, Ref("", first, empty.commit), documents, message)
    projects = octopus.kinds["projects"]
    neutral = shaping.shape(octopus, settings.mirrored(projects.props), {}, {}, "")
    own = {name: value for name, value in converted_project.items() if name != deploymentsettings.KEPT}
    octopus.save(projects, {**own, **neutral})


def take_documents(octopus: Octopus, project: Document) -> list[Document]:
    """Take the documents for the first commit out of the database."""
    process = octopus.store.get(project["DeploymentProcessId"])
    assert process is not None
    octopus.store.delete(process[1]["Id"])
    found = [stored(checkout.SETTINGS, checkout.settings_of(project)), stored(*process)]
    if repository.conversion(project, "VariablesAreInGit"):
        found.append(stored(checkout.VARIABLES, without_secrets(octopus, project)))
    if repository.conversion(project, "RunbooksAreInGit"):
        found += take_runbooks(octopus, project)
    return found


def take_runbooks(octopus: Octopus, project: Document) -> list[Document]:
    """Take the published runbooks with their processes out of the database. Drafts become invisible. Unverified:
    documents that belong to the runbooks, such as snapshots, are removed as well.

    api: runbooks#runbooks-in-git-rolling-out-from-2025-q1
    """
    found = []
    for each in octopus.children(checkout.RUNBOOKS, project):
        process = octopus.store.get(each["RunbookProcessId"])
        octopus.delete(octopus.kinds[checkout.RUNBOOKS], each)
        if each["PublishedRunbookSnapshotId"] and process:
            slug = each["Slug"]
            names = {"RunbookProcessId": runbookprocesses.process_id(slug), "PublishedRunbookSnapshotId": None}
            found.append(stored(checkout.RUNBOOKS, {**each, **names, "Id": slug}, each["Name"]))
            found.append(stored(process[0], {**process[1], "Id": names["RunbookProcessId"], "RunbookId": slug}))
    return found


def stored(collection: str, document: Document, name: str = "") -> Document:
    return {"Collection": collection, "Name": name, "Document": document}


def without_secrets(octopus: Octopus, project: Document) -> Document:
    """The variables that are not sensitive; the database keeps the others."""
    found = octopus.store.get(project["VariableSetId"])
    assert found is not None
    whole = found[1]
    secrets = [each for each in whole["Variables"] if each["IsSensitive"]]
    octopus.save(octopus.kinds["variables"], {**whole, "Variables": secrets, "Version": whole["Version"] + 1})
    return {**whole, "Variables": [each for each in whole["Variables"] if not each["IsSensitive"]]}
