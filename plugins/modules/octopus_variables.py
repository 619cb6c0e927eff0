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
  - A variable is identified by its name, ignoring case, and its scope. Several variables can have the same name if
    their scopes differ. In a deployment, the server takes the value with the most specific scope that applies.
  - A variable keeps its ID when its value changes. If it is the only variable with its name, before and after, it also
    keeps its ID when its scope changes. With O(mode=merge), an entry with another scope is a further variable.
  - A user needs the permissions VariableView, for variables with environments in their scope, and VariableViewUnscoped,
    for all others. A server leaves out the variables that the user may not see, and keeps them with O(mode=replace) as
    well. A task fails before it writes anything if it would add a variable that may be there unseen. With
    O(mode=replace), a task warns that more variables may stay if the user may not see all of them, and sees none
    without environments in its scope.
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
      - Whether O(values) and O(variables) are all variables of the set (V(replace)), or only the variables that this
        task manages (V(merge)).
      - V(replace) removes every other variable. V(merge) leaves the others as they are, and removes a variable only
        with O(variables[].state=absent).
    type: str
    choices: [replace, merge]
    default: replace
  values:
    description:
      - The short form for variables that need only values and scopes. Each key is the name of a variable. Its value is
        the value of the variable, or a list of dictionaries with the keys C(value) and C(scope), which have the same
        form as O(variables[].value) and O(variables[].scope).
      - A value that contains C(#{...}) has to be in quotes if the C(#) is at its beginning or after a blank, because
        YAML takes it for the start of a comment.
      - O(values) and O(variables) can be given together, but not for the same name and scope.
    type: dict
  variables:
    description:
      - The variables in full.
      - If an option is left out of an entry, the server's value stays. O(variables[].scope) is different, because it
        identifies the variable together with its name.
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
          - The value. A whole number, C(true) or C(false) becomes text as Octopus writes it, so V(true) becomes
            C(True). A number with a decimal point is an error; write it in quotes. A list or a dictionary becomes
            JSON, and is compared as JSON.
          - If the O(variables[].type) is an account, a certificate or a worker pool, the value is the name, slug or ID
            of the document. An expression with C(#{...}) is sent as it is.
          - An empty string clears the value.
        type: raw
      sensitive_value:
        description:
          - The value of a sensitive variable. The server never shows it, so it can't be compared; O(update_secrets)
            says when it is sent. It is also sent when the variable gets another scope.
          - V(<no secret>) creates the variable without a value. The server does not say whether an existing variable
            has a value, so only O(update_secrets=always) clears it. This creates the variable again, with another ID.
        type: str
      type:
        description:
          - The type of the value. If it is left out, an entry with O(variables[].sensitive_value) is V(Sensitive), an
            existing variable keeps its type, and a new variable is V(String).
          - To change the type, give the value as well.
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
          - The deployments and steps that the value applies to. An empty or missing list restricts nothing, and a
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
              - The processes (C(ProcessOwner)). V(deployment) is the deployment process, and every other entry is the
                name or ID of a runbook. Older servers do not have this kind of scope.
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
                If a prompt has no type, the server uses V(SingleLineText).
            type: str
          select_options:
            description:
              - The choices of a V(Select) field, one in each line, as C(value) or C(value|label).
            type: str
      is_editable:
        description:
          - Whether people can edit the variable in the portal. It must be V(true) for a variable with a prompt.
        type: bool
      state:
        description:
          - V(absent) removes the variable with this name and scope. With O(mode=replace), this is the same as leaving
            the entry out.
        type: str
        choices:
          - present
          - absent
        default: present
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_library_variable_set
notes:
  - O(project) or O(library_variable_set) is required, and so is O(values) or O(variables). With O(mode=replace), an
    empty list or dictionary removes all variables.
  - The set has a version. If somebody else writes it at the same moment, the task reads it again and applies its
    changes to the new state, so that no change is lost.
  - If the server has several variables of the same name and scope, the first one is managed, and a warning says so.
  - A newer server may have kinds of scope that this version of the collection does not know. A variable with such a
    scope is never changed.
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
        description: The news for customers
        prompt:
          label: Release notes
          control_type: MultiLineText

- name: Create another project
  octopus.deploy.octopus_project:
    name: Back office
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set one variable, remove another, and leave all others as they are
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
    - In check mode, this is the set that the task would write.
  returned: success
  type: dict
  contains:
    OwnerId:
      description: The ID of the project or the library variable set.
      type: str
    Version:
      description: A number that the server increases with each change.
      type: int
    Variables:
      description: The variables, in the server's order.
      type: list
      elements: dict
    ScopeValues:
      description: The names and IDs of everything that a scope can contain.
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
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
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
