# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks and names that deployments and runbook runs have in common (api: deployments#routes-of-the-verbs)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from emulator import answers, clock, crud, shaping
from emulator.handlers import Call
from emulator.kinds import tagrules
from emulator.kinds.schedules import instant
from emulator.model import DESCRIBED, Document, Filter, Prop
from emulator.refusals import Refusal, invalid
from emulator.work import ephemeral, plan, previews
from emulator.work.subject import Subject, document, missing, values

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The properties that a client sends, and those that the server computes, of a deployment as of a run.
SENT = (
    Prop("TenantId", reference="tenants"),
    Prop("SkipActions", "list", default=[]),
    Prop("SpecificMachineIds", "list", default=[], reference="machines"),
    Prop("ExcludedMachineIds", "list", default=[], reference="machines"),
    Prop("ForcePackageDownload", "bool", default=False),
    Prop("UseGuidedFailure", "bool"),
    Prop("Comments"),
    Prop("QueueTime", "any"),
    Prop("QueueTimeExpiry", "any"),
    # A deployment never shows the values that were sent (api: deployments#prompted-variables).
    Prop("FormValues", "dict", default={}),
    Prop("SpecificTargetTagIds", "list", default=[], since=DESCRIBED),
    Prop("ExcludedTargetTagIds", "list", default=[], since=DESCRIBED),
    Prop("ChangeRequestSettings", "documents", default=[], since=DESCRIBED),
    Prop("DebugMode", default="None", since=DESCRIBED),
    Prop("FailTargetDiscovery", "bool", default=False, since=DESCRIBED),
    # Unverified: the default for a run.
    Prop("Priority", default="LifecycleDefault", since=DESCRIBED),
)
COMPUTED = (
    Prop("Name", read_only=True),
    Prop("ProjectId", read_only=True),
    Prop("TaskId", read_only=True),
    Prop("Created", read_only=True),
    Prop("DeployedBy", read_only=True),
    Prop("DeployedById", read_only=True),
    Prop("DeployedToMachineIds", "list", default=[], read_only=True),
    Prop("FailureEncountered", "bool", default=False, read_only=True),
    Prop("ManifestVariableSetId", read_only=True),
    Prop("TentacleRetentionPeriod", "dict", read_only=True),
    Prop("ExecutionPlanLogContext", "dict", read_only=True, since=DESCRIBED),
)
FORM = "_values"
NO_ACTION = "Could not find an action matching {}"


def begin(octopus: Octopus, owner: Document, what: str) -> None:
    """Complete the properties of a new deployment or run. ``what``: the word for it in refusals."""
    owner["TenantId"] = owner["TenantId"] or None
    schedule(owner, what)
    created_by(octopus, owner)


def complete(octopus: Octopus, owner: Document, subject: Subject, tenancy: str, guided: str) -> None:
    """Check what a new deployment or run executes. ``tenancy`` and ``guided``: the modes of its project or runbook."""
    tenant_fits(octopus, tenancy, subject)
    check_skipped(octopus, subject)
    check_values(octopus, subject)
    if owner["UseGuidedFailure"] is None:
        owner["UseGuidedFailure"] = previews.is_guided(octopus, guided, subject.environment)
    owner["ManifestVariableSetId"] = manifest(octopus, owner, subject)["Id"]


def links(octopus: Octopus, owner: Document) -> Document:
    """The links that a deployment and a run have in common."""
    own = answers.base(octopus, owner["SpaceId"])
    return {
        "Task": f"/api/tasks/{owner['TaskId']}",
        "Project": f"{own}/projects/{owner['ProjectId']}",
        "Environment": f"{own}/environments/{owner['EnvironmentId']}",
        "Variables": f"{own}/variables/{owner['ManifestVariableSetId']}",
        "Interruptions": f"{own}/interruptions?regarding={owner['Id']}",
        "Artifacts": f"{own}/artifacts?regarding={owner['Id']}",
    }


