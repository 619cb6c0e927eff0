#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_info
short_description: Read documents of any kind
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - 'Reads documents of any kind that the server has: those that this collection manages, the records of what happened,
    such as releases and deployments, and all others that a link of the space or the server leads to.'
  - All pages of a collection are read, with one request for each page. If a link leads to one document, the result is a
    list with this document.
  - Variables and processes are read from lists as well if O(limit) is not given. Such a list may leave out properties
    of a document, such as the date of its last change.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  kind:
    description:
      - 'The documents to read: a kind that this collection manages, for example V(environment), V(project_group) or
        V(machine); a kind of records: V(artifact), V(build_information), V(dashboard), V(deployment), V(event),
        V(interruption), V(live_status), V(package), V(progression), V(release), V(runbook_run), V(runbook_snapshot) or
        V(task); or the name of any link of the space or the server, for example V(CurrentUser). The plural of a kind is
        accepted as well. The names of links are spelled as the server spells them.'
      - V(dashboard) reads the last deployment of each project in each environment, and for each tenant.
      - V(live_status) reads one document, which shows the state of the objects in Kubernetes that the last deployment
        of O(project) has applied in O(environment), for O(tenant) if it is given. O(project) and O(environment) are
        required for it. If C(summaryOnly) of O(parameters) is true, the objects themselves are left out. Servers have
        it from 2025.3 on.
      - V(progression) reads one document, which shows how far the last releases of O(project) have come. O(project) is
        required for it. C(releaseHistoryCount) of O(parameters) says how many releases the server includes, 3 by
        default.
      - If the value is none of these, the task fails and lists similar kinds and links.
    type: str
    required: true
  name:
    description:
      - Read only the documents with this name, ignoring case. For users it is the user name. If there is none, the
        result is an empty list, not an error.
      - The number of a release is its name. Documents of some kinds have no names, for example events and packages. The
        task then fails and says which options find them.
      - Variables have no name of their own, so O(name) and O(ids) are those of their projects, library variable sets or
        tenants.
    type: str
  ids:
    description:
      - Read only the documents with these IDs. Unknown IDs, and slugs, are ignored. An empty list reads nothing.
    type: list
    elements: str
  project:
    description:
      - Read only the documents that belong to this project, or are about it. Name, slug or ID. The same holds for the
        options below that name a document.
      - Such an option becomes a parameter of the link, or the documents are compared with it. The task fails if this
        kind has no such filter.
    type: str
  environment:
    description:
      - Read only the documents of this environment.
    type: str
  tenant:
    description:
      - Read only the documents of this tenant.
    type: str
  channel:
    description:
      - Read only the documents of this channel. Give O(project) too, unless no other project has such a channel.
    type: str
  runbook:
    description:
      - Read only the documents of this runbook. Give O(project) too, unless no other project has such a runbook.
    type: str
  user:
    description:
      - Read only the events that this user has caused. User name or ID.
    type: str
  states:
    description:
      - Read only tasks in one of these states, or deployments and runs of runbooks whose tasks are in one of them.
    type: list
    elements: str
    choices:
      - Queued
      - Executing
      - Cancelling
      - Success
      - Failed
      - Canceled
      - TimedOut
  since:
    description:
      - Read only records from this time on, for example V(2026-11-28) or V(2026-11-28T10:15:00Z). Without a time zone,
        it is in UTC. The time of a record is when it was created. The time of a package is when it was pushed, and the
        time of a task is when it was queued, or is scheduled to start.
      - The task stops reading at the first older record. It reads all tasks, unless the server has this filter for
        them, and all packages, build information and entries of the dashboard.
    type: str
  until:
    description:
      - Read only records from before this time.
    type: str
  parameters:
    description:
      - Values for other parameters of the link's template, for example C(roles) and C(healthStatuses) of C(Machines),
        C(eventCategories) of C(Events), C(regarding) of C(Artifacts), or C(partialName) of most links. A list gives
        several values. IDs are not looked up.
      - If the link does not offer a parameter, the task fails and lists the parameters that it offers.
      - If a parameter is a part of the link's address, for example C(tenantId) of C(TenantedLiveStatus), it must be
        given, with the option that names the document, or here.
    type: dict
  limit:
    description:
      - The maximum number of documents to read, 1 or more. If it is left out, all documents are read.
      - Records come newest first, except packages, build information and the dashboard, so the newest records are read.
    type: int
  with_names:
    description:
      - Whether to look up the names of the documents that the result refers to, which needs a request for each kind of
        them, and for each fifty documents of a kind.
    type: bool
    default: false
