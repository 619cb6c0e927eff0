# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast door: performs a task inside ansible-playbook, without starting a process for it.

A task goes through this door if it would have run on the controller anyway. The module performs every other task, and
both doors lead to the same ``run()``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from ansible import constants
from ansible.errors import AnsibleActionFail, AnsibleError, AnsibleValueOmittedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._options import Options, options_of
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task, run
from ansible_collections.octopus.deploy.plugins.module_utils._secrets import register
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session, new_session, one_session
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Show, show_nothing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, UsageError
from ansible_collections.octopus.deploy.plugins.plugin_utils.misplaced import in_other_modules
from ansible_collections.octopus.deploy.plugins.plugin_utils.watching import watching

INVOCATION = "INJECT_INVOCATION"
# The variables by which a playbook switches off this door, and the display of progress.
SWITCH, PROGRESS = "octopus_in_process", "octopus_progress"
TIMED_OUT = "timedout"
INTERPRETER = "ansible_python_interpreter"

# A loop runs in one worker process, and its items share a session. The worker is killed at its end, so a session that
# has to be signed out is not kept.
_sessions: dict[tuple[int, Connection], Session] = {}


class InProcessAction(ActionBase):  # type: ignore[misc]
    """The action plugin of every module. ``octopus_task``: the task of the module.

    Each module has a subclass in a file of its own, so that ansible-playbook loads only the kinds of its tasks.
    """

    octopus_task: ClassVar[Task]
    _supports_async = True

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> Result:
        """Perform the task here, or have the module perform it."""
        variables = task_vars or {}
        super().run(tmp, variables)
        task = self.octopus_task
        if task.one_time_secret and self._task.async_val:
            # The task that waits for an async result would show it.
            return {"failed": True, "msg": f"async: can't be used, as the result may contain {task.one_time_secret}"}
        try:
            options = options_of(task, self._task.args, in_other_modules(task.name))
            # ansible-core sends the arguments back with the result, and its tagged texts take many times as long.
            self._task.args = dict(options.given)
            is_on = {switch: self._is_on(switch, variables) for switch in (SWITCH, PROGRESS)}
            if is_on[SWITCH] and self._may_run_here(variables):
                show = self._show(variables) if is_on[PROGRESS] else show_nothing
                return never_printed(task, self._run_here(task, options, variables, show))
            options.refuse_unsendable(task)
            return never_printed(task, self._run_module(task, options, variables))
        except OctopusError as mistakes:
            return {"failed": True, "msg": str(mistakes)}

    def _run_module(self, task: Task, options: Options, variables: dict[str, Any]) -> Result:
        """Have the module perform the task. Vaulted files on this machine are decrypted here."""
        wrap_async = self._task.async_val and not self._connection.has_native_async
        is_local = self._connection.transport == "local" and not self._task.async_val
        opened = task.opened(options.values, self._decrypted) if is_local else {}
        given = {option: value for option, value in {**options.given, **opened}.items() if value is not None}
        result: Result = dict(
            self._execute_module(self._task.action, given, task_vars=variables, wrap_async=wrap_async)
        )
        # ansible-core 2.22 leaves this key in the result: whether it could parse the module's output.
        result.pop("ansible_parsed", None)
        # Other items of a loop may go through this door.
        forget_what_was_read()
        if opened and "invocation" in result:
            result["invocation"]["module_args"].update({option: options.values[option] for option in opened})
        return result

    def _decrypted(self, data: bytes) -> bytes:
        """The plain content of vaulted ``data``, decrypted with the vault secrets of ansible-playbook."""
        try:
            found: bytes = self._loader._vault.decrypt(data)
        except AnsibleError as error:
            raise UsageError(f"can't be decrypted: {error}") from error
        return found

    def _run_here(self, task: Task, options: Options, variables: Mapping[str, Any], show: Show) -> Result:
        display = Display()
        request = Request(
            options.values,
            self._task.check_mode,
            display.verbosity,
            # A task with no_log does not show its progress either.
            progress=no_progress if self._task.no_log else display.v,
            diff=bool(self._task.diff),
            decrypt=self._decrypted,
            show=show,
        )
        result = run(task, request, kept_session)
        register(result.get(task.one_time_secret))
        if not shows_invocation(variables):
            result.pop("invocation", None)
        if TIMED_OUT in result:
            # The keyword retries repeats a task for a failed result, but not for the exception of a time-out.
            message, period = result.pop("msg"), {"period": self._task.timeout}
            raise AnsibleActionFail(message, result={**result, TIMED_OUT: period})
        return result

    def _show(self, variables: Mapping[str, Any]) -> Show:
        """The display of a task that waits for server tasks."""
        if self._task.no_log:
            return show_nothing
        hosts = variables.get("ansible_play_batch") or ()
        alone = len(hosts) <= 1 or bool(self._task.run_once) or constants.DEFAULT_FORKS == 1
        return watching(str(variables.get("inventory_hostname") or "localhost"), alone)

    def _may_run_here(self, variables: Mapping[str, Any]) -> bool:
        return (
            self._connection.transport == "local"
            and not self._play_context.become
            and not self._task.async_val
            and not any(self._task.environment or ())
            and self._is_this_interpreter(variables)
            and libraries_are_there()
        )

    def _is_on(self, switch: str, variables: Mapping[str, Any]) -> bool:
        """Whether a switch is on, as it is without its variable. Raises ``UsageError``."""
        try:
            value = self._templar.template(variables.get(switch))
        except AnsibleValueOmittedError:
            value = None
        try:
            return value is None or bool(boolean(value))
        except TypeError:
            raise UsageError(f"the variable {switch} must be true or false, not {value!r}") from None

    def _is_this_interpreter(self, variables: Mapping[str, Any]) -> bool:
        """Whether the task would run with this Python; always true if no interpreter is configured."""
        chosen = str(self._templar.template(variables.get(INTERPRETER) or "auto"))
        is_same = chosen.startswith("auto") or chosen == sys.executable
        # Resolving links takes many system calls.
        return is_same or identity(chosen) == identity(sys.executable)


