#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_server_settings
short_description: Manage the settings of a server
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Changes the settings of the server itself. Each option is a group of settings. Groups that are not given are neither
    read nor changed.
  - Every server has these groups, so they are never created or removed. A setting that is left out of a group stays,
    and so does a group with an empty dictionary.
  - The user who signs in must be allowed to configure the server.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  smtp:
    description:
      - How the server sends mail.
    type: dict
    suboptions:
      smtp_host:
        description:
          - The host name of the mail server. An empty string clears it.
        type: str
      smtp_port:
        description:
          - The port of the mail server.
        type: int
      send_email_from:
        description:
          - The address of the sender of mail. An empty string clears it.
        type: str
      enable_ssl:
        description:
          - Whether the connection is encrypted.
        type: bool
      timeout:
        description:
          - The timeout of the mail server in milliseconds.
        type: int
      username_password:
        description:
          - Sign in to the mail server with a name and a password. At most one of the three ways can be given.
        type: dict
        suboptions:
          smtp_login:
            description:
              - The name to sign in with. An empty string clears it.
            type: str
          smtp_password:
            description:
              - The password. V(<no secret>) clears it.
            type: str
      google:
        description:
          - Sign in to the mail server as a service account of Google. Needs Octopus Server 2025.2 or newer.
        type: dict
        suboptions:
          google_audience:
            description:
              - The audience of the token that the server presents. An empty string clears it.
            type: str
          google_service_account:
            description:
              - The service account's e-mail address. An empty string clears it.
            type: str
      azure:
        description:
          - Sign in to the mail server as an application of Microsoft Entra ID. Needs Octopus Server 2025.2 or newer.
        type: dict
        suboptions:
          azure_audience:
            description:
              - The audience of the token that the server presents. An empty string clears it.
            type: str
          azure_client_id:
            description:
              - The application's ID. An empty string clears it.
            type: str
          azure_tenant_id:
            description:
              - The ID of the directory that has the application. An empty string clears it.
            type: str
  maintenance:
    description:
      - Maintenance mode.
    type: dict
    suboptions:
      is_in_maintenance_mode:
        description:
          - Whether only administrators can change anything.
        type: bool
  features:
    description:
      - The features of the server.
    type: dict
    suboptions:
      is_built_in_worker_enabled:
        description:
          - Whether steps can run on the server itself.
        type: bool
      is_community_action_templates_enabled:
        description:
          - Whether the server offers the step templates of the community.
        type: bool
      is_help_sidebar_enabled:
        description:
          - Whether the portal shows a sidebar with help.
        type: bool
      help_sidebar_support_link:
        description:
          - The address of the link to support in the sidebar with help. An empty string clears it.
        type: str
      help_sidebar_support_link_label:
        description:
          - The text of the link to support. Needs Octopus Server 2023.4 or newer. An empty string clears it.
        type: str
      is_action_containers_enabled:
        description:
          - Whether steps can run in containers. Servers from about 2025.4 on do not have this setting.
        type: bool
      is_configuration_as_code_enabled:
        description:
          - Whether projects can be kept in Git repositories. Servers from about 2025.4 on do not have this setting.
        type: bool
      is_kubernetes_enabled:
        description:
          - Whether the server has steps and targets for Kubernetes. Servers from about 2025.4 on do not have this
            setting.
        type: bool
      is_automatic_step_updates_enabled:
        description:
          - Whether steps are updated automatically. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_kubernetes_cloud_target_discovery_enabled:
        description:
          - Whether Kubernetes clusters are found in the cloud during deployments. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_composite_docker_hub_registry_feed_enabled:
        description:
          - Whether there is one feed for all of Docker Hub. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_configure_feeds_with_local_or_smb_paths_enabled:
        description:
          - Whether feeds can be folders of the server or of file servers. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_navigation_visual_uplift_enabled:
        description:
          - Whether the portal has its newer navigation. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_projects_page_optimization_enabled:
        description:
          - Whether the portal has its faster page of projects. Needs Octopus Server 2025.4 or newer.
        type: bool
      is_projects_page_onboarding_enabled:
        description:
          - Whether the page of projects has a tour for new users. Needs Octopus Server 2026.1 or newer.
        type: bool
      default_power_shell_edition:
        description:
          - The edition of PowerShell for steps that name none. Needs Octopus Server 2026.1 or newer.
        type: str
        choices:
          - Desktop
          - Core
      is_git_hub_app_enabled:
        description:
          - Whether repositories can be reached through the GitHub app. Needs Octopus Server 2026.2 or newer.
        type: bool
      is_webhook_trigger_enabled:
        description:
          - Whether webhooks can start triggers of projects. Needs Octopus Server 2026.3 or newer.
        type: bool
      is_experimental_ui_feature_enabled:
        description:
          - Whether the portal shows experimental features. Octopus Server 2026.3 has this setting.
        type: bool
  performance:
    description:
      - The performance settings of the portal.
    type: dict
    suboptions:
      default_dashboard_render_mode:
        description:
          - The parts of a large dashboard that the browser draws only when they are visible.
        type: str
        choices:
          - VirtualizeColumns
          - VirtualizeRowsAndColumns
  server:
    description:
      - The server's own address.
    type: dict
    suboptions:
      server_uri:
        description:
          - The public address of the server. Links in mail begin with this address. An empty string clears it.
        type: str
  upgrade:
    description:
      - Notifications of new releases.
    type: dict
    suboptions:
      notification_mode:
        description:
          - The releases that the portal shows a notification for.
        type: str
        choices:
          - AlwaysShow
          - ShowOnlyMajorMinor
          - NeverShow
      allow_checking:
        description:
          - Whether the server checks for new releases.
        type: bool
      include_statistics:
        description:
          - Whether the server sends usage statistics with the check. Newer servers use O(telemetry) instead.
        type: bool
  lets_encrypt:
    description:
      - Certificates of Let's Encrypt for the portal. These settings can disable the use of Let's Encrypt and change its
        details, but they cannot enable it.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the portal's certificate comes from Let's Encrypt. If that is disabled, V(true) is refused.
        type: bool
      dns_name:
        description:
          - The DNS name of the portal. An empty string clears it.
        type: str
      registration_email_address:
        description:
          - The address that Let's Encrypt sends mail to. An empty string clears it.
        type: str
      accept_lets_encrypt_terms_of_service:
        description:
          - Whether the terms of service of Let's Encrypt are accepted.
        type: bool
      https_port:
        description:
          - The portal's port.
        type: int
      ip_address:
        description:
          - The address that the portal listens on. An empty string clears it.
        type: str
      path:
        description:
          - The portal's virtual directory. An empty string clears it.
        type: str
  license:
    description:
      - The server's licence.
    type: dict
    suboptions:
      license_text:
        description:
          - The licence, as the whole XML document that C(Octopus) sent. The licence is compared with the server's
            licence, is never shown, and can't be cleared.
        type: str
  telemetry:
    description:
      - The usage statistics that the server sends. Needs Octopus Server of about 2021.4 or newer.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the server sends usage statistics. Some licences require that.
        type: bool
  authentication:
    description:
      - The settings of all ways to sign in.
    type: dict
    suboptions:
      is_auto_login_enabled:
        description:
          - Whether the portal signs in automatically if there is only one way to sign in.
        type: bool
  authentication_username_password:
    description:
      - Signing in with a user name and a password that the server keeps.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with a user name and a password.
        type: bool
  authentication_guest:
    description:
      - Signing in as a guest who can read everything.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether anybody can sign in as a guest.
        type: bool
  authentication_octopus_id:
    description:
      - Signing in with an Octopus ID.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with an Octopus ID.
        type: bool
      issuer:
        description:
          - The address of the identity provider. An empty string clears it.
        type: str
      client_id:
        description:
          - The client ID of this server at the identity provider. An empty string clears it.
        type: str
      client_secret:
        description:
          - The secret of the client ID. V(<no secret>) clears it.
        type: str
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      allow_dynamic_registration:
        description:
          - Whether the server may register itself. Needs Octopus Server of about 2026.1 or newer.
        type: bool
      m2m_client_id:
        description:
          - The ID for connections between servers. Needs Octopus Server of about 2026.1 or newer. An empty string
            clears it.
        type: str
      m2m_resource_server_identifier:
        description:
          - The identifier of this server for connections between servers. Needs Octopus Server of about 2026.1 or
            newer. An empty string clears it.
        type: str
  authentication_azure_ad:
    description:
      - Signing in with Microsoft Entra ID, formerly Azure Active Directory.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with Microsoft Entra ID.
        type: bool
      issuer:
        description:
          - The address of the identity provider. An empty string clears it.
        type: str
      client_id:
        description:
          - The client ID of this server at the identity provider. An empty string clears it.
        type: str
      client_secret:
        description:
          - The secret of the client ID. V(<no secret>) clears it.
        type: str
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      role_claim_type:
        description:
          - The claim that holds a user's groups. An empty string clears it.
        type: str
      scim_enabled:
        description:
          - Whether the directory may provision users and groups. Needs Octopus Server of about 2025.3 or newer.
        type: bool
  authentication_google_apps:
    description:
      - Signing in with Google.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with Google.
        type: bool
      issuer:
        description:
          - The address of the identity provider. An empty string clears it.
        type: str
      client_id:
        description:
          - The client ID of this server at the identity provider. An empty string clears it.
        type: str
      client_secret:
        description:
          - The secret of the client ID. V(<no secret>) clears it.
        type: str
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      hosted_domain:
        description:
          - The domain that users must belong to. An empty string clears it.
        type: str
  authentication_okta:
    description:
      - Signing in with Okta.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with Okta.
        type: bool
      issuer:
        description:
          - The address of the identity provider. An empty string clears it.
        type: str
      client_id:
        description:
          - The client ID of this server at the identity provider. An empty string clears it.
        type: str
      client_secret:
        description:
          - The secret of the client ID. V(<no secret>) clears it.
        type: str
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      role_claim_type:
        description:
          - The claim that holds a user's groups. An empty string clears it.
        type: str
      username_claim_type:
        description:
          - The claim that holds a user's name. An empty string clears it.
        type: str
  authentication_generic_oidc:
    description:
      - Signing in with any other provider of OpenID Connect. Needs Octopus Server of about 2025.4 or newer.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with this provider.
        type: bool
      issuer:
        description:
          - The address of the identity provider. An empty string clears it.
        type: str
      client_id:
        description:
          - The client ID of this server at the identity provider. An empty string clears it.
        type: str
      client_secret:
        description:
          - The secret of the client ID. V(<no secret>) clears it.
        type: str
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      role_claim_type:
        description:
          - The claim that holds a user's groups. An empty string clears it.
        type: str
      username_claim_type:
        description:
          - The claim that holds a user's name. An empty string clears it.
        type: str
      resource:
        description:
          - The requested resource. An empty string clears it.
        type: str
      scopes:
        description:
          - The requested scopes, in any order.
        type: list
        elements: str
      display_name:
        description:
          - The name of this way to sign in in the portal. An empty string clears it.
        type: str
  authentication_directory_services:
    description:
      - Signing in with Active Directory.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with Active Directory.
        type: bool
      active_directory_container:
        description:
          - The container of the directory in which users are looked for. An empty string clears it.
        type: str
      authentication_scheme:
        description:
          - The authentication scheme of browsers, for example V(IntegratedWindowsAuthentication) or V(Ntlm). It can't
            be cleared.
        type: str
      allow_forms_authentication_for_domain_users:
        description:
          - Whether users of the domain can also sign in with a form.
        type: bool
      are_security_groups_enabled:
        description:
          - Whether teams can have groups of the directory.
        type: bool
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
  authentication_ldap:
    description:
      - Signing in with an LDAP directory. Needs Octopus Server of about 2021.2 or newer.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether users can sign in with the LDAP directory.
        type: bool
      server:
        description:
          - The directory's host. An empty string clears it.
        type: str
      port:
        description:
          - The port of the directory server.
        type: int
      security_protocol:
        description:
          - How the connection is encrypted.
        type: str
        choices:
          - "None"
          - StartTLS
          - SSL
      ignore_ssl_errors:
        description:
          - Whether any certificate of the directory is accepted.
        type: bool
      connect_username:
        description:
          - The user who searches the directory. An empty string clears it.
        type: str
      connect_password:
        description:
          - The password of that user. V(<no secret>) clears it.
        type: str
      user_base_dn:
        description:
          - The base of the search for users. An empty string clears it.
        type: str
      default_domain:
        description:
          - The domain of users whose names do not contain a domain. An empty string clears it.
        type: str
      user_filter:
        description:
          - The filter that finds a user; V(*) stands for the name. An empty string clears it.
        type: str
      group_base_dn:
        description:
          - The base of the search for groups. An empty string clears it.
        type: str
      group_filter:
        description:
          - The filter that finds a group; V(*) stands for the name. An empty string clears it.
        type: str
      nested_group_filter:
        description:
          - The filter that finds the groups of a group. An empty string clears it.
        type: str
      nested_group_search_depth:
        description:
          - The number of levels of nested groups to search.
        type: int
      allow_auto_user_creation:
        description:
          - Whether the server creates a user for a person who signs in for the first time.
        type: bool
      referral_following_enabled:
        description:
          - Whether the server follows referrals of the directory.
        type: bool
      referral_hop_limit:
        description:
          - The maximum number of referrals to follow.
        type: int
      constraint_time_limit:
        description:
          - The time limit of a search in seconds. V(0) means no limit.
        type: int
      attribute_mapping:
        description:
          - The attributes of the directory.
        type: dict
        suboptions:
          unique_account_name_attribute:
            description:
              - The attribute with the unique name of an account. An empty string clears it.
            type: str
          user_display_name_attribute:
            description:
              - The attribute with the display name. An empty string clears it.
            type: str
          user_principal_name_attribute:
            description:
              - The attribute with the principal name. An empty string clears it.
            type: str
          user_membership_attribute:
            description:
              - The attribute with the groups of a user. An empty string clears it.
            type: str
          user_email_attribute:
            description:
              - The attribute with the e-mail address. An empty string clears it.
            type: str
          group_name_attribute:
            description:
              - The attribute with the name of a group. An empty string clears it.
            type: str
  web_portal:
    description:
      - The web portal.
    type: dict
    suboptions:
      security:
        description:
          - The security headers of the portal.
        type: dict
        suboptions:
          cors_whitelist:
            description:
              - The sites, separated by commas, whose scripts may use the API; V(*) stands for all. An empty string
                clears it.
            type: str
          referrer_policy:
            description:
              - The header C(Referrer-Policy). An empty string clears it.
            type: str
          content_security_policy_enabled:
            description:
              - Whether the portal sends the header C(Content-Security-Policy).
            type: bool
          http_strict_transport_security_enabled:
            description:
              - Whether the portal sends the header C(Strict-Transport-Security).
            type: bool
          http_strict_transport_security_max_age:
            description:
              - The lifetime of C(Strict-Transport-Security) in seconds.
            type: int
          x_options:
            description:
              - Whether other sites can show the portal in a frame.
            type: dict
            suboptions:
              x_frame_options:
                description:
                  - The header C(X-Frame-Options), for example V(SAMEORIGIN). An empty string clears it.
                type: str
              x_frame_option_allow_from:
                description:
                  - The site that V(ALLOW-FROM) names. An empty string clears it.
                type: str
      logging:
        description:
          - The log of requests to the portal. Needs Octopus Server of about 2023.1 or newer.
        type: dict
        suboptions:
          trusted_proxies:
            description:
              - The addresses of trusted proxies, whose headers say where a request came from, in any order.
            type: list
            elements: str
  jira_integration:
    description:
      - Work items and deployments in Jira.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether the integration with Jira is enabled.
        type: bool
      jira_instance_type:
        description:
          - The type of the Jira instance.
        type: str
        choices:
          - Cloud
          - Server
      base_url:
        description:
          - The address of Jira. An empty string clears it.
        type: str
      password:
        description:
          - The password of the connected app. V(<no secret>) clears it.
        type: str
      release_note_options:
        description:
          - The release notes from work items.
        type: dict
        suboptions:
          username:
            description:
              - The user who reads work items. An empty string clears it.
            type: str
          password:
            description:
              - The password or token of that user. V(<no secret>) clears it.
            type: str
          release_note_prefix:
            description:
              - The prefix of a comment that is a release note. An empty string clears it.
            type: str
  issue_tracker_github:
    description:
      - Work items of GitHub.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether the integration with GitHub is enabled.
        type: bool
      base_url:
        description:
          - The address of GitHub. An empty string clears it.
        type: str
      release_note_options:
        description:
          - The release notes from work items.
        type: dict
        suboptions:
          username:
            description:
              - The user who reads work items. An empty string clears it.
            type: str
          password:
            description:
              - The password or token of that user. V(<no secret>) clears it.
            type: str
          release_note_prefix:
            description:
              - The prefix of a comment that is a release note. An empty string clears it.
            type: str
  issue_tracker_azure_devops:
    description:
      - Work items of Azure DevOps. Needs Octopus Server of about 2022.3 or newer.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether the integration with Azure DevOps is enabled.
        type: bool
      connections:
        description:
          - The organizations, each identified by its address, ignoring case.
          - This is the whole list, in any order; an entry that is not in it is removed. An empty list removes all.
        type: list
        elements: dict
        suboptions:
          base_url:
            description:
              - The address of the organization.
            type: str
            required: true
          personal_access_token:
            description:
              - The access token for the organization. V(<no secret>) clears it.
            type: str
          release_note_options:
            description:
              - The release notes from work items.
            type: dict
            suboptions:
              release_note_prefix:
                description:
                  - The prefix of a comment that is a release note. An empty string clears it.
                type: str
  service_now_integration:
    description:
      - Change requests in ServiceNow. Needs Octopus Server of about 2022.2 or newer.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether the integration with ServiceNow is enabled.
        type: bool
      connections:
        description:
          - The connections, each identified by its name, ignoring case.
          - This is the whole list, in any order; an entry that is not in it is removed. An empty list removes all.
        type: list
        elements: dict
        suboptions:
          connection_name:
            description:
              - The name of the connection.
            type: str
            required: true
          base_url:
            description:
              - The address of the connection. An empty string clears it.
            type: str
          oauth_client_id:
            description:
              - The ID of the OAuth client. An empty string clears it.
            type: str
          oauth_client_secret:
            description:
              - The client's secret. V(<no secret>) clears it.
            type: str
          username:
            description:
              - The user who signs in. An empty string clears it.
            type: str
          user_password:
            description:
              - The user's password. V(<no secret>) clears it.
            type: str
      work_notes_is_enabled:
        description:
          - Whether deployments add notes to the change requests that they wait for.
        type: bool
  jira_service_management_integration:
    description:
      - Change requests in Jira Service Management. Needs Octopus Server of about 2022.2 or newer.
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether the integration with Jira Service Management is enabled.
        type: bool
      connections:
        description:
          - The connections, each identified by its name, ignoring case.
          - This is the whole list, in any order; an entry that is not in it is removed. An empty list removes all.
        type: list
        elements: dict
        suboptions:
          connection_name:
            description:
              - The name of the connection.
            type: str
            required: true
          base_url:
            description:
              - The address of the connection. An empty string clears it.
            type: str
          username:
            description:
              - The user who signs in. An empty string clears it.
            type: str
          token:
            description:
              - The user's token. V(<no secret>) clears it.
            type: str
      work_notes_is_enabled:
        description:
          - Whether deployments add notes to the change requests that they wait for.
        type: bool
  event_retention:
    description:
      - How long events stay in the database. Needs Octopus Server of about 2022.3 or newer.
    type: dict
    suboptions:
      event_retention_days:
        description:
          - The number of days; older events are moved to archives.
        type: int
  archive_limit:
    description:
      - The size limits of the archives. Needs Octopus Server of about 2023.1 or newer.
    type: dict
    suboptions:
      octopus_server_gigabytes:
        description:
          - The limit of the server's own archives in gigabytes.
        type: int
      deployment_package_gigabytes:
        description:
          - The limit of packages in gigabytes.
        type: int
  retention:
    description:
      - When retention policies are applied. Needs Octopus Server of about 2023.2 or newer.
    type: dict
    suboptions:
      cron_expression:
        description:
          - The times, as a cron expression, for example V(0 */4 * * *). It can't be cleared.
        type: str
