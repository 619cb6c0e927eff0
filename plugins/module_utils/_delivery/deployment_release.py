# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release to deploy: by its number, the latest one, or the release that runs in another environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import RELEASE, of_project, successes
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place, Where
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_found import (
    RELEASES,
    located,
    numbers_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import (
    LATEST,
    as_stored,
    is_latest,
    is_mask,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, refuse_or_warn
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS, DEPLOYABLE
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


def check_version(asked: Asked) -> None:
    """Raise ``OptionError`` for options that name no release, before anything is read."""
    version, channel = asked.options["version"], asked.options["channel"]
    takes_latest = version is not None and is_latest(version)
    if channel is not None and not takes_latest:
        raise OptionError("channel", f"can only be used with version {LATEST}, because a number stands for one release")
    if version is not None and not takes_latest and is_mask(as_stored(version)):
        raise OptionError(
            "version", f"{version!r} is a mask, which stands for several releases; give a number, or {LATEST}"
        )


def release_of(asked: Asked, project: Document, where: Where, places: Sequence[Place]) -> Document | None:
    """The release to deploy; None in check mode if it does not exist yet."""
    if asked.options["promote_from"] is not None:
        return promoted(asked, project, where, places)
    version = str(asked.options["version"])
    if is_latest(version):
        return latest(asked, project)
    release, _stored = located(asked, project, as_stored(version))
    if release is None:
        refuse_or_warn(asked, "version", f"the project {project['Name']!r} has no release {version!r}; create it first")
    return release


def latest(asked: Asked, project: Document) -> Document | None:
    """The release that was created last, in the channel if one is given."""
    context, option = asked.context, asked.options["channel"]
    holder, whose = project, f"the project {project['Name']!r}"
    if option is not None:
        identity = resolved(CHANNELS, option, replace(context, owner_id=project["Id"]), "channel")
        channel = None if is_to_come(identity) else context.resolver.seen(CHANNELS, identity)
        if channel is None:
            return None
        holder, whose = channel, f"the channel {channel['Name']!r}"
    release = next(context.client.documents(holder, RELEASES, {"take": 1}), None)
    if release is None:
        refuse_or_warn(asked, "version", f"{whose} has no release; create one first")
    return release


def promoted(asked: Asked, project: Document, where: Where, places: Sequence[Place]) -> Document | None:
    """The release that runs in another environment: the release of the last successful deployment there. It need not
    have the highest number, as somebody may have rolled back.
    """
    context, option = asked.context, asked.options["promote_from"]
    source = resolved(DEPLOYABLE, option, context, "promote_from")
    if source in where.environments:
        raise OptionError("promote_from", f"{option!r} is also one of environments")
    if is_to_come(source):
        return None
    tenants = {each.tenant_id: each.tenant for each in places}
    found = successes(asked, project, source, tenants)
    without = [each for each in tenants if each not in found]
    if without:
        whom = f" for {listed([str(tenants[each]) for each in without])}" if any(without) else ""
        refuse_or_warn(
            asked, "promote_from", f"no release runs in {option!r}{whom}, as no deployment has succeeded there"
        )
        return None
    ids = {str(each[RELEASE]) for each in found.values()}
    if len(ids) > 1:
        numbers = numbers_of(asked, ids)
        whose = {each: [str(tenants[key]) for key in found if found[key][RELEASE] == each] for each in ids}
        by_release = "; ".join(f"{numbers.get(each, each)} for {listed(whose[each])}" for each in sorted(ids))
        raise OptionError("promote_from", f"the tenants run different releases in {option!r}: {by_release}")
    return of_project(asked, project, ids.pop())
