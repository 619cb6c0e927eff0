# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: deploys a release, unless it is what runs already (api: deployments#deployments-in-a-module)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import places as to
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import (
    NOTHING,
    RELEASE,
    Present,
    present,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_obstacles import (
    missing_packages,
    refuse_freezes,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_queue import queued
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_release import (
    check_version,
    mended_later,
    release_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_result import (
    JOINED,
    KEPT,
    QUEUED,
    Outcome,
    artifacts_of,
    described,
    versions_of,
    was,
    will_be,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_targets import (
    previews_of,
    template_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import in_space
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import TasksFailed
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost

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
    "artifacts": OFF,
    **run_options.ARGUMENTS,
}
SNAPSHOT, SNAPSHOT_ID, LIBRARY_IDS = (
    "SnapshotVariables",
    "ProjectVariableSetSnapshotId",
    "LibraryVariableSetSnapshotIds",
)


@dataclass(frozen=True)
class Plan:
    """The decision for each place. ``now``: what is there now, by the ``key`` of the place."""

    project: Document
    release: Document
    places: Sequence[Place]
    now: Mapping[tuple[str, str], Present]
    is_forced: bool

    def at(self, place: Place) -> Present:
        return self.now.get(place.key, NOTHING)

    def action(self, place: Place) -> str:
        """The decision for one place."""
        here = self.at(place)
        if not self.is_forced and here.runs(self.release):
            return KEPT
        return JOINED if not self.is_forced and here.is_on_its_way(self.release) else QUEUED

    def having(self, action: str) -> list[Place]:
        return [each for each in self.places if self.action(each) == action]

    @property
    def title(self) -> str:
        return f"release {self.release['Version']} of {self.project['Name']}"


def look(asked: Asked) -> Intent:
    """Find what runs where, and read the server's previews for each place that needs a deployment."""
    options, context = asked.options, asked.context
    run_options.schedule(options)
    check_version(asked)
    project_id = resolved(PROJECTS, options["project"], context, "project")
    project = None if is_to_come(project_id) else context.resolver.seen(PROJECTS, project_id)
    where = to.where_of(asked)
    if project is None or not where.exists:
        return assumed(options, where.described())
    mode = str(project.get("TenantedDeploymentMode"))
    to.refuse_tenants(mode, f"tenanted_deployment_mode of {project['Name']!r}", where)
    places = to.places_of(asked, project, where)
    if not places:
        mended_later(asked, "tenant_tags", f"no tenant that is connected to {project['Name']!r} there has such a tag")
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
    """The intent for places of which this task knows what is there."""
    outcomes = [outcome(plan, each) for each in plan.places]
    foretold = {"deployments": described(outcomes, plan.release, (), asked.context), "tasks": []}
    wanted = plan.having(QUEUED)
    if not wanted:
        state = {"deployments": was(outcomes, {})}
        joined = plan.having(JOINED)
        warn_of_times(asked, plan, joined)
        if joined:
            return Intent(state, state, foretold, lambda: finished(asked, plan, {}), counts=False)
        return Intent(state, state, {**foretold, **artifacts_of(asked, outcomes)})
    prepared = preparation(asked, plan, wanted)
    warn_of_times(asked, plan, plan.having(JOINED))
    versions = versions_of(asked, outcomes, plan.release)
    before, after = was(outcomes, versions), will_be(outcomes, plan.release, versions)
    return Intent(
        {"deployments": before},
        {"deployments": after},
        foretold,
        lambda: deployed(asked, plan, prepared),
        title=plan.title,
    )


def outcome(plan: Plan, place: Place, made: Document | None = None) -> Outcome:
    action = plan.action(place)
    return Outcome(place, action, plan.at(place), made if action == QUEUED else plan.at(place).deployment)


def warn_of_times(asked: Asked, plan: Plan, joined: Sequence[Place]) -> None:
    """Warn if a deployment that exists begins at another time than the options say."""
    due = instant(asked.options["run_at"])
    for each in joined:
        known = plan.at(each).deployment or {}
        if due is not None and instant(known.get("QueueTime")) != due:
            when = known.get("QueueTime") or "begins at once"
            asked.context.warn(
                f"{plan.title} is to be deployed to {each.words} already, at another time than run_at says: {when}"
            )


@dataclass(frozen=True)
class Preparation:
    """The requests for each place; the variables of the release may have to be replaced before."""

    bodies: Mapping[Place, Mapping[str, Any]]
    is_outdated: bool = False


def preparation(asked: Asked, plan: Plan, places: Sequence[Place]) -> Preparation:
    """Check everything that can be known before anything is queued. Raises ``OptionError``."""
    template = template_of(asked, plan.release)
    is_outdated = asked.options["update_variables"] and any(
        template.get(each) for each in ("IsVariableSetModified", "IsLibraryVariableSetModified")
    )
    refuse_freezes(asked, plan.project, places)
    for each in missing_packages(asked, plan.release):
        asked.context.warn(f"the package {each} of {plan.title} is missing in the built-in feed")
    previews = previews_of(asked, plan.project, plan.release, template, places)
    run_options.warn_of_machines(asked, {place.words: preview for place, preview in previews.items()})
    # Which variables are prompted is known only when the release has the newest ones.
    bodies = {} if is_outdated or not previews else bodies_of(asked, plan, previews)
    return Preparation(bodies, is_outdated)


def bodies_of(asked: Asked, plan: Plan, previews: Mapping[Place, Document]) -> dict[Place, dict[str, Any]]:
    """The request for each place. Raises ``OptionError``."""
    common = run_options.body_of(asked, list(previews.values()))
    return {place: {**common, **own(asked, plan, place, preview, common)} for place, preview in previews.items()}


def own(asked: Asked, plan: Plan, place: Place, preview: Document, common: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that differ from place to place: a place may not have every step, or ask for every variable."""
    elements = {each.element for each in prompts_of([preview])}
    actions = {str(each["ActionId"]) for each in preview.get("StepsToExecute") or ()}
    return {
        **in_space(asked.space),
        "ProjectId": plan.project["Id"],
        RELEASE: plan.release["Id"],
        "EnvironmentId": place.environment_id,
        **({"TenantId": place.tenant_id} if place.tenant_id else {}),
        "ForcePackageRedeployment": asked.options["force_package_redeployment"],
        "FormValues": {element: value for element, value in common["FormValues"].items() if element in elements},
        "SkipActions": [each for each in common["SkipActions"] if each in actions],
    }


def deployed(asked: Asked, plan: Plan, prepared: Preparation) -> Entries:
    """Queue the deployments one by one, and wait for them."""
    if prepared.is_outdated:
        updated = replace(plan, release=with_newest_variables(asked, plan))
        template = template_of(asked, updated.release)
        wanted = plan.having(QUEUED)
        previews = previews_of(asked, plan.project, updated.release, template, wanted)
        prepared = Preparation(bodies_of(asked, updated, previews))
    made = {
        place: queued(asked, plan.project, place, body, plan.title, plan.at(place).deployment)
        for place, body in prepared.bodies.items()
    }
    return finished(asked, plan, made)


def with_newest_variables(asked: Asked, plan: Plan) -> Document:
    """Replace the variables of the release by the project's present ones."""
    client, release = asked.context.client, plan.release
    done = f"updated the variables of {plan.title}"

    def current() -> Document:
        return client.document(release, "Self")

    def has_changed() -> bool:
        found = current()
        return any(found.get(each) != release.get(each) for each in (SNAPSHOT_ID, LIBRARY_IDS))

    try:
        client.send("POST", release, SNAPSHOT)
    except AnswerLost as lost:
        look_again(lost, has_changed, done)
        raise
    asked.context.did(done)
    return current()


def finished(asked: Asked, plan: Plan, made: Mapping[Place, Document]) -> Entries:
    """The entries of the result, when the deployments are over if the task waits."""
    context, outcomes = asked.context, [outcome(plan, each, made.get(each)) for each in plan.places]
    ids = [str(each.deployment["TaskId"]) for each in outcomes if each.deployment and each.action != KEPT]
    tasks, _missing = found_by_id(ids, asked.space.document, context)
    try:
        ended = run_options.awaited(asked, tasks)
    except TasksFailed as failed:
        failed.more = {"deployments": described(outcomes, plan.release, failed.tasks, context)}
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
