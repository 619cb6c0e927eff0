# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of a module for a verb, such as pushing a package."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, no_space


def verb_task(verb: Verb) -> Task:
    """The task that looks at the server, and acts unless the state is right already."""

    def perform(session: Session, request: Request) -> Result:
        options = verb.options(request.parameters)
        refuse_empty(verb.arguments, options)
        space, resolver, warnings = _space_of_task(verb, session, request)
        request.warnings.extend(warnings)
        context = Context(session.client, resolver, request.check, notes=Notes(request.warnings))
        asked = Asked(options, context, space or no_space(), request.show)
        intended = verb.look(asked)
        entries = {**intended.predicted, **_acted(intended, context)}
        result = _result(intended, entries, context)
        if space is not None:
            result["space"] = space.described()
        return {**result, **({"warnings": context.notes.warnings} if context.notes.warnings else {})}

    return Task(name=verb.name, arguments=verb.arguments, perform=perform, **verb.groups)


def _space_of_task(verb: Verb, session: Session, request: Request) -> tuple[Space | None, Resolver, list[str]]:
    """The space of a task, if it needs one, and the resolver; a space that does not exist yet has no links."""
    resolvers = session.kept(Resolvers)
    if not verb.needs_space(request.parameters):
        return None, resolvers.server(), []
    name = space_name(request.parameters, request.environment)
    try:
        return (*resolvers.enter(name), [])
    except SpaceNotFound as missing:
        if not request.check:
            raise
        return no_space(name), Resolver(session.client, None, coming=True), [space_to_come(missing)]


def _acted(intended: Intent, context: Context) -> dict[str, Any]:
    """The entries of the result that acting adds; none in check mode. An error lists the writes before it."""
    if intended.act is None or context.check:
        return {}
    try:
        return dict(intended.act())
    except OctopusError as error:
        error.after(context.notes.done)
        raise


def _result(intended: Intent, entries: dict[str, Any], context: Context) -> Result:
    """The result; if somebody else has done everything meanwhile, there is neither a change nor a difference."""
    headers = {"before_header": intended.title, "after_header": intended.title} if intended.title else {}
    changed = intended.act is not None and intended.is_change and (context.check or bool(context.notes.done))
    diff = entries.get("diff", {"before": dict(intended.before), "after": dict(intended.after), **headers})
    return {**entries, "changed": changed, "diff": diff if changed else {**diff, "before": diff["after"]}}
