#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_lifecycle
short_description: Manage lifecycles
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Makes, changes, renames and removes lifecycles, which say in which order releases go through environments and
    how long they are kept.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.resource
options:
  description:
    description:
      - What people are to know about it. An empty text clears it.
    type: str
  slug:
    description:
      - Its name in addresses. The server makes one of the name when the document is made, and keeps it when that is
        renamed.
      - It can be changed, but not cleared.
    type: str
  phases:
    description:
      - The phases that a release goes through, in order. An empty list makes releases go to all environments in any
        order.
      - 'A phase is known by its name: one that is there already keeps its ID, and with it the progress of
        releases.'
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the phase.
        type: str
        required: true
      automatic_deployment_targets:
        description:
          - The environments that a release is deployed to by itself when it reaches the phase. Names, slugs or IDs.
        type: list
        elements: str
      optional_deployment_targets:
        description:
          - The environments that a release can be deployed to in the phase. Names, slugs or IDs.
        type: list
        elements: str
      minimum_environments_before_promotion:
        description:
          - How many of its environments a release must have been deployed to before it goes on. V(0) stands for
            all.
        type: int
      is_optional_phase:
        description:
          - Whether a release may skip the phase.
        type: bool
      is_priority_phase:
        description:
          - Whether deployments of the phase go before others.
        type: bool
      release_retention_policy:
        description:
          - How long releases are kept in this phase. An empty dictionary has the phase do as its lifecycle does.
        type: dict
        suboptions:
          strategy:
            description:
              - V(Count) keeps O(phases.release_retention_policy.quantity_to_keep) of
                O(phases.release_retention_policy.unit), V(Forever) keeps everything, V(Default) does as the space
                says.
              - 'Left out, it follows from the quantity: V(Count), or V(Forever) for V(0). V(Default) needs Octopus
                2025.3 or newer.'
            type: str
            choices:
              - Default
              - Forever
              - Count
          quantity_to_keep:
            description:
              - How many to keep. V(0) keeps everything.
            type: int
          unit:
            description:
              - What the quantity counts. Left out, it is as it was, or V(Days).
            type: str
            choices:
              - Days
              - Items
      tentacle_retention_policy:
        description:
          - How long files stay on the machines of this phase. An empty dictionary has the phase do as its lifecycle
            does.
        type: dict
        suboptions:
          strategy:
            description:
              - V(Count) keeps O(phases.tentacle_retention_policy.quantity_to_keep) of
                O(phases.tentacle_retention_policy.unit), V(Forever) keeps everything, V(Default) does as the space
                says.
              - 'Left out, it follows from the quantity: V(Count), or V(Forever) for V(0). V(Default) needs Octopus
                2025.3 or newer.'
            type: str
            choices:
              - Default
              - Forever
              - Count
          quantity_to_keep:
            description:
              - How many to keep. V(0) keeps everything.
            type: int
          unit:
            description:
              - What the quantity counts. Left out, it is as it was, or V(Days).
            type: str
            choices:
              - Days
              - Items
  release_retention_policy:
    description:
      - How long releases are kept. An empty dictionary asks for the server's default.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps O(release_retention_policy.quantity_to_keep) of O(release_retention_policy.unit),
            V(Forever) keeps everything, V(Default) does as the space says.
          - 'Left out, it follows from the quantity: V(Count), or V(Forever) for V(0). V(Default) needs Octopus
            2025.3 or newer.'
        type: str
        choices:
          - Default
          - Forever
          - Count
      quantity_to_keep:
        description:
          - How many to keep. V(0) keeps everything.
        type: int
      unit:
        description:
          - What the quantity counts. Left out, it is as it was, or V(Days).
        type: str
        choices:
          - Days
          - Items
  tentacle_retention_policy:
    description:
      - How long the files of a release stay on the machines. An empty dictionary asks for the server's default.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps O(tentacle_retention_policy.quantity_to_keep) of O(tentacle_retention_policy.unit),
            V(Forever) keeps everything, V(Default) does as the space says.
          - 'Left out, it follows from the quantity: V(Count), or V(Forever) for V(0). V(Default) needs Octopus
            2025.3 or newer.'
        type: str
        choices:
          - Default
          - Forever
          - Count
      quantity_to_keep:
        description:
          - How many to keep. V(0) keeps everything.
        type: int
      unit:
        description:
          - What the quantity counts. Left out, it is as it was, or V(Days).
        type: str
        choices:
          - Days
          - Items
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_project
"""

EXAMPLES = r"""
---
- name: Make the environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Development
    - Production

- name: Say in which order releases go through them
  octopus.deploy.octopus_lifecycle:
    name: Standard
    phases:
      - name: Development
        automatic_deployment_targets:
          - Development
      - name: Production
        optional_deployment_targets:
          - Production
    release_retention_policy:
      quantity_to_keep: 30
      unit: Days

- name: Keep everything that went to production
  octopus.deploy.octopus_lifecycle:
    name: Hotfix
    phases:
      - name: Production
        optional_deployment_targets:
          - Production
        release_retention_policy:
          strategy: Forever
"""

RETURN = r"""
---
resource:
  description:
    - The document as the server returned it, in the API's own notation, with secrets masked.
    - In check mode, the document as it would be sent. Empty for one that is gone.
  returned: success
  type: dict
  sample:
    Id: Lifecycles-2
    Name: Standard
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: Lifecycles-2
space:
  description: The space that the task worked in. The name is null for the default space if O(space) was left out.
  returned: success
  type: dict
  sample:
    id: Spaces-1
    name: Default
    is_default: true
requests:
  description: The requests that were made.
  returned: at verbosity 3 and higher
  type: list
  elements: dict
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(LIFECYCLE))


if __name__ == "__main__":
    main()
