# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: deploys a release, unless it is what runs already (api: deployments#deployments-in-a-module)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import places as to
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import present
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_obstacles import check_override
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_plan import (
    Plan,
    Preparation,
    preparation,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_queue import queued
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_release import (
    check_version,
    release_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_result import (
    JOINED,
    KEPT,
    QUEUED,
    Outcome,
    artifacts_of,
    described,
    state_after,
    state_before,
    versions_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.frozen_variables import taken_anew
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_progression import own
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_source import shown
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import (
    Asked,
    Entries,
    Intent,
    Verb,
    refuse_or_warn,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import TasksFailed
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

TEXT: dict[str, Any] = {"type": "str"}
OFF: dict[str, Any] = {"type": "bool", "default": False}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "project": {"type": "str", "required": True},
    "version": TEXT,
    "channel": TEXT,
    "promote_from": TEXT,
    **to.ARGUMENTS,
    "force": OFF,
    "force_package_redeployment": OFF,
    "update_variables": OFF,
    "priority": {"type": "str", "choices": ["LifecycleDefault", "On", "Off"]},
    "artifacts": OFF,
    "override_freezes": {"type": "list", "elements": "str"},
    "override_reason": TEXT,
    **run_options.ARGUMENTS,
}


def look(asked: Asked) -> Intent:
    """Find what runs where, and read the server's previews for each place that needs a deployment."""
    options, context = asked.options, asked.context
    run_options.schedule(options)
    check_version(asked)
    check_override(asked)
    project_id = resolved(PROJECTS, options["project"], context, "project")
    project = None if is_to_come(project_id) else context.resolver.seen(PROJECTS, project_id)
    where = to.where_of(asked)
    if project is None or not where.exists:
        return assumed(options, where.described())
    mode = str(project.get("TenantedDeploymentMode"))
    to.refuse_tenants(asked, mode, f"tenanted_deployment_mode of {project['Name']!r}", where)
    places = to.places_of(asked, project, where)
    if not places:
        refuse_or_warn(asked, "tenant_tags", f"no tenant that is connected to {project['Name']!r} there has such tags")
        return assumed(options, where.described())
    release = release_of(asked, project, where, places)
    if release is None:
        return assumed(options, where.described())
    now = present(asked, project, places)
    return intended(asked, Plan(project, release, places, now, options["force"]))


def assumed(options: Mapping[str, Any], places: list[dict[str, Any]]) -> Intent:
    """The intent of check mode if an earlier task of the playbook would create what the options name."""
    version = options["version"]
    found = [{**each, "release": version, "action": QUEUED} for each in places]
    after = {"deployments": [{**each, "release": version, "state": "Queued"} for each in places]}
    return Intent({"deployments": []}, after, {"deployments": found, "tasks": []}, dict, title=str(options["project"]))


def intended(asked: Asked, plan: Plan) -> Intent:
    """The intent for places whose present deployments are known."""
    outcomes = [outcome(plan, each) for each in plan.places]
    predicted = {
        "deployments": described(outcomes, plan.release, (), asked.context),
        "tasks": [],
        **shown(plan.release),
    }
    wanted = plan.having(QUEUED)
    if not wanted:
        state = {"deployments": state_before(outcomes, versions_of(asked, outcomes, plan.release))}
        joined = plan.having(JOINED)
        warn_of_times(asked, plan, joined)
        if joined:
            return Intent(state, state, predicted, lambda: finished(asked, plan, {}), is_change=False)
        return Intent(state, state, {**predicted, **artifacts_of(asked, outcomes)})
    prepared = preparation(asked, plan, wanted, updates=asked.options["update_variables"])
    warn_of_times(asked, plan, plan.having(JOINED))
    versions = versions_of(asked, outcomes, plan.release)
    before, after = state_before(outcomes, versions), state_after(outcomes, plan.release, versions)
    return Intent(
        {"deployments": before},
        {"deployments": after},
        predicted,
        lambda: deployed(asked, plan, prepared),
        title=plan.title,
    )


def outcome(plan: Plan, place: Place, made: Document | None = None) -> Outcome:
    action = plan.action(place)
    return Outcome(place, action, plan.at(place), made if action == QUEUED else plan.at(place).deployment)


def warn_of_times(asked: Asked, plan: Plan, joined: Sequence[Place]) -> None:
    """Warn of a scheduled deployment that begins at a time other than the options say."""
    due = instant(asked.options["run_at"])
    for each in joined:
        known = plan.at(each).deployment or {}
        if due is not None and instant(known.get("QueueTime")) != due:
            when = known.get("QueueTime") or "at once"
            asked.context.warn(
                f"{plan.title} is already scheduled for {each.words}, at a time other than run_at: {when}"
            )


def deployed(asked: Asked, plan: Plan, prepared: Preparation) -> Entries:
    """Queue the deployments one by one, and wait for them."""
    orders = prepared.orders
    if prepared.is_outdated:
        updated = replace(plan, release=taken_anew(asked, plan.release, plan.title, own(plan.release)))
        orders = preparation(asked, updated, plan.having(QUEUED), updates=False).orders
    made = {}
    for each in orders:
        made[each.place] = queued(asked, plan.project, each, plan.title, plan.at(each.place).deployment)
    return finished(asked, plan, made)


def finished(asked: Asked, plan: Plan, made: Mapping[Place, Document]) -> Entries:
    """The entries of the result; if the task waits, after the deployments are over."""
    context, outcomes = asked.context, [outcome(plan, each, made.get(each)) for each in plan.places]
    ids = [str(each.deployment["TaskId"]) for each in outcomes if each.deployment and each.action != KEPT]
    tasks, _missing = found_by_id(ids, asked.space.document, context)
    try:
        ended = run_options.awaited(asked, tasks)
    except TasksFailed as failed:
        failed.more = {"deployments": described(outcomes, plan.release, failed.tasks, context), **shown(plan.release)}
        raise
    found = described(outcomes, plan.release, ended["tasks"], context)
    return {**ended, "deployments": found, **artifacts_of(asked, outcomes)}


DEPLOYMENT = Verb(
    "octopus_deployment",
    ARGUMENTS,
    look,
    groups={
        "required_one_of": (("version", "promote_from"),),
        "mutually_exclusive": (("version", "promote_from"), *run_options.GROUPS["mutually_exclusive"]),
    },
)
