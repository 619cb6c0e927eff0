# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_variable_info: which values the variables of a project have in a deployment or a runbook run."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._preview.report import (
    Previewed,
    entry,
    preview,
    warn_of_disagreements,
    warn_of_ties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.surroundings import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import no_space

TEXT: Argument = {"type": "str"}
LIST: Argument = {"type": "list", "elements": "str"}
# The options that describe the deployment or runbook run; the lookup has them, too.
SITUATION: dict[str, Argument] = {
    "project": {"type": "str", "required": True},
    **dict.fromkeys(("runbook", "environment", "tenant", "channel", "step", "machine"), TEXT),
    "target_tags": LIST,
}
EXCLUSIVE = (("runbook", "channel"), ("machine", "target_tags"))
EVALUATE: Argument = {"type": "bool", "default": False}
ARGUMENTS: dict[str, Argument] = {**SITUATION, "name": TEXT, "names": LIST, "evaluate": EVALUATE}


def gather_variables(session: Session, request: Request) -> Result:
    """Read the values that variables have; nothing is changed."""
    options = request.parameters
    refuse_empty(ARGUMENTS, options, selecting=ARGUMENTS)
    asked_for = space_name(options, request.environment)
    try:
        space, resolver = session.kept(Resolvers).enter(asked_for)
    except SpaceNotFound as missing:
        if not request.check:
            raise
        nothing = {"changed": False, "variables": [], "without_value": []}
        return {**nothing, "space": no_space(asked_for).described(), "warnings": [space_to_come(missing)]}
    context = Context(session.client, resolver, request.check, notes=Notes(request.warnings))
    found = preview(Asked.by(options), context)
    names = [options["name"]] if options.get("name") is not None else options.get("names")
    result = {**reported(found, names, options["evaluate"], context), "space": space.described()}
    return {**result, **({"warnings": context.notes.warnings} if context.notes.warnings else {})}


def reported(found: Previewed, names: Sequence[str] | None, evaluate: bool, context: Context) -> Result:
    """The variables of a result: all of them, or those with the names that the task asks for."""
    reading = found.reading
    if reading is None:
        return {"changed": False, "variables": [], "without_value": []}
    verdicts = found.verdicts if names is None else found.about(names)
    warn_of_disagreements(verdicts, reading, context)
    if names is not None:
        warn_of_ties(verdicts, context)
    for name in found.unknown(names or ()):
        near = found.near(name)
        context.warn(f"no variable is called {name!r}.{f' Similar names: {listed(near)}.' if near else ''}")
    variables = found.dictionary() if evaluate else None
    return {
        "changed": False,
        "variables": [entry(each, reading, variables) for each in verdicts if each.decision.winner],
        "without_value": [entry(each, reading) for each in verdicts if not each.decision.winner],
    }


VARIABLE_INFO = Task(
    name="octopus_variable_info",
    arguments=ARGUMENTS,
    perform=gather_variables,
    mutually_exclusive=(("name", "names"), *EXCLUSIVE),
)
