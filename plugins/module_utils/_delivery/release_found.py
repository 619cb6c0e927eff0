# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases on the server: finds them by number, and shows them (api: releases#release)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import git_refs, package_versions, release_source
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import (
    is_same,
    may_grow,
    stored_number,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

RELEASES = "Releases"
# The size of a page: few requests, and short answers.
PAGE = 200
RELEASE_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (
        ("SelectedPackages", shapes.OBJECTS),
        ("SelectedGitResources", shapes.OBJECTS),
        ("CustomFields", shapes.OBJECT),
    ),
)


def located(asked: Asked, project: Document, version: str) -> Document | None:
    """The release with this number, also if the server has stored it with a fourth number (api: versions#masks)."""
    old = found(asked, project, version)
    if old is not None or not may_grow(version):
        return old
    stored = stored_number(version, lambda: versions_of(asked, project))
    return found(asked, project, stored) if stored != version else None


def found(asked: Asked, project: Document, version: str) -> Document | None:
    try:
        release = asked.context.client.document(project, RELEASES, {"version": version})
    except ServerRefused as refused:
        if refused.status == NOT_FOUND:
            return None
        raise
    shapes.fitting(release, RELEASE_SHAPE, f"The link {RELEASES!r}")
    is_meant = release.get("Id") and is_same(str(release.get("Version")), version)
    return release if is_meant and release.get("ProjectId") == project["Id"] else None


def versions_of(asked: Asked, project: Document) -> Iterator[str]:
    """The numbers of all releases of a project, the newest first."""
    for each in asked.context.client.documents(project, RELEASES, {"take": PAGE}):
        yield str(each.get("Version") or "")


def numbers_of(asked: Asked, ids: Iterable[str]) -> dict[str, str]:
    """The numbers of the releases with these IDs. Newer servers have no list of releases by IDs."""
    client, holder = asked.context.client, asked.space.document
    found = (client.document(holder, RELEASES, {"id": each}) for each in sorted(ids))
    return {str(each.get("Id")): str(each.get("Version")) for each in found}


def entries(asked: Asked, release: Document) -> dict[str, Any]:
    """The result for a release on the server."""
    context, channel_id = asked.context, release.get("ChannelId")
    return {
        "id": release["Id"],
        "version": release.get("Version"),
        "channel": context.resolver.names(CHANNELS, [channel_id])[0] if channel_id else None,
        "packages": package_versions.shown(release.get("SelectedPackages") or ()),
        "git_resources": git_refs.shown(release.get("SelectedGitResources") or ()),
        "url": context.client.address(release, "Web") if has_link(release, "Web") else None,
        **release_source.shown(release),
    }
