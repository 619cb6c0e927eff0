# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of a module that manages one kind."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import Outcome, converge
from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import RecentDocuments
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ON_CREATE, Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, in_one_error
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments, item_groups
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import secret_mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import without_id_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import wrong_values
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    no_document_of_the_space,
    space_name,
    space_to_come,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import NoDefaultSpace, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, no_space


@cache
def resource_task(resource: Resource) -> Task:
    """The task that converges one document of a kind: one for each kind, as its options take long to make."""

    arguments = item_arguments(resource)

    def wrong(parameters: Parameters) -> list[OptionError]:
        hidden = list(secret_mistakes(arguments, parameters))
        return hidden or wrong_values(resource, resource.hooks.spelled_out(parameters))

    def perform(session: Session, request: Request) -> Result:
        for mistake in secret_mistakes(arguments, request.parameters):
            raise mistake
        asked = replace(request, parameters=resource.hooks.spelled_out(request.parameters))
        return _converge(resource.of(asked.parameters), session, asked)

    return Task(
        name=f"octopus_{resource.kind}",
        arguments=arguments,
        perform=perform,
        one_time_secret=resource.one_time_secret,
        location=resource.location,
        wrong=wrong,
        **item_groups(resource),
    )


def _converge(resource: Resource, session: Session, request: Request) -> Result:
    wrong = wrong_values(resource, request.parameters)
    if wrong:
        raise in_one_error(wrong)
    space, resolver, warning = _space_of_task(resource, session, request)
    request.warnings.extend([warning] if warning else [])
    context = Context(
        client=session.client,
        resolver=resolver,
        check=request.check,
        update_secrets=request.parameters.get("update_secrets", ON_CREATE),
        notes=Notes(request.warnings),
    )
    recent = RecentDocuments(resolver, session.kept(Resolvers).recent)
    outcome = converge(resource, request.parameters, context, recent)
    return _result(resource, request.parameters, outcome, context, space)


def _space_of_task(resource: Resource, session: Session, request: Request) -> tuple[Space | None, Resolver, str]:
    if resource.location.system and not resource.looks_into_a_space(request.parameters):
        return None, *_resolver_of_server(resource, session, request)
    name = space_name(request.parameters, request.environment)
    try:
        return (*session.kept(Resolvers).enter(name), "")
    except SpaceNotFound as missing:
        if not request.check or request.parameters.get("state") == "absent":
            raise
        nowhere = no_space(name)
        return nowhere, Resolver(session.client, None, coming=True), space_to_come(missing)


def _resolver_of_server(resource: Resource, session: Session, request: Request) -> tuple[Resolver, str]:
    """The resolver for a document of the server, and a warning or an empty text.

    For a document that may belong to a space, it is the resolver of the task's space.
    """
    resolvers = session.kept(Resolvers)
    if not resource.location.is_mixed:
        return resolvers.server(), ""
    try:
        return resolvers.enter(space_name(request.parameters, request.environment))[1], ""
    except NoDefaultSpace:
        return resolvers.server(), ""
    except SpaceNotFound as missing:
        # The document may be needed before the space: a team manages it.
        return Resolver(session.client, None, coming=True), no_document_of_the_space(missing)


def _result(
    resource: Resource, parameters: Parameters, outcome: Outcome, context: Context, space: Space | None
) -> Result:
    plan, document = outcome.plan, outcome.document
    name = resource.whose(parameters) if resource.owner else plan.after.get("name") or plan.before.get("name") or ""
    title = f"{resource.label} {name}".strip()
    own = without_id_to_come(resource.own(document or plan.current or {}))
    result: Result = {
        "changed": outcome.changed,
        "diff": {"before": plan.before, "after": plan.after, "before_header": title, "after_header": title},
        "resource": own if document else {},
        "id": own.get("Id"),
        **outcome.extra,
    }
    if space is not None:
        result["space"] = _described(space, document or plan.current or {})
    if context.notes.uncompared:
        result["secrets_not_compared"] = context.notes.uncompared
    if context.notes.warnings:
        result["warnings"] = context.notes.warnings
    return result


def _described(space: Space, document: dict[str, Any]) -> dict[str, Any]:
    """The space for a result. The root does not show the ID of the default space, but the space's documents do."""
    return {**space.described(), "id": space.id or document.get("SpaceId")}
