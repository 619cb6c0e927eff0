# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment process of a project (api: processes#process)."""

from __future__ import annotations

import uuid
from itertools import chain, count
from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.git import checkout
from emulator.handlers import Call
from emulator.kinds import processtemplates, variablescopes
from emulator.kinds.common import CONTAINER, GIT_PROJECTS
from emulator.model import DESCRIBED, ON_WRITES, SLUGS, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Releases after the dates on which the .NET client got them (DeploymentActionResource, PackageReference).
STEP_PACKAGES: Release = (2021, 3)
FIXED_VERSIONS: Release = (2024, 4)
# Added on 2023-08-08, three weeks before containers that are built from Git.
GIT: Release = (2023, 4)
GIT_DEPENDENCY = (
    # The only Git dependency of a step has an empty name.
    Prop("Name", default="", demanded=ON_WRITES),
    Prop("RepositoryUri", required=True, trim=True),
    Prop("DefaultBranch", required=True, trim=True),
    Prop("GitCredentialType", required=True),
    Prop("GitCredentialId"),
    Prop("GitHubConnectionId"),
    Prop("FilePathFilters", "list", default=[]),
    Prop("StepPackageInputsReferenceId"),
)
REFERENCE = (
    Prop("Id"),
    Prop("Name", default=""),
    Prop("PackageId"),
    Prop("FeedId"),
    Prop("AcquisitionLocation", default="Server"),
    # The fixed version of a package [GO pkg/packages/package_reference.go].
    Prop("Version", since=FIXED_VERSIONS),
    Prop("StepPackageInputsReferenceId", since=STEP_PACKAGES),
    Prop("Properties", "dict", default={}),
)
ACTION = (
    Prop("Id"),
    Prop("Name", required=True, trim=True),
    Prop("Slug"),
    Prop("ActionType"),
    Prop("Notes"),
    Prop("IsDisabled", "bool", default=False),
    Prop("IsRequired", "bool", default=False),
    Prop("CanBeUsedForProjectVersioning", "bool", default=False),
    Prop("WorkerPoolId"),
    Prop("WorkerPoolVariable"),
    Prop("Container", "dict", default={}, parts=CONTAINER),
    Prop("Environments", "list", default=[]),
    Prop("ExcludedEnvironments", "list", default=[]),
    Prop("Channels", "list", default=[]),
    Prop("TenantTags", "list", default=[]),
    Prop("Packages", "documents", default=[], parts=REFERENCE),
    Prop("GitDependencies", "documents", default=[], parts=GIT_DEPENDENCY, since=GIT),
    Prop("StepPackageVersion", since=STEP_PACKAGES),
    Prop("Inputs", "any", since=STEP_PACKAGES),
    Prop("Condition", choices=("Success", "Variable"), default="Success"),
    Prop("Properties", "values", default={}),
    Prop("Links", "dict", default={}, read_only=True),
)
STEP = (
    Prop("Id"),
    Prop("Name", required=True, trim=True),
    # Steps have had slugs since the release in which other documents got them; actions had slugs before (the published
    # description).
    Prop("Slug", since=SLUGS),
    Prop(
        "PackageRequirement",
        choices=("LetOctopusDecide", "BeforePackageAcquisition", "AfterPackageAcquisition"),
        default="LetOctopusDecide",
    ),
    Prop("Condition", choices=("Success", "Failure", "Always", "Variable"), default="Success"),
    Prop(
        "StartTrigger",
        choices=("StartAfterPrevious", "StartWithPrevious", "Variable"),
        choices_since={"Variable": DESCRIBED},
        default="StartAfterPrevious",
    ),
    Prop("Properties", "values", default={}),
    Prop("Actions", "documents", default=[], parts=ACTION),
    # Process templates are not served, so a step that uses one is stored unchecked.
    Prop("Type", choices=("Step", "ProcessTemplateUsage"), default="Step", since=DESCRIBED),
)


def process_id(project_id: str) -> str:
    return f"deploymentprocess-{project_id}"


