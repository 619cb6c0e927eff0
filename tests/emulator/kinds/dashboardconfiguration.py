# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of projects and environments on a user's dashboard of a space (api: dashboards#dashboard)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.model import DESCRIBED, ON_PUT, READS, Document, Kind, Prop, Route

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def of_user(octopus: Octopus, space: str, user: str) -> Document:
    """A user's configuration, or that of a user who has never changed it. The ID is unverified."""
    own = f"dashboardconfiguration-{space}-{user}"
    found = octopus.store.get(own)
    if found:
        return found[1]
    return {"Id": own, "SpaceId": space, **shaping.shape(octopus, KIND.props, {}, {}, space)}


def configuration(call: Call, nothing: Document) -> Document:
    """GET and PUT of the own configuration, which needs no permission (unverified)."""
    octopus = call.octopus
    kept = of_user(octopus, call.space, call.user)
    if call.method not in READS:
        sent = crud.document_of(call)
        shaping.shape(octopus, PLACE, sent, kept, call.space)
        kept = octopus.modify(KIND, kept, sent)
    return answers.shown(call, KIND.collection, {**kept, "_self": call.own})


PLACE = (Prop("SpaceId", demanded=ON_PUT),)
KIND = Kind(
    collection="dashboardconfiguration",
    link="",
    root_links={"DashboardConfiguration": ""},
    item_type="DashboardConfiguration",
    id_prefix="DashboardConfigurations",
    slug_since=None,
    unique=False,
    props=(
        Prop("IncludedProjectGroupIds", "list", default=[], reference="projectgroups"),
        Prop("IncludedProjectIds", "list", default=[], reference="projects"),
        Prop("IncludedEnvironmentIds", "list", default=[], reference="environments"),
        Prop("IncludedTenantIds", "list", default=[], reference="tenants"),
        Prop("IncludedTenantTags", "list", default=[], tags=True),
        Prop("ProjectLimit", "int"),
        # The release that brought these is unverified, and so is the meaning of an inactive project.
        Prop("IncludedProjectTags", "list", default=[], tags=True, since=DESCRIBED),
        Prop("IncludedEnvironmentTags", "list", default=[], tags=True, since=DESCRIBED),
        Prop("HideInactiveProjects", "bool", default=False, since=DESCRIBED),
    ),
    routes={
        "": Route(
            configuration,
            ("GET", "HEAD", "PUT"),
            permission="",
            gives="dashboardconfiguration",
            takes="dashboardconfiguration",
        )
    },
    has_list=False,
    has_all=False,
    has_documents=False,
)
