# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of a module that manages one kind: a Resource made into options, and a plan made into a result."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import (
    ON_CREATE,
    UPDATE_SECRETS,
    Context,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.converge import Outcome, converge
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Directory
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._engine.placeholders import secret_mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._engine.values import wrong_values
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session import Session, space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Space
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, SpaceNotFound

IDENTITY_ARGUMENTS: dict[str, Argument] = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str"},
    "id": {"type": "str"},
    "new_name": {"type": "str"},
}
SECRETS_ARGUMENT: dict[str, Argument] = {
    "update_secrets": {"type": "str", "choices": list(UPDATE_SECRETS), "default": ON_CREATE, "no_log": False}
}


def resource_task(resource: Resource) -> Task:
    """The task that converges one document of a kind."""

    def perform(session: Session, request: Request) -> Result:
        for mistake in secret_mistakes(item_arguments(resource), request.parameters):
            raise mistake
        return _converge(resource, session, request)

    return Task(
        name=f"octopus_{resource.kind}",
        arguments=item_arguments(resource),
        perform=perform,
        hands_over=resource.hands_over,
        collection=resource.collection,
        **item_groups(resource),
    )


def item_groups(resource: Resource) -> dict[str, Any]:
    """The rules over several options of a kind, by Ansible's names for them."""
    if resource.singleton:
        options = tuple(each.option for each in resource.fields)
        return {"mutually_exclusive": resource.exclusive, "required_one_of": (options,)}
    apart = () if resource.fixed else (("id", "new_name"),)
    return {"mutually_exclusive": (*apart, *resource.exclusive), "required_one_of": (("name", "id"),)}


def item_arguments(resource: Resource) -> dict[str, Argument]:
    """The options of a kind, apart from those of the connection."""
    identity = {} if resource.singleton else {**IDENTITY_ARGUMENTS, "name": name_argument(resource)}
    if resource.fixed:
        del identity["new_name"]
    arguments = {**identity, **arguments_of(resource.fields)}
    for action in resource.actions:
        arguments.update({option: dict(argument) for option, argument in action.arguments.items()})
    return {**arguments, **(SECRETS_ARGUMENT if resource.has_secrets() else {})}


def name_argument(resource: Resource) -> Argument:
    """The option for the name; where the API calls it something else, it may be called that as well."""
    alias = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", resource.collection.named_by).lower()
    return {**IDENTITY_ARGUMENTS["name"], **({"aliases": [alias]} if alias != "name" else {})}


def _converge(resource: Resource, session: Session, request: Request) -> Result:
    wrong = wrong_values(resource, request.parameters)
    if wrong:
        raise OctopusError("\n".join(str(each) for each in wrong))
    space, directory, warning = _place(resource, session, request)
    context = Context(
        client=session.client,
        directory=directory,
        check=request.check,
        update_secrets=request.parameters.get("update_secrets", ON_CREATE),
        warnings=[warning] if warning else [],
    )
    return _result(resource, converge(resource, request.parameters, context), context, space)


def _place(resource: Resource, session: Session, request: Request) -> tuple[Space | None, Directory, str]:
    if resource.collection.system and not resource.looks_into_a_space(request.parameters):
        return None, session.server(), ""
    name = space_name(request.parameters, request.environment)
    try:
        return (*session.enter(name), "")
    except SpaceNotFound as missing:
        if not request.check or request.parameters.get("state") == "absent":
            raise
        nowhere = Space(id=None, name=name, is_default=False, document={})
        return nowhere, Directory(session.client, None), space_to_come(missing)


def _result(resource: Resource, outcome: Outcome, context: Context, space: Space | None) -> Result:
    plan, document = outcome.plan, outcome.document
    title = f"{resource.label} {plan.after.get('name') or plan.before.get('name') or ''}".strip()
    result: Result = {
        "changed": outcome.changed,
        "diff": {"before": plan.before, "after": plan.after, "before_header": title, "after_header": title},
        "resource": document or {},
        "id": (document or plan.current or {}).get("Id"),
        **outcome.extra,
    }
    if space is not None:
        result["space"] = _described(space, document or plan.current or {})
    if context.uncompared:
        result["secrets_not_compared"] = context.uncompared
    if context.warnings:
        result["warnings"] = context.warnings
    return result


def _described(space: Space, document: dict[str, Any]) -> dict[str, Any]:
    """The space of a result. The server's root does not say which space is the default: the document does."""
    return {"id": space.id or document.get("SpaceId"), "name": space.name, "is_default": space.is_default}
