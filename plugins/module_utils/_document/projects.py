# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The projects: their settings, processes, runbooks, triggers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    OFF,
    SCOPE,
    Block,
    Cell,
    Code,
    Mark,
    Paragraph,
    Part,
    Section,
    Step,
    Steps,
    cell,
    many,
    marks,
    table,
    words,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import Config, Item, by_group
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import STEP_TYPES

TYPED = tuple(each.option for each in STEP_TYPES)
# Somebody gave these values of prompted variables, and may not have meant them for every reader.
LEFT_OUT = ("variables", "form_values")
# The scopes of a step, with the words before them.
SCOPES = {
    "target_tags": "on",
    "environments": "only in",
    "excluded_environments": "not in",
    "channels": "only in the channels",
    "tenant_tags": "only for",
}
CONDITIONS = {
    "Failure": "only after a failure",
    "Always": "always, even after a failure",
    "Variable": "if a variable says so",
}


def project_section(config: Config) -> Iterator[Section]:
    """The settings of each project."""
    rows: list[tuple[Cell, ...]] = []
    steps = {
        str(each.get("project")): len(each.get("steps") or ()) for each in config.get("deployment_processes") or ()
    }
    for group, projects in by_group(config):
        rows.append((cell(group),))
        for each in projects:
            settings = cell(*_settings(each, steps.get(str(each["name"]), 0)))
            sets = marks(each.get("included_library_variable_sets") or ())
            own = [one for one in config.get("channels") or () if one.get("project") == each["name"]]
            channels = marks(one["name"] for one in own)
            rows.append((cell(each["name"]), cell(each.get("description")), settings, channels, sets))
    if rows:
        head = ("Project", "Description", "Settings", "Channels", "Library variable sets")
        yield Section("Projects", (table("Projects", head, tuple(rows)),))


def _settings(project: Item, steps: int) -> Iterator[Any]:
    if steps:
        yield Mark(many(steps, "step"), SCOPE)
    if project.get("is_disabled"):
        yield Mark("disabled", OFF)
    mode = project.get("tenanted_deployment_mode")
    if mode in ("Tenanted", "TenantedOrUntenanted"):
        yield Mark("for tenants" if mode == "Tenanted" else "with or without tenants", SCOPE)


def process_section(config: Config) -> Iterator[Section]:
    """The steps of each process and runbook."""
    blocks = [
        Part(str(each.get("project")), (Steps(steps_of(each)),)) for each in config.get("deployment_processes") or ()
    ]
    if blocks:
        yield Section("Deployment processes", tuple(blocks))
    processes = {(each.get("project"), each.get("runbook")): each for each in config.get("runbook_processes") or ()}
    parts = []
    for each in config.get("runbooks") or ():
        process = processes.get((each.get("project"), each["name"]))
        content: list[Block] = [Paragraph(cell(each["description"]))] if each.get("description") else []
        content.append(Steps(steps_of(process)) if process else Paragraph(cell("No steps were read.")))
        parts.append(Part(f"{each.get('project')}: {each['name']}", tuple(content)))
    if parts:
        yield Section("Runbooks", tuple(parts))


def steps_of(process: Item) -> tuple[Step, ...]:
    """The steps of a process."""
    return tuple(_step(each) for each in process.get("steps") or ())


def _step(step: Item) -> Step:
    inner = tuple(_step(each) for each in step.get("actions") or ())
    return Step(str(step.get("name")), tuple(_facts(step)), inner)


def _facts(step: Item) -> Iterator[Cell]:
    typed = next((each for each in TYPED if step.get(each) is not None), None)
    settings: Mapping[str, Any] = (step.get(typed) if typed else {}) or {}
    what: list[Any] = [words(typed) if typed else str(step.get("action_type") or "")]
    for package in [settings.get("package"), *(step.get("packages") or ())]:
        if isinstance(package, Mapping) and package.get("package_id"):
            what += [" ", Code(str(package["package_id"]))]
            what += [f" from {package['feed']}"] if package.get("feed") else []
    if step.get("run_on_server"):
        what.append(" on the server")
    if any(what):
        yield cell(*what)
    if settings.get("instructions"):
        yield cell(str(settings["instructions"]))
    teams = settings.get("responsible_teams")
    if teams:
        yield cell("by ", *marks(teams))
    for option, preposition in SCOPES.items():
        if step.get(option):
            yield cell(f"{preposition} ", *marks(step[option]))
    yield from _manner(step)


def _manner(step: Item) -> Iterator[Cell]:
    """How and when a step runs, if not as usual."""
    if step.get("condition") in CONDITIONS:
        expression = step.get("condition_expression")
        yield cell(
            CONDITIONS[step["condition"]], ": " if expression else "", Code(str(expression)) if expression else ""
        )
    if step.get("start_trigger") == "StartWithPrevious":
        yield cell("at the same time as the step before it")
    if step.get("max_parallelism"):
        yield cell(f"at most {step['max_parallelism']} machines at a time")
    if step.get("worker_pool"):
        yield cell(f"on a worker of {step['worker_pool']}")
    if step.get("is_disabled"):
        yield cell(Mark("disabled", OFF))
    if step.get("notes"):
        yield cell(str(step["notes"]))


def trigger_section(config: Config) -> Iterator[Section]:
    """The triggers: when they act, and how."""
    rows = []
    for each in config.get("project_triggers") or ():
        details = [(key, value) for key, value in each.items() if isinstance(value, Mapping)]
        when = [part for part in details if part[0].endswith(("_schedule", "_filter"))]
        then = [part for part in details if part not in when]
        off = Mark("disabled", OFF) if each.get("is_disabled") else ""
        name = cell(each["name"], " " if off else "", off)
        rows.append((cell(each.get("project")), name, cell(_lines(when)), cell(_lines(then))))
    if rows:
        head = ("Project", "Trigger", "When", "Action")
        yield Section("Triggers", (table("Triggers", head, tuple(rows)),))


def _lines(parts: list[tuple[str, Any]]) -> str:
    return "\n".join(filter(None, (f"{words(key)}\n{settings(value)}".strip() for key, value in parts)))


def settings(options: Mapping[str, Any]) -> str:
    """Options as lines; what is false or empty is left out."""
    lines = []
    for key, value in options.items():
        if key in LEFT_OUT or value is False or value in (None, "", [], {}):
            continue
        text = ", ".join(map(str, value)) if isinstance(value, list) and not any(map(_is_deep, value)) else value
        lines.append(words(key) if text is True else f"{words(key)}: {'…' if _is_deep(text) else text}")
    return "\n".join(lines)


def _is_deep(value: Any) -> bool:
    return isinstance(value, (list, Mapping))
