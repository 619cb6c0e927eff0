# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time, as servers and people write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

# The clocks of the server and of this machine may differ by this much.
CLOCKS_DIFFER = timedelta(minutes=1)
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


def instant(value: Any) -> datetime | None:
    """A point in time in UTC, to the second; None for any other value. A time without a zone is in UTC."""
    match = MOMENT.fullmatch(str(value or "").strip())
    if not match:
        return None
    day, minutes, seconds, zone = match.groups()
    offset = "+00:00" if zone in (None, "Z") else f"{zone[:3]}:{zone[-2:]}"
    try:
        return datetime.fromisoformat(f"{day}T{minutes or '00:00'}{seconds or ':00'}{offset}").astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def is_later(value: Any, now: datetime) -> bool:
    """Whether a time of the server is later than ``now`` of this machine, even if their clocks differ."""
    moment = instant(value)
    return moment is not None and moment > now + CLOCKS_DIFFER
