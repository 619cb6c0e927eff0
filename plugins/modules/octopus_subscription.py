#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_subscription
short_description: Manage subscriptions
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the subscriptions of a space, which tell people or programs of events.
  - A duration that the server reads in another way than many people do is refused. To the server V(24:00:00) is 24
    days; write V(1d) or V(1.00:00:00) for 24 hours.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  is_disabled:
    description:
      - Whether nobody is told of anything for the time being.
    type: bool
  event_notification_subscription:
    description:
      - Which events the subscription is about, and who is told of them. What is left out stays as it is.
      - An empty dictionary asks for the server's defaults, that is, nobody is told. What concerns Slack then stays.
    type: dict
    suboptions:
      filter:
        description:
          - Which events it is about; those that everything here applies to. A list that is empty or left out lets all
            pass.
          - Each is the whole list, in any order. A list that is left out stays as it is. An empty dictionary clears
            all.
        type: dict
        suboptions:
          users:
            description:
              - The names of the users who cause the events.
            type: list
            elements: str
          projects:
            description:
              - The names, slugs or IDs of projects.
            type: list
            elements: str
          project_groups:
            description:
              - The names, slugs or IDs of project groups.
            type: list
            elements: str
          environments:
            description:
              - The names, slugs or IDs of environments.
            type: list
            elements: str
          tenants:
            description:
              - The names, slugs or IDs of tenants.
            type: list
            elements: str
          tags:
            description:
              - Tags of tenants, each with its tag set, for example V(Region/Europe).
            type: list
            elements: str
          event_groups:
            description:
              - Groups of events, as the server's list of them calls them, for example V(Deployment) or
                V(MachineCritical).
            type: list
            elements: str
          event_categories:
            description:
              - Events, as the server's list of them calls them, for example V(DeploymentFailed) or V(Modified).
            type: list
            elements: str
          event_agents:
            description:
              - What the events are caused with, as the server's list of them calls it, for example the portal or an API
                client.
            type: list
            elements: str
          document_types:
            description:
              - What the events are about, for example V(Deployments) or V(Machines).
            type: list
            elements: str
      email_teams:
        description:
          - The teams whose members get mail. This is the whole list, in any order. An empty list clears it.
        type: list
        elements: str
      email_frequency_period:
        description:
          - How long events are collected before one mail tells of all of them, for example V(30m), V(1h), V(1d) or
            V("01:00:00").
        type: str
      email_priority:
        description:
          - The priority of the mail.
        type: str
        choices: [Low, Normal, High]
      email_show_dates_in_time_zone_id:
        description:
          - The time zone that dates in mail are in, as the server calls it, for example V(UTC) or
            V(W. Europe Standard Time). It can't be cleared.
        type: str
      webhook_uri:
        description:
          - Where events are sent to. An empty string clears it.
        type: str
      webhook_teams:
        description:
          - The teams whose permissions say which events may be sent there. This is the whole list, in any order. An
            empty list clears it.
        type: list
        elements: str
      webhook_timeout:
        description:
          - How long the server waits for an answer, for example V(10s) or V("00:00:10").
        type: str
      webhook_header_key:
        description:
          - The name of a header to send along. An empty string clears it.
        type: str
      webhook_header_value:
        description:
          - The value of that header. It can't be compared; O(update_secrets) says when it is sent.
          - Servers before 2026.1 never tell whether they have one. There, it can't be cleared; clear
            O(event_notification_subscription.webhook_header_key) instead. Newer ones clear it with V(<no secret>).
        type: str
      slack_channel_ids:
        description:
          - The IDs of the channels in Slack that are written to, in any order. This is the whole list. An empty list
            clears it.
          - Needs Octopus Server 2026.3 or newer.
        type: list
        elements: str
      slack_channel_names:
        description:
          - The names of the same channels, for people, in any order. This is the whole list. An empty list clears it.
          - Needs Octopus Server 2026.3 or newer.
        type: list
        elements: str
      slack_frequency_period:
        description:
          - How long events are collected before one message tells of all of them, for example V(30m) or V(1h).
          - Needs Octopus Server 2026.3 or newer.
        type: str
      slack_digest_format:
        description:
          - How much a message tells.
          - Needs Octopus Server 2026.3 or newer.
        type: str
        choices: [Summary, Detailed]
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_info
"""

EXAMPLES = r"""
---
- name: Make an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Have managers told of every deployment to it, once a day
  octopus.deploy.octopus_subscription:
    name: Deployments to Production
    event_notification_subscription:
      filter:
        environments:
          - Production
        event_groups:
          - Deployment
      email_teams:
        - Octopus Managers
      email_frequency_period: 1d

- name: Send every event to a program
  octopus.deploy.octopus_subscription:
    name: Audit
    event_notification_subscription:
      webhook_uri: https://audit.example.com/octopus
      webhook_teams:
        - Octopus Administrators
      webhook_timeout: 30s
      webhook_header_key: X-Audit-Token
      webhook_header_value: "{{ audit_token | default('to be given') }}"

- name: Stop it for a while
  octopus.deploy.octopus_subscription:
    name: Audit
    is_disabled: true

- name: Remove a subscription
  octopus.deploy.octopus_subscription:
    name: Trial
    state: absent
"""

RETURN = r"""
---
resource:
  description:
    - The document as the server returned it, with the API's own property names and secrets masked.
    - In check mode, the document as it would be sent. Empty where there is none, after O(state=absent).
  returned: success
  type: dict
  sample:
    Id: Subscriptions-1
    Name: Audit
    Type: Event
    IsDisabled: false
id:
  description: The ID of the document. Null for one that does not exist, or that check mode would make.
  returned: success
  type: str
  sample: Subscriptions-1
space:
  description: The space that the task worked in.
  returned: success
  type: dict
  contains:
    id:
      description: Its ID. Null if it is the default space and no document that the task saw told the ID.
      type: str
    name:
      description: Its name. Null if O(space) was not given, as the server does not tell the default space's name.
      type: str
    is_default:
      description: Whether it is the server's default space.
      type: bool
  sample:
    id: Spaces-2
    name: Web team
    is_default: false
secrets_not_compared:
  description:
    - The options whose secrets were given, but neither compared nor sent, because the server has one already.
    - O(update_secrets=always) sends them.
  returned: when there are any
  type: list
  elements: str
  sample:
    - event_notification_subscription.webhook_header_value
done:
  description: What a task that failed had changed by then, in order; where no words tell it, the requests that wrote.
  returned: on failure, if something had been changed
  type: list
  elements: str
  sample: ["created subscription 'Production' (Subscriptions-1)"]
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
      description: The address.
      type: str
    status:
      description: The HTTP status of the answer.
      type: int
    seconds:
      description: How long the answer took.
      type: float
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.subscription import SUBSCRIPTION
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SUBSCRIPTION))


if __name__ == "__main__":
    main()
