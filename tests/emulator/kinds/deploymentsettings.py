# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project's settings of deployments at the address that they had before the project's own (api: projects#project)."""

from __future__ import annotations

from emulator import answers
from emulator.kinds import processes
from emulator.model import Call, Document, Kind, Route

OWN_ID = "deploymentsettings-"


def settings(call: Call, nothing: Document) -> Document:
    """By the ID of the settings or of their project: the reference names both."""
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
