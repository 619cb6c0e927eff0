# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval rules, which no description that a server published has (api: approvals#rule)."""

from __future__ import annotations

from description.facts import TEXT, WHOLE, YES_NO, a, many, one_of
from description.rows import documents, in_a_space, page_of

NAME, OF_TAGS, OF_IDS = "ApprovalRuleResource", "ApprovalRuleTagScope", "ApprovalRuleIdScope"
SINCE = (2026, 3)
EVIDENCE = "api: approvals#rule (GO, TF)"
DEFINITIONS = {
    NAME: {
        "type": "object",
        "required": ["Name"],
        "properties": {
            **dict.fromkeys(("Id", "SpaceId", "Name", "Description"), TEXT),
            "ScopingStrategy": one_of("Tag", "Id"),
            "TenantApprovalStrategy": one_of("PerRelease", "PerTenant"),
            "TagScopes": many(a(OF_TAGS)),
            "IdScopes": many(a(OF_IDS)),
            "MinimumApproversRequired": WHOLE,
            **dict.fromkeys(("AllowSelfApproval", "IsDisabled"), YES_NO),
            **dict.fromkeys(("ApprovingUserIds", "ApprovingTeamIds"), many(TEXT)),
        },
    },
    OF_TAGS: {
        "type": "object",
        "required": ["ProjectTags", "EnvironmentTags"],
        "properties": {"Id": TEXT, **dict.fromkeys(("ProjectTags", "EnvironmentTags"), many(TEXT))},
    },
    OF_IDS: {
        "type": "object",
        "required": ["ProjectId", "EnvironmentIds"],
        "properties": {"Id": TEXT, "ProjectId": TEXT, "EnvironmentIds": many(TEXT)},
    },
    f"ResourceCollection_of_{NAME}": page_of(NAME, linked=False),
}
ROWS = tuple(
    in_a_space(row) for row in documents("{api}/approvalrules", NAME, EVIDENCE, SINCE, query="skip,take,partialName")
)
