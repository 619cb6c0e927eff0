# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval rule: which deployments need approvals, and whose (api: approvals#rule)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECTS,
    TAG_SETS,
    TEAMS,
    USERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tag_ids import TagIdList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.unkeyed_list import UnkeyedList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

APPROVAL_RULES = Location(
    "ApprovalRules",
    "approval rule",
    unlinked="/approvalrules{/id}{?skip,take,partialName}",
    since=(2026, 3),
)

# The lists of an entry that the server refuses if they are empty, by the option for the scopes.
LISTS = {"tag_scopes": ("project_tags", "environment_tags"), "id_scopes": ("environments",)}
STRATEGIES = {"TagScopes": "Tag", "IdScopes": "Id"}

TAG_SCOPES = UnkeyedList(
    Nested(
        (
            Field("project_tags", "ProjectTags", TagIdList(TAG_SETS), required="always"),
            Field("environment_tags", "EnvironmentTags", TagIdList(TAG_SETS), required="always"),
        )
    )
)
ID_SCOPES = UnkeyedList(
    Nested(
        (
            Field("project", "ProjectId", Reference(PROJECTS), required="always"),
            Field("environments", "EnvironmentIds", ReferenceList(ENVIRONMENTS), required="always"),
        )
    )
)


def with_scopes_of_one_sort(parameters: Parameters) -> Parameters:
    """The options, in which scopes of one sort clear those of the other sort, as they do on the server.

    Raises ``OptionError`` for a scope with an empty list.
    """
    given = {option: parameters[option] for option in LISTS if parameters.get(option)}
    for option, scopes in given.items():
        for index, scope in enumerate(scopes):
            for part in LISTS[option]:
                if not scope.get(part):
                    raise OptionError(f"{option}[{index}].{part}", "is empty; give at least one")
    return {**parameters, **{option: [] for option in LISTS if given and option not in given}}


def refuse_incomplete(rule: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a rule that would have no approver, or that would be enabled without a scope.

    ``rule``: the new document, or the present one.
    """

    def will_have(option: str, prop: str) -> Any:
        given = parameters.get(option)
        return rule.get(prop) if given is None else given

    if parameters.get("state") == "absent":
        return
    if not will_have("approving_users", "ApprovingUserIds") and not will_have("approving_teams", "ApprovingTeamIds"):
        raise OptionError("approving_teams", "a rule needs an approver; give approving_teams or approving_users")
    is_scoped = will_have("tag_scopes", "TagScopes") or will_have("id_scopes", "IdScopes")
    if not is_scoped and not will_have("is_disabled", "IsDisabled"):
        raise OptionError(
            "is_disabled", "a rule without a scope can't be enabled; give tag_scopes or id_scopes, or is_disabled: true"
        )


def with_strategy(rule: Mapping[str, Any]) -> Document:
    """The rule with the strategy that its scopes stand for, which is that of the former scopes until then."""
    strategy = next((each for prop, each in STRATEGIES.items() if rule.get(prop)), None)
    return {**rule, "ScopingStrategy": strategy} if strategy else dict(rule)


def complete(rule: Document, parameters: Parameters, context: Context) -> None:
    """Check a new rule, and add its strategy."""
    refuse_incomplete(rule, parameters, context)
    rule.update(with_strategy(rule))


APPROVAL_RULE = Resource(
    kind="approval_rule",
    location=APPROVAL_RULES,
    fields=(
        Field("description", "Description", Text()),
        Field("tag_scopes", "TagScopes", TAG_SCOPES),
        Field("id_scopes", "IdScopes", ID_SCOPES),
        Field("tenant_approval_strategy", "TenantApprovalStrategy", Choice(("PerRelease", "PerTenant"))),
        Field("minimum_approvers_required", "MinimumApproversRequired", Number(1, 99)),
        Field("allow_self_approval", "AllowSelfApproval", Flag()),
        Field("approving_users", "ApprovingUserIds", ReferenceList(USERS)),
        Field("approving_teams", "ApprovingTeamIds", ReferenceList(TEAMS)),
        Field("is_disabled", "IsDisabled", Flag()),
    ),
    exclusive=(("tag_scopes", "id_scopes"),),
    hooks=Hooks(spelled_out=with_scopes_of_one_sort, complete=complete, guard=refuse_incomplete, sent=with_strategy),
    published=Published(unmanaged={"ScopingStrategy": "`tag_scopes` and `id_scopes` decide it"}),
)
