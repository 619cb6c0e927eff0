#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_search
short_description: Find where a variable, a document or a text is used
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Finds every place in a space that uses a variable, an account, a feed, a certificate, an environment, a package, a
    tag or any text. It looks into the variables of projects and library variable sets, script modules, deployment
    processes, runbooks, templates, the values of tenants, step templates, triggers, channels, lifecycles,
    subscriptions and all other kinds of a space, and into the deployment freezes of the server.
  - Each collection is read once, by pages, whatever the number of projects.
  - Exactly one of the options from O(account) to O(worker_pool) is required. It says what to look for.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.options.parallelism
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  account:
    description:
      - The account to look for, by name, ID or slug.
    type: str
  certificate:
    description:
      - The certificate to look for, by name or ID.
    type: str
  environment:
    description:
      - The environment or parent environment to look for, by name, ID or slug.
    type: str
  feed:
    description:
      - The feed to look for, by name, ID or slug. Packages can also name a feed by its name or slug.
    type: str
  library_variable_set:
    description:
      - The library variable set to look for, by name or ID.
    type: str
  lifecycle:
    description:
      - The lifecycle to look for, by name, ID or slug.
    type: str
  machine:
    description:
      - The machine (deployment target) to look for, by name, ID or slug.
    type: str
  package:
    description:
      - The ID of the package to look for, ignoring case. An image is found whatever its tag.
    type: str
  project:
    description:
      - The project to look for, by name, ID or slug. Documents that belong to the project do not count as uses.
    type: str
  step_template:
    description:
      - The step template to look for, by name or ID.
    type: str
  tag:
    description:
      - The tag to look for. A tag of a tag set is written as C(Tag set/Tag), for example V(Region/Europe). A target tag
        (role) is written as it is, for example V(web-server).
    type: str
  text:
    description:
      - The text to look for within a line, ignoring case.
    type: str
  variable:
    description:
      - The name of the variable to look for, ignoring case. The module finds its definitions, its uses in expressions
        such as C(#{Name}), C(#{Name | ToLower}), C(#{if Name}) and C(#{each x in Name}), and properties that hold the
        name of a variable.
      - In scripts, the module finds C($OctopusParameters["Name"]) and C($Name) in PowerShell,
        C(get_octopusvariable "Name") in Bash and Python, and the corresponding calls in C# and F#.
      - A variable with an index or a part, such as C(Name[1]) or C(Name.Host), is found as well.
    type: str
  worker_pool:
    description:
      - The worker pool to look for, by name, ID or slug.
    type: str
  regex:
    description:
      - Whether O(text) is a Python regular expression. It ignores case.
    type: bool
    default: false
  kinds:
    description:
      - The kinds of documents to search, for example V(variables) and V(deployment_process). If the option is left out,
        the module searches all kinds. It reads only these kinds, and the documents that they belong to.
    type: list
    elements: str
  in_projects:
    description:
      - The projects to search, with the documents that belong to them. Names, IDs or slugs. If the option is left out,
        the module searches the whole space.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_info
notes:
  - The module can't search packages, Git repositories and files on machines. It does not search releases and snapshots,
    which have copies of variables and processes.
  - RV(searched) counts the documents that were searched. RV(not_searched) and a warning list the documents that could
    not be searched.
  - A variable without uses is only unused if RV(not_searched) is empty and the user may see the whole space. Servers
    leave documents that a user may not see out of their lists.
  - Secrets are never shown, and O(text) does not look into them.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Find what uses the environment
  octopus.deploy.octopus_search:
    environment: Production
  register: found

- name: Print each place
  ansible.builtin.debug:
    msg: "{{ item.kind }} {{ item.name }}: {{ item.path }}"
  loop: "{{ found.uses }}"
  loop_control:
    label: "{{ item.name }}"

- name: Find the definitions and uses of a variable
  octopus.deploy.octopus_search:
    variable: Database.Name

- name: Find an old server's name in variables and deployment processes
  octopus.deploy.octopus_search:
    text: 'db0[1-3]\.example\.com'
    regex: true
    kinds:
      - variables
      - deployment_process
"""

RETURN = r"""
---
uses:
  description:
    - The places that were found, one for each line, sorted by kind, project and name.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of the document.
      type: str
    name:
      description: The name of the document, or of the document that it belongs to.
      type: str
    id:
      description: The ID of the document. Null for the values of a tenant, which have none.
      type: str
    project:
      description: The name of the project that the document belongs to. Null if it belongs to none.
      type: str
    path:
      description: The place in the document.
      type: str
    text:
      description: The line, or the part of a long line around the place. Secrets are masked.
      type: str
    role:
      description: C(defines) if the place defines the variable or the tag, otherwise C(uses).
      type: str
  sample:
    - kind: deployment_process
      name: Storefront
      id: deploymentprocess-Projects-1
      project: Storefront
      path: step Deploy > action Deploy > property Octopus.Action.Script.ScriptBody, line 12
      text: Write-Host "Connecting to $($OctopusParameters["Database.Name"])"
      role: uses
counts:
  description: The number of places by kind.
  returned: success
  type: dict
  sample:
    deployment_process: 1
searched:
  description: The number of documents that were searched, by kind.
  returned: success
  type: dict
  sample:
    deployment_process: 12
    variables: 15
not_searched:
  description: The documents that could not be searched.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of the documents.
      type: str
    name:
      description: The project, runbook or library variable set that they belong to. Null for all documents of the kind.
      type: str
    reason:
      description: Why they could not be searched, for example because the server has no link to them.
      type: str
  sample:
    - kind: deployment_process
      name: Payments
      reason: is kept in Git, which is not searched
request_count:
  description: The number of requests that the task made.
  returned: success
  type: int
  sample: 30
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
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.search_task import SEARCH


def main() -> None:
    run_module(SEARCH)


if __name__ == "__main__":
    main()
