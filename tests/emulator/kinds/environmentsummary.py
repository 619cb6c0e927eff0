# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``environments/summary``: the environments with counts of their targets (api: environments#summary)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import machinecounts
from emulator.kinds.machines import target_type
from emulator.model import DESCRIBED, Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PARAMETERS = (
    "ids,partialName,machinePartialName,roles,isDisabled,healthStatuses,commStyles,tenantIds,tenantTags,"
    "hideEmptyEnvironments,shellNames"
)
OF_TARGETS = (
    *("roles", "isdisabled", "healthstatuses", "commstyles", "tenantids", "tenanttags", "shellnames"),
    *("deploymenttargettypes", "targettags"),
)


def summary(call: Call, nothing: Document) -> Document:
    """The environments, and the targets in them that pass the filters."""
    targets = machinecounts.chosen(call, "machines", OF_TARGETS)
    listed = machinecounts.by_owner(call, wanted(call), targets, "EnvironmentIds", "hideemptyenvironments")
    whole = summed(call.octopus, machinecounts.everyone(listed))
    if call.octopus.release < DESCRIBED:
        # In the descriptions of 2020.5 and 2021.2, each part has this property, and the total does not.
        whole.pop("MachineIdsForTentacleUpgrade")
    return {
        **whole,
        "EnvironmentSummaries": [
            {"Environment": answers.shown(call, "environments", each), **summed(call.octopus, inside)}
            for each, inside in listed
        ],
    }


def wanted(call: Call) -> list[Document]:
    """The environments. Unverified: of several tags, an environment needs one."""
    found = machinecounts.owners(call, "environments")
    tags = {each.strip().casefold() for each in call.query.get("environmenttags", "").split(",") if each.strip()}
    if not tags or call.octopus.release < DESCRIBED:
        return found
    return [each for each in found if tags & {tag.casefold() for tag in each["EnvironmentTags"]}]


def summed(octopus: Octopus, targets: list[Document]) -> Document:
    """The counts of targets. Unverified: tenants are counted by ID, tags by canonical name."""
    newer: Document = {}
    if octopus.release >= DESCRIBED:
        newer["DeploymentTargetSummaries"] = machinecounts.counted([target_type(each) for each in targets])
    return {
        **machinecounts.summed(targets),
        "MachineTenantSummaries": machinecounts.counted([each for one in targets for each in one["TenantIds"]]),
        "MachineTenantTagSummaries": machinecounts.counted([each for one in targets for each in one["TenantTags"]]),
        **newer,
    }
