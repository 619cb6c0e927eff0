# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a task, through either door: parameters in, result out."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from typing import Any, Callable, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import TimedOut, as_error
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import masked, scalars, secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import too_small
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    connection,
    connection_secrets,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import (
    Session,
    SessionFactory,
    one_session,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Show, show_nothing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, UsageError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Exchange

Result = dict[str, Any]
SHOW_REQUESTS_AT = 3
# Colours of a terminal, and the characters that XML 1.0 forbids: the callback junit loses its whole file for one of
# them in a message (findings/ansible-junit-colours.sh). The first message that may have one of them compiles the
# pattern, because that takes 7 ms in each worker process of Ansible.
NOT_FOR_MESSAGES = r"\x1b\[[0-?]*[ -/]*[@-~]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
Decrypt = Callable[[bytes], bytes]
Shown = TypeVar("Shown")


def no_vault(data: bytes) -> bytes:
    """The ``decrypt`` of a process without vault secrets: always raises ``UsageError``."""
    raise UsageError(
        "is encrypted with Ansible Vault, which only the machine that runs ansible-playbook can read; read it with "
        'ansible.builtin.include_vars (name: configuration), and give config: "{{ configuration }}" in place of src'
    )


@dataclass(frozen=True)
class Request:
    """One task with its validated parameters.

    ``check``: whether the task must not write. ``diff``: whether the result has a diff. ``progress``: is called with a
    line about each step of a long task. ``secrets``: a task adds secrets that it finds out, so that they are masked in
    the result. ``warnings``: a task adds its warnings, so that the result has them if it fails. ``decrypt``: decrypts
    content that is encrypted with Ansible Vault. ``show``: shows what a long task waits for.
    """

    parameters: Mapping[str, Any]
    check: bool = False
    verbosity: int = 0
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    progress: Callable[[str], None] = field(default=lambda line: None)
    secrets: list[Any] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    diff: bool = True
    decrypt: Decrypt = no_vault
    show: Show = show_nothing


@dataclass(frozen=True)
class Task:
    """A module's name, its options, and the function that performs its task with a session.

    ``perform`` returns the task's result, with warnings under ``warnings``; it raises ``OctopusError``. ``secrets``:
    returns the secrets in parameters that the specification does not fully describe. ``described``: returns the
    parameters without values that may be a misplaced secret. ``location``: the location of the document that the task
    writes; None for a task that may write any document. ``one_time_secret``: the key of a secret in the result, which
    only the registered variable may have. ``options_in_result``: the key of options in the result, in which a
    placeholder stands for each secret; a name that only sounds like a secret does not mask its value, as a later task
    would write the mask. ``contents``: by option, a check for content that the specification does not
    describe; it is called with all parameters and raises ``OptionError``. ``wrong``: returns the mistakes in values of
    the right types, before any request; it may raise ``OptionError`` for one of them. ``opened``: returns options in
    place of the ones that name vaulted files, which a module can't read.
    """

    name: str
    arguments: Mapping[str, Mapping[str, Any]]
    perform: Callable[[Session, Request], Result]
    mutually_exclusive: Sequence[Sequence[str]] = ()
    required_one_of: Sequence[Sequence[str]] = ()
    required_together: Sequence[Sequence[str]] = ()
    required_if: Sequence[tuple[str, Any, Sequence[str]] | tuple[str, Any, Sequence[str], bool]] = ()
    secrets: Callable[[Mapping[str, Any]], Sequence[Any]] = field(default=lambda parameters: ())
    described: Callable[[Mapping[str, Any]], Mapping[str, Any]] = field(default=lambda parameters: parameters)
    one_time_secret: str = ""
    location: Location | None = None
    contents: Mapping[str, Callable[[Mapping[str, Any]], None]] = field(default_factory=dict)
    options_in_result: str = ""
    wrong: Callable[[Mapping[str, Any]], Sequence[OctopusError]] = field(default=lambda parameters: ())
    opened: Callable[[Mapping[str, Any], Decrypt], Mapping[str, Any]] = field(default=lambda parameters, decrypt: {})

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """The options with those of the connection."""
        return {**CONNECTION_ARGUMENTS, **self.arguments}

    def specification(self) -> dict[str, Any]:
        """The keyword arguments of ``AnsibleModule`` that describe the options."""
        return {
            "argument_spec": {option: dict(each) for option, each in self.options().items()},
            "mutually_exclusive": [list(group) for group in self.mutually_exclusive],
            "required_one_of": [list(group) for group in self.required_one_of],
            "required_together": [list(group) for group in self.required_together],
            "required_if": [list(rule) for rule in self.required_if],
        }


def run(task: Task, request: Request, open_session: SessionFactory = one_session) -> Result:
    """Perform a task. A failure is a result with ``failed`` and ``msg``; secrets are masked in every result."""
    specification = task.options()
    secrets = secret_values(specification, request.parameters)
    secrets += connection_secrets(request.parameters, request.environment)
    secrets += task.secrets(request.parameters)
    exchanges: list[Exchange] = []
    try:
        result = _performed(task, request, open_session, exchanges)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as raised:
        error = as_error(raised)
        secrets += scalars(error.secrets)
        result = {**error.details(), **_written(error, exchanges), "failed": True, "msg": str(error)}
        warnings = list(dict.fromkeys([*request.warnings, *error.warnings]))
        if warnings:
            result["warnings"] = warnings
    if not request.diff:
        result.pop("diff", None)
    if request.verbosity >= SHOW_REQUESTS_AT:
        result["requests"] = [_exchange(each) for each in exchanges]
    mask = Mask.of([*secrets, *request.secrets])
    shown = masked(specification, task.described(request.parameters))
    return {**_without_secrets(task, result, mask), "invocation": {"module_args": mask.parts(shown)}}


def _performed(task: Task, request: Request, open_session: SessionFactory, exchanges: list[Exchange]) -> Result:
    """The result of a task. Adds the task's requests to ``exchanges``, also those of a task that fails."""
    for mistake in too_small(request.parameters):
        raise mistake
    asked = connection(request.parameters, request.check, request.environment)
    with open_session(asked) as session:
        before = len(session.client.exchanges)
        try:
            unfailing_request = replace(request, progress=unfailing(request.progress), show=unfailing(request.show))
            return task.perform(session, unfailing_request)
        except Exception:
            # Maybe another writer has replaced a document that the session knows: the next attempt reads again.
            session.kept(Resolvers).forget(None)
            raise
        finally:
            exchanges += session.client.exchanges[before:]
            if any(each.may_have_written for each in exchanges):
                session.kept(Resolvers).forget(task.location)
            elif request.check:
                session.kept(Resolvers).forget_what_is_to_come()


def _without_secrets(task: Task, result: Result, mask: Mask) -> Result:
    """A result as Ansible may show it."""
    # Keys of a result are this collection's own; a secret that equals a key must not mask it.
    safe: Result = mask.parts(result)
    if task.options_in_result in result:
        safe[task.options_in_result] = mask.deep(result[task.options_in_result])
    if "msg" in safe:
        safe["msg"] = _printable(safe["msg"], mask)
    return safe


def _printable(message: str, mask: Mask) -> str:
    """A message without the characters in ``NOT_FOR_MESSAGES``."""
    # Almost every message consists of printable characters alone, as Python sees them, and then needs no change.
    if message.replace("\n", "").isprintable():
        return message
    # Masked once more, because a colour may have been in the middle of a secret.
    return mask.text(re.sub(NOT_FOR_MESSAGES, "", message))


def unfailing(display: Callable[[Shown], None]) -> Callable[[Shown], None]:
    """``display`` without its errors: a failing display must not end the task."""

    def displayed(shown: Shown) -> None:
        with suppress(Exception):
            display(shown)

    return displayed


def _written(error: OctopusError, exchanges: Sequence[Exchange]) -> Result:
    """The writes that a failed task had done, for its result."""
    done = error.done or [f"{each.method} {each.url}" for each in exchanges if each.has_written]
    if isinstance(error, TimedOut):
        lost = [each for each in exchanges if each.may_have_written and not each.has_written]
        done += [f"{each.method} {each.url} (without an answer: it may have had no effect)" for each in lost]
        if done:
            error.add("The key done lists the writes before that. Run the task again to do the rest.")
    return {"changed": True, "done": done} if done else {}


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "method": exchange.method,
        "url": exchange.url,
        "status": exchange.status,
        "seconds": round(exchange.seconds, 4),
    }
