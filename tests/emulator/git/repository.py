# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The repository of a version-controlled project: branches, tags, and the commits that they point to.

There is no real Git: a commit holds the documents of the project as the server stores them, and its hash is made up
(api: clients#git-projects).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import orjson

from emulator.model import Document
from emulator.refusals import invalid, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

BRANCHES, TAGS = "refs/heads/", "refs/tags/"
# The collections of the store for refs and commits; no address leads to them.
REFS, COMMITS = "git refs", "git commits"
HASH = re.compile(r"[0-9a-f]{4,40}")
COMMITTED_WITHOUT_MESSAGE = "No commit message provided"


@dataclass(frozen=True)
class Ref:
    """A branch, a tag or a commit. ``canonical``: its whole name, such as refs/heads/main, or the hash of a commit;
    ``commit``: the hash of the commit that it points to now.
    """

    name: str
    canonical: str
    commit: str

    @property
    def is_branch(self) -> bool:
        return self.canonical.startswith(BRANCHES)


def is_versioned(project: Document) -> bool:
    return bool((project.get("PersistenceSettings") or {}).get("Type") == "VersionControlled")


def conversion(project: Document, what: str) -> bool:
    """Whether a part of a project was moved to Git. ``what``: VariablesAreInGit or RunbooksAreInGit."""
    state = (project.get("PersistenceSettings") or {}).get("ConversionState") or {}
    return is_versioned(project) and bool(state.get(what))


def located(octopus: Octopus, project: Document, wanted: str) -> Ref:
    """The ref that an address names."""
    found = find(octopus, project, wanted) if is_versioned(project) else None
    if found is None:
        raise not_found()
    return found


def find(octopus: Octopus, project: Document, wanted: str) -> Ref | None:
    """The ref with a canonical name, a short name, or a hash, which may be shortened (api: projects#refs).

    Unverified: a branch has precedence over a tag of the same short name.
    """
    for name in (wanted, BRANCHES + wanted, TAGS + wanted):
        found = octopus.store.get(key(project, name))
        if found and found[0] == REFS and found[1]["CanonicalName"] == name:
            return ref_of(found[1])
    if HASH.fullmatch(wanted):
        hashes = [each["Hash"] for each in octopus.store.holding(COMMITS, "ProjectId", project["Id"])]
        begun = [each for each in hashes if each.startswith(wanted)]
        if len(begun) == 1:
            return Ref(begun[0], begun[0], begun[0])
    return None


def key(project: Document, name: str) -> str:
    """The ID under which the store has a ref or a commit."""
    return f"{project['Id']} {name}"


def ref_of(stored: Document) -> Ref:
    canonical = stored["CanonicalName"]
    return Ref(canonical.split("/", 2)[2], canonical, stored["Hash"])


def refs(octopus: Octopus, project: Document, prefix: str) -> list[Ref]:
    """The branches or the tags of a project, by name."""
    found = map(ref_of, octopus.store.holding(REFS, "ProjectId", project["Id"]))
    return sorted((each for each in found if each.canonical.startswith(prefix)), key=lambda each: each.name)


def commit_of(octopus: Octopus, project: Document, ref: Ref) -> Document:
    found = octopus.store.get(key(project, ref.commit))
    assert found is not None
    return found[1]


def is_protected(project: Document, ref: Ref) -> bool:
    """Whether the settings of a project protect a branch."""
    settings = project["PersistenceSettings"]
    patterns = settings.get("ProtectedBranchNamePatterns") or []
    default = bool(settings.get("ProtectedDefaultBranch")) and ref.name == short(settings["DefaultBranch"])
    return ref.is_branch and (default or any(fnmatchcase(ref.name, each) for each in patterns))


def short(branch: str) -> str:
    return branch.removeprefix(BRANCHES)


def refuse_writing(project: Document, ref: Ref) -> None:
    """Refuse a commit to a tag, a commit or a protected branch; both refusals are unverified."""
    if not ref.is_branch:
        raise invalid(f"'{ref.canonical}' is not a branch, so no changes can be committed to it.")
    if is_protected(project, ref):
        raise invalid(f"The branch '{ref.name}' is protected, so no changes can be committed to it directly.")


def commit(octopus: Octopus, project: Document, ref: Ref, documents: list[Document], message: str) -> Ref:
    """Commit documents to a branch. ``documents``: each has the form {Collection, Name, Document}."""
    content = {
        "SpaceId": project["SpaceId"],
        "ProjectId": project["Id"],
        "Message": message or COMMITTED_WITHOUT_MESSAGE,
        "Author": octopus.acting,
        "Date": octopus.now(),
        "Parent": ref.commit or None,
        "Documents": documents,
    }
    made = hashlib.sha1(orjson.dumps(content), usedforsecurity=False).hexdigest()
    octopus.store.put(COMMITS, {"Id": key(project, made), "Hash": made, **content})
    return point(octopus, project, ref.canonical, made)


def point(octopus: Octopus, project: Document, canonical: str, commit_hash: str) -> Ref:
    """Create a branch or a tag, or move a branch to another commit."""
    owned = {"SpaceId": project["SpaceId"], "ProjectId": project["Id"]}
    stored = {"Id": key(project, canonical), **owned, "CanonicalName": canonical, "Hash": commit_hash}
    octopus.store.put(REFS, stored)
    return ref_of(stored)


def is_taken(octopus: Octopus, project: Document, canonical: str) -> bool:
    """Whether a ref has this name; unverified: names that differ in case alone are refused as well."""
    return octopus.store.get(key(project, canonical)) is not None


def history(octopus: Octopus, project: Document, ref: Ref) -> Iterator[Document]:
    """The commits of a ref, the newest first."""
    found: Document | None = commit_of(octopus, project, ref)
    while found is not None:
        yield found
        parent = octopus.store.get(key(project, found["Parent"])) if found["Parent"] else None
        found = parent[1] if parent else None


def removed(octopus: Octopus, project: Document) -> None:
    """Remove the repository of a project that is deleted."""
    for collection in (REFS, COMMITS):
        for each in octopus.store.holding(collection, "ProjectId", project["Id"]):
            octopus.store.delete(each["Id"])
