# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues deployments, never one of them twice (api: deployments#deployment, deployments#freezes)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import (
    DEPLOYMENTS,
    RELEASE,
    SOME,
    deployments,
    is_for_later,
    schedules,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place, key_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import MACHINES
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import with_link
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import CARRIED_OUT, NO_EFFECT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
    UnexpectedAnswer,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

BY_NAMES, PRIORITY = "CreateDeploymentsByName", "Priority"
# The statuses of a proxy that did not get an answer from the server; the server may have carried out the request.
UNKNOWN = (502, 503, 504)
# How often a deployment is looked for after its answer was lost, and the seconds between: a server may be slow.
LOOKS, PAUSE = 3, 2


@dataclass(frozen=True)
class Order:
    """A request for a deployment. ``by_names``: the same as a request by names, which can override freezes."""

    place: Place
    body: Mapping[str, Any]
    by_names: Mapping[str, Any] | None = None


def queued(asked: Asked, project: Document, order: Order, title: str, last: Document | None) -> Document:
    """Queue a deployment and return it.

    If the answer is lost, the deployment is looked for, and the request is not repeated. ``last``: the last deployment
    in the place before; ``title``: the release for messages.
    """
    context, done = asked.context, f"queued the deployment of {title} to {order.place.words}"
    try:
        if order.by_names is None:
            deployment = context.client.create(asked.space.document, DEPLOYMENTS, dict(order.body))
            if deployment.get(PRIORITY) != order.body.get(PRIORITY, deployment.get(PRIORITY)):
                context.warn(f"priority: Octopus Server {context.client.version} does not support priorities")
        else:
            deployment = created_by_names(asked, order.place, order.by_names)
    except OctopusError as error:
        if not is_uncertain(error):
            raise
        with looking_after(error):
            deployment = looked_for(asked, project, order.place, str(order.body[RELEASE]), last, error)
        context.warn(f"There was no usable answer. {CARRIED_OUT}: it has {done} ({deployment['Id']})")
    context.did(f"{done} ({deployment['Id']})")
    return deployment


def created_by_names(asked: Asked, place: Place, body: Mapping[str, Any]) -> Document:
    """Send a request by names, to which no link leads. The answer only has the IDs of the deployment and its task."""
    client, home = asked.context.client, asked.space.document
    kind = "tenanted" if place.tenant_id else "untenanted"
    holder: Any = with_link(home, BY_NAMES, client.spaces.own_links(home), f"/deployments/create/{kind}/v1")
    answer = shapes.fitting(client.send("POST", holder, BY_NAMES, dict(body)), shapes.OBJECT, "Deploying by names")
    # Some servers write the names of properties with a small letter (api: deployments#routes-of-the-verbs).
    tasks = with_folded_names(answer).get("deploymentservertasks")
    ids = with_folded_names(tasks[0]) if isinstance(tasks, list) and tasks and isinstance(tasks[0], dict) else {}
    if not (ids.get("deploymentid") and ids.get("servertaskid")):
        raise UnexpectedAnswer("The answer to a deployment by names has no ID of the deployment")
    return {"Id": str(ids["deploymentid"]), "TaskId": str(ids["servertaskid"])}


def with_folded_names(answer: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name.casefold(): value for name, value in (answer or {}).items()}


def by_names(
    asked: Asked,
    project: Document,
    release: Document,
    place: Place,
    body: Mapping[str, Any],
    preview: Document,
    freezes: Sequence[str],
) -> dict[str, Any]:
    """The request ``body`` by names (api: deployments#deploy-by-name), which overrides ``freezes``."""
    steps = {str(each["ActionId"]): str(each.get("ActionName")) for each in preview.get("StepsToExecute") or ()}
    prompts = {each.element: each.name for each in prompts_of([preview])}
    tenanted = {"EnvironmentName": place.environment, "Tenants": [place.tenant]}
    names = asked.context.resolver.names
    wanted = {
        **{each: project.get("SpaceId") for each in ("SpaceId", "SpaceIdOrName")},
        "ProjectName": project["Name"],
        "ReleaseVersion": release["Version"],
        **(tenanted if place.tenant_id else {"EnvironmentNames": [place.environment]}),
        "ForcePackageDownload": body["ForcePackageDownload"],
        "ForcePackageRedeployment": body["ForcePackageRedeployment"],
        "UpdateVariableSnapshot": False,
        "SkipStepNames": [steps[each] for each in body["SkipActions"]],
        "SpecificMachineNames": names(MACHINES, body.get("SpecificMachineIds") or ()),
        "ExcludedMachineNames": names(MACHINES, body.get("ExcludedMachineIds") or ()),
        "UseGuidedFailure": body.get("UseGuidedFailure"),
        **({PRIORITY: body[PRIORITY]} if PRIORITY in body else {}),
        "RunAt": body.get("QueueTime"),
        "NoRunAfter": body.get("QueueTimeExpiry"),
        "Variables": {prompts[element]: value for element, value in body["FormValues"].items()},
        "DeploymentFreezeNames": list(freezes),
        "DeploymentFreezeOverrideReason": asked.options["override_reason"],
    }
    return {name: value for name, value in wanted.items() if value is not None}


def is_uncertain(error: OctopusError) -> bool:
    """Whether the server may have carried a request out although there is an error."""
    if isinstance(error, ServerRefused):
        return error.status in UNKNOWN
    return isinstance(error, (AnswerLost, UnexpectedAnswer))


@contextmanager
def looking_after(error: OctopusError) -> Iterator[None]:
    """Raise ``error`` even if looking for the effect of its request fails: the request may have been carried out."""
    try:
        yield
    except OctopusError as other:
        if other is error:
            raise
        error.add(f"Looking for its effect failed: {other}")
        raise error from other


def looked_for(
    asked: Asked, project: Document, place: Place, release_id: str, last: Document | None, error: OctopusError
) -> Document:
    """The deployment that a request has made although it was not answered; raises ``error`` if there is none."""
    client = asked.context.client
    user = client.current_user()
    for number in range(LOOKS):
        client.wait(PAUSE if number else 0)
        for each in since(asked, project, place, last):
            if folded(each[RELEASE]) == folded(release_id) and each.get("DeployedById") in (None, user["Id"]):
                return each
    error.done.clear()
    if isinstance(error, AnswerLost):
        error.found_out(f"{NO_EFFECT}.")
    else:
        error.add(f"{NO_EFFECT}.")
    raise error


def since(asked: Asked, project: Document, place: Place, last: Document | None) -> Iterator[Document]:
    """The deployments to a place that are newer than ``last``, and begin now or later as this task asks."""
    for each in islice(deployments(asked, project, [(place.environment_id, place.tenant_id)]), SOME):
        if last is not None and each["Id"] == last["Id"]:
            return
        if key_of(each) == place.key and is_for_later(asked, each.get("QueueTime")) is schedules(asked):
            yield each
