# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploys a release by names, to several environments or for several tenants (api: deployments#deploy-by-name).

If one part of a request is refused, nothing is deployed. The wording of the refusals is unverified.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.handlers import Call
from emulator.kinds import releasenumbers, releases
from emulator.model import Document, Kind, Release, Route
from emulator.refusals import invalid
from emulator.work import freezing, owners
from emulator.work.subject import document

# The TypeScript client uses it from this release on.
EXECUTIONS: Release = (2022, 3)
Reader = Callable[[str], Any]


def untenanted(call: Call, nothing: Document) -> Document:
    """``deployments/create/untenanted/v1``: one deployment for each environment."""
    read = owners.sent_to(call)
    owners.demand(call, read, "ProjectName", "ReleaseVersion", "EnvironmentNames")
    release = release_wanted(call, read)
    names = owners.texts(read("EnvironmentNames"), "EnvironmentNames")
    places = [owners.environment_named(call, each)["Id"] for each in names]
    return deployed(call, read, release, [(each, None) for each in dict.fromkeys(places)])


def tenanted(call: Call, nothing: Document) -> Document:
    """``deployments/create/tenanted/v1``: one deployment for each tenant."""
    read = owners.sent_to(call)
    owners.demand(call, read, "ProjectName", "ReleaseVersion", "EnvironmentName")
    release = release_wanted(call, read)
    place = owners.environment_named(call, str(read("EnvironmentName")))["Id"]
    names, tags = (owners.texts(read(name), name) for name in ("Tenants", "TenantTags"))
    if not names and not tags:
        raise invalid("Please provide at least one tenant or tenant tag.")
    tenants = owners.tenants_wanted(call, names, tags, release["ProjectId"], [place])
    if not tenants:
        raise invalid("No tenant that is connected to the project and environment has one of these tags.")
    return deployed(call, read, release, [(place, each) for each in tenants])


def release_wanted(call: Call, read: Reader) -> Document:
    """The release that a body names by its project and its version."""
    project = owners.named(call, "projects", str(read("ProjectName")), "project")
    wanted = str(read("ReleaseVersion")).strip().casefold()
    for each in releasenumbers.of_project(call.octopus, project):
        if each["Version"].casefold() == wanted:
            return each
    raise invalid(f"The project '{project['Name']}' has no release '{read('ReleaseVersion')}'.")


def deployed(call: Call, read: Reader, release: Document, places: list[tuple[str, str | None]]) -> Document:
    """Deploy to each environment, for the tenant that is paired with it."""
    octopus = call.octopus
    if read("UpdateVariableSnapshot"):
        releases.snapshot_variables(call, release)
        release = document(octopus, release["Id"])
    wishes = {
        **owners.common_body(call, read, document(octopus, release[releases.PROCESS])),
        "ForcePackageRedeployment": bool(read("ForcePackageRedeployment")),
        "ReleaseId": release["Id"],
    }
    more = {name: read(name) for name in ("Priority", "DebugMode") if read(name)}
    scopes = [{"EnvironmentId": place, "TenantId": tenant} for place, tenant in places]
    overridden = freezing.demand(
        call,
        [{**each, "ProjectId": release["ProjectId"]} for each in scopes],
        "Name",
        owners.texts(read("DeploymentFreezeNames"), "DeploymentFreezeNames"),
        str(read("DeploymentFreezeOverrideReason") or ""),
    )
    made = [octopus.create("deployments", {**wishes, **more, **each}, call.space) for each in scopes]
    for each in made:
        freezing.note(octopus, each["Id"], overridden)
    stored = [document(octopus, each["Id"]) for each in made]
    return {"DeploymentServerTasks": [{"DeploymentId": each["Id"], "ServerTaskId": each["TaskId"]} for each in stored]}


BY_NAMES = Kind(
    collection="deployments/create",
    link="",
    unlinked=True,
    only_in_a_space=True,
    item_type="Deployment",
    id_prefix="Deployments",
    props=(),
    since=EXECUTIONS,
    slug_since=None,
    routes={
        "untenanted/v1": Route(untenanted, ("POST",), permission="DeploymentCreate"),
        "tenanted/v1": Route(tenanted, ("POST",), permission="DeploymentCreate"),
    },
    is_resource=False,
    has_list=False,
    has_all=False,
    has_documents=False,
)
