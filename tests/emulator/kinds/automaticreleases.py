# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automatic releases of a project: the release that a pushed package creates (api: projects#project)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import GIT_PROJECTS, PACKAGE
from emulator.model import Document, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

CREATION_STEP = "ReleaseCreationPackageStepId"
SETTINGS = "(see Automatic Release Creation settings, via Project > Triggers)"
STRATEGY = (
    Prop("ChannelId"),
    Prop("ReleaseCreationPackage", "dict", parts=PACKAGE),
    Prop(CREATION_STEP, computed=True, since=GIT_PROJECTS),
)


def check(octopus: Octopus, project: Document) -> None:
    """Check the channel and the package of automatic releases (api: errors#refusals, projects#project)."""
    automatic = project["ReleaseCreationStrategy"]
    if project["AutoCreateRelease"] and not automatic["ChannelId"]:
        raise invalid("A channel ID must be provided to enable Automatic Release Creation.")
    if project["AutoCreateRelease"] and not automatic["ReleaseCreationPackage"]:
        raise invalid("A package step must be provided to enable Automatic Release Creation.")
    if automatic["ChannelId"]:
        channel = octopus.must_exist("channels", automatic["ChannelId"], project["SpaceId"], "ChannelId")
        if channel["ProjectId"] != project["Id"]:
            raise invalid("The specified Automatic Release Creation channel belongs to a different project.")
    action = action_of(octopus, project, automatic["ReleaseCreationPackage"] or {})
    if project["AutoCreateRelease"]:
        check_package(octopus, project, action, automatic["ReleaseCreationPackage"].get("PackageReference") or "")
    if octopus.release >= GIT_PROJECTS and automatic["ReleaseCreationPackage"]:
        # The older property for the package: Terraform expects the server to set it [TF
        # resource_built_in_trigger.go]; that it is the ID of the action is in a comment of the .NET client [CS
        # ReleaseCreationStrategyResource].
        automatic[CREATION_STEP] = action["Id"] if action else None


def check_package(octopus: Octopus, project: Document, action: Document | None, reference: str) -> None:
    """Refuse automatic releases for packages of feeds other than the built-in one (the refusals of 2021.2)."""
    if action is None:
        raise invalid(f"The package step provided could not be found in the project's deployment process {SETTINGS}.")
    if action["IsDisabled"]:
        raise invalid(f"The package step provided is disabled {SETTINGS}.")
    package = next((each for each in action["Packages"] if each["Name"] == reference), None)
    if package is None:
        raise invalid(f"The Automatic Release Creation package could not be found {SETTINGS}")
    feed = octopus.get("feeds", package["FeedId"] or "", project["SpaceId"])
    if feed is None or feed["FeedType"] != "BuiltIn":
        raise invalid(
            "The Automatic Release Creation (ARC) package must be sourced from the Octopus built-in feed. ARC settings "
            "can be found at Project > Triggers https://g.octopushq.com/AutoReleaseCreation"
        )


def action_of(octopus: Octopus, project: Document, package: Document) -> Document | None:
    """The action with a package."""
    process = octopus.store.get(project["DeploymentProcessId"])
    actions = [action for step in (process[1]["Steps"] if process else []) for action in step["Actions"]]
    named = package.get("DeploymentAction")
    return next((each for each in actions if named in (each["Name"], each["Id"], each.get("Slug"))), None)
