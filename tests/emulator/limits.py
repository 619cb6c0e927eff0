# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request limit of newer servers: a bucket of tokens for each user (octopus-api.md 1.8)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from math import ceil


@dataclass
class RateLimit:
    per_minute: int
    burst: int
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, user: str) -> tuple[bool, dict[str, str]]:
        """Whether a request may pass, and the headers that say how much is left."""
        now = time.monotonic()
        tokens, since = self._buckets.get(user, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - since) * self.per_minute / 60)
        passes = tokens >= 1
        tokens -= 1 if passes else 0
        self._buckets[user] = (tokens, now)
        until_full = ceil((self.burst - tokens) * 60 / self.per_minute)
        headers = {
            "Octopus-RateLimit-Policy": f"l={self.burst};rpm={self.per_minute}",
            "Octopus-RateLimit": f"r={int(tokens)};t={until_full}",
        }
        if not passes:
            headers["Retry-After"] = str(max(1, ceil((1 - tokens) * 60 / self.per_minute)))
        return passes, headers
