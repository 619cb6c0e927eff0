# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of library variable sets."""

from __future__ import annotations

from contract.kinds.project import TEMPLATES
from contract.sample import Sample

LIBRARY_VARIABLE_SET = Sample(
    title="library variable set",
    kind="library_variable_set",
    minimal={"name": "Bank"},
    steps={"description": ["What every payment needs", ""], "templates": TEMPLATES},
)


SAMPLES = (LIBRARY_VARIABLE_SET,)
