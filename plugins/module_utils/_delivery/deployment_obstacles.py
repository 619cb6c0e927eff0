# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles to a deployment that its preview does not show: freezes, and packages that are missing.

api: deployments#freezes, releases#routes
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, refuse_or_warn
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import with_link
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

FREEZES, PACKAGES = "DeploymentFreezes", "MissingPackages"
ADDRESS, SINCE = "/missingpackages", (2022, 3)
# The size of a page of freezes.
PAGE = 100
TENANT_SCOPE = shapes.Shape(
    "an object", (dict,), tuple((each, shapes.TEXT) for each in ("TenantId", "ProjectId", "EnvironmentId"))
)
FREEZE = shapes.Shape(
    "an object",
    (dict,),
    (
        ("ProjectEnvironmentScope", shapes.Shape("an object", (dict,), each=shapes.TEXTS)),
        ("TenantProjectEnvironmentScope", shapes.Shape("a list", (list,), each=TENANT_SCOPE)),
    ),
    needs=("Name",),
)
MISSING = shapes.Shape("an object", (dict,), (("Packages", shapes.OBJECTS),))


def check_override(asked: Asked) -> None:
    """Raise ``OptionError`` for freezes to override without a reason, and for a reason without freezes."""
    names, reason = asked.options["override_freezes"], (asked.options["override_reason"] or "").strip()
    if names and not reason:
        raise OptionError("override_reason", "is missing; the server records why a freeze is overridden")
    if reason and not names:
        raise OptionError("override_freezes", "is missing; name the freezes that are to be overridden")


def frozen(asked: Asked, project: Document, places: Sequence[Place]) -> dict[Place, list[str]]:
    """The names of the freezes to override in each place.

    Raises ``OptionError`` for a place with a freeze that is not to be overridden; in check mode warns, as the freeze
    may end.
    """
    given = asked.options["override_freezes"] or []
    active = freezes(asked, project)
    if active is None:
        # The server knows which of the freezes are active.
        return {each: list(given) for each in places} if given else {}
    found: dict[Place, list[str]] = {}
    for freeze in active:
        covered = [each for each in places if covers(freeze, project, each)]
        if covered and folded(freeze["Name"]) not in map(folded, given):
            until = f"lasts until {freeze.get('End')} for {', '.join(each.words for each in covered)}"
            refuse_or_warn(asked, "environments", f"the deployment freeze {freeze['Name']!r} {until}")
        for each in covered:
            found.setdefault(each, []).append(str(freeze["Name"]))
    return found


def freezes(asked: Asked, project: Document) -> list[Document] | None:
    """The active freezes of a project and its tenants; None if this user may not see freezes."""
    client = asked.context.client
    root = client.system()
    if not has_link(root, FREEZES):
        return []
    filters = {"projectIds": project["Id"], "status": "Active", "skip": 0, "take": PAGE}
    try:
        found = list(client.documents(root, FREEZES, client.offered(root, FREEZES, filters)))
    except ServerRefused:
        return None
    return [shapes.fitting(each, FREEZE, f"The link {FREEZES!r}") for each in found]


def covers(freeze: Document, project: Document, place: Place) -> bool:
    """Whether a freeze is for a place, or for the tenant of the place in it."""
    scope = (freeze.get("ProjectEnvironmentScope") or {}).get(project["Id"]) or ()
    if folded(place.environment_id) in map(folded, scope):
        return True
    wanted = (folded(project["Id"]), *place.key)
    return any(
        tuple(folded(each.get(prop) or "") for prop in ("ProjectId", "EnvironmentId", "TenantId")) == wanted
        for each in freeze.get("TenantProjectEnvironmentScope") or ()
    )


def missing_packages(asked: Asked, release: Document) -> Iterator[str]:
    """The packages, in words, that a release needs from the built-in feed and that do not exist there.

    Only newer servers have their list, to which no link leads.
    """
    if not asked.context.server_is_at_least(*SINCE):
        return
    holder: Any = with_link(release, PACKAGES, release, ADDRESS)
    try:
        found = asked.context.client.get(holder, PACKAGES)
    except ServerRefused:
        # The server has no such list.
        return
    for each in shapes.fitting(found, MISSING, "The list of missing packages").get("Packages") or ():
        yield f"{each.get('Id')} {each.get('Version')}"
