#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_library_variable_set
short_description: Manage library variable sets
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes library variable sets, whose variables projects include.
  - This module does not manage the variables of a set; M(octopus.deploy.octopus_variables) does. It does not find
    script modules, although they are library variable sets to the API.
  - A library variable set is removed with its variables.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.description
  - octopus.deploy.options.templates
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_api
notes:
  - The server refuses to remove a set that a project includes, and says which project.
"""

EXAMPLES = r"""
---
- name: Create a library variable set
  octopus.deploy.octopus_library_variable_set:
    name: Logging
    description: Where everybody's logs go

- name: Create a set that asks each tenant for a bank account, and keep the values that tenants gave
  octopus.deploy.octopus_library_variable_set:
    name: Bank
    templates:
      - name: Bank.Country
        label: Where the account is
        default_value: de
        display_settings:
          control_type: Select
          select_options: |
            de|Germany
            fr|France
      - name: Bank.Token
        label: What the bank gave the customer
        sensitive_default_value: "{{ bank_token | default('to be given') }}"
        display_settings:
          control_type: Sensitive

- name: Include both sets in a project
  octopus.deploy.octopus_project:
    name: Payments
    project_group: Default Project Group
    lifecycle: Default Lifecycle
    included_library_variable_sets:
      - Logging
      - Bank

- name: Remove a library variable set that no project includes
  octopus.deploy.octopus_library_variable_set:
    name: Mail
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: LibraryVariableSets-1
    Name: Bank
    ContentType: Variables
    VariableSetId: variableset-LibraryVariableSets-1
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
  sample: LibraryVariableSets-1
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
    - templates[0].sensitive_default_value
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created library variable set 'Bank' (LibraryVariableSets-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.library_variable_set import LIBRARY_VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(LIBRARY_VARIABLE_SET))


if __name__ == "__main__":
    main()
