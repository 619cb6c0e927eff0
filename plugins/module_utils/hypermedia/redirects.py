# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that follows redirects: only of reads, and only on the same server, as the credentials are sent along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Answer, Outcome, Request, Step
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import joined, same_server

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Redirects:
    """Returns the answer at the end of all redirects, or a redirect that must not be followed."""

    onward: Step

    def __call__(self, request: Request) -> Outcome:
        outcome = self.onward(request)
        for _each in range(MOST_REDIRECTS):
            target = target_of(outcome)
            if target is None:
                break
            request = replace(request, url=target)
            outcome = self.onward(request)
        return outcome


def target_of(outcome: Outcome) -> str | None:
    """The address of a redirect to follow; None for any other outcome."""
    if not isinstance(outcome, Answer) or not outcome.request.is_read:
        return None
    location = outcome.response.headers.get("Location")
    if outcome.response.status_code not in REDIRECTS or not location:
        return None
    target = joined(outcome.request.url, location)
    return target if same_server(outcome.request.url, target) else None
