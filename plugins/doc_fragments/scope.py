# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that restrict where an account or a certificate may be used."""

from __future__ import annotations


class ModuleDocFragment:
    """The environments and tenants that an account or a certificate is for."""

    DOCUMENTATION = r"""
options:
  environments:
    description:
      - The environments that the account or certificate may be used in (C(EnvironmentIds)). Names, slugs or IDs, in
        any order. With an empty list, it may be used in all environments.
      - Octopus Server 2025.1 and newer take parent environments as well.
    type: list
    elements: str
  environments_mode:
    description:
      - Whether O(environments) is the whole list (V(replace)), or only a part of it that this task manages
        (V(merge)). V(merge) adds the environments that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
  tenanted_deployment_participation:
    description:
      - Whether the account or certificate may be used in deployments without tenants, in deployments for tenants, or
        in both.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  tenants:
    description:
      - The tenants that the account or certificate may be used for (C(TenantIds)). Names, slugs or IDs, in any order.
        An empty list clears them.
    type: list
    elements: str
  tenants_mode:
    description:
      - Whether O(tenants) is the whole list (V(replace)), or only a part of it that this task manages (V(merge)).
        V(merge) adds the tenants that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
  tenant_tags:
    description:
      - The account or certificate may be used for all tenants that have one of these tags. Each is written as
        C(tag set/tag), for example V(Ring/Early), in any order. An empty list clears them.
    type: list
    elements: str
"""
