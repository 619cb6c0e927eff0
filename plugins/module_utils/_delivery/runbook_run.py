# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_run: runs a runbook, and waits until it is over (api: runbooks#run)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import places, run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Where
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_queue import queued
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECTS,
    RUNBOOKS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, meant

TEMPLATE, PREVIEW, SNAPSHOTS = "RunbookRunTemplate", "RunbookRunPreview", "RunbookSnapshots"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "project": {"type": "str", "required": True},
    "runbook": {"type": "str", "required": True},
    **places.ARGUMENTS,
    "snapshot": {"type": "str"},
    **run_options.ARGUMENTS,
}
TARGET = shapes.Shape("an object", (dict,), (("Id", shapes.TEXT), ("Name", shapes.TEXT), ("Links", shapes.OBJECT)))
RUN_TEMPLATE = shapes.Shape("an object", (dict,), (("PromoteTo", shapes.Shape("a list", (list,), each=TARGET)),))


def look(asked: Asked) -> Intent:
    """Find everything that the options name, and read the server's previews; a run is never there already."""
    options, context = asked.options, asked.context
    run_options.schedule(options)
    project_id = resolved(PROJECTS, options["project"], context, "project")
    runbook = runbook_of(project_id, asked)
    where = places.where_of(asked)
    after = {"runs": where.described()}
    title = f"runbook {options['runbook']} of {options['project']}"
    foretold = {"runs": after["runs"], "tasks": []}
    if runbook is None or not where.exists:
        # An earlier task of the playbook would create them.
        return Intent({"runs": []}, after, foretold, dict, title=title)
    places.refuse_tenants(str(runbook.get("MultiTenancyMode")), f"multi_tenancy_mode of {runbook['Name']!r}", where)
    snapshot = snapshot_of(runbook, asked)
    previews = previews_of(runbook if snapshot is None else snapshot, where, asked)
    run_options.warn_of_machines(asked, previews)
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

    def act() -> Entries:
        return finished(asked, queued(asked, runbook, body, snapshot))

    return Intent({"runs": []}, after, foretold, act, title=title)


def runbook_of(project_id: str, asked: Asked) -> Document | None:
    """The runbook; None in check mode if it does not exist yet."""
    context = asked.context
    project = None if is_to_come(project_id) else context.resolver.seen(PROJECTS, project_id)
    if project is None:
        return None
    if context.client.is_in_git(project, "Runbooks"):
        raise OptionError(
            "project", f"{project['Name']!r} keeps its runbooks in a Git repository; run them in the portal"
        )
    if project.get("IsDisabled"):
        # Unverified: whether servers refuse a run then, so that only the server does.
        context.warn(f"project: {project['Name']!r} is disabled, so the server may refuse to run its runbooks")
    identity = resolved(RUNBOOKS, asked.options["runbook"], replace(context, owner_id=project_id), "runbook")
    return None if is_to_come(identity) else context.resolver.seen(RUNBOOKS, identity)


def snapshot_of(runbook: Document, asked: Asked) -> Document | None:
    """The snapshot to run; None in check mode if there is none yet."""
    client, wanted, name = asked.context.client, asked.options["snapshot"], runbook["Name"]
    published = runbook.get("PublishedRunbookSnapshotId")
    if wanted is None and published:
        return client.document(asked.space.document, SNAPSHOTS, {"id": published})
    if wanted is None:
        problem = f"the runbook {name!r} has no published snapshot; publish one, or name one"
    else:
        snapshots = list(client.documents(runbook, SNAPSHOTS))
        found = meant(wanted, snapshots)
        if found:
            return found[0]
        own = listed([str(each.get("Name")) for each in snapshots]) or "none"
        problem = f"the runbook {name!r} has no snapshot {wanted!r}; it has {own}"
    if not asked.context.check:
        raise OptionError("snapshot", problem)
    asked.context.warn(f"snapshot: {problem}. Check mode assumes that an earlier task does")
    return None


def previews_of(holder: Document, where: Where, asked: Asked) -> dict[str, Document]:
    """The previews by environment. Raises ``OptionError`` for an environment in which the runbook can't run."""
    client = asked.context.client
    template = shapes.fitting(client.document(holder, TEMPLATE), RUN_TEMPLATE, f"The link {TEMPLATE!r}")
    targets = {folded(each.get("Id") or ""): each for each in template.get("PromoteTo") or ()}
    found = {}
    for identity, name in where.environments.items():
        target = targets.get(folded(identity))
        if target is None:
            names = [str(each.get("Name")) for each in targets.values()]
            allowed = f"it can run in {listed(names)}" if names else "it can run in none that this user may see"
            raise OptionError("environments", f"the runbook can't run in {name!r}; {allowed}")
        found[name] = client.document(target, PREVIEW)
    return found


def finished(asked: Asked, runs: list[Document]) -> Entries:
    """The entries of the result, when the runs are over if the task waits."""
    context = asked.context
    entries = {"runs": [described(each, context) for each in runs]}
    tasks, _missing = found_by_id([str(each["TaskId"]) for each in runs], asked.space.document, context)
    return {**entries, **run_options.awaited(asked, tasks)}


def described(run: Document, context: Context) -> dict[str, Any]:
    """A run for a result."""
    tenant_id = run.get("TenantId")
    return {
        "id": run["Id"],
        "environment": context.resolver.names(ENVIRONMENTS, [str(run.get("EnvironmentId"))])[0],
        "tenant": context.resolver.names(TENANTS, [tenant_id])[0] if tenant_id else None,
        "snapshot_id": run.get("RunbookSnapshotId"),
        "task_id": run.get("TaskId"),
    }


RUNBOOK_RUN = Verb("octopus_runbook_run", ARGUMENTS, look, groups=run_options.GROUPS)
