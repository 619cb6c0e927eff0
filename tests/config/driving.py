# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives octopus_config and octopus_config_info from a test in this process, and looks at the server's requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._options import options_of
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import SessionFactory, one_session
from emulator.control import LoggedRequest
from emulator.testing import Emulator
from tasks import TASKS

Result = dict[str, Any]
Config = dict[str, list[dict[str, Any]]]
MANAGING = ("Octopus Administrators", "Octopus Managers")
READS = ("GET", "HEAD")
PLURALS = [each.plural for each in KINDS]


def task(
    server: Emulator,
    module: str,
    *,
    check: bool = False,
    verbosity: int = 0,
    progress: Callable[[str], None] = lambda line: None,
    sessions: SessionFactory = one_session,
    **options: Any,
) -> Result:
    """Run a task with its options validated as both doors do; the environment gives it nothing."""
    known = TASKS[module]
    connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
    given = options_of(known, {**connection, **options})
    request = Request(given.values, check, verbosity, {}, progress)
    return run(known, request, sessions)


def ok(server: Emulator, module: str, **how: Any) -> Result:
    """Run a task that must not fail."""
    result = task(server, module, **how)
    assert not result.get("failed"), result["msg"]
    return result


def configure(server: Emulator, config: Any, **how: Any) -> Result:
    """octopus_config, which must not fail."""
    return ok(server, "octopus_config", config=config, **how)


def export(server: Emulator, **how: Any) -> Result:
    """octopus_config_info, which must not fail."""
    return ok(server, "octopus_config_info", **how)


def writes(server: Emulator) -> list[LoggedRequest]:
    """The requests since the log was cleared, without reads."""
    return [each for each in server.requests if each.method not in READS]


def asked(server: Emulator, action: Callable[[], Any]) -> tuple[Any, list[LoggedRequest]]:
    """The result of an action, and the requests that it made."""
    server.clear_requests()
    result = action()
    return result, server.requests


def report(result: Result) -> Result:
    """The parts of a result that have to be equal in check mode and in the run."""
    return {key: result[key] for key in ("changed", "counts", "changes", "created", "updated", "deleted", "diff")}


def without_managing_teams(config: Config) -> Config:
    """Leave out the managers' teams: check mode can't foresee the roles that a new space gives them."""
    return {**config, "teams": [each for each in config["teams"] if each["name"] not in MANAGING]}


def environments(numbers: Iterable[int], **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"Environment {number}", **more} for number in numbers]
