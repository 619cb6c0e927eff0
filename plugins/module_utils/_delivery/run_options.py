# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a process runs: when, without which steps, on which machines, with which values of prompted variables.

api: deployments#further-fields, deployments#scheduling-guided-failure-packages
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import (
    ARGUMENTS as PROMPT_ARGUMENTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import form_values, prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import MACHINES
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import CLOCKS_DIFFER, instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import entry
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.waiter import WAITING_ARGUMENTS, Waiting, wait_for
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

NAMES: dict[str, Any] = {"type": "list", "elements": "str"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "skip_steps": NAMES,
    "only_steps": NAMES,
    "specific_machines": NAMES,
    "excluded_machines": NAMES,
    "use_guided_failure": {"type": "bool"},
    "force_package_download": {"type": "bool", "default": False},
    "run_at": {"type": "str"},
    "no_run_after": {"type": "str"},
    **PROMPT_ARGUMENTS,
    "wait": {"type": "bool", "default": True},
    **WAITING_ARGUMENTS,
}
GROUPS: Mapping[str, Any] = {"mutually_exclusive": (("skip_steps", "only_steps"),)}
MACHINE_IDS = {"specific_machines": "SpecificMachineIds", "excluded_machines": "ExcludedMachineIds"}
TIMES = {"run_at": "QueueTime", "no_run_after": "QueueTimeExpiry"}
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.000Z"


def body_of(asked: Asked, previews: Sequence[Document]) -> dict[str, Any]:
    """The properties of a deployment or a run that the options give. Raises ``OptionError``.

    ``previews``: the server's previews, one for each environment.
    """
    options, context = asked.options, asked.context
    refuse_past(asked)
    machines = {
        prop: [resolved(MACHINES, each, context, option) for each in options[option]]
        for option, prop in MACHINE_IDS.items()
        if options[option]
    }
    both = set(machines.get("SpecificMachineIds", ())) & set(machines.get("ExcludedMachineIds", ()))
    if both:
        names = context.resolver.names(MACHINES, sorted(both))
        raise OptionError("excluded_machines", f"names {listed(names)}, as specific_machines does")
    guided = options["use_guided_failure"]
    return {
        "FormValues": form_values(prompts_of(previews), options),
        "SkipActions": skipped(previews, options),
        "ForcePackageDownload": options["force_package_download"],
        **machines,
        **schedule(options),
        # If the property is left out, the environment or the project decides.
        **({} if guided is None else {"UseGuidedFailure": guided}),
    }


def skipped(previews: Sequence[Document], options: Mapping[str, Any]) -> list[str]:
    """The IDs of the actions that are left out. Raises ``OptionError``."""
    steps = [each for preview in previews for each in preview.get("StepsToExecute") or ()]
    option = "skip_steps" if options["only_steps"] is None else "only_steps"
    chosen = [each for name in options[option] or () for each in called(name, steps, option)]
    if option == "skip_steps":
        left_out = chosen
    elif not chosen:
        raise OptionError(option, "is empty; name at least one step")
    else:
        kept = {each["ActionId"] for each in chosen}
        left_out = [each for each in steps if each["ActionId"] not in kept]
    for each in left_out:
        if each.get("CanBeSkipped") is False:
            raise OptionError(option, f"the step {each.get('ActionName')!r} is required, and can't be left out")
    return list(dict.fromkeys(str(each["ActionId"]) for each in left_out))


def called(name: str, steps: Sequence[Document], option: str) -> list[Document]:
    """The steps of previews with a name, one for each environment. Raises ``OptionError`` if there is none."""
    found = [each for each in steps if folded(each.get("ActionName") or "") == folded(name)]
    if not found:
        own = list(dict.fromkeys(str(each.get("ActionName")) for each in steps))
        near = near_misses(name, own) or own
        raise OptionError(option, f"no step is called {name!r}. There are {listed(near)}")
    return found


def schedule(options: Mapping[str, Any]) -> dict[str, str]:
    """The times in UTC. Raises ``OptionError``."""
    times = {option: instant(options[option]) for option in TIMES if options[option] is not None}
    for option, time in times.items():
        if time is None:
            raise OptionError(
                option, f"{options[option]!r} is not a time; write it as 2026-12-24T18:00:00Z or with another offset"
            )
    begin, end = times.get("run_at"), times.get("no_run_after")
    if begin and end and end <= begin:
        raise OptionError("no_run_after", f"{options['no_run_after']} is not after run_at, {options['run_at']}")
    return {TIMES[option]: time.strftime(TIME_FORMAT) for option, time in times.items() if time}


def refuse_past(asked: Asked) -> None:
    """Raise ``OptionError`` for a time that is over; the clocks of the server and of this machine may differ."""
    now = asked.context.client.utc_now()
    for option in TIMES:
        time = None if asked.options[option] is None else instant(asked.options[option])
        if time is not None and time < now - CLOCKS_DIFFER:
            raise OptionError(option, f"{asked.options[option]} is in the past; it is {now.strftime(TIME_FORMAT)} now")


def warn_of_machines(asked: Asked, previews: Mapping[str, Document]) -> None:
    """Warn of steps that have no machine to run on, and of machines that can't be reached; by environment."""
    for place, preview in previews.items():
        for step in preview.get("StepsToExecute") or ():
            name = step.get("ActionName")
            if step.get("HasNoApplicableMachines"):
                asked.context.warn(f"the step {name!r} has no machine to run on in {place}")
            unavailable = [str(each.get("Name")) for each in step.get("UnavailableMachines") or ()]
            if unavailable:
                asked.context.warn(f"the step {name!r} can't reach {listed(unavailable)} in {place}")


def awaited(asked: Asked, tasks: Sequence[Document]) -> Entries:
    """The server tasks for a result; if the task waits, after they are over, apart from scheduled tasks."""
    options, context = asked.options, asked.context
    if not options["wait"] or options["run_at"] is not None:
        return {"tasks": [entry(each, context) for each in tasks]}
    over, lines = wait_for(tasks, asked.space.document, context, Waiting.of(options, asked.show))
    return {"tasks": [entry(each, context) for each in over], "progress": lines}