# 2023.2 refuses a process without steps [OctopusDeploy/Issues#8187]. Newer servers empty the process: the Go client
# leaves out an empty list, and Terraform's tests end with that [GO deployment_process.go, TF process_wrapper.go]. The
# first such release and null are unverified, and in the reference of 2026 the steps are still required.
MAY_BE_LEFT_OUT: Release = (2023, 3)


def check(octopus: Octopus, process: Document, old: Document) -> None:
    check_steps(octopus, process, old)
    refuse_lost_package(octopus, process)


def check_steps(octopus: Octopus, process: Document, old: Document) -> None:
    """Check and complete the steps of a deployment process or of a runbook's (api: processes#process)."""
    if process["Steps"] is None:
        if octopus.release < MAY_BE_LEFT_OUT:
            raise invalid("The Steps field is required.")
        process["Steps"] = []
    names: set[str] = set()
    before = {action["Id"]: action for step in old.get("Steps") or [] for action in step["Actions"]}
    for index, step in enumerate(process["Steps"]):
        if index == 0:
            # There is no earlier step to start with.
            step["StartTrigger"] = "StartAfterPrevious"
        for action in step["Actions"]:
            if action["Name"].casefold() in names:
                raise invalid(
                    f"Action name '{action['Name']}' is already in use by another action in this deployment process. "
                    "Action names must be unique."
                )
            names.add(action["Name"].casefold())
            finish_action(octopus, action, before.get(action["Id"]) or {"Packages": []})
    if octopus.release >= SLUGS:
        give_slugs(process["Steps"])
    actions = [action for step in process["Steps"] for action in step["Actions"]]
    give_slugs(actions)
    gone = before.keys() - {each["Id"] for each in actions}
    if gone:
        variablescopes.forget(octopus, process["SpaceId"] or "", "Action", gone)


def give_slugs(named: list[Document]) -> None:
    """Give steps and actions unique slugs; in exports of servers, the second one ends with a number.

    Unverified: a sent slug has precedence over a generated one, and a step may have an action's slug.
    """
    taken: set[str] = set()
    for each in sorted(named, key=lambda document: not document["Slug"]):
        base = each["Slug"] or slug(each["Name"])
        candidates = (f"{base}-{number}" for number in count(1))
        each["Slug"] = next(free for free in chain([base], candidates) if free not in taken)
        taken.add(each["Slug"])


# A primary package is in the list of packages and in properties (api: processes#process).
PRIMARY = {name: f"Octopus.Action.Package.{name}" for name in ("PackageId", "FeedId", "DownloadOnTentacle")}


def without_step_package(document: Document) -> None:
    """Remove the properties that ordinary steps and their templates lack [CS DeploymentActionResource]."""
    for name in ("StepPackageVersion", "Inputs"):
        if document.get(name) is None:
            document.pop(name, None)


def finish_action(octopus: Octopus, action: Document, before: Document) -> None:
    without_step_package(action)
    if action["Container"]["Image"]:
        action["Properties"].setdefault("OctopusUseBundledTooling", "False")
    refuse_duplicates("A package reference", action["Packages"])
    refuse_duplicates("A Git dependency", action.get("GitDependencies", []))
    primary = primary_package(octopus, action, before)
    action["CanBeUsedForProjectVersioning"] = primary is not None
    if primary:
        on_tentacle = str(primary["AcquisitionLocation"] == "ExecutionTarget")
        repeated = {**primary, "DownloadOnTentacle": on_tentacle}
        action["Properties"].update({prop: repeated[name] for name, prop in PRIMARY.items()})


def refuse_duplicates(what: str, named: list[Document]) -> None:
    """Refuse two references with one name [CS PackageReferenceCollection, GitDependencyCollectionResource]."""
    names = [each["Name"].casefold() for each in named]
    twice = next((each["Name"] for each in named if names.count(each["Name"].casefold()) > 1), None)
    if twice is not None:
        raise invalid(f"{what} with the name '{twice}' already exists")


