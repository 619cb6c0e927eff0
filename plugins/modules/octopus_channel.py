#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_channel
short_description: Manage the channels of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes channels. A channel says which versions of packages a project's releases may
    have, and which lifecycle they follow.
  - A new project has a channel called V(Default). It can be changed and renamed like any other.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.options.tenant_tags_mode
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the channel belongs to (C(ProjectId)). Name, slug or ID. Channels of different projects may
        have the same name.
      - The server can't move a channel to another project.
    type: str
    required: true
  lifecycle:
    description:
      - The lifecycle that releases of the channel follow (C(LifecycleId)). Name, slug or ID. With an empty string, or
        if it is left out for a new channel, the channel follows the project's own lifecycle.
    type: str
  is_default:
    description:
      - Whether this is the project's default channel, in which releases are created unless another channel is given.
        V(true) makes the previous default an ordinary channel.
      - There is always one default. V(false) for the default changes nothing and gives a warning; set V(true) for
        another channel instead.
    type: bool
  rules:
    description:
      - The rules for versions of packages in releases of this channel, in any order.
      - 'This is the whole list, and each rule is complete: a condition that is left out does not apply. An empty list
        allows all versions.'
    type: list
    elements: dict
    suboptions:
      action_packages:
        description:
          - The packages that the rule applies to, as steps of the deployment process refer to them, in any order. The
            steps need not exist yet.
        type: list
        elements: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step (action). Newer servers also take its slug.
            type: str
            required: true
          package_reference:
            description:
              - The name that the step has for the package. With an empty string, or if it is left out, it is the step's
                primary package.
            type: str
      version_range:
        description:
          - The allowed versions, in the notation of NuGet or Maven, for example V([1.0,2.0\)).
        type: str
      tag:
        description:
          - A regular expression for the pre-release tag, the part of the version after its hyphen. V(^$), for example,
            allows only versions without a tag.
        type: str
      versioning_strategy:
        description:
          - Whether the package with the highest version counts as the latest, or the package that was published last.
            Older servers always take the highest version, and have no such setting.
        type: str
        choices:
          - SemVer
          - MostRecentlyPublished
      version_tag_regex:
        description:
          - A regular expression for the allowed tags of container images. Older servers do not support it.
        type: str
  git_reference_rules:
    description:
      - The branches and tags of a version-controlled project that releases of the channel may be made from, for example
        V(refs/heads/release/*), in any order. An empty list allows all. Older servers do not support it.
    type: list
    elements: str
  git_resource_rules:
    description:
      - The rules for branches and tags of other Git repositories that steps take files from, in any order. Older
        servers do not support it.
      - This is the whole list, and each rule is complete. An empty list allows all.
    type: list
    elements: dict
    suboptions:
      git_dependency_actions:
        description:
          - The repositories that the rule applies to, as steps of the deployment process refer to them, in any order.
        type: list
        elements: dict
        suboptions:
          deployment_action_slug:
            description:
              - The slug of the step (action).
            type: str
            required: true
          git_dependency_name:
            description:
              - The name that the step has for the repository. With an empty string, or if it is left out, it is the
                step's primary repository.
            type: str
      rules:
        description:
          - The allowed branches and tags, in any order, for example V(refs/heads/main). They may contain C(*).
        type: list
        elements: str
  tenant_tags:
    description:
      - Releases of the channel can only be deployed for tenants with one of these tags of each tag set. Each is written
        as C(tag set/tag), for example V(Release ring/Early), in any order.
      - This is the whole list unless O(tenant_tags_mode=merge). An empty list allows all tenants.
    type: list
    elements: str
  type:
    description:
      - Whether releases of the channel go through the environments of a lifecycle, or to environments that are created
        for them and removed again. Needs Octopus Server 2025.1 or newer.
    type: str
    choices:
      - Lifecycle
      - EphemeralEnvironment
  parent_environment:
    description:
      - The parent environment of the ephemeral environments (C(ParentEnvironmentId)). The server requires it with
        O(type=EphemeralEnvironment). Needs Octopus Server 2025.1 or newer.
      - Name, slug or ID. An empty string clears it.
    type: str
  ephemeral_environment_name_template:
    description:
      - The template for the name of an ephemeral environment, of at most 1000 characters. An empty string clears it.
        Needs Octopus Server 2025.1 or newer.
    type: str
  automatic_ephemeral_environment_deployments:
    description:
      - Whether a new release is automatically deployed to its ephemeral environment. Needs Octopus Server 2025.1 or
        newer.
    type: bool
  custom_field_definitions:
    description:
      - The custom fields of a release of the channel, in any order.
      - This is the whole list unless O(custom_field_definitions_mode=merge). A field is identified by its name. An
        empty list removes all. Needs Octopus Server 2025.1 or newer.
    type: list
    elements: dict
    suboptions:
      field_name:
        description:
          - The name of the field.
        type: str
        required: true
      description:
        description:
          - The explanation in the portal. An empty string clears it.
        type: str
  custom_field_definitions_mode:
    description:
      - Whether O(custom_field_definitions) is the whole list (V(replace)), or only a part of it that this task manages
        (V(merge)). V(merge) adds the entries that are missing and removes none.
    type: str
    choices: [replace, merge]
    default: replace
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_parent_environment
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_tag_set
notes:
  - The server refuses to remove the default channel of a project, its last channel, and a channel that steps of the
    deployment process or automatic releases of the project use.
  - Newer servers keep a list of a channel if a request leaves it out. This module always sends all lists, so that every
    server clears a list that is empty.
"""

EXAMPLES = r"""
---
- name: Create a lifecycle for releases that can't wait
  octopus.deploy.octopus_lifecycle:
    name: Straight to production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a channel for fixes
  octopus.deploy.octopus_channel:
    name: Hotfix
    project: Storefront
    description: What can't wait for the next release
    lifecycle: Straight to production
    rules:
      - action_packages:
          - deployment_action: Deploy web site
        version_range: "[1.0,2.0)"
        tag: ^hotfix

- name: Make a channel the default
  octopus.deploy.octopus_channel:
    name: Stable
    project: Storefront
    is_default: true
    rules:
      - action_packages:
          - deployment_action: Deploy web site
        tag: ^$

- name: Remove the project's original channel
  octopus.deploy.octopus_channel:
    name: Default
    project: Storefront
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Channels-2
    Name: Hotfix
    ProjectId: Projects-1
    LifecycleId: Lifecycles-2
    IsDefault: false
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
  sample: Channels-2
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
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created channel 'Hotfix' (Channels-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(CHANNEL))


if __name__ == "__main__":
    main()
