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
  - Creates, changes, renames and removes lifecycles. A lifecycle says in which order releases go through environments,
    and how long releases are kept.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  phases:
    description:
      - The phases that a release goes through, in order. This is the whole list; a phase that is not in it is removed.
      - With an empty list, or without phases for a new lifecycle, releases go through all environments in the
        environments' own order.
      - A phase is identified by its name. An existing phase keeps its ID, and with it the progress of releases, and
        every setting that is left out here. A new name is a new phase.
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
          - The environments that a release is automatically deployed to when it reaches the phase. Names, slugs or IDs,
            in any order. An empty list clears them.
        type: list
        elements: str
      optional_deployment_targets:
        description:
          - The environments that people can deploy a release to in this phase. Names, slugs or IDs, in any order.
            An empty list clears them.
        type: list
        elements: str
      minimum_environments_before_promotion:
        description:
          - The number of environments of the phase that a release must have been deployed to before it may continue.
            V(0), the server's default, stands for all of them.
        type: int
      is_optional_phase:
        description:
          - Whether a release may skip the phase.
        type: bool
      is_priority_phase:
        description:
          - Whether deployments of the phase come before others in the task queue. Older servers do not support it.
        type: bool
      release_retention_policy:
        description:
          - How long releases are kept in this phase. With an empty dictionary, or if it is left out for a new phase,
            the phase uses the policy of its lifecycle.
        type: dict
        suboptions:
          strategy:
            description:
              - V(Count) keeps O(phases[].release_retention_policy.quantity_to_keep) of
                O(phases[].release_retention_policy.unit), V(Forever) keeps everything, and V(Default) uses the space's
                retention policy.
              - If it is left out, it is V(Forever) for V(0) in O(phases[].release_retention_policy.quantity_to_keep),
                and V(Count) for another number.
              - Octopus Server before 2025.3 has no strategies. V(Count) and V(Forever) are sent to it as a quantity,
                and V(Default) is an error.
            type: str
            choices:
              - Default
              - Forever
              - Count
          quantity_to_keep:
            description:
              - The number to keep, with V(Count). V(0) keeps everything.
            type: int
          unit:
            description:
              - 'The unit to count, with V(Count) only: days, or releases (V(Items)). If it is left out, it stays, and
                is V(Days) for a new policy.'
            type: str
            choices:
              - Days
              - Items
      tentacle_retention_policy:
        description:
          - How long files are kept on the machines of this phase. With an empty dictionary, or if it is left out for a
            new phase, the phase uses the policy of its lifecycle.
        type: dict
        suboptions:
          strategy:
            description:
              - V(Count) keeps O(phases[].tentacle_retention_policy.quantity_to_keep) of
                O(phases[].tentacle_retention_policy.unit), V(Forever) keeps everything, and V(Default) uses the space's
                retention policy.
              - If it is left out, it is V(Forever) for V(0) in O(phases[].tentacle_retention_policy.quantity_to_keep),
                and V(Count) for another number.
              - Octopus Server before 2025.3 has no strategies. V(Count) and V(Forever) are sent to it as a quantity,
                and V(Default) is an error.
            type: str
            choices:
              - Default
              - Forever
              - Count
          quantity_to_keep:
            description:
              - The number to keep, with V(Count). V(0) keeps everything.
            type: int
          unit:
            description:
              - 'The unit to count, with V(Count) only: days, or releases (V(Items)). If it is left out, it stays, and
                is V(Days) for a new policy.'
            type: str
            choices:
              - Days
              - Items
  release_retention_policy:
    description:
      - How long releases, with their deployments and artifacts, are kept. With an empty dictionary, or if it is left
        out for a new lifecycle, it is the server's default.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps O(release_retention_policy.quantity_to_keep) of O(release_retention_policy.unit), V(Forever)
            keeps everything, and V(Default) uses the space's retention policy.
          - If it is left out, it is V(Forever) for V(0) in O(release_retention_policy.quantity_to_keep), and V(Count)
            for another number.
          - Octopus Server before 2025.3 has no strategies. V(Count) and V(Forever) are sent to it as a quantity, and
            V(Default) is an error.
        type: str
        choices:
          - Default
          - Forever
          - Count
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or releases (V(Items)). If it is left out, it stays, and is
            V(Days) for a new policy.'
        type: str
        choices:
          - Days
          - Items
  tentacle_retention_policy:
    description:
      - How long the files of a release are kept on the machines. With an empty dictionary, or if it is left out for a
        new lifecycle, it is the server's default.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps O(tentacle_retention_policy.quantity_to_keep) of O(tentacle_retention_policy.unit),
            V(Forever) keeps everything, and V(Default) uses the space's retention policy.
          - If it is left out, it is V(Forever) for V(0) in O(tentacle_retention_policy.quantity_to_keep), and V(Count)
            for another number.
          - Octopus Server before 2025.3 has no strategies. V(Count) and V(Forever) are sent to it as a quantity, and
            V(Default) is an error.
        type: str
        choices:
          - Default
          - Forever
          - Count
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or releases (V(Items)). If it is left out, it stays, and is
            V(Days) for a new policy.'
        type: str
        choices:
          - Days
          - Items
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_info
notes:
  - The server refuses to remove a lifecycle that a project or a channel uses.
"""

EXAMPLES = r"""
---
- name: Create the environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Development
    - Test
    - Test 2
    - Production

- name: Create a lifecycle over the environments
  octopus.deploy.octopus_lifecycle:
    name: Standard
    description: Development by itself, then one of the tests, then production
    phases:
      - name: Development
        automatic_deployment_targets:
          - Development
      - name: Test
        optional_deployment_targets:
          - Test
          - Test 2
        minimum_environments_before_promotion: 1
      - name: Production
        optional_deployment_targets:
          - Production
        release_retention_policy:
          strategy: Forever
    release_retention_policy:
      quantity_to_keep: 30
      unit: Days
    tentacle_retention_policy:
      quantity_to_keep: 3
      unit: Items

- name: Create a lifecycle for urgent releases, which may skip the tests
  octopus.deploy.octopus_lifecycle:
    name: Hotfix
    phases:
      - name: Test
        optional_deployment_targets:
          - Test
        is_optional_phase: true
      - name: Production
        optional_deployment_targets:
          - Production

- name: Send releases to all environments, and keep them for the server's default time
  octopus.deploy.octopus_lifecycle:
    name: Anywhere
    phases: []
    release_retention_policy: {}

- name: Remove a lifecycle that nothing uses any more
  octopus.deploy.octopus_lifecycle:
    name: Before the cloud
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Lifecycles-2
    Name: Standard
    SpaceId: Spaces-1
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
  sample: Lifecycles-2
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
  sample: ["created lifecycle 'Standard' (Lifecycles-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(LIFECYCLE))


if __name__ == "__main__":
    main()
