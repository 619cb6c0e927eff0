#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_account
short_description: Manage accounts
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes accounts of every type. Steps use them to sign in to clouds and other servers,
    and Octopus Server to sign in to machines.
  - The types are O(username_password), O(ssh_key_pair), O(token), O(azure_service_principal), O(azure_subscription),
    O(azure_oidc), O(amazon_web_services_account), O(amazon_web_services_oidc_account), O(google_cloud_account),
    O(google_cloud_oidc_account) and O(generic_oidc_account). At most one can be given, and a new account needs one.
  - The type of an existing account cannot be changed, but everything else can. To change the type, remove the account
    first, with O(state=absent) in a task of its own.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.options.tenant_tags_mode
  - octopus.deploy.scope
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  username_password:
    description:
      - A user name and a password.
    type: dict
    suboptions:
      username:
        description:
          - The name to sign in with. Required for a new account. It can't be cleared.
        type: str
      password:
        description:
          - The password. It can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
  ssh_key_pair:
    description:
      - A user name and a private key.
    type: dict
    suboptions:
      username:
        description:
          - The name to sign in with. Required for a new account. It can't be cleared.
        type: str
      private_key_file:
        description:
          - 'The private key: the text of its file, as P(ansible.builtin.file#lookup) returns it, or the base64 of that
            file, which is what the API takes. The module recognises text by its first line, and encodes it.'
          - It can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      private_key_passphrase:
        description:
          - The passphrase of the key. It can't be compared; O(update_secrets) says when it is sent. V(<no secret>)
            clears it.
        type: str
  token:
    description:
      - A token.
    type: dict
    suboptions:
      token:
        description:
          - The token. Required for a new account. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
  azure_service_principal:
    description:
      - A service principal of Azure, with a password.
    type: dict
    suboptions:
      subscription_number:
        description:
          - The ID of the Azure subscription. Required for a new account. It can't be cleared.
        type: str
      client_id:
        description:
          - The ID of the application in Microsoft Entra ID. An empty string clears it.
        type: str
      tenant_id:
        description:
          - The ID of the directory in Microsoft Entra ID, which has nothing to do with tenants of Octopus. An empty
            string clears it.
        type: str
      azure_environment:
        description:
          - The Azure cloud, for example V(AzureCloud), V(AzureChinaCloud), V(AzureGermanCloud) or V(AzureUSGovernment).
            An empty string stands for the global cloud.
        type: str
      resource_management_endpoint_base_uri:
        description:
          - The address at which Azure's resources are managed, if it is not the cloud's usual one. An empty string
            clears it.
        type: str
      active_directory_endpoint_base_uri:
        description:
          - The address to sign in at, if it is not the cloud's usual one. An empty string clears it.
        type: str
      password:
        description:
          - The password, which Azure calls a client secret. It can't be compared; O(update_secrets) says when it is
            sent. V(<no secret>) clears it.
        type: str
  azure_subscription:
    description:
      - A subscription of Azure, with a management certificate. Azure itself no longer supports these certificates.
    type: dict
    suboptions:
      subscription_number:
        description:
          - The ID of the Azure subscription. Required for a new account. It can't be cleared.
        type: str
      certificate_bytes:
        description:
          - The management certificate with its private key, as the base64 of a PFX file. It can't be compared;
            O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      certificate_thumbprint:
        description:
          - The thumbprint of the management certificate. An empty string clears it.
          - A thumbprint has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      azure_environment:
        description:
          - The Azure cloud, for example V(AzureCloud), V(AzureChinaCloud), V(AzureGermanCloud) or V(AzureUSGovernment).
            An empty string stands for the global cloud.
        type: str
      service_management_endpoint_base_uri:
        description:
          - The address at which Azure's services are managed, if it is not the cloud's usual one. An empty string
            clears it.
        type: str
      service_management_endpoint_suffix:
        description:
          - The suffix of storage addresses, if it is not the cloud's usual one. An empty string clears it.
        type: str
  azure_oidc:
    description:
      - An application of Azure, with tokens that the server issues itself (OpenID Connect).
    type: dict
    suboptions:
      subscription_number:
        description:
          - The ID of the Azure subscription. Required for a new account. It can't be cleared.
        type: str
      client_id:
        description:
          - The ID of the application in Microsoft Entra ID. An empty string clears it.
        type: str
      tenant_id:
        description:
          - The ID of the directory in Microsoft Entra ID, which has nothing to do with tenants of Octopus. An empty
            string clears it.
        type: str
      azure_environment:
        description:
          - The Azure cloud, for example V(AzureCloud), V(AzureChinaCloud), V(AzureGermanCloud) or V(AzureUSGovernment).
            An empty string stands for the global cloud.
        type: str
      resource_management_endpoint_base_uri:
        description:
          - The address at which Azure's resources are managed, if it is not the cloud's usual one. An empty string
            clears it.
        type: str
      active_directory_endpoint_base_uri:
        description:
          - The address to sign in at, if it is not the cloud's usual one. An empty string clears it.
        type: str
      audience:
        description:
          - The audience of the tokens. An empty string clears it.
        type: str
      deployment_subject_keys:
        description:
          - The parts of the subject of a token for a deployment or a runbook, in any order, for example V(space),
            V(environment), V(project), V(tenant), V(runbook), V(account) and V(type). An empty list clears it.
        type: list
        elements: str
      health_check_subject_keys:
        description:
          - The parts of the subject of a token for a health check, for example V(space), V(target), V(account) and
            V(type).
        type: list
        elements: str
      account_test_subject_keys:
        description:
          - The parts of the subject of a token for a test of the account, for example V(space), V(account) and V(type).
        type: list
        elements: str
      custom_claims:
        description:
          - Further claims of the tokens, each a name with a text. This is the whole dictionary; an empty one clears all
            claims.
          - Put a value in quotes if YAML takes it for something else, such as V("1.10") or V("no").
        type: dict
  amazon_web_services_account:
    description:
      - A user of AWS, with an access key.
    type: dict
    suboptions:
      access_key:
        description:
          - The access key. Required for a new account. It can't be cleared.
        type: str
      secret_key:
        description:
          - The secret key of O(amazon_web_services_account.access_key). Required for a new account. It can't be
            compared; O(update_secrets) says when it is sent.
        type: str
      region:
        description:
          - The region that steps use unless they name another one. An empty string clears it.
        type: str
  amazon_web_services_oidc_account:
    description:
      - A role of AWS, with tokens that the server issues itself (OpenID Connect).
    type: dict
    suboptions:
      role_arn:
        description:
          - The Amazon Resource Name of the role to assume. An empty string clears it.
        type: str
      session_duration:
        description:
          - How many seconds a session lasts. A new account has V(3600).
        type: int
      region:
        description:
          - The region that steps use unless they name another one. An empty string clears it.
        type: str
      audience:
        description:
          - The audience of the tokens. An empty string clears it.
        type: str
      deployment_subject_keys:
        description:
          - The parts of the subject of a token for a deployment or a runbook, in any order, for example V(space),
            V(environment), V(project), V(tenant), V(runbook), V(account) and V(type). An empty list clears it.
        type: list
        elements: str
      health_check_subject_keys:
        description:
          - The parts of the subject of a token for a health check, for example V(space), V(target), V(account) and
            V(type).
        type: list
        elements: str
      account_test_subject_keys:
        description:
          - The parts of the subject of a token for a test of the account, for example V(space), V(account) and V(type).
        type: list
        elements: str
      custom_claims:
        description:
          - Further claims of the tokens, each a name with a text. This is the whole dictionary; an empty one clears all
            claims.
          - Put a value in quotes if YAML takes it for something else, such as V("1.10") or V("no").
        type: dict
  google_cloud_account:
    description:
      - A service account of Google Cloud, with a key.
    type: dict
    suboptions:
      json_key:
        description:
          - The key of the service account, as the text of the JSON file that Google offers for it, as a dictionary, or
            as the base64 of the file, which is what the API takes. Required for a new account. The module encodes text
            and dictionaries.
          - It can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: json
  google_cloud_oidc_account:
    description:
      - A service account of Google Cloud, with tokens that the server issues itself (OpenID Connect).
    type: dict
    suboptions:
      token_lifetime_seconds:
        description:
          - How many seconds a token of Google Cloud lasts.
        type: int
      audience:
        description:
          - The audience of the tokens. An empty string clears it.
        type: str
      deployment_subject_keys:
        description:
          - The parts of the subject of a token for a deployment or a runbook, in any order, for example V(space),
            V(environment), V(project), V(tenant), V(runbook), V(account) and V(type). An empty list clears it.
        type: list
        elements: str
      health_check_subject_keys:
        description:
          - The parts of the subject of a token for a health check, for example V(space), V(target), V(account) and
            V(type).
        type: list
        elements: str
      account_test_subject_keys:
        description:
          - The parts of the subject of a token for a test of the account, for example V(space), V(account) and V(type).
        type: list
        elements: str
      custom_claims:
        description:
          - Further claims of the tokens, each a name with a text. This is the whole dictionary; an empty one clears all
            claims.
          - Put a value in quotes if YAML takes it for something else, such as V("1.10") or V("no").
        type: dict
  generic_oidc_account:
    description:
      - Tokens that the server issues itself (OpenID Connect), for any service that trusts the server.
    type: dict
    suboptions:
      audience:
        description:
          - The audience of the tokens. An empty string clears it.
        type: str
      deployment_subject_keys:
        description:
          - The parts of the subject of a token for a deployment or a runbook, in any order, for example V(space),
            V(environment), V(project), V(tenant), V(runbook), V(account) and V(type). An empty list clears it.
        type: list
        elements: str
      custom_claims:
        description:
          - Further claims of the tokens, each a name with a text. This is the whole dictionary; an empty one clears all
            claims.
          - Put a value in quotes if YAML takes it for something else, such as V("1.10") or V("no").
        type: dict
