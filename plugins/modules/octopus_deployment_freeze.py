#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_deployment_freeze
short_description: Manage deployment freezes
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes deployment freezes. During a freeze the server does not deploy certain
    projects and tenants to certain environments.
  - A freeze belongs to the server and may apply to projects of several spaces. Needs Octopus Server 2024.4 or newer.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name, of at most 200 characters. An existing document with this name, ignoring case, is managed from now on,
        whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  start:
    description:
      - The time at which the freeze begins, as C(2026-12-20T18:00:00Z) or with the offset of another time zone. Without
        an offset, it is UTC. Equal moments in different zones count as equal. Required for a new freeze.
    type: str
  end:
    description:
      - The time at which the freeze ends, in the same notation. It has to be later than the start. Required for a new
        freeze.
    type: str
  recurring_schedule:
    description:
      - The schedule by which the freeze recurs. With an empty dictionary, or if it is left out for a new freeze, the
        freeze does not recur.
    type: dict
    suboptions:
      type:
        description:
          - The unit in which the freeze recurs. Required for a freeze that has not recurred so far.
        type: str
        choices: [Daily, Weekly, Monthly, Annually]
      unit:
        description:
          - The number of days, weeks, months or years between two freezes. V(1) by default.
        type: int
      end_type:
        description:
          - Whether the freeze recurs forever, until a certain time, or a certain number of times. V(Never) by default.
        type: str
        choices: [Never, OnDate, AfterOccurrences]
      end_on_date:
        description:
          - With V(OnDate), the time until which the freeze recurs, in the notation of O(start).
        type: str
      end_after_occurrences:
        description:
          - With V(AfterOccurrences), how often the freeze occurs.
        type: int
      user_utc_offset_in_minutes:
        description:
          - The offset of the schedule's days from UTC, in minutes. V(0) by default.
        type: int
      days_of_week:
        description:
          - With V(Weekly), the days of the week, in any order.
        type: list
        elements: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      monthly_schedule_type:
        description:
          - With V(Monthly), whether the freeze recurs on a date of the month or on a day of the week. V(DateOfMonth) by
            default.
        type: str
        choices: [DateOfMonth, DayOfMonth]
      date_of_month:
        description:
          - With V(DateOfMonth), the date, V(1) to V(31), or V(L) for the last one.
        type: str
      day_number_of_month:
        description:
          - 'With V(DayOfMonth), which of these days of the month counts: V(1) to V(4), or V(L) for the last one.'
        type: str
        choices: ["1", "2", "3", "4", L]
      day_of_week:
        description:
          - With V(DayOfMonth), the day of the week.
        type: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
  project_environment_scope:
    description:
      - The projects that are frozen, each with the environments that it is not deployed to, in any order.
      - This is the whole list, for all spaces, unless O(project_environment_scope_mode=merge). An empty list clears it.
        If it is left out, the list stays.
      - Names are looked for in the space of the task. Give projects and environments of other spaces by their IDs; the
        freeze must have them already.
    type: list
    elements: dict
    suboptions:
      project:
        description:
          - The project. Name, slug or ID.
        type: str
        required: true
      environments:
        description:
          - The environments that the project is not deployed to. Names, slugs or IDs, in any order. If it is left out,
            the freeze keeps the environments that it has for the project.
        type: list
        elements: str
  project_environment_scope_mode:
    description:
      - Whether O(project_environment_scope) is the whole list (V(replace)), or only a part of it that this task manages
        (V(merge)). V(merge) adds the entries that are missing and removes none.
    type: str
    choices: [replace, merge]
    default: replace
  tenant_project_environment_scope:
    description:
      - The tenants that are frozen, each with a project and an environment that it is not deployed to, in any order.
      - This is the whole list, for all spaces, unless O(tenant_project_environment_scope_mode=merge). An empty list
        clears it. If it is left out, the list stays.
    type: list
    elements: dict
    suboptions:
      tenant:
        description:
          - The tenant. Name, slug or ID.
        type: str
        required: true
      project:
        description:
          - The project. Name, slug or ID.
        type: str
        required: true
      environment:
        description:
          - The environment. Name, slug or ID.
        type: str
        required: true
  tenant_project_environment_scope_mode:
    description:
      - Whether O(tenant_project_environment_scope) is the whole list (V(replace)), or only a part of it that this task
        manages (V(merge)). V(merge) adds the entries that are missing and removes none.
    type: str
    choices: [replace, merge]
    default: replace
  owner:
    description:
      - The project that the freeze belongs to (C(OwnerId)). Name, slug or ID. With an empty string, the freeze belongs
        to no project.
    type: str
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_tenant
notes:
  - If a request has no scopes, the server clears the scopes of the freeze. If a task does not give them, this module
    therefore sends back those that the server has.
  - O(space) is the space in which projects, environments and tenants are looked for. The freeze does not belong to that
    space.
  - If several freezes have the name, the task fails. Give O(id) then.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create projects
  octopus.deploy.octopus_project:
    name: "{{ item }}"
    project_group: Default Project Group
    lifecycle: Default Lifecycle
  loop:
    - Storefront
    - Payments

- name: Deploy nothing over the holidays
  octopus.deploy.octopus_deployment_freeze:
    name: Holidays
    start: "2099-12-20T18:00:00+01:00"
    end: "2100-01-05T06:00:00+01:00"
    project_environment_scope:
      - project: Storefront
        environments:
          - Production
      - project: Payments
        environments:
          - Production

- name: Deploy nothing at the weekend
  octopus.deploy.octopus_deployment_freeze:
    name: Weekends
    start: "2099-01-03T00:00:00Z"
    end: "2099-01-04T00:00:00Z"
    recurring_schedule:
      type: Weekly
      days_of_week:
        - Saturday
        - Sunday

- name: Add one more project to the freeze, and leave the others as they are
  octopus.deploy.octopus_deployment_freeze:
    name: Weekends
    start: "2099-01-03T00:00:00Z"
    end: "2099-01-04T00:00:00Z"
    project_environment_scope:
      - project: Payments
        environments:
          - Production
    project_environment_scope_mode: merge

- name: Remove a freeze
  octopus.deploy.octopus_deployment_freeze:
    name: Summer
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: DeploymentFreezes-1
    Name: Holidays
    Start: "2099-12-20T17:00:00.000+00:00"
    End: "2100-01-05T05:00:00.000+00:00"
    ProjectEnvironmentScope:
      Projects-1:
        - Environments-1
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
  sample: DeploymentFreezes-1
space:
  description: The space that the task worked in.
  returned: if an option names documents of a space
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
  sample: ["created deployment freeze 'Holidays' (DeploymentFreezes-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_freeze import DEPLOYMENT_FREEZE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(DEPLOYMENT_FREEZE))


if __name__ == "__main__":
    main()
