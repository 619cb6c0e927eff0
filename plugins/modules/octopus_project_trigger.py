#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_project_trigger
short_description: Manage the triggers of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the triggers of projects. A trigger deploys, creates releases or runs runbooks
    at certain times, when packages or commits arrive, or when events of machines happen.
  - A trigger has one filter, which starts it, and one action, each with an option of its own. A new trigger needs one
    filter and one action. Giving another filter or action replaces the current one.
  - Options for environments also take parent environments, on Octopus Server 2025.1 or newer.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the trigger belongs to (C(ProjectId)). Name, slug or ID. Triggers of different projects may
        have the same name.
      - The server can't move a trigger to another project.
    type: str
    required: true
  is_disabled:
    description:
      - Whether the trigger is disabled.
    type: bool
  machine_filter:
    description:
      - Starts the trigger when an event of a deployment target happens (C(MachineFilter)).
      - Environments and roles select targets, and groups and categories select events. An empty list stands for all.
    type: dict
    suboptions:
      environments:
        description:
          - The environments of the targets (C(EnvironmentIds)). Names, slugs or IDs, in any order.
        type: list
        elements: str
      roles:
        description:
          - The roles (target tags) of the targets, in any order. A target needs one of them.
        type: list
        elements: str
      event_groups:
        description:
          - Groups of events, for example V(MachineAvailableForDeployment), in any order.
        type: list
        elements: str
      event_categories:
        description:
          - Events, for example V(MachineHealthy), in any order.
        type: list
        elements: str
  once_daily_schedule:
    description:
      - Starts the trigger once a day (C(OnceDailySchedule)).
    type: dict
    suboptions:
      start_time:
        description:
          - The time of the day at which the trigger starts, as C(hh:mm) or C(hh:mm:ss). Required for a new trigger. Put
            it in quotes, because YAML takes C(18:30) for a number.
        type: str
      days_of_week:
        description:
          - The days of the week, in any order.
        type: list
        elements: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
  continuous_daily_schedule:
    description:
      - Starts the trigger repeatedly during a part of the day (C(ContinuousDailySchedule)).
    type: dict
    suboptions:
      run_after:
        description:
          - The time of the day at which the trigger starts first, as C(hh:mm) or C(hh:mm:ss). Required for a new
            trigger. Put it in quotes, because YAML takes C(18:30) for a number.
        type: str
      run_until:
        description:
          - The time of the day after which the trigger does not start, as C(hh:mm) or C(hh:mm:ss). Required for a new
            trigger. Put it in quotes, because YAML takes C(18:30) for a number.
        type: str
      interval:
        description:
          - Whether the trigger starts every few hours, every few minutes, or once a day. V(OnceHourly) by default.
        type: str
        choices: [OnceHourly, OnceEveryMinute, OnceDaily]
      hour_interval:
        description:
          - With V(OnceHourly), the number of hours between two starts.
        type: int
      minute_interval:
        description:
          - With V(OnceEveryMinute), the number of minutes between two starts.
        type: int
      days_of_week:
        description:
          - The days of the week, in any order.
        type: list
        elements: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
  daily_schedule:
    description:
      - Starts the trigger daily (C(DailySchedule)).
    type: dict
    suboptions:
      start_time:
        description:
          - The time of the day at which the trigger starts, as C(hh:mm) or C(hh:mm:ss). Put it in quotes, because YAML
            takes C(18:30) for a number.
        type: str
      run_type:
        description:
          - Whether the trigger starts once, at the start time, or repeatedly. V(ScheduledTime) by default.
        type: str
        choices: [ScheduledTime, Continuously]
      interval:
        description:
          - Whether the trigger starts every few hours, every few minutes, or once a day. V(OnceHourly) by default.
        type: str
        choices: [OnceHourly, OnceEveryMinute, OnceDaily]
      hour_interval:
        description:
          - With V(OnceHourly), the number of hours between two starts.
        type: int
      minute_interval:
        description:
          - With V(OnceEveryMinute), the number of minutes between two starts.
        type: int
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
  days_per_week_schedule:
    description:
      - Starts the trigger on certain days of the week (C(DaysPerWeekSchedule)).
    type: dict
    suboptions:
      start_time:
        description:
          - The time of the day at which the trigger starts, as C(hh:mm) or C(hh:mm:ss). Put it in quotes, because YAML
            takes C(18:30) for a number.
        type: str
      run_type:
        description:
          - Whether the trigger starts once, at the start time, or repeatedly. V(ScheduledTime) by default.
        type: str
        choices: [ScheduledTime, Continuously]
      interval:
        description:
          - Whether the trigger starts every few hours, every few minutes, or once a day. V(OnceHourly) by default.
        type: str
        choices: [OnceHourly, OnceEveryMinute, OnceDaily]
      hour_interval:
        description:
          - With V(OnceHourly), the number of hours between two starts.
        type: int
      minute_interval:
        description:
          - With V(OnceEveryMinute), the number of minutes between two starts.
        type: int
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
      sunday:
        description:
          - Whether the trigger starts on Sundays.
        type: bool
      monday:
        description:
          - Whether the trigger starts on Mondays.
        type: bool
      tuesday:
        description:
          - Whether the trigger starts on Tuesdays.
        type: bool
      wednesday:
        description:
          - Whether the trigger starts on Wednesdays.
        type: bool
      thursday:
        description:
          - Whether the trigger starts on Thursdays.
        type: bool
      friday:
        description:
          - Whether the trigger starts on Fridays.
        type: bool
      saturday:
        description:
          - Whether the trigger starts on Saturdays.
        type: bool
  days_per_month_schedule:
    description:
      - Starts the trigger once a month (C(DaysPerMonthSchedule)).
    type: dict
    suboptions:
      start_time:
        description:
          - The time of the day at which the trigger starts, as C(hh:mm) or C(hh:mm:ss). Required for a new trigger. Put
            it in quotes, because YAML takes C(18:30) for a number.
        type: str
      monthly_schedule_type:
        description:
          - Whether the trigger starts on a date of the month or on a day of the week. V(DateOfMonth) by default.
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
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
  cron_expression_schedule:
    description:
      - Starts the trigger at the times of a cron expression (C(CronExpressionSchedule)).
    type: dict
    suboptions:
      cron_expression:
        description:
          - The expression, for example V(0 0 6 * * Mon-Fri). It has six fields, beginning with the seconds, and may
            have a seventh for the year. Days of the week go from V(0) for Sunday to V(6), or from V(SUN) to V(SAT).
          - Required for a new trigger. It can't be cleared.
        type: str
      timezone:
        description:
          - The time zone of the times, by its Windows or IANA name, for example V(Europe/Berlin). V(UTC) by default. It
            can't be cleared.
        type: str
  feed_filter:
    description:
      - Starts the trigger when a new package arrives in a feed, or a new image in a registry (C(FeedFilter)). Older
        servers do not support it.
    type: dict
    suboptions:
      packages:
        description:
          - The packages, as steps of the deployment process refer to them, in any order. This is the whole list.
        type: list
        elements: dict
        suboptions:
          deployment_action_slug:
            description:
              - The slug of the step (action).
            type: str
            required: true
          package_reference:
            description:
              - The name that the step has for the package. With an empty string, or if it is left out, it is the step's
                primary package.
            type: str
  arc_feed_filter:
    description:
      - Starts the trigger when a new package arrives in the built-in feed (C(ArcFeedFilter)). Older servers do not
        support it.
    type: dict
    suboptions:
      packages:
        description:
          - The packages, as steps of the deployment process refer to them, in any order. This is the whole list.
        type: list
        elements: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step (action).
            type: str
            required: true
          package_reference:
            description:
              - The name that the step has for the package. With an empty string, or if it is left out, it is the step's
                primary package.
            type: str
  git_filter:
    description:
      - Starts the trigger when there are new commits in a Git repository (C(GitFilter)). Older servers do not support
        it.
    type: dict
    suboptions:
      sources:
        description:
          - The repositories, as steps of the deployment process refer to them, in any order. This is the whole
            list.
        type: list
        elements: dict
        suboptions:
          deployment_action_slug:
            description:
              - The slug of the step (action).
            type: str
            required: true
          git_dependency_name:
            description:
              - The name that the step has for the repository. With an empty string, or if it is left out, it is the
                step's primary repository.
            type: str
          include_file_paths:
            description:
              - Patterns of the files whose changes start the trigger, in any order. If it is left out, all files do.
            type: list
            elements: str
          exclude_file_paths:
            description:
              - Patterns of the files whose changes do not start the trigger, in any order.
            type: list
            elements: str
  auto_deploy:
    description:
      - Deploys the current release of the machine's environment to the machine (C(AutoDeploy)). It is used together
        with O(machine_filter).
    type: dict
    suboptions:
      should_redeploy_when_machine_has_been_deployed_to:
        description:
          - Whether the release is deployed even if the machine has it already.
        type: bool
  deploy_latest_release:
    description:
      - Deploys the latest release of some environments to another one (C(DeployLatestRelease)).
    type: dict
    suboptions:
      source_environments:
        description:
          - The environments that the release has been deployed to (C(SourceEnvironmentIds)). Names, slugs or IDs,
            in any order.
        type: list
        elements: str
      destination_environment:
        description:
          - The environment to deploy to (C(DestinationEnvironmentId)). Name, slug or ID. Required for a new trigger.
        type: str
      channel:
        description:
          - The channel of the release (C(ChannelId)). Name, slug or ID. An empty string stands for the default channel.
        type: str
      tenants:
        description:
          - The tenants of the deployment or run. Names, slugs or IDs, in any order. An empty list clears them.
        type: list
        elements: str
      tenant_tags:
        description:
          - The tags of the tenants of the deployment or run, each as C(tag set/tag), in any order. An empty list clears
            them.
        type: list
        elements: str
      should_redeploy_when_release_is_current:
        description:
          - Whether a release is deployed again if it is the current one already. V(true) by default.
        type: bool
      variables:
        description:
          - The values of prompted variables, as a JSON text with the IDs of the variables. An empty string clears
            them.
        type: str
  deploy_latest_release_to_environment:
    description:
      - Deploys the latest release to an environment (C(DeployLatestReleaseToEnvironment)). Older servers do not support
        it.
    type: dict
    suboptions:
      environment:
        description:
          - The environment to deploy to (C(EnvironmentId)). Name, slug or ID. Required for a new trigger.
        type: str
      channel:
        description:
          - The channel of the release (C(ChannelId)). Name, slug or ID. An empty string stands for the default channel.
        type: str
      tenants:
        description:
          - The tenants of the deployment or run. Names, slugs or IDs, in any order. An empty list clears them.
        type: list
        elements: str
      tenant_tags:
        description:
          - The tags of the tenants of the deployment or run, each as C(tag set/tag), in any order. An empty list clears
            them.
        type: list
        elements: str
      should_redeploy_when_release_is_current:
        description:
          - Whether a release is deployed again if it is the current one already. V(true) by default.
        type: bool
      variables:
        description:
          - The values of prompted variables, as a JSON text with the IDs of the variables. An empty string clears
            them.
        type: str
  deploy_new_release:
    description:
      - Creates a release and deploys it (C(DeployNewRelease)).
    type: dict
    suboptions:
      environment:
        description:
          - The environment to deploy to (C(EnvironmentId)). Name, slug or ID. Required for a new trigger.
        type: str
      channel:
        description:
          - The channel of the release (C(ChannelId)). Name, slug or ID. An empty string stands for the default channel.
        type: str
      tenants:
        description:
          - The tenants of the deployment or run. Names, slugs or IDs, in any order. An empty list clears them.
        type: list
        elements: str
      tenant_tags:
        description:
          - The tags of the tenants of the deployment or run, each as C(tag set/tag), in any order. An empty list clears
            them.
        type: list
        elements: str
      version_control_reference:
        description:
          - The branch, tag or commit of the release, in a version-controlled project. An empty dictionary clears it.
        type: dict
        suboptions:
          git_ref:
            description:
              - The branch or tag, for example V(refs/heads/main). An empty string clears it.
            type: str
          git_commit:
            description:
              - The commit. An empty string clears it.
            type: str
      variables:
        description:
          - The values of prompted variables, as a JSON text with the IDs of the variables. An empty string clears
            them.
        type: str
  run_runbook:
    description:
      - Runs a runbook (C(RunRunbook)).
    type: dict
    suboptions:
      runbook:
        description:
          - The runbook of the project (C(RunbookId)). Name, slug or ID. An empty string clears it.
        type: str
      runbook_tags:
        description:
          - The tags of the runbooks to run, each as C(tag set/tag), in any order. Needs Octopus Server 2025.1 or
            newer.
        type: list
        elements: str
      environments:
        description:
          - The environments to run the runbook in (C(EnvironmentIds)). Names, slugs or IDs, in any order.
        type: list
        elements: str
      tenants:
        description:
          - The tenants of the deployment or run. Names, slugs or IDs, in any order. An empty list clears them.
        type: list
        elements: str
      tenant_tags:
        description:
          - The tags of the tenants of the deployment or run, each as C(tag set/tag), in any order. An empty list clears
            them.
        type: list
        elements: str
      form_values:
        description:
          - The values of prompted variables, by the IDs of the variables. An empty dictionary clears them.
          - Put a value in quotes if YAML takes it for something else, such as V("1.10") or V("no").
        type: dict
  create_release:
    description:
      - Creates a release (C(CreateRelease)). Older servers do not support it.
    type: dict
    suboptions:
      channel:
        description:
          - The channel of the release (C(ChannelId)). Name, slug or ID. An empty string stands for the default channel.
        type: str
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_channel
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_tenant
notes:
  - In the API, a time of day also has a date and a zone. They are not compared, because the server ignores them.
  - This module does not manage the filter for webhooks. It stays unless another filter is given.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Acceptance
    - Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Deploy the current release to new machines
  octopus.deploy.octopus_project_trigger:
    name: New machines
    project: Storefront
    machine_filter:
      environments:
        - Production
      roles:
        - web
      event_groups:
        - MachineAvailableForDeployment
    auto_deploy:
      should_redeploy_when_machine_has_been_deployed_to: false

