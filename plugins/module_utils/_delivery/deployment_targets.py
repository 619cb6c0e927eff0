# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a release may go now, and what would happen there (api: deployments#template-and-preview)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import in_space
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import (
    Place,
    in_words,
    is_connected,
    is_meant,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, refuse_or_warn
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS, DEPLOYABLE, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

TEMPLATE, PREVIEW, PROGRESSION = "DeploymentTemplate", "Preview", "Progression"
SEVERAL = "DeploymentPreviews"
PENDING = "Pending"
TARGET = shapes.Shape("an object", (dict,), (("Id", shapes.TEXT), ("Name", shapes.TEXT), ("Links", shapes.OBJECT)))
TARGETS = shapes.Shape("a list", (list,), each=TARGET)
TENANT = shapes.Shape("an object", (dict,), (("Id", shapes.TEXT), ("PromoteTo", TARGETS)))
DEPLOYMENT_TEMPLATE = shapes.Shape(
    "an object",
    (dict,),
    (("PromoteTo", TARGETS), ("TenantPromotions", shapes.Shape("a list", (list,), each=TENANT))),
)
CHANNEL = shapes.Shape("an object", (dict,), (("Name", shapes.TEXT), ("TenantTags", shapes.TEXTS)))
PHASE = shapes.Shape(
    "an object",
    (dict,),
    (("AutomaticDeploymentTargets", shapes.TEXTS), ("OptionalDeploymentTargets", shapes.TEXTS)),
)
PHASES = shapes.Shape(
    "an object", (dict,), (("Phases", shapes.Shape("a list", (list,), each=PHASE)), ("NextDeployments", shapes.TEXTS))
)


def template_of(asked: Asked, release: Document) -> Document:
    template = asked.context.client.document(release, TEMPLATE)
    found: Document = shapes.fitting(template, DEPLOYMENT_TEMPLATE, f"The link {TEMPLATE!r}")
    return found


def targets_of(template: Document) -> dict[tuple[str, str], Document]:
    """The environments that a release may go to now, each with a link to its preview, by the ``key`` of the place."""
    found = {(folded(each.get("Id") or ""), ""): each for each in template.get("PromoteTo") or ()}
    for tenant in template.get("TenantPromotions") or ():
        for each in tenant.get("PromoteTo") or ():
            found[folded(each.get("Id") or ""), folded(tenant.get("Id") or "")] = each
    return found


def previews_of(
    asked: Asked, project: Document, release: Document, template: Document, places: Sequence[Place]
) -> dict[Place, Document]:
    """The server's preview for each place; in check mode only for those that the release may go to already.

    Raises ``OptionError``, before anything is queued, for a place that the release can't be deployed to.
    """
    targets = targets_of(template)
    for each in places:
        if each.key not in targets:
            refuse(asked, project, release, targets, each)
    reached = [each for each in places if each.key in targets]
    together = previews_together(asked, release, reached)
    return together or {each: asked.context.client.document(targets[each.key], PREVIEW) for each in reached}


def previews_together(asked: Asked, release: Document, places: Sequence[Place]) -> dict[Place, Document]:
    """The previews of several places with one POST, which changes nothing.

    Empty in check mode, which sends no POST, or if the server does not answer with a preview for each place.
    """
    if asked.context.check or len(places) < 2 or not has_link(release, SEVERAL):
        return {}
    wanted = [
        {"EnvironmentId": each.environment_id, **({"TenantId": each.tenant_id} if each.tenant_id else {})}
        for each in places
    ]
    body: dict[str, Any] = {
        **in_space(asked.space),
        "ReleaseId": release["Id"],
        "DeploymentPreviews": wanted,
        "IncludeDisabledSteps": False,
    }
    try:
        answer = asked.context.client.ask(release, SEVERAL, body)
        found = shapes.fitting(answer, shapes.OBJECTS, f"The link {SEVERAL!r}")
    except OctopusError:
        # If the server still fails, reading the previews one by one reports that.
        return {}
    return dict(zip(places, found)) if len(found) == len(places) else {}


def refuse(
    asked: Asked, project: Document, release: Document, targets: Mapping[tuple[str, str], Document], place: Place
) -> None:
    """Say why a release can't be deployed to a place, and where it can be."""
    names = list(dict.fromkeys(str(each.get("Name")) for key, each in targets.items() if key[1] == place.key[1]))
    allowed = (
        f"It can be deployed to {listed(names)}"
        if names
        else "It can be deployed to no environment that this user may see"
    )
    reasons = "; ".join(reasons_of(asked, project, release, place))
    why = f", as {reasons}" if reasons else ""
    refuse_or_warn(
        asked, "environments", f"release {release['Version']} can't be deployed to {place.words} now{why}. {allowed}"
    )


def reasons_of(asked: Asked, project: Document, release: Document, place: Place) -> Iterator[str]:
    """Why a release can't be deployed to a place, as far as this user may see the reason."""
    tenant = asked.context.resolver.seen(TENANTS, place.tenant_id) if place.tenant_id else None
    if tenant is not None and not is_connected(tenant, project, place.environment_id):
        yield f"the tenant {place.tenant!r} is not connected to {project['Name']!r} in this environment"
        return
    if not has_link(release, PROGRESSION):
        return
    try:
        channel = channel_of(asked, release)
        found = asked.context.client.document(release, PROGRESSION)
    except OctopusError:
        # The refusal is known already, and its reason is only for people.
        return
    if tenant is not None and not is_meant(tenant, channel.get("TenantTags") or ()):
        yield f"its channel {channel['Name']!r} is only for tenants with {in_words(channel['TenantTags'])}"
        return
    phases = shapes.fitting(found, PHASES, f"The link {PROGRESSION!r}").get("Phases") or []
    phase = next((each for each in phases if folded(place.environment_id) in map(folded, environments_of(each))), None)
    if phase is None:
        yield "no phase of its lifecycle has this environment"
        return
    if phase.get("Blocked"):
        yield "its progression is prevented"
    elif phase.get("Progress") != PENDING and phase is not phases[0] and (tenant or allows_tenants(project)):
        whom = f"for {place.tenant!r}" if tenant else "without a tenant"
        yield f"it has reached the phase {phase.get('Name')!r} of its lifecycle, but not {whom}"
    if phase.get("Progress") == PENDING:
        following = asked.context.resolver.names(DEPLOYABLE, found.get("NextDeployments") or ())
        first = f"; deploy it to {listed(following)} first" if following else ""
        yield f"it has not reached the phase {phase.get('Name')!r} of its lifecycle{first}"


def allows_tenants(project: Document) -> bool:
    """Whether each tenant, and what is deployed without one, goes through the phases by itself."""
    return project.get("TenantedDeploymentMode") in ("Tenanted", "TenantedOrUntenanted")


def channel_of(asked: Asked, release: Document) -> Document:
    """The channel of a release; an empty document if the channel can't be found. Raises ``OctopusError``."""
    found = asked.context.resolver.seen(CHANNELS, release["ChannelId"]) if release.get("ChannelId") else None
    channel: Document = shapes.fitting(found or {}, CHANNEL, "The channel of the release")
    return channel


def environments_of(phase: Document) -> list[str]:
    return [*(phase.get("AutomaticDeploymentTargets") or ()), *(phase.get("OptionalDeploymentTargets") or ())]