def schedule(owner: Document, what: str) -> None:
    """Check and complete the time of a task. Unverified: a time in the past means now."""
    for name in ("QueueTime", "QueueTimeExpiry"):
        if owner[name]:
            try:
                moment = instant(owner[name], name)
            except Refusal as refusal:
                raise invalid(f"{what} Schedule is invalid.") from refusal
            owner[name] = moment.isoformat(timespec="milliseconds")
            if name == "QueueTime" and moment.timestamp() <= clock.seconds():
                owner[name] = None


def created_by(octopus: Octopus, owner: Document) -> None:
    user = next((each for each in octopus.store.all("users") if each["Username"] == octopus.acting), {})
    owner.update(Created=octopus.now(), DeployedBy=octopus.acting, DeployedById=user.get("Id"))
    owner[FORM], owner["FormValues"] = owner["FormValues"], {}


def as_sent(owner: Document) -> Document:
    """A deployment or a run with the values that its client sent, which it never shows."""
    return {**owner, "FormValues": owner.get(FORM, owner["FormValues"])}


def tenant_fits(octopus: Octopus, mode: str, subject: Subject) -> None:
    """Refuse a tenant that is not allowed or not connected, and a missing tenant; the wording is unverified."""
    if subject.tenant and mode == "Untenanted":
        raise invalid("This project does not support tenanted deployments.")
    if not subject.tenant and mode == "Tenanted":
        raise invalid("Please provide a tenant, because untenanted deployments are not allowed.")
    if subject.tenant:
        tenant = document(octopus, subject.tenant)
        if subject.environment not in tenant["ProjectEnvironments"].get(subject.project, []):
            raise invalid(f"The tenant '{tenant['Name']}' is not connected to this project and environment.")


def check_values(octopus: Octopus, subject: Subject) -> None:
    names = missing(octopus, subject)
    if names:
        raise invalid(f"Please provide a value for the following variables: {', '.join(names)}")


def check_skipped(octopus: Octopus, subject: Subject) -> None:
    """Refuse to skip a required action, or one that does not exist (api: deployments#further-fields)."""
    actions = {
        action["Id"]: action for _number, _step, action in plan.numbered_actions(plan.process_of(octopus, subject))
    }
    for each in subject.skipped:
        if each not in actions:
            raise invalid(NO_ACTION.format(each))
        if actions[each]["IsRequired"]:
            raise invalid(f"The action '{actions[each]['Name']}' cannot be skipped.")


def manifest(octopus: Octopus, owner: Document, subject: Subject) -> Document:
    """The variables of a run as it used them, with the values of prompts."""
    found = values(octopus, subject)
    variables = [
        {**each, "Value": found.get(each["Name"].casefold()) if each.get("Prompt") else each["Value"]}
        for set_id in subject.variable_sets
        for each in document(octopus, set_id).get("Variables", [])
    ]
    own = {"Id": f"variableset-{owner['Id']}", "OwnerId": owner["Id"], "Variables": variables}
    kept: Document = {**document(octopus, subject.variable_sets[0]), **own, "_frozen": True}
    octopus.store.put("frozen variables", kept)
    return kept


def task_state(octopus: Octopus, owner: Document, value: str) -> bool:
    """The filter ``taskState``."""
    state = str(document(octopus, owner["TaskId"]).get("State", ""))
    return state.casefold() in {each.strip().casefold() for each in value.split(",")}


TASK_STATE: Mapping[str, Filter] = {"taskstate": task_state}


def delete(octopus: Octopus, owner: Document) -> None:
    """Refuse to delete a deployment or a run while its task is not over; its task stays. Both are unverified."""
    task = document(octopus, owner["TaskId"] or "")
    if task and task["CompletedTime"] is None:
        raise invalid(f"'{owner['Name']}' can't be deleted while its task '{task['Id']}' is not over.")


def remove(octopus: Octopus, collection: str, gone: Document, *props: str) -> None:
    """Remove the deployments or runs that name a deleted document in one of these properties, as ``delete`` does."""
    for each in octopus.store.all(collection, gone.get("SpaceId") or ""):
        if gone["Id"] in (each[prop] for prop in props):
            delete(octopus, each)
            octopus.remove(octopus.kinds[collection], each)


