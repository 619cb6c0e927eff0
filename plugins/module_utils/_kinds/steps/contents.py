# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The package and the Git repository that a step is about, apart from others that it only uses.

api: processes#package-references, processes#git-dependencies
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.contents import (
    GIT_DEPENDENCIES,
    GIT_SINCE,
    STEP_PACKAGES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    EMPTY,
    GIT_DEPENDENCY,
    PACKAGE,
    A,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

WITH_CREDENTIAL, WITHOUT = "Library", "Anonymous"


@dataclass(frozen=True, eq=False)
class Content(Nested):
    """The entry without a name in a list of contents; ``start``: the properties of a new one.

    An empty dictionary removes the entry.
    """

    start: Mapping[str, Any] = field(default_factory=dict)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        if all(value is None for value in given.values()):
            return None
        made = super().wanted(given, current or {"Name": "", **self.start}, context, option) or {}
        if missing := lacking(self.fields, made):
            raise OptionError(f"{option}.{missing}", "is required")
        return self.completed(given, made)

    def completed(self, given: Any, made: Document) -> Document:
        """An entry with the values that follow from its options."""
        return made

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found = super().exported(value, context, place) or {}
        for each in self.fields:
            if each.api in self.start and each.type.same(each.of(value), self.start[each.api]):
                found.pop(each.option, None)
            elif self.start.get(each.api) and each.of(value) in ({}, []):
                # An empty value is exported if a new entry would have another value.
                found[each.option] = each.of(value)
        return found or None


class Repository(Content):
    """A Git repository, whose type of credential follows from the credential."""

    def completed(self, given: Any, made: Document) -> Document:
        if given.get("git_credential_type") is not None or made.get("GitHubConnectionId"):
            return made
        is_known = made.get("GitCredentialType") in (None, "", WITH_CREDENTIAL, WITHOUT)
        credential_type = WITH_CREDENTIAL if made.get("GitCredentialId") else WITHOUT
        return {**made, "GitCredentialType": credential_type} if is_known else made

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found = super().exported(value, context, place) or {}
        if found.get("git_credential_type") == (WITH_CREDENTIAL if found.get("git_credential") else WITHOUT):
            del found["git_credential_type"]
        return found or None


def without_name(fields: tuple[Field, ...], *needed: str) -> tuple[Field, ...]:
    """The options of an entry except its name; ``needed``: the options that every entry must have."""
    named = (each for each in fields if each.option != "name")
    return tuple(replace(each, required="for_new" if each.option in needed else "never") for each in named)


def lacking(fields: Sequence[Field], view: Mapping[str, Any]) -> str:
    """The first required option, or part of one, that a document has no value for; empty if it has all of them."""
    for each in fields:
        value = each.of(view) if each.api else None
        if each.required == "for_new" and value in EMPTY:
            return each.option
        if isinstance(value, dict) and (within := lacking(each.type.parts(), value)):
            return f"{each.option}.{within}"
    return ""


ON_TARGET = "ExecutionTarget"
PRIMARY_PACKAGE = Content(
    without_name(STEP_PACKAGES.item.fields, "package_id", "feed"),
    start={"AcquisitionLocation": "Server", "Properties": {"SelectionMode": "immediate"}},
)
# An image, which the step only names: the system that runs the image fetches it.
PRIMARY_IMAGE = replace(
    PRIMARY_PACKAGE, start={"AcquisitionLocation": "NotAcquired", "Properties": {"SelectionMode": "immediate"}}
)
REPOSITORY = Repository(
    without_name(GIT_DEPENDENCIES.item.fields, "repository_uri", "default_branch"),
    void=GIT_DEPENDENCIES.item.void,
    start={"FilePathFilters": []},
)

THE_PACKAGE = Field("package", PACKAGE, PRIMARY_PACKAGE)
REQUIRED_PACKAGE = replace(THE_PACKAGE, required="for_new")
REQUIRED_IMAGE = Field("package", PACKAGE, PRIMARY_IMAGE, required="for_new")
THE_REPOSITORY = Field("git_dependency", GIT_DEPENDENCY, REPOSITORY, since=GIT_SINCE)


def mirror(package: Document | None) -> dict[str, Any]:
    """The properties in which an action repeats its package."""
    content = package or {}
    on_target = "" if package is None else str(content.get("AcquisitionLocation") == ON_TARGET)
    return {
        f"{A}Package.PackageId": content.get("PackageId") or "",
        f"{A}Package.FeedId": content.get("FeedId") or "",
        f"{A}Package.DownloadOnTentacle": on_target,
    }
