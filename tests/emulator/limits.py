# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request limit of newer servers: a bucket of tokens for each user (api: transport#limits)."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from emulator import clock
from emulator.refusals import Refusal

Headers = list[tuple[str, str]]


@dataclass
class RateLimit:
    """``per_minute``: the tokens that a bucket regains in a minute; ``burst``: the size of the bucket."""

    per_minute: int
    burst: int
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def pass_or_refuse(self, user: str) -> Headers:
        """The headers with the remaining requests. Refuses the request if none remains."""
        now = clock.monotonic()
        tokens, since = self._buckets.get(user, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - since) * self.per_minute / 60)
        passes = tokens >= 1
        tokens -= 1 if passes else 0
        self._buckets[user] = (tokens, now)
        until_full = ceil((self.burst - tokens) * 60 / self.per_minute)
        headers = [
            ("Octopus-RateLimit-Policy", f"l={self.burst};rpm={self.per_minute}"),
            # Unverified: t is the time until the bucket is full.
            ("Octopus-RateLimit", f"r={int(tokens)};t={until_full}"),
        ]
        if passes:
            return headers
        wait = str(max(1, ceil((1 - tokens) * 60 / self.per_minute)))
        # The wording is unverified.
        refusal = Refusal(429, "Too many requests. Wait, and try again.")
        refusal.headers = [*headers, ("Retry-After", wait)]
        raise refusal
