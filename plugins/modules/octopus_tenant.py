#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_tenant
short_description: Manage tenants
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes tenants, which are the customers or places that projects are deployed for, and
    connects them to projects.
  - This module does not manage the variables of a tenant; M(octopus.deploy.octopus_tenant_variables) does.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.options.icon
  - octopus.deploy.options.logo
  - octopus.deploy.options.tenant_tags_mode
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  is_disabled:
    description:
      - Whether the tenant is disabled, so that nothing is deployed for it. Older servers do not support it.
    type: bool
  tenant_tags:
    description:
      - The tags of the tenant, each as C(tag set/tag), for example V(Release ring/Early), in any order.
      - This is the whole list unless O(tenant_tags_mode=merge). An empty list removes all tags.
    type: list
    elements: str
  projects:
    description:
      - The projects that are deployed for the tenant, each with its environments (C(ProjectEnvironments)), in any
        order.
      - This is the whole list unless O(projects_mode=merge); the tenant is disconnected from a project that is not in
        it. An empty list disconnects it from all. If it is left out, all connections stay.
      - A project is only deployed for tenants if its C(TenantedDeploymentMode) allows it.
    type: list
    elements: dict
    suboptions:
      project:
        description:
          - The project. Name, slug or ID.
        type: str
        required: true
      environments:
        description:
          - The environments that the project is deployed to for this tenant. Names, slugs or IDs, in any order.
          - If it is left out, the environments stay, and a newly connected project has none. With an empty list, the
            project stays connected, without environments.
        type: list
        elements: str
  projects_mode:
    description:
      - Whether O(projects) is the whole list (V(replace)), or only a part of it that this task manages (V(merge)).
        V(merge) adds the projects and environments that are missing and removes none.
    type: str
    choices: [replace, merge]
    default: replace
  clone_from:
    description:
      - The tenant to copy to a new tenant, with its tags and projects (C(ClonedFromTenantId)). Name, slug or ID. Other
        options replace the copied values.
      - It only has an effect when the tenant is created. If an existing tenant was not copied from this one, the task
        fails, because the server can't change the source of a tenant.
    type: str
seealso:
  - module: octopus.deploy.octopus_tenant_variables
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_tag_set
notes:
  - If a request has no projects, the server disconnects the tenant from all projects. If a task does not give them,
    this module therefore sends back those that the server has.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Acceptance
    - Production

- name: Create projects for tenants
  octopus.deploy.octopus_project:
    name: "{{ item }}"
    project_group: Default Project Group
    lifecycle: Default Lifecycle
    tenanted_deployment_mode: TenantedOrUntenanted
  loop:
    - Storefront
    - Payments

- name: Create the tags for tenants
  octopus.deploy.octopus_tag_set:
    name: Release ring
    tags:
      - name: Early
      - name: Stable

- name: Create a tenant
  octopus.deploy.octopus_tenant:
    name: Acme
    description: Our first customer
    tenant_tags:
      - Release ring/Early
    projects:
      - project: Storefront
        environments:
          - Acceptance
          - Production

- name: Draw a picture
  ansible.builtin.copy:
    dest: /tmp/acme.svg
    content: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="5" cy="5" r="4" fill="teal"/></svg>
    mode: "0644"

- name: Show the picture as the logo of the tenant
  octopus.deploy.octopus_tenant:
    name: Acme
    logo: /tmp/acme.svg

- name: Create another tenant as a copy
  octopus.deploy.octopus_tenant:
    name: Globex
    clone_from: Acme

- name: Connect the tenant to one more project, and leave the others as they are
  octopus.deploy.octopus_tenant:
    name: Globex
    projects:
      - project: Payments
        environments:
          - Production
    projects_mode: merge

- name: Remove a tenant
  octopus.deploy.octopus_tenant:
    name: Initech
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Tenants-1
    Name: Acme
    TenantTags:
      - Release ring/Early
    ProjectEnvironments:
      Projects-1:
        - Environments-1
        - Environments-2
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
  sample: Tenants-1
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
  sample: ["created tenant 'Acme' (Tenants-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant import TENANT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(TENANT))


if __name__ == "__main__":
    main()
