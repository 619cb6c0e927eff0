# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployment of a release to one environment, for at most one tenant (api: deployments#deployment)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.kinds import freezes
from emulator.kinds.common import any_of
from emulator.model import DESCRIBED, RECORDED, Document, Kind, Prop, Route
from emulator.refusals import invalid
from emulator.work import changes, deployments, ephemeral, freezing, owners, progress, runs
from emulator.work.subject import Subject, document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The release of freezes themselves; that of this address is unverified.
OVERRIDES = freezes.KIND.since


def create(call: Call, nothing: Document) -> Document:
    """POST."""
    return posted(call, crud.document_of(call))


def override(call: Call, nothing: Document) -> Document:
    """``POST deployments/override`` with ``CreateDeploymentCommand``, ``FreezeIds`` and ``Reason``."""
    read = owners.sent_to(call)
    newer = ("SpaceId",) if call.octopus.release >= DESCRIBED else ()
    for name in (*newer, "CreateDeploymentCommand", "FreezeIds", "Reason"):
        if not read(name):
            raise invalid(f"The {name} field is required.")
    command = read("CreateDeploymentCommand")
    if not isinstance(command, dict):
        raise invalid("The CreateDeploymentCommand field must be an object.")
    return {"Deployment": posted(call, command, owners.texts(read("FreezeIds"), "FreezeIds"), str(read("Reason")))}


def posted(call: Call, sent: Document, chosen: Collection[str] = (), reason: str = "") -> Document:
    """Create a deployment. ``chosen``: the IDs of the freezes that the user overrides, for a reason."""
    if not shaping.lookup(sent, "ReleaseId"):
        raise invalid("Please specify the release to deploy.")
    if not shaping.lookup(sent, "EnvironmentId"):
        raise invalid("Please provide a target environment to deploy to.")
    release = document(call.octopus, str(shaping.lookup(sent, "ReleaseId")))
    named = ("EnvironmentId", "TenantId")
    scope = {name: document(call.octopus, str(shaping.lookup(sent, name) or "")).get("Id") for name in named}
    overridden = freezing.demand(call, [{**scope, "ProjectId": release.get("ProjectId")}], "Id", chosen, reason)
    made = crud.posted(call, KIND, sent)
    freezing.note(call.octopus, made["Id"], overridden)
    return made


def create_v1(call: Call, nothing: Document) -> Document:
    """The newer ``deployments/v1``, whose answer has the deployment in another object."""
    return {"Deployment": create(call, nothing)}


def subject(octopus: Octopus, deployment: Document) -> Subject:
    release = document(octopus, deployment["ReleaseId"])
    return deployments.subject(
        octopus, release, deployment["EnvironmentId"], deployment["TenantId"] or "", owners.as_sent(deployment)
    )


def check(octopus: Octopus, deployment: Document, old: Document) -> None:
    release, place = (document(octopus, deployment[each]) for each in ("ReleaseId", "EnvironmentId"))
    project = document(octopus, release["ProjectId"])
    if project["IsDisabled"]:
        # The wording is unverified.
        raise invalid("The project is disabled, so releases cannot be deployed")
    owners.begin(octopus, deployment, "Deployment")
    deployment.update(
        Name=f"Deploy to {place['Name']}",
        ProjectId=project["Id"],
        ChannelId=release["ChannelId"],
        DeploymentProcessId=release["ProjectDeploymentProcessSnapshotId"],
        **changes.changes(octopus, release, place["Id"], deployment["TenantId"] or ""),
    )
    chosen = subject(octopus, deployment)
    owners.complete(octopus, deployment, chosen, project["TenantedDeploymentMode"], project["DefaultGuidedFailureMode"])
    if place["Id"] not in {each["Id"] for each in progress.environments(octopus, release, chosen.tenant)}:
        # The wording is unverified.
        raise invalid(
            f"Release {release['Version']} can't be deployed to the environment '{place['Name']}', "
            "because its lifecycle does not allow that yet."
        )


def created(octopus: Octopus, deployment: Document, source: Document | None) -> None:
    names = ("ProjectId", "EnvironmentId", "TenantId")
    project, place, tenant = (document(octopus, deployment[each] or "") for each in names)
    version = document(octopus, deployment["ReleaseId"])["Version"]
    # The wording is unverified.
    text = f"Deploy {project['Name']} release {version} to {place['Name']}"
    text += f" for {tenant['Name']}" if tenant else ""
    chosen = subject(octopus, deployment)
    ephemeral.provision(octopus, deployment)
    task = runs.begin(octopus, runs.DEPLOY, deployment, chosen, text, deployment["UseGuidedFailure"])
    octopus.save(KIND, {**deployment, "TaskId": task["Id"]})


def shown(octopus: Octopus, deployment: Document) -> Document:
    own = f"{answers.base(octopus, deployment['SpaceId'])}/releases/{deployment['ReleaseId']}"
    links = {**owners.links(octopus, deployment), "Release": own, "ReleaseDeployments": f"{own}/deployments"}
    if octopus.release >= RECORDED:
        space = answers.base(octopus, deployment["SpaceId"])
        links["DeploymentProcess"] = f"{space}/deploymentprocesses/{deployment['DeploymentProcessId']}"
        # A recorded deployment has neither the link nor a variable set; whether it had prompted values is unknown.
        links.pop("ReleaseDeployments")
    return {**deployment, "_links": links}


def removed(octopus: Octopus, gone: Document) -> None:
    """Remove the deployments of a deleted release, project or environment.

    For projects, see api: projects#project. Unverified: the others, and that an unfinished task prevents the deletion.
    """
    owners.remove(octopus, KIND.collection, gone, "ReleaseId", "ProjectId", "EnvironmentId")


KIND = Kind(
    collection="deployments",
    link="Deployments",
    item_type="Deployment",
    id_prefix="Deployments",
    parameters="skip,take,ids,projects,environments,tenants,channels,taskState,partialName",
    unique=False,
    slug_since=None,
    newest_first=True,
    order="Created",
    props=(
        Prop("ReleaseId", required=True, reference="releases"),
        Prop("EnvironmentId", required=True, reference=ephemeral.DEPLOYABLE),
        *owners.SENT,
        Prop("ForcePackageRedeployment", "bool", default=False),
        *owners.COMPUTED,
        Prop("ChannelId", read_only=True),
        Prop("DeploymentProcessId", read_only=True),
        Prop("Changes", "documents", default=[], read_only=True),
        Prop("ChangesMarkdown", read_only=True),
    ),
    filters={
        "projects": any_of("ProjectId"),
        "environments": any_of("EnvironmentId"),
        "tenants": any_of("TenantId"),
        "channels": any_of("ChannelId"),
        **owners.TASK_STATE,
    },
    links={"Web": "/app#{space}/deployments/{id}"},
    routes={
        "": Route(create, ("POST",), 201, permission="DeploymentCreate", gives="deployments", takes="deployments"),
        "override": Route(override, ("POST",), 201, permission="DeploymentCreate", since=OVERRIDES),
        "v1": Route(create_v1, ("POST",), 201, permission="DeploymentCreate", since=DESCRIBED),
    },
    check=check,
    created=created,
    deleting=owners.delete,
    freezes=("ManifestVariableSetId",),
    deleted_elsewhere=dict.fromkeys(("releases", "projects", "environments"), removed),
    shown=shown,
    can_change=False,
    has_all=False,
    sample={"ReleaseId": "<releases>", "EnvironmentId": "<environments>"},
)
