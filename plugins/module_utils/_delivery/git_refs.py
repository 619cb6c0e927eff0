# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Git resources of a release, and the refs that people give for them (api: releases#package-strings)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

BRANCH = "refs/heads/"


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
class GivenRefs:
    """The refs that people give, by the Git resource that they are for."""

    refs: Mapping[GitResource, str]

    def of(self, resource: GitResource) -> str | None:
        return next((ref for each, ref in self.refs.items() if is_same(each, resource)), None)

    def unused(self, resources: Sequence[GitResource]) -> list[GitResource]:
        return [each for each in self.refs if not any(is_same(each, resource) for resource in resources)]


def is_same(one: GitResource, other: GitResource) -> bool:
    return (folded(one.step), folded(one.name)) == (folded(other.step), folded(other.name))


def given_refs(options: Mapping[str, Any]) -> GivenRefs:
    """The refs in the options. Raises ``OptionError`` for a resource that is named twice, and for an empty ref."""
    refs: dict[GitResource, str] = {}
    for place, each in enumerate(options["git_resources"] or ()):
        resource = GitResource(each["step"], each.get("name") or "")
        if any(is_same(resource, known) for known in refs):
            raise OptionError(f"git_resources[{place}]", f"names {resource.described} again")
        if not each["ref"].strip():
            raise OptionError(f"git_resources[{place}].ref", "is empty; leave the entry out to take the default")
        refs[resource] = each["ref"].strip()
    return GivenRefs(refs)


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


def short(ref: str) -> str:
    """A ref for comparisons: a branch is meant with and without its prefix."""
    return ref.removeprefix(BRANCH)
