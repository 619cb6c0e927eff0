# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment settings of a project at their older address (api: projects#project)."""

from __future__ import annotations

from emulator import answers
from emulator.kinds import processes
from emulator.model import Call, Document, Kind, Route

OWN_ID = "deploymentsettings-"


def settings(call: Call, nothing: Document) -> Document:
    """The settings, by their own ID or by the ID of the project: the reference names both."""
    named = call.values["project"]
    own = len(OWN_ID) if named.casefold().startswith(OWN_ID) else 0
    return processes.settings(call, answers.existing(call, "projects", named[own:]))


KIND = Kind(
    collection="deploymentsettings",
    link="",
    item_type="DeploymentSettings",
    id_prefix="deploymentsettings",
    permission="Project",
    props=(),
    slug_since=None,
    # The description of 2021.2 has it.
    since=(2021, 1),
    routes={"{project}": Route(settings, ("GET", "HEAD", "PUT"))},
    has_list=False,
    has_all=False,
    has_documents=False,
)
