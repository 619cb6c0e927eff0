# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of a server's configuration, each with its settings (api: roots#sections)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionSettings
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.cron import ANY_COUNT, Cron
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import PORT
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextList

SECTIONS_LINK = "Configuration"


def group(*fields: Field) -> Nested:
    """A group of settings; an empty dictionary changes nothing."""
    return Nested(fields, cleared={})


ENABLED = Field("is_enabled", "IsEnabled", Flag())
CREATES_USERS = Field("allow_auto_user_creation", "AllowAutoUserCreation", Flag())
OPEN_ID = (
    ENABLED,
    Field("issuer", "Issuer", Text()),
    Field("client_id", "ClientId", Text()),
    Field("client_secret", "ClientSecret", Secret()),
    CREATES_USERS,
)
ROLE_CLAIM = Field("role_claim_type", "RoleClaimType", Text())
USERNAME_CLAIM = Field("username_claim_type", "UsernameClaimType", Text())
BASE_URL = Field("base_url", "BaseUrl", Text())
RELEASE_NOTES = Field(
    "release_note_options",
    "ReleaseNoteOptions",
    group(
        Field("username", "Username", Text()),
        Field("password", "Password", Secret()),
        Field("release_note_prefix", "ReleaseNotePrefix", Text(trimmed=False)),
    ),
)
CONNECTION_NAME = Field("connection_name", "ConnectionName", Text(), required="always")
WORK_NOTES = Field("work_notes_is_enabled", "WorkNotesIsEnabled", Flag())

LDAP = group(
    ENABLED,
    Field("server", "Server", Text()),
    Field("port", "Port", PORT),
    Field("security_protocol", "SecurityProtocol", Choice(("None", "StartTLS", "SSL"))),
    Field("ignore_ssl_errors", "IgnoreSslErrors", Flag()),
    Field("connect_username", "ConnectUsername", Text()),
    Field("connect_password", "ConnectPassword", Secret()),
    Field("user_base_dn", "UserBaseDN", Text()),
    Field("default_domain", "DefaultDomain", Text()),
    Field("user_filter", "UserFilter", Text()),
    Field("group_base_dn", "GroupBaseDN", Text()),
    Field("group_filter", "GroupFilter", Text()),
    Field("nested_group_filter", "NestedGroupFilter", Text()),
    Field("nested_group_search_depth", "NestedGroupSearchDepth", Number(minimum=0)),
    CREATES_USERS,
    Field("referral_following_enabled", "ReferralFollowingEnabled", Flag()),
    Field("referral_hop_limit", "ReferralHopLimit", Number(minimum=0)),
    Field("constraint_time_limit", "ConstraintTimeLimit", Number(minimum=0)),
    Field(
        "attribute_mapping",
        "AttributeMapping",
        group(
            Field("unique_account_name_attribute", "UniqueAccountNameAttribute", Text()),
            Field("user_display_name_attribute", "UserDisplayNameAttribute", Text()),
            Field("user_principal_name_attribute", "UserPrincipalNameAttribute", Text()),
            Field("user_membership_attribute", "UserMembershipAttribute", Text()),
            Field("user_email_attribute", "UserEmailAttribute", Text()),
            Field("group_name_attribute", "GroupNameAttribute", Text()),
        ),
    ),
)
WEB_PORTAL = group(
    Field(
        "security",
        "Security",
        group(
            Field("cors_whitelist", "CorsWhitelist", Text()),
            Field("referrer_policy", "ReferrerPolicy", Text()),
            Field("content_security_policy_enabled", "ContentSecurityPolicyEnabled", Flag()),
            Field("http_strict_transport_security_enabled", "HttpStrictTransportSecurityEnabled", Flag()),
            Field("http_strict_transport_security_max_age", "HttpStrictTransportSecurityMaxAge", Number(minimum=0)),
            Field(
                "x_options",
                "XOptions",
                group(
                    Field("x_frame_options", "XFrameOptions", Text()),
                    Field("x_frame_option_allow_from", "XFrameOptionAllowFrom", Text()),
                ),
            ),
        ),
    ),
    Field("logging", "Logging", group(Field("trusted_proxies", "TrustedProxies", TextList())), since=AFTER_2021_2),
)
AZURE_DEVOPS = KeyedList(
    "base_url",
    Nested(
        (
            Field("base_url", "BaseUrl", Text(), required="always"),
            Field("personal_access_token", "PersonalAccessToken", Secret()),
            Field(
                "release_note_options",
                "ReleaseNoteOptions",
                group(Field("release_note_prefix", "ReleaseNotePrefix", Text(trimmed=False))),
            ),
        )
    ),
)
SERVICE_NOW = KeyedList(
    "connection_name",
    Nested(
        (
            CONNECTION_NAME,
            BASE_URL,
            Field("oauth_client_id", "OAuthClientId", Text()),
            Field("oauth_client_secret", "OAuthClientSecret", Secret()),
            Field("username", "Username", Text()),
            Field("user_password", "UserPassword", Secret()),
        )
    ),
)
JIRA_SERVICE_MANAGEMENT = KeyedList(
    "connection_name",
    Nested((CONNECTION_NAME, BASE_URL, Field("username", "Username", Text()), Field("token", "Token", Secret()))),
)

