# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subject of a deployment: the frozen documents of a release, in one environment; and previews of it.

api: deployments#deployment, deployments#template-and-preview
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.model import DESCRIBED, Document
from emulator.work import changes, previews
from emulator.work.subject import Subject, document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def subject(octopus: Octopus, release: Document, environment: str, tenant: str, deployment: Document) -> Subject:
    """``deployment``: the body that a client sends; empty for a preview."""
    project = document(octopus, release["ProjectId"])
    return Subject(
        space=release["SpaceId"] or "",
        project=project["Id"],
        environment=environment,
        process=release["ProjectDeploymentProcessSnapshotId"],
        variable_sets=(release["ProjectVariableSetSnapshotId"], *release["LibraryVariableSetSnapshotIds"]),
        owner=project["Id"],
        policy=project["ProjectConnectivityPolicy"],
        tenant=tenant,
        channel=release["ChannelId"],
        machines=tuple(deployment.get("SpecificMachineIds") or ()),
        excluded=tuple(deployment.get("ExcludedMachineIds") or ()),
        skipped=tuple(deployment.get("SkipActions") or ()),
        values=deployment.get("FormValues") or {},
    )


def preview(call: Call, release: Document) -> Document:
    """``releases/{id}/deployments/preview/{environment}{/tenant}``; newer servers take the tenant as a query, too."""
    newer = call.query.get("tenantid", "") if call.octopus.release >= DESCRIBED else ""
    tenant = call.values.get("tenant") or newer
    place, named = previews.environment_and_tenant(call, call.values["environment"], tenant)
    return shown(call, release, place, named)


def several_previews(call: Call, release: Document) -> list[Document]:
    """``POST releases/{id}/deployments/previews``, in the order of the request."""
    places = [previews.environment_and_tenant(call, *each) for each in previews.asked(call)]
    return [shown(call, release, place, tenant) for place, tenant in places]


def shown(call: Call, release: Document, place: Document, tenant: Document) -> Document:
    octopus, tenant_id = call.octopus, tenant.get("Id", "")
    project = document(octopus, release["ProjectId"])
    guided = previews.is_guided(octopus, project["DefaultGuidedFailureMode"], place["Id"])
    chosen = subject(octopus, release, place["Id"], tenant_id, {})
    return {
        **previews.preview(octopus, chosen, guided, previews.wants_disabled(call)),
        **changes.changes(octopus, release, place["Id"], tenant_id),
        "Links": {"Self": call.own},
    }
