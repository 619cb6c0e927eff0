# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables that a release or a snapshot has frozen, and their update (api: releases#routes)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_changes import Change
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_progression import own
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost

TEMPLATE, TAKE_ANEW = "DeploymentTemplate", "SnapshotVariables"
# The flags of a template, and the sets of variables that they are about.
FLAGS = {"IsVariableSetModified": "project", "IsLibraryVariableSetModified": "library variable sets"}
PROCESS_FLAG = "IsDeploymentProcessModified"
OWN, LIBRARY = "ProjectVariableSetSnapshotId", "LibraryVariableSetSnapshotIds"


def of_variables(asked: Asked, release: Document) -> Change:
    """The change that ``update_variables`` asks for. Raises ``OptionError`` if the server would refuse it."""
    if not asked.options["update_variables"]:
        return Change({}, {})
    template = asked.context.client.document(release, TEMPLATE)
    modified = [words for flag, words in FLAGS.items() if template.get(flag)]
    before: dict[str, Any] = {"outdated_variables": modified}
    after: dict[str, Any] = {"outdated_variables": []}
    if not modified:
        return Change(before, after)
    called = f"release {release.get('Version')}"
    if template.get(PROCESS_FLAG):
        raise OptionError(
            "update_variables",
            f"the deployment process has changed since {called} was created, so that the server refuses to update the "
            "variables of the release; create another release",
        )
    return Change(before, after, lambda current: taken_anew(asked, current, called, own(current)))


def taken_anew(asked: Asked, document: Document, called: str, body: Mapping[str, Any]) -> Document:
    """Freeze the present variables; nothing has changed if the document names the same copies afterwards.

    ``body``: the properties that identify the document, which newer servers require in the request.
    """
    client, done = asked.context.client, f"updated the variables of {called}"
    old = copies(document)
    try:
        client.send("POST", document, TAKE_ANEW, body)
    except AnswerLost as lost:
        look_again(lost, lambda: copies(client.document(document, "Self")) != old, done)
        raise
    now = client.document(document, "Self")
    if copies(now) != old:
        asked.context.did(done)
    return now


def copies(document: Document) -> tuple[Any, list[Any]]:
    """The IDs of the frozen sets of variables."""
    return document.get(OWN), sorted(document.get(LIBRARY) or ())
