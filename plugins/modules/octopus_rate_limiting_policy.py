#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_rate_limiting_policy
short_description: Manage the policies that limit requests
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Changes how many requests the server answers, each minute and at once. The server refuses further requests with
    status 429.
  - Every server has these policies from the start. They can be changed, but neither created, renamed nor removed. Needs
    Octopus Server 2026.3 or newer.
  - A setting that is left out of a policy stays, and so does a policy with an empty dictionary.
  - The user who signs in must be allowed to configure the server.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  unauthenticated:
    description:
      - The limit of requests without a user, for each IP address. If it is left out, the policy stays.
    type: dict
    suboptions: &limits
      is_enabled:
        description:
          - Whether the server limits these requests. If it is left out, it stays.
        type: bool
      requests_per_minute:
        description:
          - How many requests the server answers each minute in the long run, at least V(1). If it is left out, it
            stays.
        type: int
      burst_limit:
        description:
          - How many requests the server answers at once, at least V(1), before it holds them to the number of
            requests per minute. If it is left out, it stays.
        type: int
      audit_mode:
        description:
          - Whether the server refuses no request, and only records an event when a limit is reached. If it is left out,
            it stays.
        type: bool
  authenticated_human:
    description:
      - The limit of each user. It does not count requests with the API key of an AI agent. If it is left out, the
        policy stays.
    type: dict
    suboptions: *limits
  authenticated_agent:
    description:
      - The limit of each user for requests with the API key of an AI agent. If it is left out, the policy stays.
    type: dict
    suboptions: *limits
seealso:
  - module: octopus.deploy.octopus_server_settings
  - name: Rate limiting
    description: Octopus's documentation of the policies.
    link: https://octopus.com/docs/administration/managing-infrastructure/rate-limiting
notes:
  - At least one of the options is required.
  - The modules of this collection slow down before they reach a limit. If the server refuses a request nevertheless,
    they wait and send it again. See O(retries).
"""

EXAMPLES = r"""
---
- name: Allow each user 600 requests a minute
  octopus.deploy.octopus_rate_limiting_policy:
    authenticated_human:
      is_enabled: true
      requests_per_minute: 600
      burst_limit: 300

- name: Find out which limit AI agents would reach, without refusing their requests
  octopus.deploy.octopus_rate_limiting_policy:
    authenticated_agent:
      is_enabled: true
      audit_mode: true
"""

RETURN = r"""
---
resource:
  description:
    - The server's root document, to which the policies that the task gives are added, each under the name of its scope.
      The property names are those of the API.
    - In check mode, a policy that would change is shown as the task would send it.
  returned: success
  type: dict
  sample:
    Application: Octopus Deploy
    Version: 2026.3.15581
    AuthenticatedHuman:
      Id: RateLimitingPolicies-2
      Name: Authenticated requests
      ScopeType: AuthenticatedHuman
      IsEnabled: true
      RequestsPerMinute: 600
      BurstLimit: 300
      AuditMode: false
id:
  description: Always null, because the policies belong to the server, which has no ID.
  returned: success
  type: str
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["updated rate-limiting policy"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.rate_limiting_policy import RATE_LIMITING_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(RATE_LIMITING_POLICY))


if __name__ == "__main__":
    main()
