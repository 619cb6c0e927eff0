# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues deployments, never one of them twice (api: deployments#deployment)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import (
    DEPLOYMENTS,
    RELEASE,
    SOME,
    deployments,
    is_for_later,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place, key_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import CARRIED_OUT, NO_EFFECT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
    UnexpectedAnswer,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The statuses of a proxy that has no answer of the server, which may have carried the request out.
UNKNOWN = (502, 503, 504)
# How often, and how many seconds apart, a deployment is looked for whose answer was lost: a server may be slow.
LOOKS, PAUSE = 3, 2


def queued(
    asked: Asked, project: Document, place: Place, body: Mapping[str, Any], title: str, last: Document | None
) -> Document:
    """Queue a deployment and return it.

    If the answer is lost, the deployment is looked for, and the request is not repeated. ``last``: the last deployment
    in the place before; ``title``: the release for messages.
    """
    context, done = asked.context, f"queued the deployment of {title} to {place.words}"
    try:
        deployment = context.client.create(asked.space.document, DEPLOYMENTS, dict(body))
    except OctopusError as error:
        if not is_uncertain(error):
            raise
        deployment = looked_for(asked, project, place, str(body[RELEASE]), last, error)
        context.did(f"{done} ({deployment['Id']})")
        context.warn(f"{CARRIED_OUT}: it has {done} ({deployment['Id']}). The problem was: {error.message}")
        return deployment
    context.did(f"{done} ({deployment['Id']})")
    return deployment


def is_uncertain(error: OctopusError) -> bool:
    """Whether the server may have carried a request out although there is an error."""
    if isinstance(error, ServerRefused):
        return error.status in UNKNOWN
    return isinstance(error, (AnswerLost, UnexpectedAnswer))


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
    """The deployments to a place after the last one that was there before, as far as they begin as this task says."""
    for each in islice(deployments(asked, project, [(place.environment_id, place.tenant_id)]), SOME):
        if last is not None and each["Id"] == last["Id"]:
            return
        if key_of(each) == place.key and is_for_later(asked, each) is (asked.options["run_at"] is not None):
            yield each
