# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that a project needs for its automatic releases (api: traps#5.17, projects#project)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    DEPLOYMENT_PROCESSES,
    FEEDS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_in, actions_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import report_mistake
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

IS_ON, STRATEGY, PACKAGE = "AutoCreateRelease", "ReleaseCreationStrategy", "ReleaseCreationPackage"
OPTION = "auto_create_release"
LINK, BUILT_IN = "DeploymentProcess", "BuiltIn"
MENDED = "Check mode assumes that an earlier task corrects that"
NOTHING: Mapping[str, Any] = {}


def lost_step(project: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    """Warn in check mode if the server would refuse a process without the step whose packages create releases.

    ``project``: with the planned process. There is no warning if the run also changes the project, because a
    configuration switches automatic releases off in the meantime (``ReleaseCreation``). An earlier task of the playbook
    may also give the project another step.
    """
    needed = ((project.get(STRATEGY) or {}).get(PACKAGE) or {}).get("DeploymentAction")
    is_planned_too = project.get("Id") in context.resolver.planned_changes(PROJECTS)
    if context.check and needed and not is_planned_too and action_named(actions_of(project), needed) is None:
        context.warn(
            f"steps: {project.get('Name')!r} creates releases for the packages of the step {needed!r} "
            f"(release_creation_strategy), and the server refuses a process without it. {MENDED}; octopus_config "
            "changes both together"
        )
    return NOTHING


def without_package(project: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    """Report automatic releases that the server would refuse because there is no package for them. This looks only at
    projects that exist and whose automatic releases change: the options need steps (api: projects#project,
    errors#refusals). A single task reports only in check mode, and leaves the refusal to the server.
    """
    is_changed = current is not None and any(project.get(each) != current.get(each) for each in (IS_ON, STRATEGY))
    if is_changed and project.get(IS_ON) and (context.check or context.notes.missing is not None):
        _tell(_problem(project, context), context)
    return NOTHING


def refuse_too_early(project: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for automatic releases of a new project, which has no step yet; in check mode warn.

    A clone has the steps of its source. A configuration knows the steps before it writes them, and switches automatic
    releases on after that; it collects mistakes instead of raising them.
    """
    if not parameters.get("auto_create_release") or project.get("ClonedFromProjectId"):
        return
    if context.notes.missing is not None:
        _tell(_problem({**project, STRATEGY: _asked_for(parameters)}, context), context)
        return
    problem = (
        f"the project {project['Name']!r} does not exist yet, and the server takes this option only for a project that "
        "has a step with the package; create the project and its process first, or both with octopus_config"
    )
    if not context.check:
        raise OptionError(OPTION, problem)
    context.warn(f"{OPTION}: {problem}. Check mode assumes that an earlier task does that")


def _asked_for(parameters: Parameters) -> Document:
    """The strategy that the options of a new project ask for, with names in place of IDs."""
    given = parameters.get("release_creation_strategy") or {}
    package = given.get("release_creation_package") or {}
    named = {"DeploymentAction": package.get("deployment_action"), "PackageReference": package.get("package_reference")}
    return {"ChannelId": given.get("channel"), PACKAGE: named}


def _tell(problem: str, context: Context) -> None:
    """Warn of a refusal in check mode; else it is a mistake of the configuration."""
    if problem and context.check:
        context.warn(f"{OPTION}: the server refuses it, because {problem}. {MENDED}")
    elif problem:
        report_mistake(f"the server refuses it, because {problem}; correct that as well", context, OPTION)


def _problem(project: Document, context: Context) -> str:
    """The reason for a refusal; empty if there is no reason, or if it can't be known."""
    strategy = project.get(STRATEGY) or {}
    package = strategy.get(PACKAGE) or {}
    named, reference = (str(package.get(each) or "") for each in ("DeploymentAction", "PackageReference"))
    for option, value in (("channel", strategy.get("ChannelId")), ("release_creation_package", named)):
        if not value:
            return f"release_creation_strategy.{option} is not set"
    actions = _actions(project, context)
    if actions is None:
        return ""
    action = action_named(actions, named)
    if action is None:
        return f"the deployment process has no step {named!r}"
    if action.get("IsDisabled"):
        return f"the step {named!r} is disabled"
    used = {folded(each.get("Name") or ""): each for each in action.get("Packages") or ()}.get(folded(reference))
    if used is None:
        return f"the step {named!r} has no {f'package {reference!r}' if reference else 'primary package'}"
    feed = context.resolver.seen(FEEDS, str(used.get("FeedId")))
    if feed is not None and feed.get("FeedType") != BUILT_IN:
        return f"the package is from the feed {feed.get('Name')!r}, and has to be from the built-in feed"
    return ""


def _actions(project: Document, context: Context) -> list[Document] | None:
    """The actions that the project will have; None for the copies of a new clone, and for a process in Git."""
    identity = str(project.get("Id") or to_come(str(project.get("Name"))))
    planned = context.resolver.planned_changes(DEPLOYMENT_PROCESSES).get(identity)
    if planned:
        return actions_of(planned[1])
    if is_to_come(identity):
        return None if project.get("ClonedFromProjectId") else []
    if context.client.is_in_git(project, LINK):
        return None
    # The types of steps take a quarter of the import of octopus_project, and few projects come here.
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import PROCESS

    process = shapes.fitting(context.client.document(project, LINK), PROCESS, f"The link {LINK!r}")
    return actions_in(process.get("Steps") or ())


def action_named(actions: list[Document], named: str) -> Document | None:
    """The action that a project names by name or ID; None if no action has it (api: projects#deployment-settings)."""
    for prop in ("Name", "Id"):
        for each in actions:
            if folded(str(each.get(prop) or "")) == folded(named):
                return each
    return None
