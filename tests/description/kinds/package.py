# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of packages that servers have beside the description of 2020.5 (api: packages#push)."""

from __future__ import annotations

from description.description import Schema
from description.facts import ANYTHING, TEXT, Release, Row
from description.rows import in_both, path

NEWER: Release = (2026, 3)
EVIDENCE = "the API reference of 2026.3"
DEFINITIONS: dict[str, Schema] = {}
ADDRESSES: dict[str, Schema] = {
    "POST {api}/packages/raw/validate": {"type": "object", "properties": {"Issue": TEXT}},
    "DELETE {api}/packages/bulk/v1": ANYTHING,
    "DELETE {api}/packages/{id}/v1": ANYTHING,
}
ROWS: tuple[Row, ...] = tuple(
    row for where, schema in ADDRESSES.items() for row in in_both(path(where, schema, EVIDENCE, NEWER))
)
