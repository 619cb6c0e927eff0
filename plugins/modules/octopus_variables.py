#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_variables
short_description: Manage the variables of projects and library variable sets
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Sets the variables of a project or of a library variable set. A set of any size is read with one request, and
    written with one request if it differs.
  - A variable is known by its name, in any case, and its scope. Several variables may have the same name if their
    scopes differ; the server chooses the value whose scope fits a deployment best.
  - A variable keeps its ID when its value changes, and also when the scope changes of a variable that is the only one
    of its name, before and after. With O(mode=merge), an entry with another scope is a further variable.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the variables belong to. Name, slug or ID.
    type: str
  library_variable_set:
    description:
      - The library variable set that the variables belong to. Name or ID.
    type: str
  mode:
    description:
      - Whether O(values) and O(variables) are all variables of the set (V(replace)), or only those that this task
        manages (V(merge)).
      - V(replace) removes every variable that is not given. V(merge) leaves it, and removes variables only with
        O(variables[].state=absent).
    type: str
    choices: [replace, merge]
    default: replace
  values:
    description:
      - The short form for variables that are texts. Each key is the name of a variable. Its value is the variable's
        value, or a list of several values, each a dictionary with the keys C(value) and C(scope), which are written
        like O(variables[].value) and O(variables[].scope).
      - It can be given together with O(variables), but not with the same name and scope.
    type: dict
  variables:
    description:
      - The variables in full.
      - An option that is left out of an entry keeps what the server has, except O(variables[].scope), by which the
        variable is known.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the variable.
        type: str
        required: true
      value:
        description:
          - The value. A whole number, C(true) and C(false) become text as they are in Octopus, so V(true) becomes
            C(True). A number with a decimal point is an error; write it in quotes. A list or a dictionary becomes
            JSON, and is compared as JSON.
          - 'If the O(variables[].type) is an account, a certificate or a worker pool: its name, slug or ID. An
            expression with C(#{...}) is written as it is.'
          - An empty string clears it.
        type: raw
      sensitive_value:
        description:
          - The value of a sensitive variable. The server never shows it, so it can't be compared; O(update_secrets)
            says when it is sent. A variable that gets another scope gets the given value too.
          - V(<no secret>) creates the variable without a value. The server does not say whether an existing variable
            has one, so only O(update_secrets=always) clears it, which creates the variable anew, with another ID.
        type: str
      type:
        description:
          - The type of the value. If it is left out, it is V(Sensitive) with O(variables[].sensitive_value), V(String)
            for another new variable, and otherwise the one that the variable has.
          - A change of the type needs the value as well.
        type: str
        choices:
          - String
          - Sensitive
          - Certificate
          - AmazonWebServicesAccount
          - AzureAccount
          - GoogleCloudAccount
          - UsernamePasswordAccount
          - GenericOidcAccount
          - WorkerPool
      description:
        description:
          - The explanation of the variable. An empty string clears it.
        type: str
      scope:
        description:
          - The deployments and steps for which the value is meant. An empty or missing list restricts nothing, and a
            variable without a scope applies everywhere.
          - Variables of a library variable set can't have a scope with O(variables[].scope.channels),
            O(variables[].scope.steps) or O(variables[].scope.processes). A variable with a prompt can only have
            O(variables[].scope.environments) and O(variables[].scope.processes); older servers do not accept processes.
        type: dict
        suboptions:
          environments:
            description:
              - The environments. Names, slugs or IDs.
            type: list
            elements: str
          machines:
            description:
              - The deployment targets (C(Machine)). Names, slugs or IDs.
            type: list
            elements: str
          target_tags:
            description:
              - The tags of deployment targets (C(Role)).
            type: list
            elements: str
          channels:
            description:
              - The channels of the project. Names, slugs or IDs.
            type: list
            elements: str
          steps:
            description:
              - The steps (C(Action)), as the set lists them. Names or IDs.
            type: list
            elements: str
          tenant_tags:
            description:
              - The tags of tenants, each written as C(tag set/tag).
            type: list
            elements: str
          processes:
            description:
              - The processes (C(ProcessOwner)), V(deployment) for the deployment process and otherwise the names or IDs
                of runbooks. Older servers do not know it.
            type: list
            elements: str
      prompt:
        description:
          - The prompt with which the server asks for the value when somebody deploys. An empty dictionary removes it.
        type: dict
        suboptions:
          label:
            description:
              - The label of the input field. An empty string clears it, and the name of the variable is shown.
            type: str
          description:
            description:
              - The explanation of the input field. An empty string clears it.
            type: str
          required:
            description:
              - Whether a value is required.
            type: bool
          control_type:
            description:
              - The type of the input field, for example V(SingleLineText), V(MultiLineText), V(Checkbox) or V(Select).
                The server uses V(SingleLineText) for a prompt without one.
            type: str
          select_options:
            description:
              - The choices of a V(Select), one in each line, as C(value) or C(value|label).
            type: str
      is_editable:
        description:
          - Whether the portal lets people edit the variable. It must be V(true) for a variable with a prompt.
        type: bool
      state:
        description:
          - V(absent) removes the variable with this name and scope. With O(mode=replace), it is the same as leaving the
            entry out.
        type: str
        choices:
          - present
          - absent
        default: present
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_library_variable_set
notes:
  - O(project) or O(library_variable_set) is required, and so is O(values) or O(variables). An empty list or dictionary
    removes all variables with O(mode=replace).
  - The document has a version. If somebody else writes it at the same moment, the task reads it again and applies its
    changes to what is there now, so that no change is lost.
  - If the server has several variables of the same name and scope, the first one is managed, and a warning says so.
  - A variable whose scope has a kind that this version does not know is never changed.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop: [Test, Production]

- name: Create a library variable set
  octopus.deploy.octopus_library_variable_set:
    name: Logging

- name: Set the variables of the library variable set
  octopus.deploy.octopus_variables:
    library_variable_set: Logging
    values:
      Log.Level:
        - value: Warning
          scope:
            environments: [Production]
        - value: Debug
      Log.Retention: 30

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle
    included_library_variable_sets: [Logging]

- name: Set all variables of the project
  octopus.deploy.octopus_variables:
    project: Storefront
    values:
      Site.Name: Storefront
    variables:
      - name: Site.Features
        value: {search: true, reviews: false}
      - name: Database.Password
        sensitive_value: "{{ lookup('ansible.builtin.env', 'DATABASE_PASSWORD', default='not a real password') }}"
        scope:
          environments: [Production]
      - name: Release.Notes
        description: What people are told
        prompt:
          label: What is new?
          control_type: MultiLineText

- name: Create another project
  octopus.deploy.octopus_project:
    name: Back office
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set one variable, remove another, and leave the others
  octopus.deploy.octopus_variables:
    project: Back office
    mode: merge
    values:
      Site.Theme: dark
    variables:
      - name: Site.Banner
        state: absent
"""

RETURN = r"""
---
resource:
  description:
    - The whole variable set as the server has it, with the property names of the API. Secrets are null there.
    - In check mode it is the set that the task would write.
  returned: success
  type: dict
  contains:
    OwnerId:
      description: The ID of the project or the library variable set.
      type: str
    Version:
      description: A number that grows with each change.
      type: int
    Variables:
      description: The variables, in the order of the server.
      type: list
      elements: dict
    ScopeValues:
      description: The names and IDs of everything that scopes can have.
      type: dict
  sample:
    Id: variableset-Projects-1
    OwnerId: Projects-1
    Version: 4
    Variables:
      - Id: 2d3f1f5c-92f6-4ab4-9d3c-1c3c5e1d3a4b
        Name: Site.Name
        Value: Storefront
        Type: String
        Scope: {}
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
id:
  description:
    - The ID of the document, also of one that the task removed. Null if there was no such document and the task did
      not create it.
  returned: success
  type: str
  sample: variableset-Projects-1
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
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - variables[0].sensitive_value
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variables import VARIABLES
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(VARIABLES))


if __name__ == "__main__":
    main()
