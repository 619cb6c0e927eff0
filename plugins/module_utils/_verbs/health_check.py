# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a health check of a machine or a worker and waits for it (api: machines#target, tasks#task)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import NONE, Action, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import WAIT_ARGUMENTS, Patience, check_waiting
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.waiter import run_task
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

NEVER, WHEN_CHANGED, ALWAYS = "never", "when_changed", "always"


def health_check_is_due(parameters: Parameters, write: str) -> bool:
    """Whether the task asks for a health check."""
    asked = parameters.get("health_check")
    return asked == ALWAYS or (asked == WHEN_CHANGED and write != NONE)


def health_check_action(location: Location) -> Action:
    """The action for the option ``health_check`` of machines at a location."""

    def check_health(machine: Document, parameters: Parameters, context: Context) -> dict[str, Any]:
        body = {
            "Name": "Health",
            "Description": f"Check {machine['Name']} health",
            "SpaceId": machine.get("SpaceId"),
            "Arguments": {"Timeout": "00:05:00", "MachineTimeout": "00:05:00", "MachineIds": [machine["Id"]]},
        }
        holder = context.resolver.holder(location) or {}
        task = run_task(context, holder, body, Patience.of(parameters))
        checked = context.client.document(machine, "Self")
        health = {"task_id": task["Id"], "state": task.get("State"), "health_status": checked.get("HealthStatus")}
        return {"health_check": health}

    choice = {"type": "str", "choices": [NEVER, WHEN_CHANGED, ALWAYS], "default": NEVER}
    return Action({"health_check": choice, **WAIT_ARGUMENTS}, health_check_is_due, check_health, check=check_waiting)
