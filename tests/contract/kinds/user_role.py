# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of user roles."""

from __future__ import annotations

from contract.sample import Sample

USER_ROLE = Sample(
    title="user role",
    kind="user_role",
    minimal={"name": "Release manager"},
    steps={
        "description": ["May release", ""],
        "granted_space_permissions": [["ReleaseCreate", "ReleaseView"], ["releaseview", "ProjectView"], []],
        "granted_system_permissions": [["SpaceView", "UserView"], ["UserView"], []],
    },
)


SAMPLES = (USER_ROLE,)
