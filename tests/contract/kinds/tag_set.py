# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of tag sets."""

from __future__ import annotations

from contract.sample import Sample

TAG_SET = Sample(
    title="tag set",
    kind="tag_set",
    minimal={"name": "Release ring"},
    steps={
        "description": ["Who gets a release first", ""],
        "sort_order": [7, 2],
        "type": ["SingleSelect", "MultiSelect"],
        "scopes": [["Tenant", "Project"], ["Environment"]],
        "tags": [
            [{"name": "Alpha", "color": "#983230"}, {"name": "Beta", "description": "Next"}, {"name": "Stable"}],
            [{"name": "Stable", "color": "#227647"}, {"name": "Alpha", "description": "Brave"}, {"name": "Beta"}],
            [{"name": "Stable"}, {"name": "Alpha", "description": ""}],
            [],
        ],
    },
)


SAMPLES = (TAG_SET,)
