# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``tenants/tag-test``: which tenants have certain tags (api: tenants#tenant)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds import tagrules
from emulator.model import DESCRIBED, Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def tested(call: Call, nothing: Document) -> Document:
    """The result for each tenant by its ID; without tenantIds for all tenants of the space (unverified)."""
    octopus = call.octopus
    wanted = {each.casefold() for each in values(call, "tenantids")}
    tenants = octopus.visible(octopus.kinds["tenants"], call.space, False)
    tags = values(call, "tags")
    return {
        each["Id"]: result(octopus, each, tags) for each in tenants if not wanted or each["Id"].casefold() in wanted
    }


def values(call: Call, name: str) -> list[str]:
    return [each.strip() for each in call.query.get(name, "").split(",") if each.strip()]


def result(octopus: Octopus, tenant: Document, tags: list[str]) -> Document:
    """Whether the tags mean a tenant. The wording of the reason is unverified."""
    missing = tagrules.missing(tags, tenant["TenantTags"])
    reason = f"The tenant has none of the tags {', '.join(missing)}." if missing else ""
    newer = {"IsDisabled": tenant["IsDisabled"]} if octopus.release >= DESCRIBED else {}
    return {"IsMatched": not missing, "Reason": reason, "MissingTags": missing, **newer}