seealso:
  - module: octopus.deploy.octopus_certificate
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_worker
  - module: octopus.deploy.octopus_info
notes:
  - Octopus Server 2020.5 refuses O(google_cloud_account) and all types with tokens that the server issues itself.
  - The server refuses to remove an account that is in use, and says what uses it.
  - The official Go client lists no account at all, without an error, in a space with a O(google_cloud_oidc_account)
    (seen with version 2.115.0). So do programs that are built on it, such as the Terraform provider.
"""

EXAMPLES = r"""
---
- name: Create the environments of the accounts
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Test
    - Production

- name: Sign in to machines with a password
  octopus.deploy.octopus_account:
    name: Windows servers
    username_password:
      username: deploy
      password: "{{ deploy_password | default('change me') }}"

- name: Sign in to machines with a private key, only in production
  octopus.deploy.octopus_account:
    name: Linux servers
    environments:
      - Production
    ssh_key_pair:
      username: deploy
      private_key_file: "{{ lookup('ansible.builtin.file', key_file) if key_file is defined else example_key }}"
      private_key_passphrase: "{{ key_passphrase | default('change me') }}"
  vars:
    example_key: |
      -----BEGIN OPENSSH PRIVATE KEY-----
      c3RhbmRzIGluIGZvciBhIGtleQ==
      -----END OPENSSH PRIVATE KEY-----

