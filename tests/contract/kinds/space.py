# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of spaces."""

from __future__ import annotations

from contract.pictures import PICTURES
from contract.sample import Sample

SPACE = Sample(
    title="space",
    kind="space",
    minimal={"name": "Second", "space_managers_teams": ["Octopus Administrators"]},
    steps={
        "description": ["For the second team", ""],
        "slug": ["second-team"],
        "task_queue_stopped": [True, False],
        "space_managers_team_members": [["ops"], ["OPS", "admin"], []],
        "space_managers_teams": [["Octopus Managers", "Octopus Administrators"], ["Octopus Managers"]],
        "icon": [{"id": "rocket", "color": "#FF9F00"}, {"id": "rocket", "color": "#0D80D8"}],
        "is_default": [True],
    },
    prepare=lambda server: server.seed("users", Username="ops", DisplayName="Operations") and None,
)

WITH_A_LOGO = Sample(
    title="space with a logo",
    kind="space",
    minimal={"name": "Second", "space_managers_teams": ["Octopus Administrators"]},
    steps={"description": ["For the second team", ""], "logo": PICTURES},
)

SAMPLES = (SPACE, WITH_A_LOGO)
