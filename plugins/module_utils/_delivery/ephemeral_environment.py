# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_ephemeral_environment: creates a short-lived environment for a project, and deprovisions it.

api: environments#ephemeral-environments
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deprovisioning import (
    again,
    deprovisioned,
    settled,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.ephemeral_found import (
    DEPROVISIONING,
    PAGE,
    PROVISIONING,
    PROVISIONING_FAILED,
    Found,
    found_by,
    status_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT, in_space
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import (
    Asked,
    Entries,
    Intent,
    Verb,
    refuse_or_warn,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    EPHEMERAL_ENVIRONMENTS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import check_waiting, wait_until
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.waiter import WAITING_ARGUMENTS, Waiting
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, OctopusError

CREATION = Location("CreateEphemeralEnvironment", "", unlinked="/projects/{projectId}/environments/ephemeral")
OF_CHANNEL, PARENT = "EphemeralEnvironment", "ParentEnvironmentId"
# The status of a new environment, and of one that a project is newly connected to.
NEW = "NotProvisioned"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "name": {"type": "str", "required": True},
    "project": {"type": "str"},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
    "wait": {"type": "bool", "default": True},
    **WAITING_ARGUMENTS,
}
GROUPS = {"required_if": (("state", PRESENT, ("project",)),)}


def look(asked: Asked) -> Intent:
    """Find the environment by its name, and its status for the project."""
    options, context = asked.options, asked.context
    check_waiting(options)
    name, longest = options["name"].strip(), EPHEMERAL_ENVIRONMENTS.naming.longest
    if len(name) > longest:
        raise OptionError("name", f"has {len(name)} characters; the name of an environment has 1 to {longest}")
    if not context.server_is_at_least(*(EPHEMERAL_ENVIRONMENTS.since or ())):
        problem = f"ephemeral environments need Octopus Server 2025.4 or newer, not {context.client.version}"
        raise OptionError("name", problem)
    project, project_name = project_of(asked)
    found = found_by(asked, name, project_name, project)
    return absent(asked, found) if options["state"] == ABSENT else present(asked, found)


def project_of(asked: Asked) -> tuple[Document | None, str | None]:
    """The project and its name; None for both without the option, and for a project that is to come in check mode."""
    option, context = asked.options["project"], asked.context
    if option is None:
        return None, None
    identity = resolved(PROJECTS, option, context, "project")
    project = None if is_to_come(identity) else context.resolver.seen(PROJECTS, identity)
    return project, option if project is None else str(project["Name"])


def present(asked: Asked, found: Found) -> Intent:
    """Create the environment, or connect the project to it."""
    if found.status == DEPROVISIONING:
        raise OptionError("name", f"the {found.title} is being deprovisioned; run the task again afterwards")
    after, project = found.words(True), found.project
    if not found.is_connected or project is None:
        if project is not None:
            check_channel(asked, found, project)
        entries = {**found.entries, "status": NEW, "runs": []}
        act = None if project is None else lambda: connected(asked, found, project)
        return Intent(found.words(False), after, entries, act or dict, title=found.title)
    warn_of_failure(asked, found)
    kept = Intent(after, after, {**found.entries, "runs": []}, title=found.title)
    if found.status == PROVISIONING and asked.options["wait"]:
        return replace(kept, act=lambda: provisioned(asked, found), is_change=False)
    return kept


def check_channel(asked: Asked, found: Found, project: Document) -> None:
    """Raise ``OptionError`` for a project without a channel that the environment may come from; in check mode warn."""
    client = asked.context.client
    channels = client.documents(
        project, CHANNELS.link, client.offered(project, CHANNELS.link, {"skip": 0, "take": PAGE})
    )
    parents = [each.get(PARENT) for each in channels if each.get("Type") == OF_CHANNEL]
    if not parents:
        problem = (
            f"{found.project_name!r} has no channel of the type {OF_CHANNEL}, whose parent the environment would get"
        )
        refuse_or_warn(asked, "project", problem)
    elif found.environment is not None and found.environment.get(PARENT) not in parents:
        problem = f"the channel of {found.project_name!r} has a parent environment other than that of {found.name!r}"
        refuse_or_warn(asked, "project", problem)


def connected(asked: Asked, found: Found, project: Document) -> Entries:
    """Connect the project to the environment, which the server creates if it has none of this name.

    A request whose answer was lost is not repeated: the error says whether the project is connected now.
    """
    context, made = asked.context, "connected" if found.environment else "created"
    done = f"{made} the {found.title}"
    body = {"EnvironmentName": found.name, "ProjectId": project["Id"], **in_space(asked.space)}
    holder = context.resolver.holder(CREATION) or {}
    try:
        answer = context.client.send("POST", holder, CREATION.link, body, {"projectId": project["Id"]})
    except AnswerLost as lost:
        look_again(lost, lambda: again(asked, found).is_connected, done)
        raise
    context.did(done)
    identity = str(shapes.identified(answer, f"The link {CREATION.link!r}")["Id"])
    return {"id": identity, "status": status_of(asked, identity, project)}


def provisioned(asked: Asked, found: Found) -> Entries:
    """Wait until an environment is provisioned that the server provisions now. Raises ``OctopusError``."""
    patience = Waiting.of(asked.options, asked.show).patience
    now = wait_until(
        lambda seen: seen.status != PROVISIONING, found, lambda: again(asked, found), asked.context.client, patience
    )
    if now.status == PROVISIONING:
        raise OctopusError(
            f"The server still provisions the {found.title} after {patience.timeout:g} seconds. Run the task again to "
            "wait for it, or raise wait_timeout"
        )
    warn_of_failure(asked, now)
    return {"status": now.status}


def warn_of_failure(asked: Asked, found: Found) -> None:
    """Warn of a failed provisioning, which is not an error: a deployment to the environment provisions again."""
    if found.status == PROVISIONING_FAILED:
        asked.context.warn(
            f"The server could not provision the {found.title}; see the runs of the project's runbook. The next "
            "deployment makes the server try again"
        )


def absent(asked: Asked, found: Found) -> Intent:
    """Deprovision the environment, for one project or as a whole."""
    after, entries = found.words(False), {**found.entries, "runs": []}
    if found.is_absent or (asked.options["project"] is not None and found.project is None):
        return Intent(after, after, entries, title=found.title)
    if found.status == DEPROVISIONING:
        # An earlier task has asked for it.
        act = (lambda: settled(asked, found)) if asked.options["wait"] else None
        return Intent(after, after, entries, act, is_change=False, title=found.title)
    return Intent(found.words(True), after, entries, lambda: deprovisioned(asked, found), title=found.title)


EPHEMERAL_ENVIRONMENT = Verb("octopus_ephemeral_environment", ARGUMENTS, look, groups=GROUPS, trimmed=("name",))