- name: Deploy to Azure without a secret
  octopus.deploy.octopus_account:
    name: Azure
    azure_oidc:
      subscription_number: 6c7e9c1b-1f5c-4f5a-8f2d-3f1b9a7d2e10
      client_id: 5f1a2f0e-28d4-4d1b-a2b3-7f9d3d2f6f11
      tenant_id: 0c2f7d2b-6a55-4c36-8f6b-7a1c9d9b5a42
      audience: api://AzureADTokenExchange
      deployment_subject_keys:
        - space
        - project
        - environment

- name: Deploy to AWS with an access key
  octopus.deploy.octopus_account:
    name: AWS
    amazon_web_services_account:
      access_key: AKIAIOSFODNN7EXAMPLE
      secret_key: "{{ aws_secret_key | default('change me') }}"
      region: eu-west-1

- name: Deploy to Google Cloud with a key file, in one more environment
  octopus.deploy.octopus_account:
    name: Google Cloud
    environments:
      - Test
    environments_mode: merge
    google_cloud_account:
      json_key: "{{ google_key | default({'type': 'service_account', 'private_key': 'change me'}) }}"

- name: Remove an account that nothing uses
  octopus.deploy.octopus_account:
    name: Old servers
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Accounts-1
    Name: Linux servers
    SpaceId: Spaces-1
  # Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
  description:
    - The document as the server returned it, with the property names of the API. Secrets are masked.
    - In check mode, a document that would change is shown as the task would send it. Empty if the document does not
      exist, for example after O(state=absent).
  returned: success
  type: dict
id:
  description:
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
  returned: success
  type: str
  sample: Accounts-1
space:
  description: The space that the task worked in.
  returned: success
  type: dict
  contains:
    id:
      description:
        - The ID of the space. It can be null for the default space, whose ID the server does not always give, and in
          check mode for a space that does not exist yet.
      type: str
    name:
      description: The name of the space. Null if O(space) is not given, as the server does not name its default space.
      type: str
    is_default:
      description: Whether this is the server's default space.
      type: bool
  sample:
    id: Spaces-2
    name: Web team
    is_default: false
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - username_password.password
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created account 'Linux servers' (Accounts-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.account import ACCOUNT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(ACCOUNT))


if __name__ == "__main__":
    main()
