# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channel (api: lifecycles#channel)."""

from __future__ import annotations

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
EPHEMERAL = (2025, 1)
OF_EPHEMERAL = "EphemeralEnvironment"

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
            Field("versioning_strategy", "VersioningStrategy", Choice(("SemVer", "MostRecentlyPublished"))),
            Field("version_tag_regex", "VersionTagRegex", Pattern()),
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


def has_a_parent(channel: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a channel of ephemeral environments without the parent that they would get."""
    asked = parameters.get("parent_environment")
    if parameters.get("state") == "absent":
        return
    parent = channel.get("ParentEnvironmentId") if asked is None else asked.strip()
    if (parameters.get("type") or channel.get("Type")) == OF_EPHEMERAL and not parent:
        raise OptionError("parent_environment", f"must be given with type: {OF_EPHEMERAL}")


def keeps_its_parent(current: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a channel that would lose its parent, or become one that needs a parent."""
    lacks_it = current.get("Type") == OF_EPHEMERAL and not current.get("ParentEnvironmentId")
    if not lacks_it:
        has_a_parent(current, parameters, context)


CHANNEL = Resource(
    kind="channel",
    location=CHANNELS,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("description", "Description", Text()),
        Field("slug", "Slug", Text(clearable=False)),
        Field("lifecycle", "LifecycleId", Reference(LIFECYCLES)),
        Field("is_default", "IsDefault", DefaultFlag()),
        Field("rules", "Rules", RULES),
        Field("git_reference_rules", "GitReferenceRules", TextList()),
        Field("git_resource_rules", "GitResourceRules", GIT_RESOURCE_RULES),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS), shared="tenant_tags_mode"),
        Field("type", "Type", Choice(("Lifecycle", OF_EPHEMERAL)), since=EPHEMERAL),
        Field("parent_environment", "ParentEnvironmentId", Reference(PARENT_ENVIRONMENTS), since=EPHEMERAL),
        Field(
            "ephemeral_environment_name_template",
            "EphemeralEnvironmentNameTemplate",
            Text(longest=1000),
            since=EPHEMERAL,
        ),
        Field(
            "automatic_ephemeral_environment_deployments",
            "AutomaticEphemeralEnvironmentDeployments",
            Flag(),
            since=EPHEMERAL,
        ),
        Field(
            "custom_field_definitions",
            "CustomFieldDefinitions",
            CUSTOM_FIELDS,
            shared="custom_field_definitions_mode",
            since=EPHEMERAL,
        ),
    ),
    hooks=Hooks(complete=has_a_parent, guard=keeps_its_parent),
)
