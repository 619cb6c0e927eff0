# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that a project needs for its automatic releases (api: traps#5.17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_of
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

STRATEGY, PACKAGE = "ReleaseCreationStrategy", "ReleaseCreationPackage"


def lost_step(project: Document, context: Context) -> Mapping[str, Any]:
    """Warn in check mode of a process without the step whose packages create releases: the server refuses it then.

    ``project``: with the planned process. An earlier task of the playbook may give the project another step, and a
    configuration switches automatic releases off meanwhile (``ReleaseCreation``).
    """
    needed = ((project.get(STRATEGY) or {}).get(PACKAGE) or {}).get("DeploymentAction")
    # The documents of a configuration are looked up in its index.
    is_alone = isinstance(context.resolver, Resolver)
    if not (context.check and is_alone and needed):
        return {}
    if needed not in {each.get(key) for each in actions_of(project) for key in ("Name", "Id")}:
        context.warn(
            f"steps: {project.get('Name')!r} creates releases for the packages of the step {needed!r} "
            "(release_creation_strategy), and the server refuses a process without it. Check mode assumes that an "
            "earlier task mends that; octopus_config changes both together"
        )
    return {}
