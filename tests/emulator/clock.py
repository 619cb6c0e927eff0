# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clock that tells an emulated server when its tasks end and its limits refill. A test may replace it."""

from __future__ import annotations

import time


def seconds() -> float:
    """Seconds since 1970."""
    return time.time()


def monotonic() -> float:
    """Seconds by a clock that is never set back."""
    return time.monotonic()
