# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translates steps that others wrote into options of this collection, and collects the names of documents in them.

The steps are in files of projects in Git (OCL), in resources of the Terraform provider, and in the community's step
templates.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_properties import (
    MIRROR,
    REFERRING,
    references_in,
)
from ocl import Block, read

Step = dict[str, Any]
# References in texts of Terraform: to a variable, and to a resource.
VARIABLE = re.compile(r"\$\{var\.(\w+)\}")
RESOURCE = re.compile(r"\$\{(?:data\.)?octopusdeploy_\w+\.(\w+?)(?:\.\w+(?:\[0\])?)*\.?(?:id)?\}")
SLUGS = ("environments", "excluded_environments", "channels", "tenant_tags")
PROPERTIES = {
    "Octopus.Action.TargetRoles": "target_tags",
    "Octopus.Action.MaxParallelism": "max_parallelism",
    "Octopus.Step.ConditionVariableExpression": "condition_expression",
}
PACKAGE = ("acquisition_location", "feed", "package_id", "properties")
REPOSITORY = ("repository_uri", "default_branch", "git_credential_type", "file_path_filters")
CONTAINER = ("image", "feed", "git_url", "dockerfile")
Named = dict[str, set[str]]


def processes(folder: Path) -> Iterator[tuple[str, list[Step]]]:
    """The processes in the files of a folder, each with the name of its file."""
    for path in sorted(folder.rglob("*.ocl")):
        content = read(path.read_text(encoding="utf-8"))
        # A runbook's file has the steps in a nested block.
        steps = [_step(each) for part in (content, *content.called("process")) for each in part.called("step")]
        if steps:
            yield str(path.relative_to(folder)), steps
    resources: dict[str, list[Step]] = defaultdict(list)
    for path in sorted(folder.rglob("*.tf")):
        for process, step in _resources(path):
            resources[process].append(step)
    yield from resources.items()


def templates(folder: Path) -> list[dict[str, Any]]:
    """The community's step templates in a folder."""
    found = [json.loads(each.read_text(encoding="utf-8-sig")) for each in sorted(folder.glob("*.json"))]
    return [each for each in found if "ActionType" in each]


def named(steps: list[Step]) -> Named:
    """The names of the documents that steps refer to, by option or by the label of the documents."""
    found: Named = defaultdict(set)
    for step in steps:
        for action in (step, *step.get("actions", ())):
            for option in SLUGS:
                found[option] |= set(action.get(option) or ())
            found["worker_pool"] |= {action["worker_pool"]} if action.get("worker_pool") else set()
            contents = [action.get("container") or {}, *action.get("packages", ()), *action.get("git_dependencies", ())]
            for each in contents:
                found["feed"] |= {each["feed"]} if each.get("feed") else set()
                found["git_credential"] |= {each["git_credential"]} if each.get("git_credential") else set()
            for key, value in (action.get("properties") or {}).items():
                if key.casefold() in REFERRING:
                    found[REFERRING[key.casefold()][0].label] |= set(references_in(key, value))
    return found


def _step(block: Block) -> Step:
    actions = [_action(each) for each in block.called("action")]
    name = str(block.values.get("name") or block.labels[0])
    step: Step = {"name": name, **_of_step(block.values.get("properties") or {})}
    for option in ("condition", "start_trigger", "package_requirement"):
        if option in block.values:
            step[option] = block.values[option]
    if len(actions) == 1 and actions[0].get("name") in (None, name):
        return {**step, **actions[0], "name": name}
    return {**step, "actions": [{**each, "name": each.get("name") or name} for each in actions]}


def _of_step(properties: Mapping[str, Any]) -> Step:
    found: Step = {PROPERTIES[key]: value for key, value in properties.items() if key in PROPERTIES}
    if "target_tags" in found:
        found["target_tags"] = str(found["target_tags"]).split(",")
    return found


def _action(block: Block) -> Step:
    values, properties = block.values, dict(block.values.get("properties") or {})
    made: Step = {"action_type": values.get("action_type", "Octopus.Script"), "properties": _unmirrored(properties)}
    options = (*SLUGS, "name", "worker_pool", "worker_pool_variable", "notes", "is_disabled", "is_required")
    made.update({option: values[option] for option in options if values.get(option) not in (None, "")})
    for each in block.called("container"):
        made["container"] = _given(each.values, CONTAINER)
    return {
        **made,
        **_contents("packages", [_content(each, PACKAGE) for each in block.called("packages")]),
        **_contents(
            "git_dependencies",
            [
                _content(each, REPOSITORY, git_credential="git_credential_id")
                for each in block.called("git_dependencies")
            ],
        ),
    }


def _contents(option: str, found: list[Step]) -> Step:
    return {option: found} if found else {}


def _content(block: Block, options: tuple[str, ...], **renamed: str) -> Step:
    return _named(block.labels[0] if block.labels else "", block.values, options, **renamed)


def _given(values: Mapping[str, Any], options: tuple[str, ...], **renamed: str) -> Step:
    """The options that have a value. ``renamed``: for some options, the key that the file has for them."""
    keys = {option: renamed.get(option, option) for option in (*options, *renamed)}
    return {option: values[key] for option, key in keys.items() if values.get(key)}


def _unmirrored(properties: Mapping[str, Any]) -> Step:
    """The properties without those that repeat the package."""
    return {key: value for key, value in properties.items() if key not in MIRROR.values()}


def _resources(path: Path) -> Iterator[tuple[str, Step]]:
    """The steps in a Terraform file, each with its process."""
    content = read(path.read_text(encoding="utf-8"))
    defaults = {each.labels[0]: each.values.get("default") for each in content.called("variable")}

    def plain(value: Any) -> Any:
        """A value in which the names of resources replace their IDs."""
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items() if part is not None}
        if isinstance(value, list):
            return [plain(each) for each in value]
        if not isinstance(value, str):
            return value
        return RESOURCE.sub(r"\1", VARIABLE.sub(lambda found: str(defaults[found[1]]), value)).replace("$${", "${")

    for block in content.called("resource"):
        if block.labels[0] == "octopusdeploy_process_step":
            values = plain(block.values)
            yield str(values["process_id"]), _of_terraform(values)


def _of_terraform(values: Step) -> Step:
    step: Step = {"name": values["name"], "action_type": values["type"], **_of_step(values.get("properties") or {})}
    step["properties"] = _unmirrored(values.get("execution_properties") or {})
    for option in (*SLUGS, "condition", "start_trigger", "package_requirement", "notes", "worker_pool_variable"):
        if values.get(option):
            step[option] = values[option]
    if values.get("worker_pool_id"):
        step["worker_pool"] = values["worker_pool_id"]
    if values.get("container"):
        step["container"] = _given(values["container"], CONTAINER, feed="feed_id")
    packages = {**_primary(values, "primary_package"), **(values.get("packages") or {})}
    repositories = {**_primary(values, "primary_git_dependency"), **(values.get("git_dependencies") or {})}
    return {
        **step,
        **_contents("packages", [_named(*each, PACKAGE, feed="feed_id") for each in packages.items()]),
        **_contents(
            "git_dependencies",
            [_named(*each, REPOSITORY, git_credential="git_credential_id") for each in repositories.items()],
        ),
    }


def _named(name: str, values: Mapping[str, Any], options: tuple[str, ...], **renamed: str) -> Step:
    return {"name": name, **_given(values, options, **renamed)}


def _primary(values: Step, key: str) -> dict[str, Step]:
    return {"": values[key]} if values.get(key) else {}
