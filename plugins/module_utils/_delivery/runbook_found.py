# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook that the options of a task name (api: runbooks#snapshot)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS, RUNBOOKS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

PUBLISHED = "PublishedRunbookSnapshotId"


@dataclass(frozen=True)
class Runbook:
    """A runbook and its project, as they were read."""

    project: Document
    document: Document

    @property
    def name(self) -> str:
        return str(self.document["Name"])

    @property
    def published(self) -> str | None:
        """The ID of the published snapshot."""
        return self.document.get(PUBLISHED) or None


def is_missing(asked: Asked) -> bool:
    """Whether the project or the runbook does not exist."""
    resolver = asked.context.resolver
    project_id = resolver.resolve(PROJECTS, asked.options["project"])
    return isinstance(project_id, Missing) or isinstance(
        resolver.resolve(RUNBOOKS, asked.options["runbook"], project_id), Missing
    )


def found_runbook(asked: Asked) -> Runbook | None:
    """The runbook; None in check mode if it does not exist yet, and for a snapshot to delete if it does not exist."""
    options, resolver = asked.options, asked.context.resolver
    if options["state"] == ABSENT and is_missing(asked):
        return None
    project_id = resolved(PROJECTS, options["project"], asked.context, "project")
    runbook_id = resolved(RUNBOOKS, options["runbook"], replace(asked.context, owner_id=project_id), "runbook")
    if is_to_come(project_id) or is_to_come(runbook_id):
        return None
    project, runbook = resolver.by_id(PROJECTS, project_id), resolver.by_id(RUNBOOKS, runbook_id)
    if project is None or runbook is None:
        raise OptionError("runbook", f"{options['runbook']!r} does not exist any more")
    return Runbook(project, runbook)
