# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of modules that run a process: where, for whom, when, and which part of it."""

from __future__ import annotations


class ModuleDocFragment:
    """Part of each module that queues deployments or runs of runbooks."""

    DOCUMENTATION = r"""
options:
  environments:
    description:
      - The environments. Names, slugs or IDs. There is a server task for each of them.
      - Ephemeral environments count too. M(octopus.deploy.octopus_ephemeral_environment) creates them.
    type: list
    elements: str
    required: true
  tenants:
    description:
      - The tenants. Names, slugs or IDs. There is a server task for each of them, in each environment.
    type: list
    elements: str
  tenant_tags:
    description:
      - Tags, each as C(tag set/tag). The tenants that have one of these tags of each tag set are added to O(tenants),
        as far as they are connected to the project and the environment. So V(Tier/Gold) together with V(Region/EU) and
        V(Region/US) means the tenants that are gold, and in the EU or the US.
    type: list
    elements: str
  variables:
    description:
      - The values of prompted variables, by name or label. A value that is required and has no default must be given.
      - A check box is V(true) or V(false). Other values are texts.
    type: dict
  sensitive_variables:
    description:
      - The values of prompted variables that are secrets, by name or label.
    type: dict
  skip_steps:
    description:
      - The names of steps to leave out.
    type: list
    elements: str
  only_steps:
    description:
      - The names of the only steps to run. All other steps are left out, so none of them may be required.
    type: list
    elements: str
  specific_machines:
    description:
      - The only machines to run on. Names, slugs or IDs.
    type: list
    elements: str
  excluded_machines:
    description:
      - The machines not to run on. Names, slugs or IDs.
    type: list
    elements: str
  use_guided_failure:
    description:
      - Whether a person is asked what to do if a step fails. If it is left out, the project or the runbook decides, or
        else the environment.
    type: bool
  force_package_download:
    description:
      - Whether packages that the server and the machines already have are fetched again.
    type: bool
    default: false
  run_at:
    description:
      - The time at which to begin, for example V(2026-12-24T18:00:00Z) or V(2026-12-24T18:00:00+01:00). A time without
        an offset is in UTC. If it is left out, the server tasks begin at once.
      - The task does not wait for server tasks that are scheduled.
    type: str
  no_run_after:
    description:
      - The time after which a server task that has not begun is given up.
    type: str
  wait:
    description:
      - Whether to wait until the server tasks are over. With V(false), the task does not learn whether they succeed.
    type: bool
    default: true
"""
