# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that deploys a release of another project (api: steps#kinds)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS, PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import mirror
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    LISTS,
    PACKAGE,
    A,
    Setting,
    choice,
    primary,
    prop,
    view_of,
    with_properties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import JoinedPairs
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

PROJECT = f"{A}DeployRelease.ProjectId"
OF_RELEASES = "OctopusProject"


class DeployRelease(StepType):
    """A step that names its project twice: the package of the step is also the project, from the feed of releases."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        action = super().wanted(given, current, context, option)
        project = str(view_of(action, self.fields)[PROJECT])
        has = primary(action.get(LISTS[PACKAGE]))
        if given.get("project") is None or (has and has.get("PackageId") == project):
            return action
        package = {
            **(has or {"Name": "", "FeedId": feed_of_releases(context), "AcquisitionLocation": "NotAcquired"}),
            "PackageId": project,
        }
        others = [each for each in action.get(LISTS[PACKAGE]) or [] if each is not has]
        properties = with_properties(action["Properties"], mirror(package))
        return {**action, LISTS[PACKAGE]: [package, *others], "Properties": properties}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if not self.is_of(value):
            return None
        package = primary(value.get(LISTS[PACKAGE])) or {}
        # The option can't express a step without a package, or with another project as its package.
        is_same = package.get("PackageId") == view_of(value, self.fields)[PROJECT]
        return super().exported(value, context, place) if is_same else None

    def has_package(self, view: Mapping[str, Any]) -> bool:
        return True


def feed_of_releases(context: Context) -> str | None:
    """The ID of the feed that has the releases of projects; None in a space that does not exist yet."""
    holder = context.documents.holder(FEEDS)
    feeds = context.client.documents(holder, FEEDS.link) if holder else iter(())
    return next((str(each["Id"]) for each in feeds if each.get("FeedType") == OF_RELEASES), None)


DEPLOY_RELEASE = DeployRelease(
    "Octopus.DeployRelease",
    (
        Setting("project", PROJECT, TextReference(PROJECTS), required="for_new"),
        choice(
            "deployment_condition",
            f"{A}DeployRelease.DeploymentCondition",
            "Always",
            "IfNotCurrentVersion",
            "IfNewer",
        ),
        prop("DeployRelease.Variables", JoinedPairs()),
        prop("DeployRelease.ReleaseVersion"),
    ),
)

STEPS = (Field("deploy_release", "", DEPLOY_RELEASE),)
