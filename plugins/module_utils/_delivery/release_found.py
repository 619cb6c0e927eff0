# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases on the server: finds them by number, and shows them (api: releases#release)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery import git_refs, package_versions, release_source
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.meant_version import meant, text_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import (
    USUAL_DOTS,
    is_plain,
    is_same,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import next_version
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

RELEASES = "Releases"
# The size of a page: few requests, and short answers.
PAGE = 200
SEARCH = "searchByVersion"
RELEASE_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (
        ("SelectedPackages", shapes.OBJECTS),
        ("SelectedGitResources", shapes.OBJECTS),
        ("CustomFields", shapes.OBJECT),
    ),
)


def located(asked: Asked, project: Document, version: str) -> tuple[Document | None, str]:
    """The release that a number means, None if there is none, and the number as the server stores it.

    The server may store a further number, such as a fourth one (api: versions#masks). So the release may have another
    number of the same value. Raises ``OptionError`` if several have, and none has exactly this number.
    """
    old = found(asked, project, version)
    if old is not None and folded(text_of(old)) == folded(version):
        return old, text_of(old)
    texts: list[str] = []
    same: dict[str, Document] = {}
    # A server that goes by the value may hide the release with exactly this number.
    for each in releases_like(asked, project, version) if old is None else releases_of(asked, project):
        texts.append(text_of(each))
        if is_same(text_of(each), version):
            same[str(each["Id"])] = each
    if old is not None:
        same[str(old["Id"])] = old
    one = meant(version, list(same.values()), f"releases of the project {project['Name']!r}")
    if one is None:
        return None, next_version(version, texts)
    release = one if one is old else asked.context.client.document(one, "Self")
    shapes.fitting(release, RELEASE_SHAPE, f"The link {RELEASES!r}")
    return release, text_of(release)


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


def versions_of(asked: Asked, project: Document, version: str) -> Iterator[str]:
    """The numbers of the releases that decide which number is stored for ``version``, the newest first."""
    return map(text_of, releases_like(asked, project, version))


def releases_like(asked: Asked, project: Document, version: str) -> Iterator[Document]:
    """The releases that decide which number is stored for ``version``, the newest first, as their list has them.

    Only a release with the same three parts can add a fourth one, and a server can search for these releases. For
    other numbers, all releases of the project are read.
    """
    if not is_plain(version):
        return releases_of(asked, project)
    offers_search = SEARCH in asked.context.client.parameters(project, RELEASES)
    if version.count(".") > USUAL_DOTS or not offers_search:
        return iter(())
    return releases_of(asked, project, {SEARCH: version})


def releases_of(asked: Asked, project: Document, search: Mapping[str, str] | None = None) -> Iterator[Document]:
    """The releases of a project, or those that a search finds."""
    return asked.context.client.documents(project, RELEASES, {"take": PAGE, **(search or {})})


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
