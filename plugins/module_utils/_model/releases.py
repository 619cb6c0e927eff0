# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release of a server."""

from __future__ import annotations


def server_release(version: str) -> tuple[int, int]:
    """``2025.4.1000`` -> ``(2025, 4)``; a development build (``0.0.0...``) is newer than any release."""
    if version.startswith("0.0.0"):
        return (9999, 0)
    parts = version.split("-", 1)[0].split(".")
    numbers = [int(part) if part.isdigit() else 0 for part in (*parts[:2], "0", "0")]
    return (numbers[0], numbers[1])
