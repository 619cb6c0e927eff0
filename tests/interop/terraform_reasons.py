# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why some acceptance tests of the Terraform provider fail on the emulator."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "TestAccOctopusCommunityStepTemplate": "needs the community's library, of which the emulator has a few templates",
}
