# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds an ephemeral environment and its status for a project (api: environments#ephemeral-environments)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import EPHEMERAL_ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, is_called, is_listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous

STATUS = Location(
    "EphemeralEnvironmentStatus", "status", unlinked="/projects/{projectId}/environments/ephemeral/{id}/status"
)
# The words for the status for a project. Only the first is verified.
NOT_CONNECTED = "NotConnected"
PROVISIONING, PROVISIONING_FAILED = "Provisioning", "ProvisioningFailed"
DEPROVISIONING, DEPROVISIONED = "Deprovisioning", "Deprovisioned"
PAGE = 500


@dataclass(frozen=True)
class Found:
    """The environment as the server has it now, or None, and its status.

    ``project``: None if the task is about all projects, or in check mode if the project is to come; ``project_name``:
    the name that the diff shows; ``status``: for the project, None without a project or an environment.
    """

    name: str
    project_name: str | None = None
    project: Document | None = None
    environment: Document | None = None
    status: str | None = None

    @property
    def is_connected(self) -> bool:
        return self.environment is not None and self.status != NOT_CONNECTED

    @property
    def is_absent(self) -> bool:
        """Whether nothing is left to deprovision, for the project or at all."""
        return self.environment is None or self.status in (NOT_CONNECTED, DEPROVISIONED)

    @property
    def title(self) -> str:
        return f"ephemeral environment {self.name!r}" + (f" of {self.project_name!r}" if self.project_name else "")

    def words(self, is_there: bool) -> dict[str, Any]:
        """The state for the diff."""
        about = {} if self.project_name is None else {"project": self.project_name}
        return {"name": self.name, **about, "state": PRESENT if is_there else ABSENT}

    @property
    def entries(self) -> dict[str, Any]:
        """The entries of the result."""
        identity = None if self.environment is None else self.environment["Id"]
        return {"id": identity, "name": self.name, "project": self.project_name, "status": self.status}


def found_by(
    asked: Asked, name: str, project_name: str | None, project: Document | None, is_again: bool = False
) -> Found:
    """The environment with this name, ignoring case, with two requests at most. IDs and slugs are not accepted.

    An environment of another type may have the same name. Raises ``OptionError`` if only such an environment has it,
    unless the task found an ephemeral one before (``is_again``).
    """
    context = asked.context
    holder, link = context.resolver.holder(EPHEMERAL_ENVIRONMENTS), EPHEMERAL_ENVIRONMENTS.link
    nothing = Found(name, project_name, project)
    if holder is None:
        return nothing
    wanted = context.client.offered(holder, link, {"partialName": name, "skip": 0, "take": PAGE})
    listed = context.client.documents(holder, link, wanted)
    named = [each for each in listed if is_called(each, EPHEMERAL_ENVIRONMENTS, name)]
    ephemeral = [each for each in named if is_listed(each, EPHEMERAL_ENVIRONMENTS)]
    if len(ephemeral) > 1:
        raise Ambiguous(
            f"{len(ephemeral)} ephemeral environments are called {name!r}", [each["Id"] for each in ephemeral]
        )
    if named and not ephemeral and not is_again:
        raise OptionError("name", f"the environment {name!r} is not ephemeral; its type is {named[0].get('Type')}")
    if not ephemeral:
        return nothing
    environment = ephemeral[0]
    status = None if project is None else status_of(asked, environment["Id"], project)
    return Found(str(environment["Name"]), project_name, project, environment, status)


def status_of(asked: Asked, environment_id: str, project: Document) -> str:
    """The status of an environment for a project, in the server's words."""
    holder = asked.context.resolver.holder(STATUS) or {}
    answer = asked.context.client.get(holder, STATUS.link, {"projectId": project["Id"], "id": environment_id})
    shape = shapes.Shape("an object", (dict,), (("Status", shapes.TEXT),), needs=("Status",))
    return str(shapes.fitting(answer, shape, f"The link {STATUS.link!r}")["Status"])
