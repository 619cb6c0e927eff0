# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of server tasks that servers have beside the description of 2020.5 (api: tasks#routes)."""

from __future__ import annotations

from description.description import Schema
from description.facts import ANYTHING, Release, Row, a
from description.rows import in_both, path

NEWER: Release = (2026, 3)
DEFINITIONS: dict[str, Schema] = {}
ROWS: tuple[Row, ...] = (
    *in_both(path("POST {api}/tasks/{id}/prioritize", ANYTHING, "api: tasks#routes (CS)", NEWER)),
    *in_both(path("POST {api}/tasks/{id}/abandon", a("TaskResource"), "api: tasks#states (ISS#10230)", NEWER)),
)
