#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_insights_report
short_description: Manage Insights reports
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the reports of DevOps Insights. A report says which deployments its charts
    count, and how these are grouped.
  - This module does not manage the channels of a report (C(ChannelIds)), which stay as they are.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.logo
  - octopus.deploy.options.tenant_tags_mode
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
  projects:
    description:
      - The projects whose deployments the report counts (C(ProjectIds)). Names, slugs or IDs, in any order.
      - This is the whole list. An empty list removes all.
    type: list
    elements: str
  project_groups:
    description:
      - The project groups whose deployments the report counts (C(ProjectGroupIds)). Names, slugs or IDs, in any order.
      - This is the whole list. An empty list removes all.
    type: list
    elements: str
  environment_groups:
    description:
      - The environments whose deployments the report counts, in groups that the charts can be split by, in any order.
      - This is the whole list. An empty list removes all groups.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the group, unique in the report.
        type: str
        required: true
      environments:
        description:
          - The environments of the group. Names, slugs or IDs, in any order.
        type: list
        elements: str
        required: true
  tenant_mode:
    description:
      - Whether the report counts deployments for tenants, those for no tenant, or both.
    type: str
    choices:
      - Untenanted
      - TenantedAndUntenanted
      - Tenanted
  all_tenants:
    description:
      - Whether the report counts the deployments for all tenants, whatever is in O(tenants) and O(tenant_tags). Needs
        Octopus Server 2023.2 or newer.
    type: bool
  tenants:
    description:
      - The tenants whose deployments the report counts (C(TenantIds)). Names, slugs or IDs, in any order.
      - This is the whole list. An empty list removes all.
    type: list
    elements: str
  tenant_tags:
    description:
      - The tags of tenants whose deployments the report counts, each as C(tag set/tag), for example
        V(Release ring/Early), in any order.
      - This is the whole list unless O(tenant_tags_mode=merge). An empty list removes all tags.
    type: list
    elements: str
  time_zone:
    description:
      - The time zone of the report. A new report has V(UTC) unless the task says otherwise. It can't be cleared.
      - The server also takes IANA names, but may store the name that Windows has for the zone. Use the Windows name,
        for example V(W. Europe Standard Time), so that a second run changes nothing.
    type: str
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_tenant
notes:
  - Insights reports need Octopus Server 2022.3 or newer, and a licence that includes them.
  - No link of the API leads to Insights reports, so this module uses their documented address.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Staging
    - Production

- name: Report on all projects of a group
  octopus.deploy.octopus_insights_report:
    name: Our deployments
    description: How often and how fast we deploy
    project_groups:
      - Default Project Group
    environment_groups:
      - name: Before
        environments:
          - Staging
      - name: Live
        environments:
          - Production
    tenant_mode: TenantedAndUntenanted
    time_zone: W. Europe Standard Time

- name: Remove a report
  octopus.deploy.octopus_insights_report:
    name: Last year
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: InsightsReports-1
    Name: Our deployments
    ProjectGroupIds:
      - ProjectGroups-1
    EnvironmentGroups:
      - Name: Live
        Environments:
          - Environments-2
    TenantMode: TenantedAndUntenanted
    TimeZone: W. Europe Standard Time
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
  sample: InsightsReports-1
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
  sample: ["created Insights report 'Our deployments' (InsightsReports-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.insights_report import INSIGHTS_REPORT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(INSIGHTS_REPORT))


if __name__ == "__main__":
    main()
