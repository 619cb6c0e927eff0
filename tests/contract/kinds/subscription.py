# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of subscriptions."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator

SLACK = {
    "slack_channel_ids": ["C1", "C2"],
    "slack_channel_names": ["deployments"],
    "slack_frequency_period": "2h",
    "slack_digest_format": "Detailed",
}


def surroundings(server: Emulator) -> None:
    for name in ("Production", "Staging"):
        server.seed("environments", Name=name)
    server.seed("projects", Name="Storefront", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("tenants", Name="Acme")
    server.seed("tagsets", Name="Region", Tags=[{"Name": "Europe", "Color": "#333333"}])
    server.seed("users", Username="ops", DisplayName="Operations", Password="hunter-2222")


SUBSCRIPTION = Sample(
    title="subscription",
    kind="subscription",
    minimal={"name": "Who deployed"},
    prepare=surroundings,
    on_create={
        "event_notification_subscription": {
            "webhook_uri": "https://hooks.example.com/octopus",
            "webhook_header_key": "X-Token",
            "webhook_header_value": "hunter-22",
        }
    },
    elsewhere={"event_notification_subscription": SLACK},
    steps={
        "is_disabled": [True, False],
        "event_notification_subscription": [
            {
                "filter": {
                    "users": ["ops"],
                    "projects": ["Storefront"],
                    "project_groups": ["Default Project Group"],
                    "environments": ["Staging", "Production"],
                    "tenants": ["Acme"],
                    "tags": ["Region/Europe"],
                    "event_groups": ["Deployment"],
                    "event_categories": ["DeploymentQueued", "DeploymentFailed"],
                    "event_agents": ["portal"],
                    "document_types": ["Deployments-"],
                },
                "email_teams": ["Octopus Managers"],
            },
            {"filter": {"environments": ["Production"], "event_categories": []}, "email_frequency_period": "90m"},
            {"filter": {}, "email_priority": "High", "email_show_dates_in_time_zone_id": "W. Europe Standard Time"},
            {"email_teams": [], "webhook_uri": "https://hooks.example.com/", "webhook_teams": ["Octopus Managers"]},
            {"webhook_timeout": "00:00:30", "webhook_header_key": "X-Octopus"},
            {"webhook_uri": "", "webhook_header_key": ""},
            {},
        ],
    },
)


SAMPLES = (SUBSCRIPTION,)