seealso:
  - module: octopus.deploy.octopus_user
  - module: octopus.deploy.octopus_team
  - module: octopus.deploy.octopus_info
notes:
  - If this server does not have a group of settings, because it is too old or its edition lacks them, the task fails
    and says so. At least one of the options is required.
"""

EXAMPLES = r"""
---
- name: Set the server's public address and mail server
  octopus.deploy.octopus_server_settings:
    server:
      server_uri: https://octopus.example.com
    smtp:
      smtp_host: mail.example.com
      smtp_port: 587
      enable_ssl: true
      send_email_from: octopus@example.com
      username_password:
        smtp_login: octopus
        smtp_password: "{{ mail_password | default('to be kept in a vault') }}"

- name: Disable steps on the server itself, and templates of the community
  octopus.deploy.octopus_server_settings:
    features:
      is_built_in_worker_enabled: false
      is_community_action_templates_enabled: false

- name: Enable signing in with another OpenID Connect provider
  octopus.deploy.octopus_server_settings:
    authentication_generic_oidc:
      is_enabled: true
      issuer: https://sign-in.example.com
      client_id: octopus
      client_secret: "{{ oidc_secret | default('to be kept in a vault') }}"
      allow_auto_user_creation: false

- name: Keep events for a year
  octopus.deploy.octopus_server_settings:
    event_retention:
      event_retention_days: 365
"""

RETURN = r"""
---
resource:
  description:
    - The server's root document, to which the settings that the task gives are added, each group under the name of its
      link. The property names are those of the API. Secrets are masked.
    - In check mode, settings that would change are shown as the task would send them.
  returned: success
  type: dict
  sample:
    Application: Octopus Deploy
    Version: 2025.4.1000
    ServerConfiguration:
      Id: server
      ServerUri: https://octopus.example.com
id:
  description: Always null, because the settings of a server have no ID.
  returned: success
  type: str
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - smtp.username_password.smtp_password
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["updated server settings"]
requests:
  description: The requests that the task made, in order.
  returned: at verbosity 3 (C(-vvv)) and higher
  type: list
  elements: dict
  contains:
    method:
      description: The HTTP method.
      type: str
    url:
      description: The address that was requested.
      type: str
    status:
      description: The HTTP status of the answer.
      type: int
    seconds:
      description: How many seconds the answer took.
      type: float
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.server_settings import SERVER_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SERVER_SETTINGS))


if __name__ == "__main__":
    main()
