# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contents that steps work with: packages and Git repositories (api: processes#process)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS, GIT_CREDENTIALS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import TextMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList, TextOrEmpty


@dataclass(frozen=True, eq=False)
class StepFeed(Reference):
    """The feed of a package, which servers keep as an ID, a name or a slug (api: processes#package-references)."""

    bound: bool = True

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        asked = super().wanted(given, current, context, option)
        if not current or current == asked or self._is_bound(current):
            return asked
        meant = context.resolver.resolve(self.location, current)
        return current if not isinstance(meant, Missing) and meant == asked else asked


# The release that brought Git dependencies, of steps and of step templates (api: step-templates#template).
GIT_SINCE = (2023, 4)
FIXED_VERSIONS = (2024, 4)
PACKAGES = KeyedList(
    key="name",
    item=Nested(
        (
            # The primary content has an empty name.
            Field("name", "Name", TextOrEmpty(), required="always"),
            Field("package_id", "PackageId", Text()),
            Field("feed", "FeedId", Reference(FEEDS, bound=True, clearable=False), required="for_new"),
            # The value is one of three words, or an expression.
            Field("acquisition_location", "AcquisitionLocation", Text(clearable=False)),
            Field("properties", "Properties", TextMap(settings=True)),
        )
    ),
)

GIT_DEPENDENCIES = KeyedList(
    key="name",
    item=Nested(
        (
            # The primary content has an empty name.
            Field("name", "Name", TextOrEmpty(), required="always"),
            Field("repository_uri", "RepositoryUri", Text(clearable=False), required="for_new"),
            Field("default_branch", "DefaultBranch", Text(clearable=False), required="for_new"),
            Field("git_credential_type", "GitCredentialType", Text(clearable=False), required="for_new"),
            Field("git_credential", "GitCredentialId", Reference(GIT_CREDENTIALS)),
            Field("git_hub_connection_id", "GitHubConnectionId", Text()),
            Field("file_path_filters", "FilePathFilters", TextList()),
        ),
        void=dict.fromkeys(("GitCredentialId", "GitHubConnectionId"), ("GitCredentialType",)),
    ),
)

FEED = Field("feed", "FeedId", StepFeed(FEEDS))
# The packages of a step, which can have a fixed version.
STEP_PACKAGES = replace(
    PACKAGES,
    item=replace(
        PACKAGES.item,
        fields=(
            *(FEED if each.option == FEED.option else each for each in PACKAGES.item.fields),
            Field("version", "Version", Text(), since=FIXED_VERSIONS),
        ),
    ),
)
