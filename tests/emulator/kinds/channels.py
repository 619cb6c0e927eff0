# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channel (api: lifecycles#channel)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds import channelrules
from emulator.kinds.common import DESCRIPTION, GIT_PROJECTS, NAME, PACKAGE, SLUG, known_tags
from emulator.model import EVER, Document, Kind, Limit, Parent, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def check(octopus: Octopus, channel: Document, old: Document) -> None:
    known_tags(octopus, channel)
    check_ephemeral(channel)
    if channel["IsDefault"]:
        # Unverified: the other channels stop being the default.
        for other in octopus.store.holding("channels", "ProjectId", channel["ProjectId"], channel["SpaceId"] or ""):
            if other["IsDefault"] and other["Id"] != channel["Id"]:
                octopus.save(octopus.kinds["channels"], {**other, "IsDefault": False})


def check_ephemeral(channel: Document) -> None:
    """Refuse a channel for ephemeral environments without their parent, and several fields of one name.

    Both refusals are unverified.
    """
    if channel.get("Type") == "EphemeralEnvironment" and not channel["ParentEnvironmentId"]:
        raise invalid("The ParentEnvironmentId field is required.")
    fields = [each["FieldName"].casefold() for each in channel.get("CustomFieldDefinitions") or []]
    if len(set(fields)) < len(fields):
        raise invalid("The names of custom fields must be unique.")


def deleting(octopus: Octopus, channel: Document) -> None:
    if channel["IsDefault"]:
        raise invalid("You cannot delete the default channel.")
    project = octopus.must_exist("projects", channel["ProjectId"], channel["SpaceId"] or "", "ProjectId")
    if len(octopus.children("channels", project)) == 1:
        raise invalid("You cannot delete the only remaining channel.")
    process = octopus.store.get(project["DeploymentProcessId"])
    for step in process[1]["Steps"] if process else []:
        for action in step["Actions"]:
            if channel["Id"] in action["Channels"]:
                raise invalid(f"The channel you are about to remove is used by '{action['Name']}' step.")
    if project["ReleaseCreationStrategy"]["ChannelId"] == channel["Id"]:
        # The refusal is confirmed [OctopusDeploy/Issues#3137], the wording is unverified.
        raise invalid("The channel you are about to remove is used by Automatic Release Creation.")


releases_of = crud.nested("releases", "ChannelId")


def releases_in_project(call: Call, project: Document) -> Document:
    """``projects/{id}/channels/{channel}/releases``."""
    channel = crud.nested_document(call, "channels", call.values["channel"], "ProjectId", project)
    return dict(releases_of(call, channel))


def shown(octopus: Octopus, channel: Document) -> Document:
    own = f"{answers.base(octopus, channel['SpaceId'])}/projects/{channel['ProjectId']}"
    return {**channel, "_links": {"Project": own}}


# Servers of 2020.5 have none of these; the releases that brought them are unverified.
GIT_RULES, EPHEMERAL, FIELDS, STRATEGIES = (2023, 4), (2025, 1), (2025, 3), (2025, 4)
RULE = (
    Prop("Id"),
    Prop("VersionRange", trim=True),
    Prop("Tag", trim=True),
    Prop("VersioningStrategy", choices=("SemVer", "MostRecentlyPublished"), since=STRATEGIES),
    Prop("VersionTagRegex", trim=True, since=STRATEGIES),
    Prop("ActionPackages", "documents", default=[], parts=PACKAGE),
    Prop("Links", "dict", default={}, read_only=True),
)
GIT_DEPENDENCY = (Prop("DeploymentActionSlug", required=True), Prop("GitDependencyName", default=""))
GIT_RESOURCE_RULE = (
    Prop("Id"),
    Prop("GitDependencyActions", "documents", default=[], parts=GIT_DEPENDENCY),
    Prop("Rules", "list", default=[]),
)
FIELD = (Prop("FieldName", required=True, trim=True), Prop("Description", default=""))
# Newer servers keep lists that a PUT leaves out (api: lifecycles#channel); the release is unverified.
KEEPING = (2024, 1)
# According to the description of 2021.2, the address below a project can't create a channel; the release from which on
# it can is unverified.
AT_PROJECT = (2021, 3)
KIND = Kind(
    collection="channels",
    link="Channels",
    item_type="Channel",
    id_prefix="Channels",
    permission="ProcessEdit",
    unique_within="ProjectId",
    parent=Parent(
        "projects",
        "ProjectId",
        path="channels",
        link="Channels",
        links={EVER: "{self}/channels", GIT_PROJECTS: "{self}/channels{/id}{?skip,take,partialName}"},
        written_since=AT_PROJECT,
        each_since=GIT_PROJECTS,
        routes={"{channel}/releases": Route(releases_in_project, since=GIT_PROJECTS, gives="page of releases")},
        # The API reference of 2026 says so.
        status=200,
    ),
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("LifecycleId", reference="lifecycles"),
        Prop("IsDefault", "bool", default=False),
        Prop("Rules", "documents", default=[], parts=RULE, kept_since=KEEPING),
        Prop("TenantTags", "list", default=[], tags=True, kept_since=KEEPING),
        Prop("GitReferenceRules", "list", default=[], kept_since=KEEPING, since=GIT_RULES),
        Prop("GitResourceRules", "documents", default=[], parts=GIT_RESOURCE_RULE, kept_since=KEEPING, since=GIT_RULES),
        Prop("Type", choices=("Lifecycle", "EphemeralEnvironment"), default="Lifecycle", since=EPHEMERAL),
        Prop("ParentEnvironmentId", reference="parentenvironments", since=EPHEMERAL),
        Prop("EphemeralEnvironmentNameTemplate", since=EPHEMERAL, limit=Limit(1000)),
        Prop("AutomaticEphemeralEnvironmentDeployments", "bool", default=False, since=EPHEMERAL),
        Prop("CustomFieldDefinitions", "documents", default=[], parts=FIELD, kept_since=KEEPING, since=FIELDS),
    ),
    links={"Releases": "{self}/releases{?skip,take,searchByVersion}"},
    root_links={"VersionRuleTest": "/rule-test{?version,versionRange,preReleaseTag,feetType}"},
    routes={
        "rule-test": Route(channelrules.tested, ("GET", "HEAD", "POST"), permission=""),
        "{id}/releases": Route(releases_of, gives="page of releases"),
    },
    check=check,
    shown=shown,
    deleting=deleting,
)
