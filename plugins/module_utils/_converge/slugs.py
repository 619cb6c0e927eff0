# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slugs that a plan asks for although another document has them: the server stores another slug instead."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import OF_A_SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import ID, SLUG, folded


def taken_slugs(resource: Resource, intended: Plan, lookup: Lookup) -> Iterator[str]:
    """A warning for each other document that has the slug which a plan asks for, of those that have been read."""
    current, wanted, location = intended.current or {}, intended.wanted, resource.location
    slug = wanted.get(SLUG)
    is_new = slug and not resource.owner and folded(slug) != folded(current.get(SLUG) or "")
    if not is_new or intended.write not in (CREATE, UPDATE):
        return
    inside = str(wanted.get(location.parent.prop) or "") if location.parent else ""
    for each in lookup.slugged(location, str(slug), inside):
        is_here = not location.is_mixed or (each.get(OF_A_SPACE) or "") == (wanted.get(OF_A_SPACE) or "")
        if is_here and each[ID] != current.get(ID):
            its_name = each[location.naming.prop]
            yield f"slug: {slug!r} is the slug of {its_name!r} ({each[ID]}), so the server stores another"
