# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of the settings of a server: single documents, and the sections of its configuration."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample

OPEN_ID = {"issuer": "https://sign-in.example.com", "client_id": "octopus", "client_secret": "hunter-22"}
NO_OPEN_ID = {"issuer": "", "client_id": "", "client_secret": "<no secret>"}
CLAIMS = {"role_claim_type": "memberships", "username_claim_type": "name"}
NOTES = {"username": "ops", "password": "hunter-22", "release_note_prefix": "Note:"}
NO_NOTES = {"username": "", "password": "<no secret>", "release_note_prefix": ""}
NOTED = [{"release_note_options": NOTES}, {"release_note_options": NO_NOTES}]
# Settings of servers before 2025.4, and settings that are newer than the emulator's default release.
OLD = {"is_action_containers_enabled": False, "is_configuration_as_code_enabled": False, "is_kubernetes_enabled": False}
LATER = {
    "is_projects_page_onboarding_enabled": True,
    "default_power_shell_edition": "Core",
    "is_git_hub_app_enabled": True,
    "is_webhook_trigger_enabled": True,
    "is_experimental_ui_feature_enabled": True,
}
LATER_OCTOPUS_ID = {
    "allow_dynamic_registration": True,
    "m2m_client_id": "octopus",
    "m2m_resource_server_identifier": "https://octopus.example.com",
}


def ways_to_sign_in(extra: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"is_enabled": True, "allow_auto_user_creation": False, **OPEN_ID}, extra, NO_OPEN_ID]


def settings(title: str, elsewhere: dict[str, Any] | None = None, **steps: list[Any]) -> Sample:
    # Maintenance mode is off: to say so changes nothing.
    return Sample(
        title=f"server settings: {title}",
        kind="server_settings",
        minimal={"maintenance": {"is_in_maintenance_mode": False}},
        steps=steps,
        is_there=True,
        identified_by=(),
        secrets={"license_text": "<License>another</License>"},
        elsewhere=elsewhere or {},
    )


