# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of a runbook that a project keeps in Git: from a branch, a tag or a commit (api: runbooks#run)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import (
    Content,
    Given,
    chosen_content,
    refuse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import is_at, short
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.missing_versions import warn_of_missing
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import PLAIN, SECRET, prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_queue import Order
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_snapshot import SNAPSHOTS, TEMPLATE
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND, with_link
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import meant, near_misses

RUNBOOKS, RUN_TEMPLATE, SNAPSHOT_TEMPLATE, RUN = "Runbooks", "RunbookRunTemplate", "RunbookSnapshotTemplate", "RunAtRef"
# The documented addresses below that of a runbook in Git, which has no link to them.
ADDRESSES = {
    RUN_TEMPLATE: "/runbookRunTemplate",
    SNAPSHOT_TEMPLATE: "/runbookSnapshotTemplate",
    RUN: "/run/v1",
}
PAGE = 200
TAKEN = shapes.Shape("an object", (dict,), (("GitReference", shapes.OBJECT),))


@dataclass(frozen=True)
class AtRef:
    """The decision about runs from a ref."""

    order: Order
    content: Content


def check_ref(options: Mapping[str, Any], project: Document, is_in_git: bool) -> None:
    """Raise ``OptionError`` if ``git_ref`` is missing, or given for a project that keeps its runbooks elsewhere."""
    ref, name = options["git_ref"], project["Name"]
    if not is_in_git and ref is not None:
        raise OptionError(
            "git_ref", f"{name!r} keeps its runbooks in the database, which has no refs; leave git_ref out"
        )
    if is_in_git and not (ref or "").strip():
        branch = (project.get("PersistenceSettings") or {}).get("DefaultBranch")
        hint = f", for example {short(str(branch))!r}, its default branch" if branch else ""
        raise OptionError(
            "git_ref", f"is missing, as {name!r} keeps its runbooks in a Git repository; give the ref to run{hint}"
        )


def runbook_at_ref(asked: Asked, project: Document) -> Document:
    """The runbook at the ref, with links to what is below it. Raises ``OptionError``."""
    client, ref, wanted = asked.context.client, asked.options["git_ref"].strip(), asked.options["runbook"]
    parameters = client.offered(project, RUNBOOKS, {"gitRef": ref, "skip": 0, "take": PAGE})
    try:
        known = list(client.documents(project, RUNBOOKS, parameters))
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        problem = f"the server finds no branch, tag or commit {ref!r} in the repository of {project['Name']!r}"
        raise OptionError("git_ref", problem) from refused
    found = meant(wanted, known)
    if len(found) > 1:
        slugs = listed([str(each["Id"]) for each in found])
        raise OptionError("runbook", f"{len(found)} runbooks at {ref!r} are called {wanted!r}; give a slug: {slugs}")
    if not found:
        names = [str(each.get("Name")) for each in known]
        there = listed(near_misses(wanted, names) or names) or "none"
        raise OptionError("runbook", f"there is no runbook {wanted!r} at {ref!r}; there is {there}")
    runbook = found[0]
    for link, address in ADDRESSES.items():
        runbook = with_link(runbook, link, runbook, address) or runbook
    return runbook


def prepared(
    asked: Asked, runbook: Document, places: Sequence[Place], previews: Sequence[Document], given: Given
) -> AtRef:
    """The request for a run in each place. Raises ``OptionError``, before anything is queued.

    ``previews``: the server's previews, one for each environment.
    """
    refuse_ignored(asked.options, previews)
    template = asked.context.client.get(runbook, SNAPSHOT_TEMPLATE)
    content = chosen_content(asked, shapes.fitting(template, TEMPLATE, f"The link {SNAPSHOT_TEMPLATE!r}"), given)
    refuse(asked, content, given)
    warn_of_missing(asked, content, given, "the runbook is run")
    ref, common = asked.options["git_ref"].strip(), run_options.body_of(asked, previews)
    body = {
        "SpaceId": runbook.get("SpaceId"),
        "ProjectId": runbook.get("ProjectId"),
        "GitRef": ref,
        "RunbookId": runbook["Id"],
        "SelectedPackages": content.selected_packages(),
        "SelectedGitResources": content.selected_git_resources(),
        "Runs": [
            {"EnvironmentId": each.environment_id, **({"TenantId": each.tenant_id} if each.tenant_id else {}), **common}
            for each in places
        ],
    }
    references: dict[str, Document] = {}

    def is_meant(run: Document) -> bool:
        snapshot_id = str(run.get("RunbookSnapshotId"))
        if snapshot_id not in references:
            references[snapshot_id] = reference_of(asked, snapshot_id)
        return is_at(references[snapshot_id], ref)

    keys = Counter(each.key for each in places)
    return AtRef(Order(runbook, RUN, body, keys, frozenset(common["SkipActions"]), is_meant), content)


def refuse_ignored(options: Mapping[str, Any], previews: Sequence[Document]) -> None:
    """Raise ``OptionError`` for the values of prompted variables if the previews ask for none.

    Servers ignore the values for runbooks in Git, and say nothing about it.
    """
    option = next((each for each in (PLAIN, SECRET) if options[each]), None)
    if option is not None and not prompts_of(previews):
        raise OptionError(
            option,
            "the server asks for no variable in its preview at this ref. It is known to ignore the values of prompted "
            "variables for runbooks in Git; leave them out, and give the variables their values in the project",
        )


def reference_of(asked: Asked, snapshot_id: str) -> Document:
    """The ref and the commit from which a run took its snapshot."""
    snapshot = asked.context.client.document(asked.space.document, SNAPSHOTS, {"id": snapshot_id})
    return shapes.fitting(snapshot, TAKEN, f"The link {SNAPSHOTS!r}").get("GitReference") or {}


def origin(asked: Asked, runs: Sequence[Document]) -> Entries:
    """The ref and the commit of runs, for the result; all runs of a request have one snapshot.

    The runs are queued by now, so the task continues without the snapshot, and waits for them.
    """
    try:
        reference = reference_of(asked, str(runs[0].get("RunbookSnapshotId"))) if runs else {}
    except OctopusError as error:
        asked.context.warn(f"git_commit is not known, as the snapshot of the runs can't be read: {error}")
        reference = {}
    return {"git_ref": reference.get("GitRef"), "git_commit": reference.get("GitCommit")}
