# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of octopus_deployment: the decision for each place, and the requests that carry it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import run_options
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import NOTHING, RELEASE, Present
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_obstacles import (
    frozen,
    missing_packages,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_queue import PRIORITY, Order, by_names
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_result import JOINED, KEPT, QUEUED
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_targets import (
    previews_of,
    template_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import in_space
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


@dataclass(frozen=True)
class Plan:
    """The decision for each place. ``now``: what is there now, by the ``key`` of the place."""

    project: Document
    release: Document
    places: Sequence[Place]
    now: Mapping[tuple[str, str], Present]
    is_forced: bool

    def at(self, place: Place) -> Present:
        return self.now.get(place.key, NOTHING)

    def action(self, place: Place) -> str:
        """The decision for one place."""
        here = self.at(place)
        if not self.is_forced and here.runs(self.release):
            return KEPT
        return JOINED if not self.is_forced and here.is_on_its_way(self.release) else QUEUED

    def having(self, action: str) -> list[Place]:
        return [each for each in self.places if self.action(each) == action]

    @property
    def title(self) -> str:
        return f"release {self.release['Version']} of {self.project['Name']}"


@dataclass(frozen=True)
class Preparation:
    """The requests to send. ``is_outdated``: whether the variables of the release have to be replaced before."""

    orders: Sequence[Order]
    is_outdated: bool = False


def preparation(asked: Asked, plan: Plan, places: Sequence[Place], updates: bool) -> Preparation:
    """Check everything that can be known before anything is queued. Raises ``OptionError``.

    ``updates``: whether the release is to get the newest variables, if it does not have them.
    """
    template = template_of(asked, plan.release)
    is_outdated = updates and any(
        template.get(each) for each in ("IsVariableSetModified", "IsLibraryVariableSetModified")
    )
    overridden = frozen(asked, plan.project, places)
    for each in missing_packages(asked, plan.release):
        asked.context.warn(f"the package {each} of {plan.title} is missing in the built-in feed")
    previews = previews_of(asked, plan.project, plan.release, template, places)
    run_options.warn_of_machines(asked, {place.words: preview for place, preview in previews.items()})
    # The prompted variables are known only once the release has the newest variables.
    orders = [] if is_outdated or not previews else orders_of(asked, plan, previews, overridden)
    return Preparation(orders, is_outdated)


def orders_of(
    asked: Asked, plan: Plan, previews: Mapping[Place, Document], overridden: Mapping[Place, Sequence[str]]
) -> list[Order]:
    """The request for each place. Raises ``OptionError``.

    ``overridden``: the names of the freezes that have to be overridden in a place.
    """
    common = run_options.body_of(asked, list(previews.values()))
    orders = []
    for place, preview in previews.items():
        body = {**common, **own(asked, plan, place, preview, common)}
        freezes = overridden.get(place)
        named = by_names(asked, plan.project, plan.release, place, body, preview, freezes) if freezes else None
        orders.append(Order(place, body, named))
    return orders


def own(asked: Asked, plan: Plan, place: Place, preview: Document, common: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of one place: it need not have every step, nor ask for every prompted variable."""
    elements = {each.element for each in prompts_of([preview])}
    actions = {str(each["ActionId"]) for each in preview.get("StepsToExecute") or ()}
    return {
        **in_space(asked.space),
        "ProjectId": plan.project["Id"],
        RELEASE: plan.release["Id"],
        "EnvironmentId": place.environment_id,
        **({"TenantId": place.tenant_id} if place.tenant_id else {}),
        **({PRIORITY: asked.options["priority"]} if asked.options["priority"] else {}),
        "ForcePackageRedeployment": asked.options["force_package_redeployment"],
        "FormValues": {element: value for element, value in common["FormValues"].items() if element in elements},
        "SkipActions": [each for each in common["SkipActions"] if each in actions],
    }
