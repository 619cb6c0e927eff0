# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channel (api: lifecycles#channel)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2, SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    LIFECYCLES,
    PARENT_ENVIRONMENTS,
    PROJECTS,
    TAG_SETS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import Pattern, VersionRange
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.unkeyed_list import UnkeyedList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The release that brought parent and ephemeral environments; only its year is known (api: environments#parents).
EPHEMERAL_SINCE = (2025, 1)
EPHEMERAL_TYPE = "EphemeralEnvironment"

PACKAGES = UnkeyedList(
    Nested(
        (
            Field("deployment_action", "DeploymentAction", Text(), required="always"),
            Field("package_reference", "PackageReference", Text()),
        )
    )
)

RULES = UnkeyedList(
    Nested(
        (
            Field("action_packages", "ActionPackages", PACKAGES),
            Field("version_range", "VersionRange", VersionRange()),
            Field("tag", "Tag", Pattern()),
            Field(
                "versioning_strategy",
                "VersioningStrategy",
                Choice(("SemVer", "MostRecentlyPublished")),
                since=AFTER_2021_2,
            ),
            Field("version_tag_regex", "VersionTagRegex", Pattern(), since=AFTER_2021_2),
        )
    )
)

GIT_RESOURCE_RULES = UnkeyedList(
    Nested(
        (
            Field(
                "git_dependency_actions",
                "GitDependencyActions",
                UnkeyedList(
                    Nested(
                        (
                            Field("deployment_action_slug", "DeploymentActionSlug", Text(), required="always"),
                            Field("git_dependency_name", "GitDependencyName", Text()),
                        )
                    )
                ),
            ),
            Field("rules", "Rules", TextList()),
        )
    )
)

CUSTOM_FIELDS = KeyedList(
    key="field_name",
    item=Nested(
        (
            Field("field_name", "FieldName", Text(), required="always"),
            Field("description", "Description", Text()),
        )
    ),
)


def require_parent(channel: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a channel that creates ephemeral environments and names no parent environment."""
    asked = parameters.get("parent_environment")
    if parameters.get("state") == "absent":
        return
    parent = channel.get("ParentEnvironmentId") if asked is None else asked.strip()
    if (parameters.get("type") or channel.get("Type")) == EPHEMERAL_TYPE and not parent:
        raise OptionError("parent_environment", f"must be given with type: {EPHEMERAL_TYPE}")


def refuse_lost_parent(current: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a channel that would lose its parent environment, or that would need one."""
    lacks_it = current.get("Type") == EPHEMERAL_TYPE and not current.get("ParentEnvironmentId")
    if not lacks_it:
        require_parent(current, parameters, context)


CHANNEL = Resource(
    kind="channel",
    location=CHANNELS,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("description", "Description", Text()),
        SLUG,
        Field("lifecycle", "LifecycleId", Reference(LIFECYCLES)),
        Field("is_default", "IsDefault", DefaultFlag()),
        Field("rules", "Rules", RULES),
        Field("git_reference_rules", "GitReferenceRules", TextList(), since=AFTER_2021_2),
        Field("git_resource_rules", "GitResourceRules", GIT_RESOURCE_RULES, since=AFTER_2021_2),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS), shared="tenant_tags_mode"),
        Field("type", "Type", Choice(("Lifecycle", EPHEMERAL_TYPE)), since=EPHEMERAL_SINCE),
        Field("parent_environment", "ParentEnvironmentId", Reference(PARENT_ENVIRONMENTS), since=EPHEMERAL_SINCE),
        Field(
            "ephemeral_environment_name_template",
            "EphemeralEnvironmentNameTemplate",
            Text(longest=1000),
            since=EPHEMERAL_SINCE,
        ),
        Field(
            "automatic_ephemeral_environment_deployments",
            "AutomaticEphemeralEnvironmentDeployments",
            Flag(),
            since=EPHEMERAL_SINCE,
        ),
        Field(
            "custom_field_definitions",
            "CustomFieldDefinitions",
            CUSTOM_FIELDS,
            shared="custom_field_definitions_mode",
            since=EPHEMERAL_SINCE,
        ),
    ),
    hooks=Hooks(complete=require_parent, guard=refuse_lost_parent),
)
