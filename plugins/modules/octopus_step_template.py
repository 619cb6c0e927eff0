#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_step_template
short_description: Manage step templates
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the step templates of a space (C(ActionTemplates) in the API), from which
    projects create steps.
  - Each change creates a new version of the template, except for a change of its logo alone. Steps from an older
    version stay as they are, unless O(update=true) updates them.
  - A template of the community that a space has installed can't be changed. This module can remove it with
    O(state=absent), and update the steps from it with O(update=true) and no other option.
    M(octopus.deploy.octopus_community_step_template) installs it, and gives it a newer version.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.description
  - octopus.deploy.options.logo
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  action_type:
    description:
      - The type of the step, for example V(Octopus.Script), V(Octopus.TentaclePackage) or
        V(Octopus.KubernetesDeployRawYaml). Required for a new template.
      - It only has an effect when the template is created. If an existing template has another type, the task fails,
        because the server can't change it.
    type: str
  properties:
    description:
      - The settings of the step, by the API's own names, ignoring case, for example
        C(Octopus.Action.Script.ScriptBody). The values are texts. Booleans become V(True) and V(False), integers their
        digits, and lists and dictionaries JSON. Put other numbers in quotes, and integers with leading zeros.
      - This is the whole list of settings that are not secrets; a setting that is not in it is removed. An empty
        dictionary removes all.
    type: dict
  sensitive_properties:
    description:
      - The settings of the step that are secrets, by the API's own names, for example
        C(Octopus.Action.WindowsService.CustomAccountPassword). A name may be in this option or in O(properties), but
        not in both. A setting that its type of step keeps as a secret is refused in O(properties), unless its value is
        an expression.
      - This is the whole list of settings that are secrets; a setting that is not in it is removed. An empty dictionary
        removes all.
      - Secrets can't be compared; O(update_secrets) says when they are sent.
    type: dict
  packages:
    description:
      - The packages that the step works with, in any order. This is the whole list. An empty list removes all.
      - A package is identified by its name. An existing package keeps its ID, and every setting that is left out here.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name by which the step refers to the package; an empty name for the package that the step deploys.
        type: str
        required: true
      package_id:
        description:
          - The ID of the package in the feed, or an expression. An empty string clears it, for a package that a
            parameter names.
        type: str
      feed:
        description:
          - The feed of the package. Name, slug or ID, or an expression such as V(#{Feed}). Required for a new package.
        type: str
      acquisition_location:
        description:
          - 'The place that the package is downloaded to: V(Server), V(ExecutionTarget) or V(NotAcquired), or an
            expression.'
        type: str
      properties:
        description:
          - More settings of the package, by the API's own names, for example C(Extract), C(Purpose), C(SelectionMode)
            or C(PackageParameterName). The values are texts, also V(True) and V(False).
          - This is the whole list. An empty dictionary clears it.
        type: dict
  git_dependencies:
    description:
      - The Git repositories that the step works with, in any order. This is the whole list. An empty list removes all.
      - A repository is identified by its name. An existing repository keeps every setting that is left out here.
      - Needs Octopus Server 2023.4 or newer.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name by which the step refers to the repository; an empty name for the repository that the step itself
            is from.
        type: str
        required: true
      repository_uri:
        description:
          - The address of the repository. Required for a new dependency.
        type: str
      default_branch:
        description:
          - The default branch. Required for a new dependency.
        type: str
      git_credential_type:
        description:
          - The way to sign in, for example V(Anonymous), V(Library) or V(GitHub). Required for a new dependency.
        type: str
      git_credential:
        description:
          - The name or ID of the Git credential to sign in with. An empty string clears it, and so does another
            O(git_dependencies[].git_credential_type) where this is not given.
        type: str
      git_hub_connection_id:
        description:
          - The ID of the connection to GitHub to sign in with. An empty string clears it.
        type: str
      file_path_filters:
        description:
          - Patterns of the paths whose changes are considered, in any order. This is the whole list. An empty list
            clears it.
        type: list
        elements: str
  parameters:
    description:
      - The parameters of a step from the template, in order.
      - This is the whole list; a parameter that is not in it is removed. An empty list removes all.
      - A parameter is identified by its name. An existing parameter keeps its ID, and every setting that is left out
        here.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the variable.
        type: str
        required: true
      label:
        description:
          - The name in the portal. An empty string clears it.
        type: str
      help_text:
        description:
          - The explanation in the portal. An empty string clears it.
        type: str
      default_value:
        description:
          - The value for a step that gives none. An empty string clears it. It can be given with every control type
            except V(Sensitive).
          - If the control type ends in C(Account), C(WorkerPool) or C(Certificate), such as V(AzureAccount), it is the
            name, slug or ID of an account, a worker pool or a certificate, or an expression with C(#{...}).
        type: str
      sensitive_default_value:
        description:
          - The value for a step that gives none, of a parameter whose control type is V(Sensitive). It can't be
            compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      display_settings:
        description:
          - The way in which the portal asks for the value.
        type: dict
        suboptions:
          control_type:
            description:
              - The type of the input field (C(Octopus.ControlType)), for example V(SingleLineText), V(MultiLineText),
                V(Select), V(Checkbox) or V(Sensitive).
            type: str
          select_options:
            description:
              - The choices of a V(Select) (C(Octopus.SelectOptions)), one in each line, as C(value|label).
            type: str
  update:
    description:
      - Whether all steps that were created from the template are updated to its newest version. They keep their values
        for its parameters. V(false) changes no step, and only returns the steps that have an older version.
      - If the option is left out, the task does not ask the server for the steps. The option C(run_step_template) of
        M(octopus.deploy.octopus_deployment_process) updates a single step, with C(version=latest).
      - The task fails if the server can't update a step, for example because a new parameter has no default value.
    type: bool
seealso:
  - module: octopus.deploy.octopus_community_step_template
  - module: octopus.deploy.octopus_deployment_process
  - module: octopus.deploy.octopus_git_credential
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_api
notes:
  - The server refuses to remove a step template that a step uses.
"""

EXAMPLES = r"""
---
- name: Create a step template that asks for a text
  octopus.deploy.octopus_step_template:
    name: Tell the room
    description: Says something where everybody hears it
    action_type: Octopus.Script
    properties:
      Octopus.Action.Script.ScriptSource: Inline
      Octopus.Action.Script.Syntax: Bash
      Octopus.Action.Script.ScriptBody: |
        say "$(get_octopusvariable "Room.Text")"
    parameters:
      - name: Room.Text
        label: Text
        help_text: What to say
        display_settings:
          control_type: MultiLineText
      - name: Room.Token
        label: Token
        sensitive_default_value: "{{ room_token | default('to be given') }}"
        display_settings:
          control_type: Sensitive

- name: Create a template with a package of the built-in feed
  octopus.deploy.octopus_step_template:
    name: Check a package
    action_type: Octopus.Script
    properties:
      Octopus.Action.Script.ScriptSource: Inline
      Octopus.Action.Script.Syntax: Bash
      Octopus.Action.Script.ScriptBody: ls Shop
    packages:
      - name: Shop
        package_id: Shop.Web
        feed: Octopus Server (built-in)
        acquisition_location: Server
        properties:
          Extract: "True"

- name: Remove a step template that no step uses
  octopus.deploy.octopus_step_template:
    name: Write a letter
    state: absent
"""

RETURN = r"""
---
older_steps:
  description:
    - The steps whose version of the template is older than the newest version after the task. With O(update=true),
      these are the steps that the task has updated, or would update in check mode.
  returned: if O(update) is given and the template exists
  type: list
  elements: dict
  sample:
    - project: Storefront
      runbook: null
      step: Say so
      action: Say so
      version: "1"
resource:
  sample:
    Id: ActionTemplates-1
    Name: Tell the room
    ActionType: Octopus.Script
    Version: 1
    CommunityActionTemplateId: null
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
  sample: ActionTemplates-1
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
    - parameters[0].sensitive_default_value
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created step template 'Tell the room' (ActionTemplates-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.step_template import STEP_TEMPLATE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(STEP_TEMPLATE))


if __name__ == "__main__":
    main()