def sent_to(call: Call) -> Callable[[str], Any]:
    """A reader of the members of a body, which ignores case."""
    body = crud.document_of(call)
    return lambda name: shaping.lookup(body, name)


def demand(call: Call, read: Callable[[str], Any], *names: str) -> None:
    """Refuse a body of the executions API without one of these members.

    The TypeScript client sends SpaceIdOrName and no SpaceId.
    """
    newer = ("SpaceIdOrName",) if call.octopus.release >= DESCRIBED else ()
    for name in (*newer, *names):
        if not read(name):
            raise invalid(f"The {name} field is required.")


def named(call: Call, collection: str, name: str, what: str, having: Document | None = None) -> Document:
    """A document by its name, ID or slug; the wording of the refusal is unverified."""
    octopus = call.octopus
    wanted: Iterable[Document] = octopus.store.named(collection, call.space, name, having)
    by_id = octopus.get(collection, name, call.space)
    found = next((each for each in wanted if has(each, having)), by_id if by_id and has(by_id, having) else None)
    if found is None:
        raise invalid(f"The {what} '{name}' does not exist.")
    return found


def environment_named(call: Call, name: str) -> Document:
    """A static or ephemeral environment; in a space, the two never share a name."""
    found = call.octopus.store.named(ephemeral.COLLECTION, call.space, name)
    return (
        next(iter(found), None)
        or ephemeral.known(call.octopus, name)
        or named(call, "environments", name, "environment")
    )


def has(found: Document, having: Document | None) -> bool:
    return all(found.get(name) == value for name, value in (having or {}).items())


def texts(value: Any, name: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise invalid(f"The {name} field must be a list.")
    return [str(each) for each in value]


def actions_called(octopus: Octopus, process: Document, names: list[str]) -> list[str]:
    """The IDs of the actions of steps with these names, which may also be IDs.

    Unverified: a name that no step and no action has is refused, as an unknown ID is.
    """
    found: list[str] = []
    for name in names:
        called = [
            action["Id"]
            for step in process["Steps"]
            for action in step["Actions"]
            if name.casefold() in {step["Name"].casefold(), action["Name"].casefold(), action["Id"].casefold()}
        ]
        if not called:
            raise invalid(NO_ACTION.format(name))
        found += called
    return list(dict.fromkeys(found))


def tenants_wanted(call: Call, names: list[str], tags: list[str], project: str, environments: list[str]) -> list[str]:
    """The IDs of the named tenants and of the connected tenants with these tags (api: tenants#several-tags)."""
    chosen = [named(call, "tenants", each, "tenant")["Id"] for each in names]
    tagged = [
        each["Id"]
        for each in call.octopus.store.all("tenants", call.space)
        if tags
        and tagrules.fit(tags, each["TenantTags"])
        and set(each["ProjectEnvironments"].get(project, [])) & set(environments)
    ]
    return list(dict.fromkeys([*chosen, *tagged]))


def common_body(call: Call, read: Callable[[str], Any], process: Document) -> Document:
    """The common part of bodies of the executions API, as the properties of a deployment or a run."""
    chosen = {
        prop: [named(call, "machines", each, "machine")["Id"] for each in texts(read(name), name)]
        for prop, name in (
            ("SpecificMachineIds", "SpecificMachineNames"),
            ("ExcludedMachineIds", "ExcludedMachineNames"),
        )
    }
    return {
        **chosen,
        "SkipActions": actions_called(call.octopus, process, texts(read("SkipStepNames"), "SkipStepNames")),
        "ForcePackageDownload": bool(read("ForcePackageDownload")),
        "UseGuidedFailure": read("UseGuidedFailure"),
        "QueueTime": read("RunAt"),
        "QueueTimeExpiry": read("NoRunAfter"),
        "FormValues": read("Variables") or {},
    }
