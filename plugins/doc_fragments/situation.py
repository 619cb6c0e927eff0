# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say for which deployment or runbook run variables are looked up."""

from __future__ import annotations


class ModuleDocFragment:
    """The situation in which variables have their values."""

    DOCUMENTATION = r"""
options:
  project:
    description:
      - The project whose variables are looked up, with those of the library variable sets that it includes. Name, ID or
        slug, looked for in this order.
    type: str
    required: true
  runbook:
    description:
      - The runbook of O(project) for whose run the variables are looked up. Name or ID. If it is not given, they are
        looked up for a deployment.
      - Runbooks have no channel, so O(channel) can't be given as well.
    type: str
  environment:
    description:
      - The environment. Name, ID or slug. If it is not given, values with environments in their scope do not apply. The
        same is true of the other options for scopes.
    type: str
  tenant:
    description:
      - The tenant, with its tags and the values that it gives to templates. Name, ID or slug.
    type: str
  channel:
    description:
      - The channel of O(project). Name, ID or slug.
    type: str
  step:
    description:
      - The step of the process, by the name of the step or of its action. Values for the target tags of this step beat
        values for other target tags.
    type: str
  machine:
    description:
      - The deployment target, with its target tags (roles). Name, ID or slug.
    type: str
  target_tags:
    description:
      - The target tags (roles) of a target, in place of O(machine), which can't be given as well.
    type: list
    elements: str
"""
