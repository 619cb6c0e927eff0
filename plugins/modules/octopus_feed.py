#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_feed
short_description: Manage feeds of packages and images
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the feeds, of every type, that packages, images and charts come from.
  - The types are O(built_in), O(octopus_project), O(nuget), O(docker), O(azure_container_registry),
    O(google_container_registry), O(aws_elastic_container_registry), O(maven), O(github), O(npm), O(pypi), O(helm),
    O(oci_registry), O(s3), O(gcs_storage) and O(artifactory_generic). Give at most one type. A new feed needs a type.
  - The type of an existing feed cannot be changed, but everything else can. Only O(docker), O(azure_container_registry)
    and O(google_container_registry) can be changed into each other.
  - The two feeds that every space has from the beginning are found by their names. They can be changed and renamed, but
    not created or removed.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.slug
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name, of at most 44 characters. An existing document with this name, ignoring case, is managed from now on,
        whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  package_acquisition_location_options:
    description:
      - 'The ways to download packages that a step can choose from: by the server, by the deployment target, or not at
        all. The order does not matter.'
      - If the option is left out, a new feed has all ways that its type allows. The option can't be cleared.
    type: list
    elements: str
    choices:
      - Server
      - ExecutionTarget
      - NotAcquired
  built_in:
    description:
      - The feed that packages are pushed to. Every space has this feed from the beginning, so the module neither
        creates nor removes it. The feed is called V(Octopus Server (built-in\)) unless somebody has renamed it.
    type: dict
    suboptions:
      delete_unreleased_packages_after_days:
        description:
          - The number of days after which packages that no release uses are deleted. V(0) keeps them forever.
        type: int
      delete_packages_associated_with_releases:
        description:
          - Whether packages of releases are deleted too, when they are old enough. Needs Octopus Server 2025.3 or
            newer.
        type: bool
      is_built_in_repo_sync_enabled:
        description:
          - Whether the server looks for new packages in the folder of the feed when it starts, and indexes them.
        type: bool
  octopus_project:
    description:
      - The feed of releases, from which projects deploy other projects. Every space has this feed from the beginning,
        so the module neither creates nor removes it, and only its name and slug can be set. The feed is called
        V(Octopus Server Releases (built-in\)) unless somebody has renamed it.
    type: dict
  nuget:
    description:
      - A NuGet feed.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://api.nuget.org/v3/index.json). Required for a new feed. It
            can't be cleared.
        type: str
      enhanced_mode:
        description:
          - Whether the server uses the search of NuGet 3, if the feed offers it.
        type: bool
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  docker:
    description:
      - A container registry (FeedType C(Docker)).
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://index.docker.io). Required for a new feed. It can't be
            cleared.
        type: str
      api_version:
        description:
          - The version of the registry's API, V(v1) or V(v2). With an empty string, the server detects the version.
        type: str
      registry_path:
        description:
          - The path that images are pulled from, if it differs from that of O(docker.feed_uri). An empty string clears
            it.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5). Needs
            Octopus Server 2025.4 or newer.
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10). Needs
            Octopus Server 2025.4 or newer.
        type: int
  azure_container_registry:
    description:
      - An Azure Container Registry. A feed of the type O(docker) or O(google_container_registry) can be changed into
        this type, and keeps its other settings.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://shop.azurecr.io). Required for a new feed. It can't be
            cleared.
        type: str
      api_version:
        description:
          - The version of the registry's API, V(v1) or V(v2). With an empty string, the server detects the version.
        type: str
      registry_path:
        description:
          - The path that images are pulled from, if it differs from that of O(azure_container_registry.feed_uri). An
            empty string clears it.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5). Needs
            Octopus Server 2025.4 or newer.
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10). Needs
            Octopus Server 2025.4 or newer.
        type: int
      oidc_authentication:
        description:
          - How to sign in with a token that the server issues itself (OpenID Connect), instead of a password or key. An
            empty dictionary clears it.
        type: dict
        suboptions:
          client_id:
            description:
              - The ID of the application in Microsoft Entra ID. Required when OpenID Connect is set up for the first
                time.
            type: str
          tenant_id:
            description:
              - The ID of the directory in Microsoft Entra ID. Required when OpenID Connect is set up for the first
                time.
            type: str
          audience:
            description:
              - The audience of the token. An empty string clears it.
            type: str
          subject_keys:
            description:
              - The parts of the subject of the token, in any order, for example V(space) and V(feed).
            type: list
            elements: str
          session_duration:
            description:
              - How many seconds a session lasts.
            type: int
  google_container_registry:
    description:
      - A registry of Google Cloud. A feed of the type O(docker) or O(azure_container_registry) can be changed into this
        type, and keeps its other settings.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://europe-docker.pkg.dev). Required for a new feed. It can't be
            cleared.
        type: str
      api_version:
        description:
          - The version of the registry's API, V(v1) or V(v2). With an empty string, the server detects the version.
        type: str
      registry_path:
        description:
          - The path that images are pulled from, if it differs from that of O(google_container_registry.feed_uri). An
            empty string clears it.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5). Needs
            Octopus Server 2025.4 or newer.
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10). Needs
            Octopus Server 2025.4 or newer.
        type: int
      oidc_authentication:
        description:
          - How to sign in with a token that the server issues itself (OpenID Connect), instead of a password or key. An
            empty dictionary clears it.
        type: dict
        suboptions:
          audience:
            description:
              - The audience of the token. An empty string clears it.
            type: str
          subject_keys:
            description:
              - The parts of the subject of the token, in any order, for example V(space) and V(feed).
            type: list
            elements: str
  aws_elastic_container_registry:
    description:
      - An Amazon Elastic Container Registry.
    type: dict
    suboptions:
      region:
        description:
          - The region of the registry, for example V(eu-west-1). Required for a new feed. It can't be cleared.
        type: str
      access_key:
        description:
          - The access key of an AWS user. An empty string clears it.
        type: str
      secret_key:
        description:
          - The secret key of the access key. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      use_machine_credentials:
        description:
          - Whether to sign in with the credentials of the machine or worker that downloads, instead of a key.
        type: bool
      oidc_authentication:
        description:
          - How to sign in with a token that the server issues itself (OpenID Connect), instead of a password or key. An
            empty dictionary clears it.
        type: dict
        suboptions:
          role_arn:
            description:
              - The Amazon Resource Name of the role to assume. Required when OpenID Connect is set up for the first
                time.
            type: str
          audience:
            description:
              - The audience of the token. An empty string clears it.
            type: str
          subject_keys:
            description:
              - The parts of the subject of the token, in any order, for example V(space) and V(feed).
            type: list
            elements: str
          session_duration:
            description:
              - How many seconds a session lasts.
            type: int
  maven:
    description:
      - A Maven repository.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://repo.maven.apache.org/maven2). Required for a new feed. It
            can't be cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  github:
    description:
      - The releases and tags of GitHub repositories.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://api.github.com). Required for a new feed. It can't be
            cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  npm:
    description:
      - An npm registry.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://registry.npmjs.org). Required for a new feed. It can't be
            cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  pypi:
    description:
      - A Python package index.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://pypi.org/simple). Required for a new feed. It can't be
            cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  helm:
    description:
      - A repository of Helm charts.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://charts.example.com). Required for a new feed. It can't be
            cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
  oci_registry:
    description:
      - A registry of OCI artifacts, for example Helm charts.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(oci://registry-1.docker.io). Required for a new feed. It can't be
            cleared.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
  s3:
    description:
      - The buckets of Amazon S3.
    type: dict
    suboptions:
      region:
        description:
          - The region of the buckets, for example V(eu-west-1). An empty string clears it.
        type: str
      access_key:
        description:
          - The access key of an AWS user. An empty string clears it.
        type: str
      secret_key:
        description:
          - The secret key of the access key. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
      use_machine_credentials:
        description:
          - Whether to sign in with the credentials of the machine or worker that downloads, instead of a key.
        type: bool
  gcs_storage:
    description:
      - The buckets of Google Cloud Storage.
    type: dict
    suboptions:
      use_service_account_key:
        description:
          - Whether to sign in with O(gcs_storage.service_account_json_key) instead of
            O(gcs_storage.oidc_authentication).
        type: bool
      service_account_json_key:
        description:
          - The key of a service account, as the text of the JSON file that Google offers for it, or as a dictionary. It
            can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: json
      project:
        description:
          - The ID of the project. An empty string clears it.
        type: str
      oidc_authentication:
        description:
          - How to sign in with a token that the server issues itself (OpenID Connect), instead of a password or key. An
            empty dictionary clears it.
        type: dict
        suboptions:
          audience:
            description:
              - The audience of the token. An empty string clears it.
            type: str
          subject_keys:
            description:
              - The parts of the subject of the token, in any order, for example V(space) and V(feed).
            type: list
            elements: str
      download_attempts:
        description:
          - The number of times that a deployment tries to download a package, 1 or more. A new feed has V(5).
        type: int
      download_retry_backoff_seconds:
        description:
          - The number of seconds by which the wait before each further attempt grows. A new feed has V(10).
        type: int
  artifactory_generic:
    description:
      - A generic repository of JFrog Artifactory.
    type: dict
    suboptions:
      feed_uri:
        description:
          - The address of the feed, for example V(https://artifactory.example.com). Required for a new feed. It can't
            be cleared.
        type: str
      repository:
        description:
          - The key of the repository. Required for a new feed. It can't be cleared.
        type: str
      layout_regex:
        description:
          - The regular expression that finds packages and versions in paths. An empty string clears it.
        type: str
      username:
        description:
          - The name to sign in with. An empty string clears it.
        type: str
      password:
        description:
          - The password or token of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no
            secret>) clears it.
        type: str
seealso:
  - module: octopus.deploy.octopus_config
  - module: octopus.deploy.octopus_info
notes:
  - Octopus Server 2020.5 supports only O(built_in), O(octopus_project), O(nuget), O(docker), O(maven), O(github),
    O(helm) and O(aws_elastic_container_registry), and refuses the other types.
  - The official Go client lists no feed at all, without an error, in a space with a feed of
    O(aws_elastic_container_registry) that has O(aws_elastic_container_registry.use_machine_credentials) and no key
    (seen with version 2.115.0). So do programs that are built on it, such as the Terraform provider.
"""

EXAMPLES = r"""
---
- name: Create a feed of NuGet packages
  octopus.deploy.octopus_feed:
    name: Packages
    nuget:
      feed_uri: https://nuget.example.com/v3/index.json
      enhanced_mode: true
      username: octopus
      password: "{{ feed_password | default('change me') }}"
      download_attempts: 3

- name: Pull images from Docker Hub, without signing in
  octopus.deploy.octopus_feed:
    name: Docker Hub
    docker:
      feed_uri: https://index.docker.io
      api_version: v2

- name: Pull from an Azure registry with OpenID Connect, also if the feed was of the type docker
  octopus.deploy.octopus_feed:
    name: Our images
    azure_container_registry:
      feed_uri: https://shop.azurecr.io
      oidc_authentication:
        client_id: 5f1a2f0e-28d4-4d1b-a2b3-7f9d3d2f6f11
        tenant_id: 0c2f7d2b-6a55-4c36-8f6b-7a1c9d9b5a42
        subject_keys:
          - space
          - feed

- name: Pull from Amazon, with the credentials of the worker
  octopus.deploy.octopus_feed:
    name: Amazon
    aws_elastic_container_registry:
      region: eu-west-1
      use_machine_credentials: true

- name: Read packages from Google Cloud Storage
  octopus.deploy.octopus_feed:
    name: Buckets
    gcs_storage:
      use_service_account_key: true
      service_account_json_key: "{{ key | default({'type': 'service_account', 'private_key': 'change me'}) }}"
      project: shop

- name: Delete old packages without a release from the built-in feed
  octopus.deploy.octopus_feed:
    name: Octopus Server (built-in)
    built_in:
      delete_unreleased_packages_after_days: 30

- name: Send a new password
  octopus.deploy.octopus_feed:
    name: Packages
    nuget:
      password: "{{ new_feed_password | default('changed') }}"
    update_secrets: always
  when: rotate_passwords | default(false)

- name: Remove a feed
  octopus.deploy.octopus_feed:
    name: Old packages
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Feeds-1001
    Name: Packages
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
  sample: Feeds-1001
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
    - nuget.password
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created feed 'Packages' (Feeds-1001)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.feed import FEED
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(FEED))


if __name__ == "__main__":
    main()