def never_printed(task: Task, result: Result) -> Result:
    """Mark a result that contains the one-time secret, so that it can be registered but is never printed."""
    return {**result, "_ansible_no_log": True} if task.one_time_secret and task.one_time_secret in result else result


def no_progress(line: str) -> None:
    """Drop a line of progress."""


def shows_invocation(variables: Mapping[str, Any]) -> bool:
    """Whether results contain the options of the task, which depends on a setting since ansible-core 2.21."""
    known = hasattr(constants, INVOCATION)
    return not known or bool(constants.config.get_config_value(INVOCATION, variables=dict(variables)))


def identity(python: str) -> tuple[Path, Path]:
    """The identity of a Python: its folder and its resolved file, as virtual environments share the file."""
    path = Path(python).absolute()
    return path.parent, path.resolve()


def libraries_are_there() -> bool:
    """Whether the client's libraries can be imported here; if not, the module reports what is missing, and where."""
    try:
        import requests
        import uritemplate
    except ImportError:
        return False
    return bool(requests and uritemplate)


@contextmanager
def kept_session(asked: Connection) -> Iterator[Session]:
    """The session of this process for a connection, opened at its first use. A task that is interrupted leaves none."""
    if asked.password:
        with one_session(asked) as session, noticed_by_others(session):
            yield session
        return
    key = (os.getpid(), asked)
    if key not in _sessions:
        _sessions[key] = new_session(asked)
    session = _sessions[key]
    is_whole = False
    try:
        with noticed_by_others(session):
            yield session
        is_whole = True
    except Exception:
        is_whole = True
        raise
    finally:
        if not is_whole:
            # A time-out may have interrupted it anywhere.
            del _sessions[key]


@contextmanager
def noticed_by_others(session: Session) -> Iterator[None]:
    """Let other sessions forget what the task may have changed: items of a loop may sign in as different users."""
    before = len(session.client.exchanges)
    try:
        yield
    finally:
        if any(each.may_have_written for each in session.client.exchanges[before:]):
            forget_what_was_read(session)


def forget_what_was_read(except_for: Session | None = None) -> None:
    """Let the sessions of this process forget what they have read, except for this one."""
    for session in (each for each in _sessions.values() if each is not except_for):
        session.kept(Resolvers).forget(None)
