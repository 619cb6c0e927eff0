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
  - Creates, changes, renames and removes channels, which say of a project's releases what may be in them, and which
    lifecycle they follow.
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
      - The project that the channel belongs to (C(ProjectId)). Name, slug or ID. Channels of other projects may have
        the same name; they are other channels.
      - The server can't move a channel to another project.
    type: str
    required: true
  lifecycle:
    description:
      - The lifecycle that releases of the channel follow (C(LifecycleId)). Name, slug or ID. An empty string, and
        leaving it out for a new channel, stands for the project's own.
    type: str
  is_default:
    description:
      - Whether releases go to this channel unless they are made for another one. V(true) takes that from the channel
        that was the default.
      - There is always one, so V(false) for the default is a warning and changes nothing. Give V(true) to another
        channel instead.
    type: bool
  rules:
    description:
      - Which versions of packages a release may have in this channel, in any order.
      - This is the whole list. Each rule is given whole, too; what is left out of it is not asked for. An empty list
        lets in all versions.
    type: list
    elements: dict
    suboptions:
      action_packages:
        description:
          - The packages that the rule is about, as steps of the deployment process refer to them, in any order. The
            steps need not be there yet.
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
              - The name that the step knows the package by. An empty string, or leaving it out, is its main package.
            type: str
      version_range:
        description:
          - The versions that are let in, in the notation of NuGet or Maven, for example V([1.0,2.0\)).
        type: str
      tag:
        description:
          - A regular expression for the part of the version behind its hyphen (pre-release tag), for example V(^$) for
            versions that have none.
        type: str
      versioning_strategy:
        description:
          - Whether the latest package is the one with the highest version, or the one that was published last. Older
            servers know nothing but the former, and have no such setting.
        type: str
        choices:
          - SemVer
          - MostRecentlyPublished
      version_tag_regex:
        description:
          - A regular expression for the tags of container images that are let in. Older servers do not know it.
        type: str
  git_reference_rules:
    description:
      - The branches and tags of a version-controlled project that releases of the channel may be made from, for example
        V(refs/heads/release/*), in any order. An empty list lets in all. Older servers do not know it.
    type: list
    elements: str
  git_resource_rules:
    description:
      - The branches and tags that files out of other Git repositories may come from, in any order. Older servers do not
        know it.
      - This is the whole list, and each rule is given whole. An empty list lets in all.
    type: list
    elements: dict
    suboptions:
      git_dependency_actions:
        description:
          - The repositories that the rule is about, as steps of the deployment process refer to them, in any order.
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
              - The name that the step knows the repository by. An empty string, or leaving it out, is its main one.
            type: str
      rules:
        description:
          - The branches and tags, in any order, for example V(refs/heads/main). They may have C(*) in them.
        type: list
        elements: str
  tenant_tags:
    description:
      - The tags of which a tenant needs one for releases of the channel to be deployed for it, each as C(tag set/tag),
        for example V(Release ring/Early), in any order.
      - This is the whole list unless O(tenant_tags_mode=merge). An empty list lets in all tenants.
    type: list
    elements: str
  type:
    description:
      - Whether releases of the channel go through the environments of a lifecycle, or to environments that are made for
        them and removed again. Needs Octopus Server 2025.1 or newer.
    type: str
    choices:
      - Lifecycle
      - EphemeralEnvironment
  parent_environment:
    description:
      - The parent environment that ephemeral environments are made under (C(ParentEnvironmentId)). The server needs it
        with O(type=EphemeralEnvironment). Needs Octopus Server 2025.1 or newer.
      - Name, slug or ID. An empty string clears it.
    type: str
  ephemeral_environment_name_template:
    description:
      - What an ephemeral environment is called. A template, of at most 1000 characters. An empty string clears it.
        Needs Octopus Server 2025.1 or newer.
    type: str
  automatic_ephemeral_environment_deployments:
    description:
      - Whether a new release is deployed to its ephemeral environment by itself. Needs Octopus Server 2025.1 or newer.
    type: bool
  custom_field_definitions:
    description:
      - What a release of the channel is to be given beside its version, in any order.
      - This is the whole list unless O(custom_field_definitions_mode=merge). A field is known by its name. An empty
        list removes all. Needs Octopus Server 2025.1 or newer.
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
          - What the portal explains about it. An empty string clears it.
        type: str
  custom_field_definitions_mode:
    description:
      - Whether O(custom_field_definitions) is the whole list (V(replace)), or part of one that others have a part in
        (V(merge)), to which it adds what is absent, and from which it takes nothing.
    type: str
    choices: [replace, merge]
    default: replace
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_parent_environment
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_tag_set
notes:
  - The server refuses to remove the default channel of a project, the last one, and one that steps of the deployment
    process or the project's automatic releases use, and says so.
  - Newer servers keep the lists of a channel that they are not sent. This module always sends all of them, so that an
    empty one is cleared on any server.
"""

EXAMPLES = r"""
---
- name: Make a lifecycle for releases that can't wait
  octopus.deploy.octopus_lifecycle:
    name: Straight to production

- name: Make a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Make a channel for fixes
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

- name: Make a channel the one that releases go to unless they are made for another
  octopus.deploy.octopus_channel:
    name: Stable
    project: Storefront
    is_default: true
    rules:
      - action_packages:
          - deployment_action: Deploy web site
        tag: ^$

- name: Remove the channel that the project began with
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
    - The ID of the document, also of one that the task removed. Null if there was no such document and the task did
      not create it.
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
      description: Whether it is the server's default space.
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