# The ID of each section and the field type of its values, by option.
SECTIONS: dict[str, tuple[str, Nested]] = {
    "authentication": ("authentication", group(Field("is_auto_login_enabled", "IsAutoLoginEnabled", Flag()))),
    "authentication_username_password": (
        "authentication-usernamepassword",
        Nested((ENABLED,), cleared={}, secret=False),
    ),
    "authentication_guest": ("authentication-guest", group(ENABLED)),
    "authentication_octopus_id": (
        "authentication-octopusid",
        group(
            *OPEN_ID,
            Field("allow_dynamic_registration", "AllowDynamicRegistration", Flag()),
            Field("m2m_client_id", "M2MClientId", Text()),
            Field("m2m_resource_server_identifier", "M2MResourceServerIdentifier", Text()),
        ),
    ),
    "authentication_azure_ad": (
        "authentication-aad",
        group(*OPEN_ID, ROLE_CLAIM, Field("scim_enabled", "ScimEnabled", Flag(), since=(2025, 3))),
    ),
    "authentication_google_apps": (
        "authentication-googleapps",
        group(*OPEN_ID, Field("hosted_domain", "HostedDomain", Text())),
    ),
    "authentication_okta": ("authentication-od", group(*OPEN_ID, ROLE_CLAIM, USERNAME_CLAIM)),
    "authentication_generic_oidc": (
        "authentication-generic-oidc",
        group(
            *OPEN_ID,
            ROLE_CLAIM,
            USERNAME_CLAIM,
            Field("resource", "Resource", Text()),
            Field("scopes", "Scopes", TextList()),
            Field("display_name", "DisplayName", Text()),
        ),
    ),
    "authentication_directory_services": (
        "authentication-directoryservices",
        group(
            ENABLED,
            Field("active_directory_container", "ActiveDirectoryContainer", Text()),
            Field("authentication_scheme", "AuthenticationScheme", Text(clearable=False)),
            Field("allow_forms_authentication_for_domain_users", "AllowFormsAuthenticationForDomainUsers", Flag()),
            Field("are_security_groups_enabled", "AreSecurityGroupsEnabled", Flag()),
            CREATES_USERS,
        ),
    ),
    "authentication_ldap": ("authentication-ldap", LDAP),
    "web_portal": ("webportal", WEB_PORTAL),
    "jira_integration": (
        "jira-integration",
        group(
            ENABLED,
            Field("jira_instance_type", "JiraInstanceType", Choice(("Cloud", "Server"))),
            BASE_URL,
            Field("password", "Password", Secret()),
            RELEASE_NOTES,
        ),
    ),
    "issue_tracker_github": ("issuetracker-github", group(ENABLED, BASE_URL, RELEASE_NOTES)),
    "issue_tracker_azure_devops": (
        "issuetracker-azuredevops-v2",
        group(ENABLED, Field("connections", "Connections", AZURE_DEVOPS)),
    ),
    "service_now_integration": (
        "servicenow-integration",
        group(ENABLED, Field("connections", "Connections", SERVICE_NOW), WORK_NOTES),
    ),
    "jira_service_management_integration": (
        "jiraservicemanagement-integration",
        group(ENABLED, Field("connections", "Connections", JIRA_SERVICE_MANAGEMENT), WORK_NOTES),
    ),
    "event_retention": (
        "eventretention",
        group(Field("event_retention_days", "EventRetentionDays", Number(minimum=0))),
    ),
    "archive_limit": (
        "archive-limit",
        group(
            Field("octopus_server_gigabytes", "OctopusServerGigabytes", Number(minimum=0)),
            Field("deployment_package_gigabytes", "DeploymentPackageGigabytes", Number(minimum=0)),
        ),
    ),
    "retention": (
        "retentionpolicies",
        group(Field("cron_expression", "CronExpression", Cron(clearable=False, counts=ANY_COUNT))),
    ),
}
SECTION_FIELDS = tuple(Field(option, section, field_type) for option, (section, field_type) in SECTIONS.items())
SECTION_COMPANIONS = tuple(
    CompanionSettings(section, SECTIONS_LINK, section, option) for option, (section, _type) in SECTIONS.items()
)
