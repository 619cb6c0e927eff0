# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release that exists: its changes, and its deletion (api: releases#releases-in-a-module)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import Given
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.frozen_variables import of_variables
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import delete
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_changes import of_content
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_content import refuse_other_content
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_found import entries, found
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_progression import of_progression
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


def to_delete(asked: Asked, project: Document, old: Document | None, version: str) -> Intent:
    if old is None:
        return Intent({}, {}, {"version": version})
    title = f"release {old['Version']} of {project['Name']}"

    def act() -> Entries:
        return delete(asked, old, title, lambda: not still_there(asked, project, old))

    return Intent({"version": old["Version"]}, {}, {"id": old["Id"], "version": old["Version"]}, act, title=title)


def still_there(asked: Asked, project: Document, release: Document) -> bool:
    """Whether the server still has a release, and not only another one of the same value."""
    there = found(asked, project, release["Version"])
    return there is not None and there["Id"] == release["Id"]


def of_existing(asked: Asked, old: Document, given: Given) -> Intent:
    """The changes of a release; what it deploys stays as it was when the release was created."""
    refuse_other_content(asked, old, given)
    changes = (of_content(asked, old), of_variables(asked, old), of_progression(asked, old))
    named = {"version": old["Version"]}

    def act() -> Entries:
        release = old
        for change in changes:
            release = change.make(release) if change.make else release
        return entries(asked, release)

    before, after = dict(named), dict(named)
    for each in changes:
        before.update(each.before)
        after.update(each.after)
    return Intent(
        before,
        after,
        {**entries(asked, old), **{name: after[name] for name in ("channel",) if name in after}},
        act if any(each.make for each in changes) else None,
        title=f"release {old['Version']}",
    )
