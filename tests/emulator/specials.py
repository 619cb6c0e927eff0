# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes that are more than a collection and its documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator import answers, api_keys
from emulator.kinds import lifecycles, tasks
from emulator.model import Document, Refusal, invalid, not_found
from emulator.octopus import Octopus
from emulator.roots import base

if TYPE_CHECKING:
    from emulator.api import Call

STALE = (
    "Changes to these {what} could not be saved, because another user has made changes to the {what} between when you "
    "started editing and when you saved your changes. Please reload or open a new tab to make your changes."
)


@dataclass(frozen=True)
class Route:
    handle: Callable[[Octopus, str, Mapping[str, str], Call], Any]
    methods: tuple[str, ...] = ("GET", "HEAD")
    status: int = 200


def me(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    return answers.document_out(octopus, octopus.kinds["users"], existing(octopus, "users", call.user))


def existing(octopus: Octopus, collection: str, document_id: str, space: str = "") -> Document:
    found = octopus.get(collection, document_id, space)
    if found is None:
        raise not_found()
    return found


def user_spaces(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> list[Document]:
    return answers.bare(octopus, octopus.kinds["spaces"], octopus.visible(octopus.kinds["spaces"], None, True))


def user_teams(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> list[Document]:
    teams = [t for t in octopus.store.all("teams") if values["id"] in (t.get("MemberUserIds") or [])]
    return answers.bare(octopus, octopus.kinds["teams"], teams)


def sort_order(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    """``PUT environments/sortorder``: the IDs of all, in order."""
    known = {each["Id"]: each for each in octopus.store.all("environments", space)}
    if not isinstance(call.body, list) or set(call.body) != set(known):
        # That all must be there is known, the wording is unverified.
        raise invalid("The IDs of all environments must be given, each once.")
    for index, document_id in enumerate(call.body):
        octopus.save(octopus.kinds["environments"], {**known[document_id], "SortOrder": index})
    return {}


def discover(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    """What a Tentacle or SSH server at this address would say of itself."""
    host, style = call.query.get("host"), call.query.get("type") or "TentaclePassive"
    if not host:
        raise invalid("The hostname of the machine to discover must be supplied as URI parameter named 'host'.")
    if host.endswith(tasks.UNREACHABLE):
        raise Refusal(400, "There was a controlled failure.", f"The host '{host}' could not be reached.")
    port = call.query.get("port") or "10933"
    digest = hashlib.sha1(f"{host}:{port}".encode()).hexdigest()
    if style == "Ssh":
        fingerprint = ":".join(digest[index : index + 2] for index in range(0, 32, 2))
        endpoint = {"CommunicationStyle": style, "Host": host, "Port": int(port), "Fingerprint": fingerprint}
    else:
        uri = f"https://{host}:{port}/"
        endpoint = {"CommunicationStyle": style, "Uri": uri, "Thumbprint": digest.upper()}
    found = {"Name": host, "Endpoint": endpoint, "Thumbprint": endpoint.get("Thumbprint"), "Uri": endpoint.get("Uri")}
    return {**found, "Roles": [], "EnvironmentIds": [], "Links": {}}


def machine_roles(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> list[str]:
    return sorted({role for machine in octopus.store.all("machines", space) for role in machine["Roles"]})


def connection(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    machine = existing(octopus, call.collection, values["id"], space)
    status = "Online" if machine["HealthStatus"] == "Healthy" else "Unknown"
    return {"MachineId": machine["Id"], "Logs": [], "Status": status, "CurrentTentacleVersion": None, "Links": {}}


def machine_tasks(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    wanted = values["id"].casefold()
    kind = octopus.kinds["tasks"]
    found = [
        each
        for each in octopus.visible(kind, space, False)
        if wanted in [one.casefold() for one in (each.get("Arguments") or {}).get("MachineIds") or []]
    ]
    own = f"{base(octopus, space)}/{call.collection}/{values['id']}/tasks"
    return answers.page(octopus, kind, found, own, call.query)


def policy_template(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    props = octopus.kinds["machinepolicies"].props
    return {**{prop.name: prop.default for prop in props}, "Name": "", "Links": {}}


def preview(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    """A lifecycle without phases goes through all environments (octopus-api.md 3.9)."""
    lifecycle = existing(octopus, "lifecycles", values["id"], space)
    if not lifecycle["Phases"]:
        environments = octopus.visible(octopus.kinds["environments"], space, False)
        lifecycle["Phases"] = [
            {
                "Id": None,
                "Name": each["Name"],
                "AutomaticDeploymentTargets": [],
                "OptionalDeploymentTargets": [each["Id"]],
                "MinimumEnvironmentsBeforePromotion": 0,
                "IsOptionalPhase": False,
                **dict.fromkeys(lifecycles.POLICIES),
            }
            for each in environments
        ]
    return answers.document_out(octopus, octopus.kinds["lifecycles"], lifecycle)


def members(collection: str, prop: str) -> Callable[[Octopus, str, Mapping[str, str], Call], Document]:
    """The documents of ``collection`` whose ``prop`` names the one in the path."""

    def handle(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
        kind = octopus.kinds[collection]
        owner = values["id"].casefold()
        has = [
            each
            for each in octopus.visible(kind, space, False)
            if owner in [one.casefold() for one in (each[prop] if isinstance(each[prop], list) else [each[prop] or ""])]
        ]
        own = "/api/" + "/".join(call.parts)
        return answers.page(octopus, kind, answers.matching(octopus, kind, has, call.query), own, call.query)

    return handle


def project_channel(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    channel = existing(octopus, "channels", values["channel"], space)
    return answers.document_out(octopus, octopus.kinds["channels"], channel)


def singleton(collection: str, what: str) -> Callable[[Octopus, str, Mapping[str, str], Call], Document]:
    """A document that lives and dies with its owner, guarded by its ``Version`` (octopus-api.md 1.9)."""

    def handle(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
        found = octopus.store.get(values["id"])
        if not found or found[0] != collection or (found[1].get("SpaceId") or "") != space:
            raise not_found()
        document = found[1]
        if call.method == "PUT":
            sent = call.body if isinstance(call.body, dict) else {}
            if sent.get("Version") != document["Version"]:
                raise invalid(STALE.format(what=what))
            key = "Steps" if collection == "deploymentprocesses" else "Variables"
            if sent.get(key) is None:
                raise invalid(f"The {key} field is required.")
            document = {**document, key: sent[key], "Version": document["Version"] + 1}
            octopus.store.put(collection, document)
        own = f"{base(octopus, space)}/{collection}/{document['Id']}"
        return {**document, "Links": {"Self": own}}

    return handle


def processes(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    found = octopus.store.all("deploymentprocesses", space)
    own = f"{base(octopus, space)}/deploymentprocesses"
    items = [{**each, "Links": {"Self": f"{own}/{each['Id']}"}} for each in found]
    return {"ItemType": "DeploymentProcess", "TotalResults": len(items), "Items": items, "Links": {"Self": own}}


def task_details(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    kind = octopus.kinds["tasks"]
    task = answers.document_out(octopus, kind, existing(octopus, "tasks", values["id"], space))
    done = 100 if task["IsCompleted"] else 0
    return {"Id": task["Id"], "Task": task, "ActivityLogs": [], "Progress": {"ProgressPercentage": done}, "Links": {}}


def task_raw(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> str:
    task = tasks.advance(octopus, existing(octopus, "tasks", values["id"], space))
    return f"Task ID: {task['Id']}\n{task['Description']}\n{task['State']} {task['ErrorMessage']}\n"


def task_cancel(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    kind = octopus.kinds["tasks"]
    task = tasks.advance(octopus, existing(octopus, "tasks", values["id"], space))
    if task["State"] not in tasks.OVER:
        task = {**task, "State": "Canceled", "CompletedTime": octopus.now()}
        octopus.save(kind, task)
    return answers.document_out(octopus, kind, task)


def feature_toggles(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    return {"FeatureToggles": []}


def capabilities(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    return {"Capabilities": ["GetAllSpacesRequest"]}


def server_status(octopus: Octopus, space: str, values: Mapping[str, str], call: Call) -> Document:
    return {"IsInMaintenanceMode": False, "IsDatabaseEncrypted": True, "IsUpgradeAvailable": False, "Links": {}}


WRITE = ("PUT",)
READ_WRITE = ("GET", "HEAD", "PUT")
ROUTES: dict[str, Route] = {
    "users/me": Route(me),
    "users/{id}/spaces": Route(user_spaces),
    "users/{id}/teams": Route(user_teams),
    "environments/sortorder": Route(sort_order, WRITE),
    "environments/{id}/machines": Route(members("machines", "EnvironmentIds")),
    "lifecycles/{id}/preview": Route(preview),
    "lifecycles/{id}/projects": Route(members("projects", "LifecycleId")),
    "projectgroups/{id}/projects": Route(members("projects", "ProjectGroupId")),
    "projects/{id}/channels": Route(members("channels", "ProjectId")),
    "projects/{id}/channels/{channel}": Route(project_channel),
    "deploymentprocesses": Route(processes),
    "deploymentprocesses/{id}": Route(singleton("deploymentprocesses", "steps"), READ_WRITE),
    "variables/{id}": Route(singleton("variables", "variables"), READ_WRITE),
    "machines/discover": Route(discover),
    "workers/discover": Route(discover),
    "machineroles/all": Route(machine_roles),
    "machines/{id}/connection": Route(connection),
    "machines/{id}/tasks": Route(machine_tasks),
    "workers/{id}/connection": Route(connection),
    "workers/{id}/tasks": Route(machine_tasks),
    "users/{id}/apikeys": Route(api_keys.of_user, ("GET", "HEAD", "POST")),
    "users/{id}/apikeys/{key}": Route(api_keys.one, ("GET", "HEAD", "DELETE")),
    "machinepolicies/template": Route(policy_template),
    "tasks/{id}/details": Route(task_details),
    "tasks/{id}/raw": Route(task_raw),
    "tasks/{id}/cancel": Route(task_cancel, ("POST",)),
    "configuration/feature-toggles": Route(feature_toggles),
    "capabilities": Route(capabilities),
    "serverstatus": Route(server_status),
}