- name: Deploy the accepted release every night
  octopus.deploy.octopus_project_trigger:
    name: Nightly
    project: Storefront
    once_daily_schedule:
      start_time: "23:30"
      days_of_week:
        - Monday
        - Wednesday
      timezone: Europe/Berlin
    deploy_latest_release:
      source_environments:
        - Acceptance
      destination_environment: Production

- name: Create a disabled trigger that creates a release when a package arrives
  octopus.deploy.octopus_project_trigger:
    name: New packages
    project: Storefront
    is_disabled: true
    feed_filter:
      packages:
        - deployment_action_slug: deploy-web-site
    create_release:
      channel: ""

- name: Remove a trigger
  octopus.deploy.octopus_project_trigger:
    name: Weekly
    project: Storefront
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: ProjectTriggers-1
    Name: Nightly
    ProjectId: Projects-1
    Filter:
      FilterType: OnceDailySchedule
      StartTime: "2000-01-01T23:30:00.000"
      Timezone: Europe/Berlin
    Action:
      ActionType: DeployLatestRelease
      DestinationEnvironmentId: Environments-2
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
  sample: ProjectTriggers-1
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
  sample: ["created project trigger 'Nightly' (ProjectTriggers-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_trigger import PROJECT_TRIGGER
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(PROJECT_TRIGGER))


if __name__ == "__main__":
    main()
