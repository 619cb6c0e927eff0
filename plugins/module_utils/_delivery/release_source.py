# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ref of the Git repository that a release of a version-controlled project is from (api: projects#git-projects).

A server takes no default for the ref (api: releases#create-by-name).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import is_at, short
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_content import STAYS
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

REFERENCE, PROCESS, SETTINGS = "VersionControlReference", "DeploymentProcess", "DeploymentSettings"
ARGUMENTS: dict[str, dict[str, Any]] = {"git_ref": {"type": "str"}, "git_commit": {"type": "str"}}


@dataclass(frozen=True)
class Source:
    """``ref``: a branch, a tag or the hash of a commit. ``commit``: a hash; empty for the newest commit of the ref."""

    ref: str
    commit: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the links of a project to its documents at the ref."""
        return {"gitRef": self.commit or self.ref}

    @property
    def body(self) -> dict[str, str]:
        """The property of a new release."""
        return {"GitRef": self.ref, **({"GitCommit": self.commit} if self.commit else {})}

    @property
    def predicted(self) -> dict[str, str]:
        """The options, for the diff and the result of check mode."""
        return {"git_ref": self.ref, **({"git_commit": self.commit} if self.commit else {})}

    def is_of(self, release: Document) -> bool:
        """Whether a release is from this ref; a release from an older commit of the branch is."""
        reference = reference_of(release)
        commit = str(reference.get("GitCommit") or "").lower()
        return is_at(reference, self.ref) and commit.startswith(self.commit.lower())


def reference_of(release: Document) -> Document:
    """The ref and the commit of a release; empty for a release from the database."""
    found = release.get(REFERENCE) or {}
    reference: Document = shapes.fitting(found, shapes.OBJECT, f"{REFERENCE} of the release")
    return reference if reference.get("GitRef") or reference.get("GitCommit") else {}


def given_source(options: Mapping[str, Any]) -> Source | None:
    """The options; None without them.

    Raises ``OptionError`` for an empty text, which an unset variable may give, and for a commit without its ref, as
    servers demand the ref (api: errors#refusals).
    """
    given = {name: options[name].strip() for name in ARGUMENTS if options[name] is not None}
    for name, value in given.items():
        if not value:
            raise OptionError(name, "is empty; give a value, or leave the option out")
    if "git_commit" in given and "git_ref" not in given:
        raise OptionError("git_commit", "can only be given with git_ref, the branch or tag that has the commit")
    return Source(given["git_ref"], given.get("git_commit", "")) if given else None


def check_source(asked: Asked, project: Document, source: Source | None) -> None:
    """Raise ``OptionError`` if a new release lacks its place in Git, or has one and its project is in the database."""
    name = project["Name"]
    is_in_git = asked.context.client.is_in_git(project, PROCESS)
    if source is not None and not is_in_git:
        raise OptionError(
            "git_ref", f"{name!r} keeps its process in the database, which has no refs; leave the option out"
        )
    if source is None and is_in_git:
        branch = (project.get("PersistenceSettings") or {}).get("DefaultBranch")
        hint = f", for example {short(str(branch))!r}, its default branch" if branch else ""
        raise OptionError(
            "git_ref", f"is missing, as {name!r} keeps its process in a Git repository; give the ref to release{hint}"
        )


def process_at(asked: Asked, project: Document, source: Source | None) -> Document:
    """The deployment process. Raises ``OptionError`` if the server does not find the ref or the commit."""
    if source is None:
        return asked.context.client.document(project, PROCESS)
    try:
        return asked.context.client.document(project, PROCESS, source.parameters)
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        option, what = ("git_commit", "commit") if source.commit else ("git_ref", "branch, tag or commit")
        wanted = source.parameters["gitRef"]
        problem = f"the server finds no {what} {wanted!r} in the repository of {project['Name']!r}"
        raise OptionError(option, problem) from refused


def notes_at(asked: Asked, project: Document, source: Source | None) -> Any:
    """The template of the notes of a new release, which belongs to the ref if the settings are in Git."""
    client = asked.context.client
    if source is None or not client.is_in_git(project, SETTINGS):
        return project.get("ReleaseNotesTemplate")
    return client.document(project, SETTINGS, source.parameters).get("ReleaseNotesTemplate")


def refuse_other_source(release: Document, source: Source | None) -> None:
    """Raise ``OptionError`` if a release is not from the ref and the commit of the options."""
    if source is None or source.is_of(release):
        return
    called, own = f"release {release.get('Version')}", reference_of(release)
    if not own:
        raise OptionError("git_ref", f"{called} is from the database, which has no refs, {STAYS}")
    ref, commit = own.get("GitRef"), own.get("GitCommit")
    if not is_at(own, source.ref):
        raise OptionError("git_ref", f"{called} is from {ref or commit}, not {source.ref}, {STAYS}")
    raise OptionError("git_commit", f"{called} is from the commit {commit}, not {source.commit}, {STAYS}")


def shown(release: Document) -> Entries:
    """The ref and the commit of a release for the result; nothing for a release from the database."""
    reference = reference_of(release)
    return {"git_ref": reference.get("GitRef"), "git_commit": reference.get("GitCommit")} if reference else {}
