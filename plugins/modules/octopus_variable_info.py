#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_variable_info
short_description: Read the values that variables have in a deployment
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Reads which value each variable of a project has in a deployment or in a run of a runbook. The result also says
    which set the value is from, which values it beats, and why.
  - The module takes into account the variables of the project and of the library variable sets that it includes, and
    their templates with the values of O(tenant). It does not list answers to prompts, output variables and the system
    variables that Octopus itself sets.
  - If the server has a preview of variables, the module asks it as well. If the preview differs from the documented
    ranks of scopes, the result has the server's value, and the task warns.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.situation
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  name:
    description:
      - Read only the variable with this name, ignoring case. If O(name) and O(names) are left out, all variables are
        read.
    type: str
  names:
    description:
      - Read only the variables with these names, ignoring case.
    type: list
    elements: str
  evaluate:
    description:
      - Whether to evaluate expressions in the values as well, such as C(#{Octopus.Environment.Name}). Expressions can
        refer to other variables, and to the system variables that follow from the options of this module, such as the
        name of the environment.
      - A value that needs a secret can't be evaluated.
    type: bool
    default: false
seealso:
  - module: octopus.deploy.octopus_variables
  - plugin: octopus.deploy.variable
    plugin_type: lookup
notes:
  - Secrets can't be read. The value of a secret is null.
  - In check mode, the module reads as usual. A space or a project that does not exist yet has no variables then.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop: [Test, Production]

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set the variables of the project
  octopus.deploy.octopus_variables:
    project: Storefront
    values:
      Address: https://#{Octopus.Environment.Name | ToLower}.shop.example.com
      Log.Level:
        - value: Warning
          scope:
            environments: [Production]
        - value: Debug

- name: Read which values the variables have in production
  octopus.deploy.octopus_variable_info:
    project: Storefront
    environment: Production
    evaluate: true
  register: production

- name: Show the values and their sources
  ansible.builtin.debug:
    msg: "{{ item.name }} is {{ item.evaluated }}, from {{ item.source }}"
  loop: "{{ production.variables }}"
  loop_control:
    label: "{{ item.name }}"

- name: Read one variable, and which of its values it beats
  octopus.deploy.octopus_variable_info:
    project: Storefront
    environment: Production
    name: Log.Level

- name: Read the values for a target with this tag
  octopus.deploy.octopus_variable_info:
    project: Storefront
    environment: Production
    target_tags:
      - web
"""

RETURN = r"""
---
variables:
  description:
    - The variables that have a value. They are in the order of O(names), if it is given. Otherwise the variables of the
      project come first.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the variable, in the spelling of the set that the value is from.
      type: str
    value:
      description:
        - The value, without evaluating expressions such as C(#{Octopus.Environment.Name}). Null for a secret. For an
          account, a certificate or a worker pool it is the ID.
      type: str
    evaluated:
      description:
        - The value with its expressions evaluated. Null for a secret, for a value that needs a secret, and for a value
          that Octopus itself can't evaluate.
      returned: if O(evaluate) is true
      type: str
    missing:
      description: The expressions without a value. They stay in the text.
      returned: if O(evaluate) is true
      type: list
      elements: str
    evaluation_error:
      description: The reason why the value can't be evaluated. Empty if it can be.
      returned: if O(evaluate) is true
      type: str
    type:
      description: The type of the variable, for example V(String) or V(Sensitive).
      type: str
    is_secret:
      description: Whether the value is a secret.
      type: bool
    source:
      description:
        - The name of the project or the library variable set that the value is from. Empty for a value that only the
          server's preview has.
      type: str
    is_default:
      description: Whether the value is the default value of a template.
      type: bool
    scope:
      description:
        - The scope of the value, by names. The scope of a value that applies everywhere is empty.
          RV(variables[].scope.tenants) is the scope of a value that a tenant gives to a template.
      type: dict
      contains:
        environments:
          description: The names of the environments.
          type: list
          elements: str
        machines:
          description: The names of the deployment targets.
          type: list
          elements: str
        target_tags:
          description: The target tags (roles).
          type: list
          elements: str
        channels:
          description: The names of the channels.
          type: list
          elements: str
        steps:
          description: The names of the steps.
          type: list
          elements: str
        tenant_tags:
          description: The tags of tenants, as C(tag set/tag).
          type: list
          elements: str
        tenants:
          description: The name of the tenant that gives the value.
          type: list
          elements: str
        processes:
          description: V(deployment) for the deployment process, and the names of runbooks.
          type: list
          elements: str
    score:
      description: The rank of the value. The value with the highest rank wins.
      type: int
    tie:
      description:
        - Whether another value is equally specific. If so, Octopus does not define which of them wins.
      type: bool
    confirmed:
      description:
        - Whether the server's own preview of variables has the same value. Null if the server has no preview, or can't
          preview the situation that the options describe.
      type: bool
    won_over:
      description: The other values of this name that apply, the most specific first.
      type: list
      elements: dict
      contains:
        value:
          description: As in RV(variables[].value).
          type: str
        type:
          description: As in RV(variables[].type).
          type: str
        is_secret:
          description: As in RV(variables[].is_secret).
          type: bool
        source:
          description: As in RV(variables[].source).
          type: str
        is_default:
          description: As in RV(variables[].is_default).
          type: bool
        scope:
          description: As in RV(variables[].scope).
          type: dict
        score:
          description: As in RV(variables[].score).
          type: int
        reason:
          description: The reason why the value does not win, in words.
          type: str
    out_of_scope:
      description:
        - The values of this name that do not apply. Their properties are those in RV(variables[].won_over), without
          the score.
      type: list
      elements: dict
  sample:
    - name: Address
      value: https://shop.example.com
      type: String
      is_secret: false
      source: Storefront
      is_default: false
      scope:
        environments: [Production]
      score: 101
      tie: false
      confirmed: true
      won_over:
        - value: https://test.shop.example.com
          type: String
          is_secret: false
          source: Storefront
          is_default: false
          scope: {}
          score: 1
          reason: environment Production beats no scope
      out_of_scope: []
without_value:
  description:
    - The variables for which no value applies. If O(name) or O(names) is given, names that no variable has are among
      them.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the variable.
      type: str
    out_of_scope:
      description: As in RV(variables[].out_of_scope).
      type: list
      elements: dict
  sample:
    - name: Banner
      out_of_scope:
        - value: Not the real shop
          type: String
          is_secret: false
          source: Storefront
          is_default: false
          scope:
            environments: [Test]
          reason: for environment Test, not Production
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

from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_info_task import VARIABLE_INFO


def main() -> None:
    run_module(VARIABLE_INFO)


if __name__ == "__main__":
    main()
