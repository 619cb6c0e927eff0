#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_community_step_template
short_description: Install, update and remove step templates of the community
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Installs a step template of the community's library in a space, updates it to the newest version, and removes it.
  - The server keeps a catalogue of the library, and installs what the catalogue has. Each space has installed templates
    of its own.
  - Nobody can change an installed template. M(octopus.deploy.octopus_step_template) manages the other step templates of
    a space.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name of the template in the catalogue. Case is ignored.
      - Or the address of the template's page at U(https://library.octopus.com), or only the ID within this address. A
        page keeps its ID even if the template gets another name.
    type: str
    required: true
  state:
    description:
      - With V(present), the template is installed. An installed template keeps its version.
      - With V(latest), the template is installed, and updated if the catalogue has a newer version. A template that is
        newer than the catalogue stays as it is.
      - With V(absent), the template is removed from the space.
    type: str
    choices:
      - present
      - latest
      - absent
    default: present
seealso:
  - module: octopus.deploy.octopus_step_template
  - module: octopus.deploy.octopus_task
  - module: octopus.deploy.octopus_deployment_process
notes:
  - An update of the template changes no step, because a step keeps its version of the template.
    M(octopus.deploy.octopus_step_template) with C(update=true) updates all steps from the template, and the option
    C(run_step_template) of M(octopus.deploy.octopus_deployment_process) updates a single step.
  - A template that the catalogue does not have is a mistake in check mode too. M(octopus.deploy.octopus_task) with
    C(name=SyncCommunityActionTemplates) synchronises the catalogue with the library.
  - The server refuses to remove a step template that a step uses. Check mode does not look for such steps.
"""

EXAMPLES = r"""
---
- name: Install a step template of the community
  octopus.deploy.octopus_community_step_template:
    name: Slack - Send Simple Notification

- name: Install the newest version of the step template with this page in the library
  octopus.deploy.octopus_community_step_template:
    name: https://library.octopus.com/step-templates/ad8126be-37af-4297-b46e-fce02ba3987a
    state: latest

- name: Remove a step template that no step uses
  octopus.deploy.octopus_community_step_template:
    name: HTTP - Test URL
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the step template in the space, even if the task removed it. Null if it was not installed.
  returned: success
  type: str
  sample: ActionTemplates-3
name:
  description: The name of the step template.
  returned: success
  type: str
  sample: Slack - Send Simple Notification
version:
  description: The version that is installed after the task. Null if the template is not installed.
  returned: success
  type: int
  sample: 22
latest_version:
  description:
    - The version in the catalogue. Null if the catalogue does not have the template, and if the task has found the
      template that it removes by its name.
  returned: success
  type: int
  sample: 23
community_template:
  description: The ID of the template in the catalogue. Null if nothing has the name that is to be absent.
  returned: success
  type: str
  sample: CommunityActionTemplates-17
website:
  description: The address of the template's page in the library. Null where RV(latest_version) is null.
  returned: success
  type: str
  sample: https://library.octopus.com/step-templates/99e6f203-3061-4018-9e34-4a3a9c3c3179
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
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["POST https://octopus.example.com/api/Spaces-1/environments"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.community_step_template import (
    COMMUNITY_STEP_TEMPLATE,
)
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(COMMUNITY_STEP_TEMPLATE))


if __name__ == "__main__":
    main()
