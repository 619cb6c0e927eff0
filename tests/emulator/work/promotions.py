# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environments and tenants in the template of a deployment or of a run (api: deployments#template-and-preview)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Gives the environments for a tenant's ID, or for an empty text.
Places = Callable[[str], list[Document]]
# Gives the links of an environment, from its ID and the ID of a tenant; an empty text means no tenant.
Links = Callable[[str, str], Document]


def promotions(octopus: Octopus, project: Document, mode: str, places: Places, links: Links) -> Document:
    """The environments without a tenant, and those that the tenants of a project are connected to.

    ``mode``: ``Untenanted``, ``TenantedOrUntenanted`` or ``Tenanted``.
    """
    tenants = octopus.visible(octopus.kinds["tenants"], project["SpaceId"] or "", False)

    def to(tenant: str, among: set[str] | None = None) -> list[Document]:
        return [
            {"Id": each["Id"], "Name": each["Name"], "Links": links(each["Id"], tenant)}
            for each in places(tenant)
            if among is None or each["Id"] in among
        ]

    return {
        "PromoteTo": to("") if mode != "Tenanted" else [],
        "TenantPromotions": [
            {
                "Id": each["Id"],
                "Name": each["Name"],
                "PromoteTo": to(each["Id"], set(connected)),
                "Links": {},
            }
            for each in (tenants if mode != "Untenanted" else [])
            if (connected := each["ProjectEnvironments"].get(project["Id"]))
        ],
    }