DOCUMENTS = settings(
    "documents",
    elsewhere={"features": {**OLD, **LATER}},
    performance=[
        {"default_dashboard_render_mode": "VirtualizeRowsAndColumns"},
        {"default_dashboard_render_mode": "VirtualizeColumns"},
    ],
    maintenance=[{"is_in_maintenance_mode": True}, {"is_in_maintenance_mode": False}],
    server=[{"server_uri": "https://octopus.example.com"}, {"server_uri": ""}],
    smtp=[
        {
            "smtp_host": "mail.example.com",
            "smtp_port": 587,
            "send_email_from": "octopus@example.com",
            "enable_ssl": True,
            "timeout": 5000,
            "username_password": {"smtp_login": "octopus", "smtp_password": "hunter-22"},
        },
        {"google": {"google_audience": "mail", "google_service_account": "octopus@example.com"}},
        {"azure": {"azure_audience": "mail", "azure_client_id": "octopus", "azure_tenant_id": "example"}},
        {"smtp_host": "", "username_password": {"smtp_login": "ops", "smtp_password": "<no secret>"}},
    ],
    features=[
        {
            "is_built_in_worker_enabled": False,
            "is_community_action_templates_enabled": False,
            "is_help_sidebar_enabled": False,
            "help_sidebar_support_link": "https://help.example.com",
            "help_sidebar_support_link_label": "Ask us",
        },
        {
            "is_automatic_step_updates_enabled": True,
            "is_kubernetes_cloud_target_discovery_enabled": True,
            "is_composite_docker_hub_registry_feed_enabled": True,
            "is_configure_feeds_with_local_or_smb_paths_enabled": True,
            "is_navigation_visual_uplift_enabled": True,
            "is_projects_page_optimization_enabled": True,
        },
        {"help_sidebar_support_link": "", "help_sidebar_support_link_label": ""},
    ],
    upgrade=[{"notification_mode": "NeverShow", "allow_checking": False, "include_statistics": False}],
    lets_encrypt=[
        {
            "dns_name": "octopus.example.com",
            "registration_email_address": "ops@example.com",
            "accept_lets_encrypt_terms_of_service": True,
            "https_port": 8443,
            "ip_address": "127.0.0.1",
            "path": "/octopus",
        },
        {"dns_name": "", "path": ""},
        {"enabled": False, "https_port": 443},
    ],
    license=[{"license_text": "<License>hunter-22</License>"}],
    telemetry=[{"enabled": False}, {"enabled": True}],
)
SIGNING_IN = settings(
    "signing in",
    elsewhere={"authentication_octopus_id": LATER_OCTOPUS_ID},
    authentication=[{"is_auto_login_enabled": True}, {"is_auto_login_enabled": False}],
    authentication_username_password=[{"is_enabled": False}, {"is_enabled": True}],
    authentication_guest=[{"is_enabled": True}, {"is_enabled": False}],
    authentication_octopus_id=ways_to_sign_in({"is_enabled": False}),
    authentication_azure_ad=ways_to_sign_in({"scim_enabled": True, "role_claim_type": "memberships"}),
    authentication_google_apps=ways_to_sign_in({"hosted_domain": "example.com"}),
    authentication_okta=ways_to_sign_in(CLAIMS),
    authentication_generic_oidc=ways_to_sign_in(
        {**CLAIMS, "resource": "octopus", "scopes": ["openid", "groups"], "display_name": "Ours"}
    ),
    authentication_directory_services=[
        {
            "is_enabled": True,
            "active_directory_container": "CN=Users",
            "authentication_scheme": "Ntlm",
            "allow_forms_authentication_for_domain_users": False,
            "are_security_groups_enabled": False,
            "allow_auto_user_creation": False,
        },
        {"active_directory_container": ""},
    ],
    authentication_ldap=[
        {
            "is_enabled": True,
            "server": "ldap.example.com",
            "port": 636,
            "security_protocol": "SSL",
            "ignore_ssl_errors": True,
            "connect_username": "cn=octopus",
            "connect_password": "hunter-22",
            "user_base_dn": "ou=people",
            "default_domain": "example",
            "user_filter": "(uid=*)",
            "group_base_dn": "ou=groups",
            "group_filter": "(cn=*)",
            "nested_group_filter": "(member=*)",
        },
        {
            "nested_group_search_depth": 2,
            "allow_auto_user_creation": False,
            "referral_following_enabled": True,
            "referral_hop_limit": 3,
            "constraint_time_limit": 20,
            "attribute_mapping": {
                "unique_account_name_attribute": "uid",
                "user_display_name_attribute": "cn",
                "user_principal_name_attribute": "upn",
                "user_membership_attribute": "groups",
                "user_email_attribute": "email",
                "group_name_attribute": "name",
            },
        },
        {"connect_password": "<no secret>", "user_filter": ""},
    ],
)
ELSEWHERE = settings(
    "the rest",
    web_portal=[
        {
            "security": {
                "cors_whitelist": "https://app.example.com",
                "referrer_policy": "same-origin",
                "content_security_policy_enabled": False,
                "http_strict_transport_security_enabled": True,
                "http_strict_transport_security_max_age": 3600,
                "x_options": {"x_frame_options": "ALLOW-FROM", "x_frame_option_allow_from": "https://app.example.com"},
            }
        },
        {"logging": {"trusted_proxies": ["10.0.0.1", "10.0.0.2"]}, "security": {"cors_whitelist": ""}},
    ],
    jira_integration=[
        {
            "is_enabled": True,
            "jira_instance_type": "Server",
            "base_url": "https://jira.example.com",
            "password": "hunter-22",
        },
        *NOTED,
    ],
    issue_tracker_github=[{"is_enabled": True, "base_url": "https://github.example.com"}, *NOTED],
    issue_tracker_azure_devops=[
        {
            "is_enabled": True,
            "connections": [
                {"base_url": "https://dev.azure.com/one", "personal_access_token": "hunter-22"},
                {"base_url": "https://dev.azure.com/two", "release_note_options": {"release_note_prefix": "Note:"}},
            ],
        },
        {"connections": []},
    ],
    service_now_integration=[
        {
            "is_enabled": True,
            "work_notes_is_enabled": True,
            "connections": [
                {
                    "connection_name": "Changes",
                    "base_url": "https://changes.example.com",
                    "oauth_client_id": "octopus",
                    "oauth_client_secret": "hunter-22",
                    "username": "octopus",
                    "user_password": "hunter-22",
                }
            ],
        },
        {
            "connections": [
                {"connection_name": "Others"},
                {"connection_name": "changes", "oauth_client_secret": "<no secret>"},
            ]
        },
        {"connections": []},
    ],
    jira_service_management_integration=[
        {
            "is_enabled": True,
            "work_notes_is_enabled": True,
            "connections": [
                {
                    "connection_name": "Changes",
                    "base_url": "https://changes.example.com",
                    "username": "octopus",
                    "token": "hunter-22",
                }
            ],
        },
        {"connections": []},
    ],
    event_retention=[{"event_retention_days": 365}],
    archive_limit=[{"octopus_server_gigabytes": 10, "deployment_package_gigabytes": 20}],
    retention=[{"cron_expression": "0 3 * * *"}],
)

SAMPLES = (DOCUMENTS, SIGNING_IN, ELSEWHERE)
