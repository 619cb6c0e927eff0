# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Git resources of a release or a snapshot, and the refs that people give (api: releases#package-strings)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

BRANCH, TAG = "refs/heads/", "refs/tags/"


ARGUMENTS: dict[str, dict[str, Any]] = {
    "git_resources": {
        "type": "list",
        "elements": "dict",
        "options": {
            "step": {"type": "str", "required": True},
            "name": {"type": "str"},
            "ref": {"type": "str", "required": True},
        },
    },
}


@dataclass(frozen=True)
class GitResource:
    """A Git repository that a step uses. ``name``: empty for the primary one. ``default``: empty for a variable."""

    step: str
    name: str
    default: str = ""

    @property
    def described(self) -> str:
        return f"the Git resource {self.name!r} of the step {self.step!r}" if self.name else f"the step {self.step!r}"


@dataclass(frozen=True)
class GivenRef:
    """An entry of the option ``git_resources``; without a name it is for all repositories of the step."""

    ref: str
    step: str
    name: str | None = None

    @property
    def described(self) -> str:
        return f"step {self.step!r}" + ("" if self.name is None else f", name {self.name!r}")

    def matches(self, resource: GitResource) -> bool:
        is_name = self.name is None or folded(self.name) == folded(resource.name)
        return is_name and folded(self.step) == folded(resource.step)


@dataclass(frozen=True)
class GivenRefs:
    """The refs that people give; entries that name a repository come first."""

    entries: tuple[GivenRef, ...] = ()

    def of(self, resource: GitResource) -> str | None:
        return next((each.ref for each in self.entries if each.matches(resource)), None)

    def unused(self, resources: Sequence[GitResource]) -> list[GivenRef]:
        return [each for each in self.entries if not any(each.matches(resource) for resource in resources)]


def given_refs(options: Mapping[str, Any]) -> GivenRefs:
    """The refs in the options. Raises ``OptionError`` for a resource that is named twice."""
    entries: list[GivenRef] = []
    seen = set()
    for place, each in enumerate(options["git_resources"] or ()):
        entry = GivenRef(each["ref"].strip(), each["step"], each.get("name"))
        key = (folded(entry.step), None if entry.name is None else folded(entry.name))
        if key in seen:
            raise OptionError(
                f"git_resources[{place}]", f"names the same Git resource as an earlier entry: {entry.described}"
            )
        seen.add(key)
        entries.append(entry)
    return GivenRefs(tuple(sorted(entries, key=lambda each: each.name is None)))


def of_git(template: Document) -> list[GitResource]:
    """The Git resources that need a ref; their default is the branch that the step names."""
    return [
        GitResource(
            str(each.get("ActionName") or ""),
            str(each.get("Name") or ""),
            str(each.get("DefaultBranch") or "") if each.get("IsResolvable", True) else "",
        )
        for each in template.get("GitResources") or ()
    ]


def of_selected(documents: Iterable[Document]) -> list[tuple[GitResource, str]]:
    """The Git resources in ``SelectedGitResources``, with their refs. The server adds the commit that a ref had."""
    found = []
    for each in documents:
        reference = each.get("GitReferenceResource") or {}
        resource = GitResource(str(each.get("ActionName") or ""), str(each.get("GitResourceReferenceName") or ""))
        found.append((resource, str(reference.get("GitRef") or reference.get("GitCommit") or "")))
    return found


def selected(refs: Iterable[tuple[GitResource, str]]) -> list[dict[str, Any]]:
    """The property ``SelectedGitResources``."""
    return [
        {
            "ActionName": resource.step,
            "GitResourceReferenceName": resource.name,
            "GitReferenceResource": {"GitRef": ref},
        }
        for resource, ref in refs
    ]


def shown(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """``SelectedGitResources`` for a result, which the option ``git_resources`` takes as it is."""
    return [
        {"step": resource.step, "name": resource.name, "ref": short(ref)} for resource, ref in of_selected(documents)
    ]


def short(ref: str) -> str:
    """A ref for comparisons and results: a branch without its prefix."""
    return ref.removeprefix(BRANCH)


def is_at(reference: Mapping[str, Any], wanted: str) -> bool:
    """Whether a server's reference is a ref that people may write short: a branch, a tag, or the hash of a commit."""
    ref, commit = (str(reference.get(each) or "") for each in ("GitRef", "GitCommit"))
    is_commit = not ref.startswith("refs/") and commit.lower().startswith(wanted.lower())
    return is_commit or short(wanted) == short(ref) or wanted == ref.removeprefix(TAG)
