# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of teams: of the server, and of a space."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def people(server: Emulator) -> None:
    for name in ("ops", "dev"):
        server.seed("users", Username=name, DisplayName=name)
    server.seed("environments", Name="Production")
    server.seed("projectgroups", Name="Web")
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("tenants", Name="Acme")


VIEWER = {"user_role": "Project viewer", "space": "Default"}
TEAM = Sample(
    title="team",
    kind="team",
    minimal={"name": "Release managers"},
    steps={
        "description": ["They release", ""],
        "slug": ["releasers"],
        "members": [["ops", "dev"], ["dev"], []],
        "external_security_groups": [
            [{"id": "S-1-5", "display_name": "Ops", "display_id_and_name": True}, {"id": "S-1-6"}],
            [{"id": "s-1-6", "display_name": "Developers"}],
            [],
        ],
        "scoped_user_roles": [
            [{**VIEWER, "environments": ["Production"], "projects": ["Shop"]}, {"user_role": "System manager"}],
            [{**VIEWER, "project_groups": ["Web"], "tenants": ["Acme"]}],
            [],
        ],
    },
    prepare=people,
)
OF_A_SPACE = Sample(
    title="team of a space",
    kind="team",
    minimal={"name": "Ours", "team_space": "Default"},
    steps={"members": [["ops"], []], "scoped_user_roles": [[VIEWER], []]},
    prepare=people,
)

SAMPLES = (TEAM, OF_A_SPACE)
