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
  - Creates, changes, renames and removes the subscriptions of a space, which notify people or programs of events.
  - A duration that the server and people read differently is refused. To the server, V(24:00:00) is 24 days; write
    V(1d) or V(1.00:00:00) for 24 hours.
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
      - Whether the subscription is disabled, so that it notifies nobody.
    type: bool
  event_notification_subscription:
    description:
      - The events of the subscription, and the receivers of notifications. A setting that is left out stays.
      - An empty dictionary sets the server's defaults, with which nobody is notified. The settings for Slack stay.
    type: dict
    suboptions:
      filter:
        description:
          - The filter of events. An event has to match all lists. An empty or missing list matches all events.
          - Each given list is the whole list, in any order. A list that is left out stays. An empty dictionary clears
            all lists.
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
              - Tags of tenants, each as C(tag set/tag), for example V(Region/Europe).
            type: list
            elements: str
          event_groups:
            description:
              - The IDs of groups of events, which the server lists, for example V(Deployment) or V(MachineCritical).
            type: list
            elements: str
          event_categories:
            description:
              - The IDs of categories of events, which the server lists, for example V(DeploymentFailed) or V(Modified).
            type: list
            elements: str
          event_agents:
            description:
              - The agents that cause the events, which the server lists, for example the portal or an API client.
            type: list
            elements: str
          document_types:
            description:
              - The IDs of types of documents, which the server lists, for example V(Deployments-) or V(Machines-).
            type: list
            elements: str
      email_teams:
        description:
          - The teams whose members get mail. This is the whole list, in any order. An empty list clears it.
        type: list
        elements: str
      email_frequency_period:
        description:
          - How long events are collected for one mail, for example V(30m), V(1h), V(1d) or V("01:00:00").
        type: str
      email_priority:
        description:
          - The priority of the mail.
        type: str
        choices: [Low, Normal, High]
      email_show_dates_in_time_zone_id:
        description:
          - The time zone of dates in mail, by the server's name for it, for example V(UTC) or V(W. Europe Standard
            Time). It can't be cleared.
        type: str
      webhook_uri:
        description:
          - The address that events are sent to. An empty string clears it.
        type: str
      webhook_teams:
        description:
          - The teams whose permissions decide which events are sent to the address. This is the whole list, in any
            order. An empty list clears it.
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
          - Servers before 2026.1 do not show whether there is a value, so that it can't be cleared there; clear
            O(event_notification_subscription.webhook_header_key) instead. On newer servers V(<no secret>) clears it.
        type: str
      slack_channel_ids:
        description:
          - The IDs of the channels in Slack that receive messages, in any order. This is the whole list. An empty list
            clears it.
          - Needs Octopus Server 2026.3 or newer.
        type: list
        elements: str
      slack_channel_names:
        description:
          - The names of the same channels, which people read, in any order. This is the whole list. An empty list
            clears it.
          - Needs Octopus Server 2026.3 or newer.
        type: list
        elements: str
      slack_frequency_period:
        description:
          - How long events are collected for one message, for example V(30m) or V(1h).
          - Needs Octopus Server 2026.3 or newer.
        type: str
      slack_digest_format:
        description:
          - The level of detail of a message.
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
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Notify managers of every deployment to production, once a day
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

- name: Disable the subscription for a while
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
  sample:
    Id: Subscriptions-1
    Name: Audit
    Type: Event
    IsDisabled: false
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
  sample: Subscriptions-1
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
    - event_notification_subscription.webhook_header_value
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created subscription 'Audit' (Subscriptions-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.subscription import SUBSCRIPTION
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SUBSCRIPTION))


if __name__ == "__main__":
    main()
