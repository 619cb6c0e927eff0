# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate-limiting policies, which no description that a server published has (api: transport#rate-limiting-policies)."""

from __future__ import annotations

from dataclasses import replace

from description.facts import TEXT, WHOLE, YES_NO, a, one_of
from description.rows import page_of, path

NAME = "RateLimitingPolicyResource"
SINCE = (2026, 3)
EVIDENCE = "api: transport#rate-limiting-policies (the reference, GO)"
PAGE = f"ResourceCollection_of_{NAME}"
NEEDED = ("Name", "IsEnabled", "ScopeType", "RequestsPerMinute", "BurstLimit", "AuditMode")
DEFINITIONS = {
    NAME: {
        "type": "object",
        "required": list(NEEDED),
        "properties": {
            **dict.fromkeys(("Id", "Name"), TEXT),
            "ScopeType": one_of("Unauthenticated", "AuthenticatedHuman", "AuthenticatedAgent"),
            **dict.fromkeys(("IsBuiltIn", "IsEnabled", "AuditMode"), YES_NO),
            **dict.fromkeys(("RequestsPerMinute", "BurstLimit"), WHOLE),
        },
    },
    PAGE: page_of(NAME, linked=False),
}
ROWS = (
    path("GET /api/ratelimitingpolicies?skip,take", a(PAGE), EVIDENCE, SINCE),
    path("GET /api/ratelimitingpolicies/{id}", a(NAME), EVIDENCE, SINCE),
    replace(path("PUT /api/ratelimitingpolicies/{id}", a(NAME), EVIDENCE, SINCE), body=a(NAME)),
)
