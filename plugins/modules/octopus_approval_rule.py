#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_approval_rule
short_description: Manage approval rules
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes approval rules. A deployment to which a rule applies waits until enough
    approvers have approved it, and ends if one of them rejects it.
  - If several rules apply to a deployment, the approvers of all these rules count, and the deployment needs the highest
    number of approvals among them. Rules do not apply to runbooks.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  tag_scopes:
    description:
      - The deployments to which the rule applies, by tags of projects and environments, in any order. The rule applies
        to the deployments of each entry.
      - This is the whole list. An empty list removes all entries, which the server accepts of a disabled rule only.
      - A rule applies by tags or by projects, so giving entries here removes those of O(id_scopes).
    type: list
    elements: dict
    suboptions:
      project_tags:
        description:
          - The tags of the projects, each as C(tag set/tag), for example V(Importance/High), in any order. At least
            one.
        type: list
        elements: str
        required: true
      environment_tags:
        description:
          - The tags of the environments, in the same notation, in any order. At least one.
        type: list
        elements: str
        required: true
  id_scopes:
    description:
      - The deployments to which the rule applies, by projects and environments, in any order. The rule applies to the
        deployments of each entry.
      - This is the whole list. An empty list removes all entries, which the server accepts of a disabled rule only.
      - A rule applies by tags or by projects, so giving entries here removes those of O(tag_scopes).
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
          - The environments of the project's deployments. Names, slugs or IDs, in any order. At least one. The server
            refuses an environment to which no lifecycle of the project leads.
        type: list
        elements: str
        required: true
  tenant_approval_strategy:
    description:
      - Whether an approval is for a release and all its tenants (V(PerRelease)), or for one tenant (V(PerTenant)). If
        several rules apply to a deployment and one of them has V(PerTenant), each tenant needs approvals of its own.
      - A new rule has V(PerRelease) unless the task says otherwise.
    type: str
    choices:
      - PerRelease
      - PerTenant
  minimum_approvers_required:
    description:
      - The number of approvals that a deployment needs, V(1) to V(99). A new rule has V(2) unless the task says
        otherwise.
    type: int
  allow_self_approval:
    description:
      - Whether the user who creates a deployment may approve it, too.
    type: bool
  approving_users:
    description:
      - The users who may approve (C(ApprovingUserIds)). User names or IDs, in any order.
      - This is the whole list. An empty list removes all. A rule needs at least one user or team.
    type: list
    elements: str
  approving_teams:
    description:
      - The teams whose members may approve (C(ApprovingTeamIds)). Names or IDs, in any order.
      - This is the whole list. An empty list removes all. A rule needs at least one user or team.
    type: list
    elements: str
  is_disabled:
    description:
      - Whether the rule is disabled, so that it applies to no deployment. A rule that is not disabled needs
        O(tag_scopes) or O(id_scopes).
    type: bool
seealso:
  - module: octopus.deploy.octopus_tag_set
  - module: octopus.deploy.octopus_team
  - module: octopus.deploy.octopus_deployment_freeze
notes:
  - Approval rules need Octopus Server 2026.3 or newer, in which Octopus Approvals is a preview that an administrator
    can switch off.
  - No link of the API leads to approval rules, so this module uses their documented address.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a team of approvers
  octopus.deploy.octopus_team:
    name: Release managers
    members:
      - admin

- name: Let two release managers approve each deployment to production
  octopus.deploy.octopus_approval_rule:
    name: Production
    description: Two pairs of eyes
    id_scopes:
      - project: Storefront
        environments:
          - Production
    approving_teams:
      - Release managers
    minimum_approvers_required: 2

- name: Create tags for projects and environments
  octopus.deploy.octopus_tag_set:
    name: Importance
    scopes:
      - Project
      - Environment
    tags:
      - name: High
      - name: Low

- name: Let somebody else approve what is important, for each tenant
  octopus.deploy.octopus_approval_rule:
    name: Important
    tag_scopes:
      - project_tags:
          - Importance/High
        environment_tags:
          - Importance/High
    tenant_approval_strategy: PerTenant
    minimum_approvers_required: 1
    allow_self_approval: false
    approving_users:
      - admin

- name: Remove a rule
  octopus.deploy.octopus_approval_rule:
    name: Christmas
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: ApprovalRules-1
    Name: Production
    ScopingStrategy: Id
    IdScopes:
      - Id: ApprovalRuleIdScopes-1
        ProjectId: Projects-1
        EnvironmentIds:
          - Environments-1
    MinimumApproversRequired: 2
    ApprovingTeamIds:
      - Teams-21
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
  sample: ApprovalRules-1
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
  sample: ["created approval rule 'Production' (ApprovalRules-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.approval_rule import APPROVAL_RULE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(APPROVAL_RULE))


if __name__ == "__main__":
    main()