seealso:
  - module: octopus.deploy.octopus_api
  - module: octopus.deploy.octopus_package_info
  - module: octopus.deploy.octopus_task_log_info
notes:
  - The names of properties and of O(parameters) are those of the API.
  - Runbooks, processes and variables that a project keeps in a Git repository are not read. A warning names the
    project.
  - In check mode the module reads as usual. A space that does not exist yet has the documents that every space
    begins with, as far as they are known and without IDs. If O(parameters) is given for it, or an option names a
    document that does not exist yet, the result is empty.
"""

EXAMPLES = r"""
---
- name: Read all environments
  octopus.deploy.octopus_info:
    kind: environment
  register: environments

- name: Show the names of the environments
  ansible.builtin.debug:
    msg: "{{ environments.resources | map(attribute='Name') | list }}"

- name: Read one project, or an empty list if it does not exist
  octopus.deploy.octopus_info:
    kind: project
    name: Storefront

- name: Read the web servers that can't be reached
  octopus.deploy.octopus_info:
    kind: machine
    parameters:
      roles: web
      healthStatuses: Unavailable

- name: Read the built-in feed, by the name of its link
  octopus.deploy.octopus_info:
    kind: Feeds
    parameters:
      feedType: BuiltIn

- name: Read a team of the server by its ID
  octopus.deploy.octopus_info:
    kind: Teams
    ids:
      - teams-administrators
    parameters:
      includeSystem: true

- name: Read which releases are where
  octopus.deploy.octopus_info:
    kind: dashboard
    states:
      - Success
    with_names: true
  register: board

- name: Show where the releases are
  ansible.builtin.debug:
    msg: "{{ board.names[item.ProjectId] }} {{ item.ReleaseVersion }} is in {{ board.names[item.EnvironmentId] }}"
  loop: "{{ board.resources }}"
  loop_control:
    label: "{{ item.Id }}"

- name: Read whether the objects that were deployed to Kubernetes are healthy
  octopus.deploy.octopus_info:
    kind: live_status
    project: "{{ item.ProjectId }}"
    environment: "{{ item.EnvironmentId }}"
    tenant: "{{ item.TenantId or omit }}"
    parameters:
      summaryOnly: true
  loop: "{{ board.resources }}"
  loop_control:
    label: "{{ item.Id }}"
  register: live

- name: Show whether they are healthy
  ansible.builtin.debug:
    msg: "{{ board.names[item.item.ProjectId] }}: {{ item.resources[0].Summary.Status }}"
  loop: "{{ live.results }}"
  loop_control:
    label: "{{ item.item.Id }}"

- name: Read the last five tasks that failed this month
  octopus.deploy.octopus_info:
    kind: task
    states:
      - Failed
    since: "{{ now(utc=true).strftime('%Y-%m-01') }}"
    limit: 5

- name: Read the last ten runs of runbooks, and the names for the IDs in them
  octopus.deploy.octopus_info:
    kind: runbook_run
    limit: 10
    with_names: true
  register: runs

- name: Show where they ran
  ansible.builtin.debug:
    msg: "{{ item.Created }} {{ runs.names[item.RunbookId] }} in {{ runs.names[item.EnvironmentId] }}"
  loop: "{{ runs.resources }}"
  loop_control:
    label: "{{ item.Id }}"

- name: Read who is signed in
  octopus.deploy.octopus_info:
    kind: CurrentUser
"""

RETURN = r"""
---
resources:
  description:
    - The documents in the order of the server, with the property names of the API. Secrets are masked.
    - The server leaves some properties out of lists, for example C(LastModifiedOn), even if O(ids) has a single ID.
      M(octopus.deploy.octopus_api) reads a whole document.
  returned: success
  type: list
  elements: dict
  sample:
    - Id: Environments-1
      Name: Production
      SortOrder: 2
names:
  description:
    - The names of the documents that C(resources) refers to, by ID. A release has its version in place of a name, and a
      task its description. A document that does not exist any more, or that the user may not see, has its ID.
  returned: if O(with_names) is true
  type: dict
  sample:
    Environments-2: Production
    Projects-1: Web shop
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
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.info_task import INFO


def main() -> None:
    run_module(INFO)


if __name__ == "__main__":
    main()
