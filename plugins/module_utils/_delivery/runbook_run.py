# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_run: runs a runbook, and waits until it is over (api: runbooks#run)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import chosen_content, places, run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import runbook_at_ref as at_ref
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import given_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_targets import (
    DEPLOYMENT_TEMPLATE as PROMOTIONS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_targets import targets_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Where
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_queue import Order, queued
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_snapshot import SNAPSHOTS
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import (
    Asked,
    Entries,
    Intent,
    Verb,
    refuse_or_warn,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    DEPLOYABLE,
    PROJECTS,
    RUNBOOKS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import TasksFailed
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, meant

RUN, TEMPLATE, PREVIEW = "CreateRunbookRun", "RunbookRunTemplate", "RunbookRunPreview"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "project": {"type": "str", "required": True},
    "runbook": {"type": "str", "required": True},
    **places.ARGUMENTS,
    "snapshot": {"type": "str"},
    "git_ref": {"type": "str"},
    **chosen_content.ARGUMENTS,
    **run_options.ARGUMENTS,
}


def look(asked: Asked) -> Intent:
    """Find everything that the options name, and read the server's previews; every task queues new runs."""
    options = asked.options
    run_options.schedule(options)
    given = given_of(options)
    refuse_content(options)
    project = project_of(asked)
    is_in_git = project is not None and asked.context.client.is_in_git(project, at_ref.RUNBOOKS)
    runbook = None if project is None else runbook_of(asked, project, is_in_git)
    where = places.where_of(asked)
    ref = {} if options["git_ref"] is None else {"git_ref": options["git_ref"]}
    assumed = Intent(
        {"runs": []},
        {**ref, "runs": where.described()},
        {**ref, "runs": where.described(), "tasks": []},
        dict,
        title=f"runbook {options['runbook']} of {options['project']}",
    )
    if project is None or runbook is None or not where.exists:
        # An earlier task of the playbook would create them.
        return assumed
    mode = str(runbook.get("MultiTenancyMode"))
    places.refuse_tenants(asked, mode, f"multi_tenancy_mode of {runbook['Name']!r}", where)
    if not is_in_git:
        order = of_snapshot(asked, runbook, where)
        return replace(assumed, act=lambda: finished(asked, queued(asked, order), {}))
    to = places.places_of(asked, project, where)
    if not to:
        refuse_or_warn(asked, "tenant_tags", f"no tenant that is connected to {project['Name']!r} there has such tags")
        return assumed
    planned = at_ref.prepared(asked, runbook, to, list(previews_of(runbook, where, asked).values()), given)

    def act() -> Entries:
        runs = queued(asked, planned.order)
        return finished(asked, runs, at_ref.origin(asked, runs))

    return replace(assumed, predicted={**assumed.predicted, **planned.content.shown()}, act=act)


def refuse_content(options: Parameters) -> None:
    """Raise ``OptionError`` for packages and Git resources of a snapshot, which has its own."""
    for name in chosen_content.ARGUMENTS:
        if options[name] and options["git_ref"] is None:
            problem = "can only be given with git_ref, as a snapshot has its packages and Git resources already"
            raise OptionError(name, problem)


def project_of(asked: Asked) -> Document | None:
    """The project; None in check mode if it does not exist yet."""
    context = asked.context
    project_id = resolved(PROJECTS, asked.options["project"], context, "project")
    return None if is_to_come(project_id) else context.resolver.seen(PROJECTS, project_id)


def runbook_of(asked: Asked, project: Document, is_in_git: bool) -> Document | None:
    """The runbook; None in check mode if it does not exist yet."""
    context = asked.context
    at_ref.check_ref(asked.options, project, is_in_git)
    if project.get("IsDisabled"):
        # Unverified: whether servers refuse a run then, so that only the server does.
        context.warn(f"project: {project['Name']!r} is disabled, so the server may refuse to run its runbooks")
    if is_in_git:
        return at_ref.runbook_at_ref(asked, project)
    inside = replace(context, owner_id=project["Id"])
    identity = resolved(RUNBOOKS, asked.options["runbook"], inside, "runbook")
    return None if is_to_come(identity) else context.resolver.seen(RUNBOOKS, identity)


def of_snapshot(asked: Asked, runbook: Document, where: Where) -> Order:
    """The request for runs of a snapshot."""
    options = asked.options
    snapshot = snapshot_of(runbook, asked)
    previews = previews_of(runbook if snapshot is None else snapshot, where, asked)
    body = {
        "SpaceId": runbook.get("SpaceId"),
        "ProjectId": runbook.get("ProjectId"),
        "RunbookId": runbook["Id"],
        "EnvironmentIds": list(where.environments),
        "TenantIds": list(where.tenants),
        "TenantTagNames": list(where.tags),
        # A user may be allowed to run what is published, and nothing else.
        "UseDefaultSnapshot": options["snapshot"] is None,
        **({"RunbookSnapshotNameOrId": snapshot["Id"]} if options["snapshot"] is not None and snapshot else {}),
        **run_options.body_of(asked, list(previews.values())),
    }
    # Only the server knows which tenants have the tags.
    keys = [] if where.tags else [(each, tenant) for each in where.environments for tenant in where.tenants or [""]]
    return Order(
        runbook,
        RUN,
        body,
        Counter((folded(each), folded(tenant)) for each, tenant in keys),
        frozenset(body["SkipActions"]),
        lambda run: snapshot is None or run.get("RunbookSnapshotId") == snapshot["Id"],
    )


def snapshot_of(runbook: Document, asked: Asked) -> Document | None:
    """The snapshot to run; None in check mode if there is none yet. Raises ``OptionError``."""
    client, wanted, name = asked.context.client, asked.options["snapshot"], runbook["Name"]
    published = runbook.get("PublishedRunbookSnapshotId")
    if wanted is None and published:
        return client.document(asked.space.document, SNAPSHOTS, {"id": published})
    if wanted is None:
        problem = f"the runbook {name!r} has no published snapshot; publish one, or name one"
    else:
        snapshots = list(client.documents(runbook, SNAPSHOTS))
        found = meant(wanted, snapshots)
        if len(found) > 1:
            ids = listed([str(each["Id"]) for each in found])
            raise OptionError(
                "snapshot", f"{len(found)} snapshots of {name!r} are called {wanted!r}; give an ID: {ids}"
            )
        if found:
            return found[0]
        own = listed([str(each.get("Name")) for each in snapshots]) or "none"
        problem = f"the runbook {name!r} has no snapshot {wanted!r}; it has {own}"
    refuse_or_warn(asked, "snapshot", problem)
    return None


def previews_of(holder: Document, where: Where, asked: Asked) -> dict[str, Document]:
    """The previews by environment. Raises ``OptionError`` for an environment in which the runbook can't run; check mode
    warns, and has no preview for it.
    """
    client = asked.context.client
    template = shapes.fitting(client.document(holder, TEMPLATE), PROMOTIONS, f"The link {TEMPLATE!r}")
    targets = targets_for(where, template)
    found = {}
    for identity, name in where.environments.items():
        target = targets.get(folded(identity))
        if target is None:
            names = [str(each.get("Name")) for each in targets.values()]
            allowed = f"it can run in {listed(names)}" if names else "it can run in none that this user may see"
            refuse_or_warn(asked, "environments", f"the runbook can't run in {name!r}; {allowed}")
            continue
        found[name] = client.document(target, PREVIEW)
    run_options.warn_of_machines(asked, found)
    return found


def targets_for(where: Where, template: Document) -> dict[str, Document]:
    """The environments of a template by their folded IDs.

    If a runbook runs only for tenants, a template has its environments at the tenants.
    """
    named = set(map(folded, where.tenants))
    found: dict[str, Document] = {}
    for (environment, tenant), each in targets_of(template).items():
        if not tenant or tenant in named or where.tags:
            found.setdefault(environment, each)
    return found


def finished(asked: Asked, runs: list[Document], origin: Entries) -> Entries:
    """The entries of the result; if the task waits, after the runs are over. ``origin``: the commit they are from."""
    context = asked.context
    entries = {**origin, "runs": [described(each, context) for each in runs]}
    tasks, _missing = found_by_id([str(each["TaskId"]) for each in runs], asked.space.document, context)
    try:
        return {**entries, **run_options.awaited(asked, tasks)}
    except TasksFailed as failed:
        failed.more = entries
        raise


def described(run: Document, context: Context) -> dict[str, Any]:
    """A run for a result."""
    tenant_id = run.get("TenantId")
    return {
        "id": run["Id"],
        "environment": context.resolver.names(DEPLOYABLE, [str(run.get("EnvironmentId"))])[0],
        "tenant": context.resolver.names(TENANTS, [tenant_id])[0] if tenant_id else None,
        "snapshot_id": run.get("RunbookSnapshotId"),
        "task_id": run.get("TaskId"),
    }


GROUPS = {"mutually_exclusive": (*run_options.GROUPS["mutually_exclusive"], ("snapshot", "git_ref"))}
RUNBOOK_RUN = Verb("octopus_runbook_run", ARGUMENTS, look, groups=GROUPS)
