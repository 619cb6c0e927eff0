# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of project groups."""

from __future__ import annotations

from contract.sample import Sample

PROJECT_GROUP = Sample(
    title="project group",
    kind="project_group",
    minimal={"name": "Web shop"},
    steps={"description": ["What customers see", "More", ""], "slug": ["shop", "web"]},
)

SAMPLES = (PROJECT_GROUP,)
