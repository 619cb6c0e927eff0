# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every task does, whichever door it comes through: parameters in, result out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection
from ansible_collections.octopus.deploy.plugins.module_utils._engine.redaction import redacted, scrubbed, secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._session import (
    CONNECTION_ARGUMENTS,
    Session,
    SessionFactory,
    connection,
    environment_secrets,
    one_session,
    secrets_in_address,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Exchange

Result = dict[str, Any]
MASKED_PARAMETER = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
SHOW_REQUESTS_AT = 3


@dataclass(frozen=True)
class Request:
    """One task as its module got it: validated parameters, and whether it may write.

    ``progress``: takes a line about what a long task has just done. ``secrets``: a task adds those that it comes to
    know on the way; none of them is in the result.
    """

    parameters: Mapping[str, Any]
    check: bool = False
    verbosity: int = 0
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    progress: Callable[[str], None] = field(default=lambda line: None)
    secrets: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """What a module is: a name, options, and what it does with a session.

    ``perform`` returns the task's result, warnings under ``warnings``; it raises ``OctopusError``. ``secrets``: the
    secrets in parameters that the options do not describe in full. ``collection``: where the one document is that it
    writes, None for a task that may write others. ``hands_over``: the one secret that a result may
    have, which nobody but whoever registers it is to see.
    """

    name: str
    arguments: Mapping[str, Mapping[str, Any]]
    perform: Callable[[Session, Request], Result]
    mutually_exclusive: Sequence[Sequence[str]] = ()
    required_one_of: Sequence[Sequence[str]] = ()
    required_if: Sequence[tuple[str, Any, Sequence[str]]] = ()
    secrets: Callable[[Mapping[str, Any]], Sequence[str]] = field(default=lambda parameters: ())
    hands_over: str = ""
    collection: Collection | None = None

    def specification(self) -> dict[str, Any]:
        """The keyword arguments of AnsibleModule that describe the options."""
        return {
            "argument_spec": {
                option: dict(each) for option, each in {**CONNECTION_ARGUMENTS, **self.arguments}.items()
            },
            "mutually_exclusive": [list(group) for group in self.mutually_exclusive],
            "required_one_of": [list(group) for group in self.required_one_of],
            "required_if": [list(rule) for rule in self.required_if],
        }


def run(task: Task, request: Request, open_session: SessionFactory = one_session) -> Result:
    """Do a task. A failure is a result with ``failed`` and ``msg``, as Ansible has it; no secret is in any result."""
    specification = task.specification()["argument_spec"]
    secrets = secret_values(specification, request.parameters) + environment_secrets(request.environment)
    secrets += secrets_in_address(request.parameters.get("octopus_url"))
    secrets += task.secrets(request.parameters)
    made: list[Exchange] = []
    try:
        asked = connection(request.parameters, request.check, request.environment)
        with open_session(asked) as session:
            before = len(session.client.exchanges)
            try:
                result = task.perform(session, request)
            finally:
                made += session.client.exchanges[before:]
                if any(each.has_written for each in made):
                    session.forget(task.collection)
    except OctopusError as error:
        result = {**error.details(), **_written(error, made), "failed": True, "msg": str(error)}
    if request.verbosity >= SHOW_REQUESTS_AT:
        result["requests"] = [_exchange(each) for each in made]
    secrets += request.secrets
    safe: Result = scrubbed(redacted(result), secrets)
    safe["invocation"] = {"module_args": scrubbed(redacted(_masked(specification, request.parameters)), secrets)}
    return safe


def _written(error: OctopusError, made: Sequence[Exchange]) -> Result:
    """What a failed task had changed before it failed."""
    done = error.done or [f"{each.method} {each.url}" for each in made if each.has_written]
    return {"changed": True, "done": done} if done else {}


def _exchange(made: Exchange) -> dict[str, Any]:
    return {"method": made.method, "url": made.url, "status": made.status, "seconds": round(made.seconds, 4)}


def _masked(specification: Mapping[str, Any], parameters: Any) -> Any:
    """The parameters with the values of ``no_log`` options masked, the way Ansible shows a module's invocation."""
    if isinstance(parameters, list):
        return [_masked(specification, each) for each in parameters]
    if not isinstance(parameters, Mapping):
        return parameters
    return {option: _masked_option(specification.get(option, {}), value) for option, value in parameters.items()}


def _masked_option(argument: Mapping[str, Any], value: Any) -> Any:
    if value is not None and argument.get("no_log"):
        return MASKED_PARAMETER
    return _masked(argument["options"], value) if argument.get("options") else value
