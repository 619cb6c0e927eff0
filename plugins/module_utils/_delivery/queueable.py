# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server tasks that people queue by name, and the options that each of them takes (api: tasks#task)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    MACHINES,
    TENANTS,
    WORKER_POOLS,
    WORKERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved

LIST: Argument = {"type": "list", "elements": "str"}
SYNTAXES = ("PowerShell", "Bash", "CSharp", "FSharp", "Python")
# The options that choose where a server task works, and the documents that they name.
WHERE: Mapping[str, Location] = {
    "environments": ENVIRONMENTS,
    "machines": MACHINES,
    "workers": WORKERS,
    "worker_pools": WORKER_POOLS,
    "tenants": TENANTS,
}
TARGET_ARGUMENTS: dict[str, Argument] = {
    **dict.fromkeys((*WHERE, "target_tags"), LIST),
    "on_server": {"type": "bool"},
    "script": {"type": "str"},
    "syntax": {"type": "str", "choices": list(SYNTAXES)},
    "email_address": {"type": "str"},
}
# The time that a health check may take, and the time for each machine; both are the .NET client's defaults.
TIMEOUTS = {"Timeout": "00:05:00", "MachineTimeout": "00:01:00"}
Ids = Mapping[str, list[str]]


@dataclass(frozen=True)
class Queueable:
    """A server task that people queue.

    ``words``: its description; ``takes``: the options that it takes. ``arguments(ids, options)``: its arguments, with
    the documents that options name by ID. ``of_the_server``: whether it belongs to the server and to no space.
    """

    words: str
    takes: tuple[str, ...] = ()
    arguments: Callable[[Ids, Parameters], dict[str, Any]] = lambda ids, options: {}
    of_the_server: bool = False


def checked_machines(ids: Ids, options: Parameters) -> dict[str, Any]:
    """The selectors of a health check or an upgrade: machines and workers in one list, or an environment, or a pool."""
    chosen = [option for option in ("environments", "worker_pools") if options.get(option) is not None]
    machines = [*ids.get("machines", ()), *ids.get("workers", ())]
    if len(chosen) + bool(machines) > 1:
        raise OptionError(chosen[0], "can't be combined with other options that choose machines; run a task for each")
    for option in chosen:
        if len(options[option]) != 1:
            raise OptionError(option, f"has {len(options[option])} entries, and this task works on exactly one")
    if machines:
        return {"MachineIds": machines}
    of_pool = {"WorkerpoolId": ids["worker_pools"][0], "RestrictedTo": "Workers"} if "worker_pools" in chosen else {}
    of_environment = (
        {"EnvironmentId": ids["environments"][0], "RestrictedTo": "DeploymentTargets"}
        if "environments" in chosen
        else {}
    )
    return {**of_pool, **of_environment}


def health(ids: Ids, options: Parameters) -> dict[str, Any]:
    return {**TIMEOUTS, **checked_machines(ids, options)}


def script(ids: Ids, options: Parameters) -> dict[str, Any]:
    """The arguments of a script, which runs either on targets, or on workers, or on the server."""
    if not options.get("script"):
        raise OptionError("script", "is missing: the text of the script to run")
    places = {
        "Machines": ("machines", {"MachineIds": ids.get("machines")}),
        "Environments": ("environments", {"EnvironmentIds": ids.get("environments")}),
        "Workers": ("workers", {"WorkerIds": ids.get("workers")}),
        "WorkerPools": ("worker_pools", {"WorkerPoolIds": ids.get("worker_pools")}),
        "OctopusServer": ("on_server", {}),
    }
    given = [sort for sort, (option, _arguments) in places.items() if options.get(option)]
    if len(given) != 1:
        names = ", ".join(option for option, _arguments in places.values())
        raise OptionError("script", f"runs on one sort of place; give exactly one of {names}")
    if options.get("target_tags") and given != ["Environments"]:
        raise OptionError("target_tags", "narrow environments down; give environments too")
    more: dict[str, Any] = {}
    if given == ["Environments"]:
        more["TargetRoles"] = options.get("target_tags") or []
    if ids.get("tenants"):
        more["TenantIds"] = ids["tenants"]
    return {
        "ScriptBody": options["script"],
        "Syntax": options.get("syntax") or SYNTAXES[0],
        "TargetType": given[0],
        **places[given[0]][1],
        **more,
    }


def calamari(ids: Ids, options: Parameters) -> dict[str, Any]:
    return {"MachineIds": [*ids.get("machines", ()), *ids.get("workers", ())] or None}


def email(ids: Ids, options: Parameters) -> dict[str, Any]:
    if not options.get("email_address"):
        raise OptionError("email_address", "is missing: the address to send the test message to")
    return {"EmailAddress": options["email_address"]}


MACHINERY = ("environments", "machines", "workers", "worker_pools")
QUEUEABLE: Mapping[str, Queueable] = {
    "Health": Queueable("Check the health", MACHINERY, health),
    "Upgrade": Queueable("Upgrade Tentacle", MACHINERY, checked_machines),
    "UpdateCalamari": Queueable("Update Calamari", ("machines", "workers"), calamari),
    "AdHocScript": Queueable(
        "Run a script", (*MACHINERY, "tenants", "target_tags", "on_server", "script", "syntax"), script
    ),
    "Retention": Queueable("Apply the retention policies", of_the_server=True),
    "SyncCommunityActionTemplates": Queueable("Synchronise the community step templates", of_the_server=True),
    "SystemIntegrityCheck": Queueable("Check the integrity of the system", of_the_server=True),
    "Backup": Queueable("Back up the server", of_the_server=True),
    "TestEmail": Queueable("Send a test message", ("email_address",), email, of_the_server=True),
}


def body_of(options: Parameters, context: Context) -> dict[str, Any]:
    """The server task that the options describe, without its space. Raises ``OptionError``."""
    task = QUEUEABLE[options["name"]]
    for option in TARGET_ARGUMENTS:
        if options.get(option) is not None and option not in task.takes:
            takes = ", ".join(task.takes) or "no option"
            raise OptionError(option, f"can't be used with {options['name']}, which takes {takes}")
    ids = {
        option: [resolved(location, each, context, option) for each in options[option]]
        for option, location in WHERE.items()
        if options.get(option) is not None
    }
    for option, found in ids.items():
        if not found:
            raise OptionError(option, "is empty; leave it out, or name at least one")
    return {
        "Name": options["name"],
        "Description": options.get("description") or described(task, options),
        "Arguments": task.arguments(ids, options),
    }


def described(task: Queueable, options: Parameters) -> str:
    """A description with the names that the task gives."""
    names = [each for option in (*WHERE, "target_tags") for each in options.get(option) or ()]
    if options.get("on_server"):
        names.append("the server")
    if not names:
        return task.words
    joined = f"{', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''}"
    return f"{task.words} {'of' if 'script' not in task.takes else 'on'} {joined}"
