# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the configuration, with the IDs and values of Octopus's .NET client.

The values of a new server are that client's defaults, and unverified where it has none. The release of a section is
unverified where only the month is known in which the client got it.
"""

from __future__ import annotations

from dataclasses import dataclass

from emulator.model import EVER, Prop, Release


@dataclass(frozen=True)
class Section:
    """``groups_by_role``: for a way to sign in with groups, whether a claim has the groups."""

    section_id: str
    name: str
    description: str
    props: tuple[Prop, ...]
    since: Release = EVER
    groups_by_role: bool | None = None


ENABLED = Prop("IsEnabled", "bool", default=False, required=True)
OPEN_ID = (
    ENABLED,
    Prop("Issuer"),
    Prop("ClientId"),
    Prop("ClientSecret", "secret"),
    Prop("AllowAutoUserCreation", "bool", default=True),
)
NOTES = (Prop("Username"), Prop("Password", "secret"), Prop("ReleaseNotePrefix"))
SECTIONS: tuple[Section, ...] = (
    Section("authentication", "Authentication", "Settings for all ways to sign in", (
        # From no client: the property's name is unverified.
        Prop("IsAutoLoginEnabled", "bool", default=False),
    )),
    Section("authentication-usernamepassword", "Username / Password", "Sign in with a user name and a password", (
        Prop("IsEnabled", "bool", default=True, required=True),
    )),
    Section("authentication-guest", "Guest", "Let everybody sign in as a guest who can only read", (ENABLED,)),
    Section("authentication-octopusid", "Octopus ID", "Sign in with an Octopus ID", (
        *OPEN_ID,
        Prop("AllowDynamicRegistration", "bool", since=(2026, 1)),
        Prop("M2MClientId", since=(2026, 1)),
        Prop("M2MResourceServerIdentifier", since=(2026, 1)),
        Prop("M2MRegisteredAt", since=(2026, 1)),
    )),
    Section("authentication-aad", "Azure AD", "Sign in with Azure Active Directory", (
        *OPEN_ID,
        Prop("RoleClaimType", default="roles"),
        Prop("ScimEnabled", "bool", since=(2025, 3)),
    ), groups_by_role=True),
    Section("authentication-googleapps", "Google Apps", "Sign in with Google", (*OPEN_ID, Prop("HostedDomain"))),
    Section("authentication-od", "Okta", "Sign in with Okta", (
        *OPEN_ID,
        Prop("RoleClaimType", default="groups"),
        Prop("UsernameClaimType", default="preferred_username"),
    ), groups_by_role=True),
    Section("authentication-generic-oidc", "OpenID Connect", "Sign in with a provider of OpenID Connect", (
        *OPEN_ID,
        Prop("RoleClaimType", default="groups"),
        Prop("UsernameClaimType", default="preferred_username"),
        Prop("Resource"),
        Prop("Scopes", "list", default=["openid", "profile", "email"]),
        Prop("DisplayName"),
    ), since=(2025, 4), groups_by_role=True),
    Section("authentication-directoryservices", "Active Directory", "Sign in with Active Directory", (
        ENABLED,
        Prop("ActiveDirectoryContainer"),
        Prop("AuthenticationScheme", default="IntegratedWindowsAuthentication"),
        Prop("AllowFormsAuthenticationForDomainUsers", "bool", default=True),
        Prop("AreSecurityGroupsEnabled", "bool", default=True),
        Prop("AllowAutoUserCreation", "bool", default=True),
    ), groups_by_role=False),
    Section("authentication-ldap", "LDAP", "Sign in with a directory", (
        ENABLED,
        Prop("Server"),
        Prop("Port", "int", default=389),
        Prop("SecurityProtocol", choices=("None", "StartTLS", "SSL"), default="None"),
        Prop("IgnoreSslErrors", "bool", default=False),
        Prop("ConnectUsername"),
        Prop("ConnectPassword", "secret"),
        Prop("UserBaseDN"),
        Prop("DefaultDomain"),
        Prop("UserFilter"),
        Prop("GroupBaseDN"),
        Prop("GroupFilter"),
        Prop("NestedGroupFilter"),
        Prop("NestedGroupSearchDepth", "int", default=5),
        Prop("AllowAutoUserCreation", "bool", default=True),
        Prop("ReferralFollowingEnabled", "bool", default=False),
        Prop("ReferralHopLimit", "int", default=10),
        Prop("ConstraintTimeLimit", "int", default=0),
        Prop("AttributeMapping", "dict", default={}, parts=(
            Prop("UniqueAccountNameAttribute", default="sAMAccountName"),
            Prop("UserDisplayNameAttribute", default="displayName"),
            Prop("UserPrincipalNameAttribute", default="userPrincipalName"),
            Prop("UserMembershipAttribute", default="memberOf"),
            Prop("UserEmailAttribute", default="mail"),
            Prop("GroupNameAttribute", default="cn"),
        )),
    ), since=(2021, 2), groups_by_role=False),
    Section("webportal", "Web Portal", "Settings of the web portal", (
        Prop("Security", "dict", default={}, parts=(
            Prop("CorsWhitelist", default=""),
            Prop("ReferrerPolicy", default="no-referrer"),
            Prop("ContentSecurityPolicyEnabled", "bool", default=True),
            Prop("HttpStrictTransportSecurityEnabled", "bool", default=False),
            Prop("HttpStrictTransportSecurityMaxAge", "int", default=31556926),
            Prop("XOptions", "dict", default={}, parts=(
                Prop("XFrameOptionAllowFrom", default=""),
                Prop("XFrameOptions", default=""),
            )),
        )),
        Prop("Logging", "dict", default={}, parts=(
            Prop("TrustedProxies", "list", default=[]),
        ), since=(2023, 1)),
    )),
    Section("jira-integration", "Jira Integration", "Work items and deployments in Jira", (
        ENABLED,
        Prop("JiraInstanceType", choices=("Cloud", "Server"), default="Cloud"),
        Prop("BaseUrl"),
        Prop("Password", "secret"),
        Prop("OctopusInstallationId", default="8b5a1e0c-3c5f-4f4e-9d3a-0f5d2a7f6b11", read_only=True),
        Prop("OctopusServerUrl", read_only=True),
        Prop("ReleaseNoteOptions", "dict", default={}, parts=NOTES),
    )),
    Section("issuetracker-github", "GitHub Issue Tracker", "Work items of GitHub", (
        ENABLED,
        Prop("BaseUrl", default="https://github.com"),
        Prop("ReleaseNoteOptions", "dict", default={}, parts=NOTES),
    )),
    Section("issuetracker-azuredevops-v2", "Azure DevOps Issue Tracker", "Work items of Azure DevOps", (
        ENABLED,
        Prop("Connections", "documents", default=[], parts=(
            Prop("Id"),
            Prop("BaseUrl", required=True),
            Prop("PersonalAccessToken", "secret"),
            Prop("ReleaseNoteOptions", "dict", default={}, parts=(Prop("ReleaseNotePrefix"),)),
        )),
    ), since=(2022, 3)),
    Section("servicenow-integration", "ServiceNow Integration", "Change requests in ServiceNow", (
        ENABLED,
        Prop("Connections", "documents", default=[], parts=(
            Prop("Id"),
            Prop("ConnectionName", required=True),
            Prop("BaseUrl"),
            Prop("OAuthClientId"),
            Prop("OAuthClientSecret", "secret"),
            Prop("Username"),
            Prop("UserPassword", "secret"),
        )),
        Prop("WorkNotesIsEnabled", "bool", default=False),
    ), since=(2022, 2)),
    Section("jiraservicemanagement-integration", "Jira Service Management Integration", "Change requests in Jira", (
        ENABLED,
        Prop("Connections", "documents", default=[], parts=(
            Prop("Id"),
            Prop("ConnectionName", required=True),
            Prop("BaseUrl"),
            Prop("Username"),
            Prop("Token", "secret"),
        )),
        Prop("WorkNotesIsEnabled", "bool", default=False),
    ), since=(2022, 2)),
    Section("eventretention", "Event Retention", "How long events stay in the database", (
        Prop("EventRetentionDays", "int", default=90),
    ), since=(2022, 3)),
    Section("archive-limit", "Archive Limit", "How much may be archived", (
        Prop("OctopusServerGigabytes", "int", default=0),
        Prop("DeploymentPackageGigabytes", "int", default=0),
    ), since=(2023, 1)),
    Section("retentionpolicies", "Retention Policies", "When retention policies are applied", (
        Prop("CronExpression", default="0 */4 * * *"),
    ), since=(2023, 2)),
)  # fmt: skip
