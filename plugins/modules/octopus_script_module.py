#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_script_module
short_description: Manage script modules
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes script modules. The scripts of a project that includes a script module can
    call its functions.
  - To the API, script modules are a type of library variable set. M(octopus.deploy.octopus_library_variable_set) does
    not find them, and this module does not find other library variable sets.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  script:
    description:
      - The script. The server keeps it in two variables of the script module, which are named after it and renamed with
        it.
    type: dict
    suboptions:
      body:
        description:
          - The source code of the script module. An empty string clears it.
        type: str
      language:
        description:
          - The language of the body. V(PowerShell) for a new script module by default.
        type: str
        choices:
          - PowerShell
          - Bash
          - CSharp
          - FSharp
          - Python
seealso:
  - module: octopus.deploy.octopus_library_variable_set
  - module: octopus.deploy.octopus_project
notes:
  - The server refuses to remove a script module that a project includes, and says which project.
"""

EXAMPLES = r"""
---
- name: Create a script module
  octopus.deploy.octopus_script_module:
    name: Say
    description: What scripts say
    script:
      language: Bash
      body: |
        say() {
          echo "$*"
        }

- name: Rename a module
  octopus.deploy.octopus_script_module:
    name: Colours
    new_name: Colors

- name: Remove a module that no project includes
  octopus.deploy.octopus_script_module:
    name: Fonts
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: LibraryVariableSets-3
    Name: Say
    ContentType: ScriptModule
    Script:
      Language: Bash
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
  sample: LibraryVariableSets-3
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
  sample: ["created script module 'Say' (LibraryVariableSets-3)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.script_module import SCRIPT_MODULE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SCRIPT_MODULE))


if __name__ == "__main__":
    main()
