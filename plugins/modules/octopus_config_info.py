#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_config_info
short_description: Read a space as a configuration
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Reads a space as the configuration that M(octopus.deploy.octopus_config) takes. It has names instead of IDs, and
    nothing that only the server computes, such as IDs, dates and links.
  - If the configuration is applied to the same space, it changes nothing. If it is applied to an empty space, that
    space becomes equal. With O(deployment_settings), this includes three more settings of projects.
  - Options that are empty on the server, such as a description, are left out. If another space has values for them, it
    keeps these values.
requirements:
  - PyYAML, where O(dest) is given
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.options.parallelism
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  kinds:
    description:
      - The kinds to read, for example V(environments) and V(projects). By default, the task reads all kinds that belong
        to a space. V(spaces) belongs to the server and is read only if it is named.
      - If the server answers the read of a kind with 403 or 404, the task leaves the kind out with a warning, and other
        kinds show IDs in place of its names. It fails if the kind is named here, or if it can read no kind at all.
    type: list
    elements: str
  dest:
    description:
      - A folder to write to, one YAML file for each kind, sorted by name. Files without a difference are left alone,
        and so are files of other kinds. The folder is created if it does not exist.
      - The first line of each file names the JSON schema of this release for editors. If somebody has changed this line
        to name another schema, such as a copy in the repository, it stays.
      - Texts of several lines are literal blocks, unless they have Windows line ends or control characters, which a
        block can't keep. Texts that readers of YAML 1.1 or 1.2 would take for a number, a date or a word of YAML are in
        quotes.
    type: path
  scripts:
    description:
      - Whether scripts of several lines are in the YAML files (V(inline)), or in files of their own beside them
        (V(files)), which keep every tab, blank and line end. The YAML files name them with the tag C(!file), and
        O(octopus.deploy.octopus_config#module:src) reads them back.
      - A file has the names of the project, the step and the option, for example
        C(scripts/deployment_processes/Storefront/Back up/script_body.sh). Files of scripts that no longer exist stay.
      - V(files) needs O(dest).
    type: str
    choices: [inline, files]
    default: inline
  deployment_settings:
    description:
      - Whether to read the settings O(octopus.deploy.octopus_project#module:fail_target_discovery),
        O(octopus.deploy.octopus_project#module:cancel_queued_tasks) and
        O(octopus.deploy.octopus_project#module:cancel_running_tasks) of projects as well.
      - They are in none of the server's lists, so they cost one request for each project, here and whenever the
        configuration is applied. Without this option, the configuration leaves them out.
    type: bool
    default: false
  document:
    description:
      - Files to write a readable document of the space to. The ending C(.md) makes it Markdown with Mermaid diagrams,
        and the ending C(.html) a web page in one file that loads nothing from elsewhere. The task reads the space once
        for all files.
      - The document shows which environments each project reaches, the lifecycles, the steps of processes and runbooks,
        variables by scope, machines by environment, tenants, and who may do what. It never shows the value of a secret.
      - It has no date, so that it changes only when the space or the server's version does. In check mode, the diff
        shows how the file would change.
      - If O(kinds) is not given, the task also reads the teams of the space and of the server, and the spaces, which
        say who may do what. These teams and spaces are in the document alone. With O(kinds), the document shows those
        kinds.
    type: list
    elements: path
  document_note:
    description:
      - A text that O(document) shows below its title, for example a date or a revision. It needs O(document).
    type: str
seealso:
  - module: octopus.deploy.octopus_config
notes:
  - Secrets can't be read. They are replaced by placeholders such as C(<secret NAME>), whose secrets
    O(octopus.deploy.octopus_config#module:secrets) takes.
  - Documents that nobody can change, such as the community's step templates, are left out.
  - Logos are left out and not read, because the server does not know which files they came from.
  - In check mode no files are written.
"""

EXAMPLES = r"""
---
- name: Read the whole default space
  octopus.deploy.octopus_config_info:
  register: exported

- name: Print the secrets that another space needs
  ansible.builtin.debug:
    var: exported.secrets

- name: Write the environments and lifecycles to a folder for version control
  octopus.deploy.octopus_config_info:
    kinds:
      - environments
      - lifecycles
    dest: "{{ playbook_dir }}/octopus"

- name: Write the processes with their scripts in files of their own
  octopus.deploy.octopus_config_info:
    kinds:
      - deployment_processes
      - step_templates
    dest: "{{ playbook_dir }}/processes"
    scripts: files

- name: Write a document of the space for people
  octopus.deploy.octopus_config_info:
    document:
      - "{{ playbook_dir }}/space.md"
      - "{{ playbook_dir }}/space.html"
"""

RETURN = r"""
---
config:
  description:
    - The configuration, which is a mapping from kinds to lists of items that are sorted by name. It lacks the kinds
      that could not be read; see O(kinds).
  returned: success
  type: dict
  sample:
    environments:
      - name: Production
        slug: production
        use_guided_failure: true
secrets:
  description: The names of the placeholders that stand for secrets.
  returned: success
  type: list
  elements: str
  sample:
    - projects.Storefront.templates.Payment.Key.sensitive_default_value
files:
  description: The files that the task wrote, or would write in check mode. Documents have their whole path.
  returned: success
  type: list
  elements: str
  sample:
    - environments.yml
request_count:
  description: The number of requests that the task made.
  returned: success
  type: int
  sample: 7
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
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.config_info_task import CONFIG_INFO


def main() -> None:
    run_module(CONFIG_INFO)


if __name__ == "__main__":
    main()
