# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insights reports, which no description that a server published has (api: insights#report)."""

from __future__ import annotations

from description.facts import ANYTHING, TEXT, YES_NO, Row, a, many, one_of
from description.rows import RESOURCE, documents, in_a_space, page_of, path, prop

NAME, GROUP = "InsightsReportResource", "InsightsEnvironmentGroup"
SINCE, LATER = (2022, 3), (2023, 2)
EVIDENCE = "api: insights#report (the reference, DOCS)"
LOGO = "api: documents#logos (the reference, insights)"
DEFINITIONS = {
    NAME: {
        "type": "object",
        "required": ["Name"],
        "properties": {
            **dict.fromkeys(("Id", "SpaceId", "Name", "Description", "TimeZone", "IconId", "IconColor"), TEXT),
            **dict.fromkeys(("ProjectIds", "ProjectGroupIds", "TenantIds", "TenantTags"), many(TEXT)),
            "EnvironmentGroups": many(a(GROUP)),
            "TenantMode": one_of("Untenanted", "TenantedAndUntenanted", "Tenanted"),
            **RESOURCE,
        },
    },
    GROUP: {"type": "object", "required": ["Name"], "properties": {"Name": TEXT, "Environments": many(TEXT)}},
    f"ResourceCollection_of_{NAME}": page_of(NAME),
}
ROWS = (
    *(
        in_a_space(row)
        for row in documents("{api}/insights/reports", NAME, EVIDENCE, SINCE, query="skip,take", created="200")
    ),
    *(
        in_a_space(path(f"{method} {{api}}/insights/reports/{{id}}/logo", ANYTHING, LOGO, SINCE))
        for method in ("GET", "POST")
    ),
    in_a_space(Row("status", "POST {api}/insights/reports/{id}/logo=415", LOGO, since=SINCE)),
    *(
        in_a_space(Row("query", f"{method} {{api}}/insights/reports/{{id}}/logo?cb", LOGO, since=SINCE))
        for method in ("GET", "POST")
    ),
    prop(f"{NAME}.ChannelIds", many(TEXT), EVIDENCE, LATER),
    prop(f"{NAME}.AllTenants", YES_NO, EVIDENCE, LATER),
)