def primary_package(octopus: Octopus, action: Document, before: Document) -> Document | None:
    """The package without a name, which is created from the properties if only these have it."""
    properties = action["Properties"]
    primary = next((each for each in action["Packages"] if not each["Name"]), None)
    was = next((each["Id"] for each in before["Packages"] if not each["Name"]), None)
    if primary and was and primary["Id"] != was and properties.get(PRIMARY["PackageId"]):
        # The properties still describe the previous package.
        raise invalid("A package reference with the name '' already exists")
    if primary is None and properties.get(PRIMARY["PackageId"]) and properties.get(PRIMARY["FeedId"]):
        on_tentacle = str(properties.get(PRIMARY["DownloadOnTentacle"])).casefold() == "true"
        primary = {
            "Id": was or str(uuid.uuid4()),
            "Name": "",
            "PackageId": properties[PRIMARY["PackageId"]],
            "FeedId": properties[PRIMARY["FeedId"]],
            "AcquisitionLocation": "ExecutionTarget" if on_tentacle else "Server",
            **{part.name: None for part in REFERENCE if part.since > (0, 0) and octopus.release >= part.since},
            "Properties": {},
        }
        action["Packages"].append(primary)
    return primary


def refuse_lost_package(octopus: Octopus, process: Document) -> None:
    project = octopus.store.get(process["ProjectId"])
    automatic = project[1]["ReleaseCreationStrategy"]["ReleaseCreationPackage"] if project else None
    if not automatic or not automatic["DeploymentAction"]:
        return
    actions = {action["Name"] for step in process["Steps"] for action in step["Actions"]}
    if automatic["DeploymentAction"] not in actions:
        what = automatic["PackageReference"] or "Package"
        raise invalid(f"'{what}' could not be deleted because it is used as part of the release creation strategy.")


def slug(name: str) -> str:
    return "-".join("".join(each if each.isalnum() else " " for each in name.casefold()).split())


def cloned(steps: list[Document], renamed: dict[str, str]) -> list[Document]:
    """The same steps with other IDs and channels; ``renamed`` collects the new IDs of actions."""
    renamed.update({action["Id"]: str(uuid.uuid4()) for step in steps for action in step["Actions"]})
    return [
        {
            **step,
            "Id": str(uuid.uuid4()),
            "Actions": [
                {**action, "Id": renamed[action["Id"]], "Channels": [renamed.get(c, c) for c in action["Channels"]]}
                for action in step["Actions"]
            ],
        }
        for step in steps
    ]


def of_project(call: Call, project: Document) -> Document:
    """``projects/{id}/deploymentprocesses``: one document, not a list."""
    process = answers.existing(call, "deploymentprocesses", project["DeploymentProcessId"])
    return dict(crud.on_document(call, call.octopus.kinds["deploymentprocesses"], process)[1])


def shown(octopus: Octopus, process: Document) -> Document:
    own = f"{answers.base(octopus, process['SpaceId'])}/projects/{process['ProjectId']}"
    newer = {"Template": f"{own}/deploymentprocesses/template{{?channel,releaseId}}"}
    # The address below the project is about the process of the database, as it is now.
    present = not checkout.is_at_ref(process) and not process.get("_frozen")
    return {**process, "_links": {"Project": own, **(newer if present and octopus.release >= GIT_PROJECTS else {})}}


KIND = Kind(
    collection="deploymentprocesses",
    link="DeploymentProcesses",
    item_type="DeploymentProcess",
    id_prefix="deploymentprocess",
    permission="ProcessEdit",
    parameters="skip,take,ids",
    order="Id",
    unique=False,
    slug_since=None,
    versioned="this deployment process",
    frozen="You cannot modify this deployment process because it is frozen. You'll need to create a new deployment "
    "process instead.",
    props=(
        Prop("ProjectId", read_only=True),
        Prop("Steps", "documents", parts=STEP),
        Prop("Version", "int", default=0, read_only=True),
        Prop("LastSnapshotId", read_only=True),
    ),
    check=check,
    links={"Template": "{self}/template{?channel,releaseId}"},
    routes={"{id}/template": Route(processtemplates.of_process)},
    shown=shown,
    can_create=False,
    can_delete=False,
    has_all=False,
)
