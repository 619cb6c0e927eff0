# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that steps of processes name, of the kinds that a server removes in spite of that."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._config.named_in_plans import texts
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ACCOUNTS, FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import (
    ListedCompanions,
    listed_companions,
    read_companions,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import Reader, batches
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# A server removes a feed that steps use (api: feeds#feed). Whether it removes such an account is unverified.
NAMED_BY_STEPS = (ACCOUNTS, FEEDS)
PROCESSES = ("deployment_processes", "runbook_processes")


def kinds_with_steps() -> list[Resource]:
    """The kinds of processes."""
    return [BY_PLURAL[each] for each in PROCESSES]


def named_by_steps(
    kind: Resource, wanted: Collection[str], apart_from: Container[str], context: Context, live: Reader
) -> Iterator[tuple[str, str]]:
    """The processes of a kind that name documents: a process in words, and the ID of one of the documents.

    ``wanted``: the IDs of the documents; ``apart_from``: the IDs of owners or of their parents whose processes do not
    count. Processes that projects keep in Git are not read. Raises ``OctopusError``.
    """
    location = kind.owners[0].location
    if live.holder(location) is None or not live.offers(location):
        return
    listed: ListedCompanions = {}
    for some in batches(_owners(kind, apart_from, context, live)):
        listed = listed_companions(kind.companions, some, context, listed)
        for owner in some:
            named = {*texts(read_companions(kind.companions, owner, context, listed))}
            place = f"the {kind.label} of {owner.get(location.naming.prop)!r}"
            yield from ((place, each) for each in wanted if each in named)


def _owners(kind: Resource, apart_from: Container[str], context: Context, live: Reader) -> Iterator[Document]:
    location = kind.owners[0].location
    inside = location.parent.prop if location.parent else ""
    for each in live.everything(location):
        is_apart = each["Id"] in apart_from or (inside and each.get(inside) in apart_from)
        if not is_apart and all(companion.offered(each, context) for companion in kind.companions):
            yield each
