#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_tenant_variables
short_description: Manage the values of a tenant's variables
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Gives a tenant its values for the variable templates of the projects that it is connected to, and of the library
    variable sets that these projects include.
  - All values of a tenant are read with one or two requests and written with one or two, whatever their number.
  - The templates themselves are options of M(octopus.deploy.octopus_project) and
    M(octopus.deploy.octopus_library_variable_set); M(octopus.deploy.octopus_tenant) connects a tenant.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  tenant:
    description:
      - The tenant. Name, slug or ID.
    type: str
    required: true
  project_variables:
    description:
      - The values for templates of projects, in any order.
      - This is the whole list unless O(mode=merge). A template without an entry has its default, and an empty list
        removes all of these values. If the option is left out, all of them stay.
    type: list
    elements: dict
    suboptions:
      project:
        description:
          - The project that has the template. Name, slug or ID. The tenant has to be connected to it.
        type: str
        required: true
      name:
        description:
          - The name of the template, which is the name of the variable.
        type: str
        required: true
      environments:
        description:
          - The environments that the value is for. Names, slugs or IDs, in any order. The tenant has to be connected
            to the project in each of them.
          - If the option is left out, the value is for all environments that no other entry for the template names.
        type: list
        elements: str
      value: &value
        description:
          - The value. C(true), C(false) or a whole number becomes text, and a list or a dictionary becomes JSON. A
            number with a decimal point has to be in quotes.
          - The control type of the template decides which values are possible. For an account, a certificate or a
            worker pool, the value is the name, slug or ID of the document. For V(Select), it is one of the choices.
          - A value that equals the default of the template counts as no value.
        type: raw
      sensitive_value: &sensitive_value
        description:
          - The secret value, for a template whose control type is V(Sensitive). O(update_secrets) says when it is sent.
          - V(<no secret>) removes the value.
        type: str
      state: &state
        description:
          - V(absent) removes the value, so that the template has its default. This is only useful with O(mode=merge).
            If there is no such template any more, its value is absent already.
          - Without O(project_variables[].environments) or O(common_variables[].environments), V(absent) is for all
            environments that no other entry for the template names.
        type: str
        choices: [present, absent]
  common_variables:
    description:
      - The values for templates of library variable sets, in any order.
      - This is the whole list unless O(mode=merge). A template without an entry has its default, and an empty list
        removes all of these values. If the option is left out, all of them stay.
    type: list
    elements: dict
    suboptions:
      library_variable_set:
        description:
          - The library variable set that has the template. Name or ID. The tenant has to be connected to a project
            that includes the set.
        type: str
        required: true
      name:
        description:
          - The name of the template, which is the name of the variable.
        type: str
        required: true
      environments:
        description:
          - The environments that the value is for. Names, slugs or IDs, in any order. In each of them, the tenant has
            to be connected to a project that includes the set.
          - If the option is left out, the value is for all environments that no other entry for the template names.
          - Servers older than 2025.1 have one value for all environments. For them the option is an error.
        type: list
        elements: str
      value: *value
      sensitive_value: *sensitive_value
      state: *state
  mode:
    description:
      - Whether O(project_variables) and O(common_variables) are whole lists (V(replace)), or only the values that this
        task manages (V(merge)). V(merge) leaves all other values as they are.
    type: str
    choices: [replace, merge]
    default: replace
seealso:
  - module: octopus.deploy.octopus_tenant
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_library_variable_set
notes:
  - Servers from 2025.1 on store a list of environments with each value. Older servers store a value for each
    environment. The module uses the form that the server has, and the options are the same.
  - If a template of a connected project or of its library variable sets has neither a value nor a default, the result
    lists it, and the task warns.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Acceptance
    - Production

- name: Create a library variable set with a template for a common value
  octopus.deploy.octopus_library_variable_set:
    name: Customers
    templates:
      - name: Customer.Contact

- name: Create a project with templates
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle
    tenanted_deployment_mode: Tenanted
    included_library_variable_sets:
      - Customers
    templates:
      - name: Database.Name
      - name: Database.Password
        display_settings:
          control_type: Sensitive
      - name: Theme
        default_value: light
        display_settings:
          control_type: Select
          select_options: |-
            light|Light
            dark|Dark

- name: Create tenants
  octopus.deploy.octopus_tenant:
    name: "{{ item }}"
    projects:
      - project: Storefront
        environments:
          - Acceptance
          - Production
  loop:
    - Acme
    - Globex

- name: Give a tenant all of its values
  octopus.deploy.octopus_tenant_variables:
    tenant: Acme
    project_variables:
      - project: Storefront
        name: Database.Name
        value: acme-test
        environments:
          - Acceptance
      - project: Storefront
        name: Database.Name
        value: acme
        environments:
          - Production
      - project: Storefront
        name: Database.Password
        sensitive_value: "{{ acme_password | default('a secret from a vault') }}"
    common_variables:
      - library_variable_set: Customers
        name: Customer.Contact
        value: ada@acme.example.com

- name: Change one value of another tenant, and leave its other values as they are
  octopus.deploy.octopus_tenant_variables:
    tenant: Globex
    project_variables:
      - project: Storefront
        name: Theme
        value: dark
        environments:
          - Production
    mode: merge
"""

RETURN = r"""
---
missing:
  description:
    - The templates for which the tenant has no value and which have no default. A template of a project is listed with
      the environments that lack a value.
  returned: success
  type: list
  elements: dict
  contains:
    project:
      description: The project that has the template.
      type: str
    library_variable_set:
      description: The library variable set that has the template.
      type: str
    name:
      description: The name of the template.
      type: str
    environments:
      description: The environments that lack a value, for a template of a project.
      type: list
      elements: str
  sample:
    - project: Storefront
      name: Database.Name
      environments:
        - Production
resource:
  description:
    - All values of the tenant, each with its environments, in the same form for older and newer servers. Secrets are
      masked.
    - In check mode, these are the values that the task would write.
  returned: success
  type: dict
  contains:
    ProjectVariables:
      description: The values for templates of projects.
      type: list
      elements: dict
    CommonVariables:
      description: The values for templates of library variable sets.
      type: list
      elements: dict
    Templates:
      description: The templates, by the IDs of the projects and library variable sets that have them.
      type: dict
  sample:
    TenantId: Tenants-1
    ProjectVariables:
      - Id: ac3c0e34-0a3e-4e2e-9d5e-9d8f3d1d4f5d
        ProjectId: Projects-1
        TemplateId: 1a5d0d3c-5b0f-4c42-8d1c-0a8e7d6c5b4a
        Value: acme
        Scope:
          EnvironmentIds:
            - Environments-2
id:
  description: Always null, because the values of a tenant have no ID of their own.
  returned: success
  type: str
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
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
    - project_variables[0].sensitive_value
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["wrote variables"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_variables import TENANT_VARIABLES
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(TENANT_VARIABLES))


if __name__ == "__main__":
    main()
