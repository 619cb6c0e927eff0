# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ephemeral environments. No address reads, changes or deletes a single one; deprovisioning removes it.

api: environments#ephemeral-environments
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, ENVIRONMENT_NAME, SLUG, last_in_order
from emulator.model import Document, Kind, Prop, Release, Route
from emulator.refusals import invalid, not_found
from emulator.work import ephemeral

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The release that has them for everybody [DOC].
SINCE: Release = (2025, 4)


def create(call: Call, project: Document) -> Document:
    """``POST projects/{id}/environments/ephemeral``: a new environment, or one that the project is connected to.

    Unverified: the wording of the refusals, and that a connected project may send it again without an effect.
    """
    octopus, sent = call.octopus, crud.document_of(call)
    name = str(shaping.lookup(sent, "EnvironmentName") or "").strip()
    if not name:
        raise invalid("The EnvironmentName field is required.")
    parent = parent_of(octopus, project)
    found = next(iter(octopus.store.named(KIND.collection, call.space, name)), None)
    if found is None:
        found = octopus.create(KIND.collection, {"Name": name, "ParentEnvironmentId": parent}, call.space)
    if found["ParentEnvironmentId"] != parent:
        raise invalid(f"The environment '{found['Name']}' has another parent than the channel of the project.")
    if found[ephemeral.GOING]:
        raise invalid(f"The environment '{found['Name']}' is being deprovisioned.")
    if project["Id"] not in found[ephemeral.USES]:
        ephemeral.connect(octopus, found, project["Id"])
    return {"Id": found["Id"]}


def parent_of(octopus: Octopus, project: Document) -> str:
    """The parent of the channel for ephemeral environments. Unverified: of the first, if there are several."""
    for channel in octopus.children("channels", project):
        if channel.get("Type") == ephemeral.CHANNEL:
            return str(channel["ParentEnvironmentId"])
    raise invalid(f"The project '{project['Name']}' has no channel for ephemeral environments.")


def status(call: Call, project: Document) -> Document:
    """``projects/{id}/environments/ephemeral/{ephemeral}/status``."""
    found = answers.existing(call, KIND.collection, call.values["ephemeral"])
    return {"Status": ephemeral.status(call.octopus, found, project["Id"])}


def deprovision_for_project(call: Call, project: Document) -> Document:
    """``POST projects/{id}/environments/ephemeral/{ephemeral}/deprovision``; the environment stays."""
    found = answers.existing(call, KIND.collection, call.values["ephemeral"])
    if project["Id"] not in found[ephemeral.USES]:
        # Unverified: the status; clients look first whether the project is connected.
        raise not_found()
    runs = ephemeral.deprovision(call.octopus, found, [project["Id"]])
    return {"DeprovisioningRun": run_of(runs[0]) if runs else None}


def deprovision(call: Call, environment: Document) -> Document:
    """``POST environments/ephemeral/{id}/deprovision``: for all projects; then the environment is removed."""
    octopus = call.octopus
    going = octopus.save(KIND, {**environment, ephemeral.GOING: True})
    runs = ephemeral.deprovision(octopus, going, list(going[ephemeral.USES]))
    ephemeral.remove_if_deprovisioned(octopus, ephemeral.known(octopus, going["Id"]))
    return {"DeprovisioningRuns": [run_of(each) for each in runs]}


def run_of(run: Document) -> Document:
    return {"RunbookRunId": run["Id"], "TaskId": run["TaskId"]}


def check(octopus: Octopus, environment: Document, old: Document) -> None:
    """Complete a new environment, whose name no environment of another type may have.

    Unverified: it takes the guided failure mode of its parent.
    """
    space, name = environment["SpaceId"], environment["Name"]
    if any(octopus.store.named(each, space, name) for each in ("environments", "parentenvironments")):
        raise invalid(f"An Environment with the name '{name}' already exists. Please use a different name.")
    parent = octopus.must_exist("parentenvironments", environment["ParentEnvironmentId"], space, "ParentEnvironmentId")
    last_in_order(octopus, KIND.collection, environment, old)
    environment.update({"UseGuidedFailure": parent["UseGuidedFailure"], ephemeral.USES: {}, ephemeral.GOING: False})


def disconnect(octopus: Octopus, project: Document) -> None:
    """Disconnect a deleted project [OctopusDeploy/Issues#9757]."""
    for each in octopus.store.all(KIND.collection, project["SpaceId"]):
        uses = {identity: use for identity, use in each[ephemeral.USES].items() if identity != project["Id"]}
        if uses != each[ephemeral.USES]:
            octopus.save(KIND, {**each, ephemeral.USES: uses})


def deleting(octopus: Octopus, environment: Document) -> None:
    """Delete the targets that are in no other environment [OctopusDeploy/Issues#10185]."""
    for machine in octopus.store.all("machines", environment["SpaceId"]):
        if machine["EnvironmentIds"] == [environment["Id"]]:
            octopus.delete(octopus.kinds["machines"], machine)


def parent_goes(octopus: Octopus, parent: Document) -> None:
    """Delete the environments of a deleted parent; refuse if one is not deprovisioned for all projects (unverified)."""
    for each in octopus.store.all(KIND.collection, parent["SpaceId"]):
        if each["ParentEnvironmentId"] == parent["Id"]:
            if not ephemeral.is_deprovisioned(octopus, each):
                raise invalid(f"This environment cannot be deleted because it is the parent of '{each['Name']}'.")
            octopus.delete(KIND, each)


KIND = Kind(
    collection=ephemeral.COLLECTION,
    # No source has a link to it; clients build its address.
    link="",
    unlinked=True,
    only_in_a_space=True,
    item_type="EphemeralEnvironment",
    id_prefix="Environments",
    permission="Environment",
    order="SortOrder",
    since=SINCE,
    props=(
        ENVIRONMENT_NAME,
        SLUG,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("UseGuidedFailure", "bool", default=False),
        Prop("ParentEnvironmentId", required=True),
    ),
    routes={"{id}/deprovision": Route(deprovision, ("POST",), permission="EnvironmentDelete")},
    check=check,
    deleting=deleting,
    deleted_elsewhere={"projects": disconnect, "parentenvironments": parent_goes},
    is_resource=False,
    has_list=False,
    has_all=False,
    has_documents=False,
)
# The permissions are unverified.
OF_PROJECT = {
    "{id}/environments/ephemeral": Route(create, ("POST",), 201, permission="EnvironmentCreate", since=SINCE),
    "{id}/environments/ephemeral/{ephemeral}/status": Route(status, since=SINCE),
    "{id}/environments/ephemeral/{ephemeral}/deprovision": Route(
        deprovision_for_project, ("POST",), permission="EnvironmentDelete", since=SINCE
    ),
}
