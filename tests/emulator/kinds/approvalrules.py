# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval rules (api: approvals#rule). No deployment waits for an approval here.

Unlike a server, the emulator also lists rules for a request without skip and take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.kinds import lifecycles
from emulator.kinds.common import DESCRIPTION, NAME
from emulator.kinds.environments import followed
from emulator.model import Document, Kind, Limit, Prop, Release
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2026, 3)
# The list of scopes and the beginning of their IDs, by the strategy that the list stands for.
SCOPES = {"Tag": ("TagScopes", "ApprovalRuleTagScopes"), "Id": ("IdScopes", "ApprovalRuleIdScopes")}
TAGS = ("ProjectTags", "EnvironmentTags")
APPROVERS = ("ApprovingUserIds", "ApprovingTeamIds")


def check(octopus: Octopus, rule: Document, old: Document) -> None:
    """Refuse a rule that a server refuses. The refusals are confirmed, their wording is unverified."""
    rule["ScopingStrategy"] = strategy(rule, old)
    for own, (prop, prefix) in SCOPES.items():
        rule[prop] = rule[prop] if own == rule["ScopingStrategy"] else []
        known = {each["Id"] for each in old.get(prop) or ()}
        for each in rule[prop]:
            # Unverified: a scope that is sent with its ID keeps it.
            if each["Id"] not in known:
                each["Id"] = f"{prefix}-{octopus.store.next_number(prefix)}"
    for scope in rule["TagScopes"]:
        refuse_unknown_tags(octopus, rule, scope)
    for scope in rule["IdScopes"]:
        refuse_unreached(octopus, rule, scope)
    if not rule["IsDisabled"] and not rule["TagScopes"] and not rule["IdScopes"]:
        raise invalid("An enabled approval rule must have at least one scope.")
    if not any(rule[each] for each in APPROVERS):
        raise invalid("An approval rule must have at least one approving user or team.")


def strategy(rule: Document, old: Document) -> str:
    """The strategy of the scopes that a request brings. Unverified: if it brings both sorts, ScopingStrategy decides.

    A PUT without one of the lists keeps this list, so scopes that stay the same count only if there are no others.
    """
    filled = [own for own, (prop, _prefix) in SCOPES.items() if rule[prop]]
    brought = [own for own in filled if rule[SCOPES[own][0]] != old.get(SCOPES[own][0])]
    chosen = brought if len(filled) > 1 else filled
    return chosen[0] if len(chosen) == 1 else str(rule["ScopingStrategy"])


def refuse_unknown_tags(octopus: Octopus, rule: Document, scope: Document) -> None:
    """Refuse tags that do not exist, by their IDs. Unverified: canonical names are refused, too."""
    tag_sets = octopus.store.all("tagsets", rule["SpaceId"] or "")
    known = {tag["Id"] for tag_set in tag_sets for tag in tag_set["Tags"]}
    unknown = next((tag for prop in TAGS for tag in scope[prop] if tag not in known), None)
    if unknown is not None:
        raise invalid(f"There is no tag with the ID '{unknown}'.")


def refuse_unreached(octopus: Octopus, rule: Document, scope: Document) -> None:
    """Refuse a scope with an environment to which no lifecycle of its project leads."""
    project = octopus.must_exist("projects", scope["ProjectId"], rule["SpaceId"] or "", "ProjectId")
    reached = lifecycles.environments(octopus, followed(octopus, project))
    beyond = [] if reached is None else [each for each in scope["EnvironmentIds"] if each not in reached]
    if beyond:
        raise invalid(f"No lifecycle of project '{project['Name']}' leads to the environment {beyond[0]}.")


def without_project(octopus: Octopus, project: Document) -> None:
    """Remove the scopes of a deleted project (unverified)."""
    forget(octopus, project, lambda scope: scope if scope["ProjectId"] != project["Id"] else None)


def without_environment(octopus: Octopus, environment: Document) -> None:
    """Remove a deleted environment from scopes, and a scope with its last environment (unverified)."""

    def left(scope: Document) -> Document | None:
        kept = [each for each in scope["EnvironmentIds"] if each != environment["Id"]]
        return {**scope, "EnvironmentIds": kept} if kept else None

    forget(octopus, environment, left)


def forget(octopus: Octopus, gone: Document, left: Any) -> None:
    """Keep of each scope by IDs what ``left`` returns for it."""
    for rule in octopus.store.all(KIND.collection, gone.get("SpaceId") or ""):
        scopes = [each for each in map(left, rule["IdScopes"]) if each]
        if scopes != rule["IdScopes"]:
            octopus.save(KIND, {**rule, "IdScopes": scopes})


KIND = Kind(
    collection="approvalrules",
    # No source has a link to it; clients build its address.
    link="",
    unlinked=True,
    only_in_a_space=True,
    item_type="ApprovalRule",
    id_prefix="ApprovalRules",
    parameters="skip,take,partialName",
    permission="ApprovalRuleAdminister",
    slug_since=None,
    since=SINCE,
    props=(
        NAME,
        DESCRIPTION,
        Prop("ScopingStrategy", choices=tuple(SCOPES), default="Tag", lenient=True, kept_since=SINCE),
        Prop("TenantApprovalStrategy", choices=("PerRelease", "PerTenant"), default="PerRelease", kept_since=SINCE),
        Prop(
            "TagScopes",
            "documents",
            default=[],
            parts=(Prop("Id"), *(Prop(name, "list", required=True, tags=True) for name in TAGS)),
            kept_since=SINCE,
        ),
        Prop(
            "IdScopes",
            "documents",
            default=[],
            parts=(
                Prop("Id"),
                Prop("ProjectId", required=True, reference="projects"),
                Prop("EnvironmentIds", "list", required=True, reference="environments"),
            ),
            kept_since=SINCE,
        ),
        Prop("MinimumApproversRequired", "int", default=2, limit=Limit(99, 1, since=SINCE)),
        # The defaults of the flags are unverified.
        Prop("AllowSelfApproval", "bool", default=False, kept_since=SINCE),
        Prop("IsDisabled", "bool", default=False, kept_since=SINCE),
        Prop("ApprovingUserIds", "list", default=[], reference="users"),
        Prop("ApprovingTeamIds", "list", default=[], reference="teams"),
    ),
    check=check,
    deleted_elsewhere={"projects": without_project, "environments": without_environment},
    is_resource=False,
    has_all=False,
    sample={
        "IdScopes": [{"ProjectId": "<projects>", "EnvironmentIds": ["<environments>"]}],
        "ApprovingUserIds": ["<users>"],
    },
)
