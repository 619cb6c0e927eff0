# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which values apply in a situation, and how specific each of them is (api: values#rank)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

ACTION, MACHINE, TARGET_ROLE, ROLE = "Action", "Machine", "TargetRole", "Role"
TENANT, TENANT_TAG, ENVIRONMENT = "Tenant", "TenantTag", "Environment"
CHANNEL, PROCESS, PROJECT = "Channel", "ProcessOwner", "Project"
# A score is the sum of the weights of all kinds of scope that a value has, most specific first.
WEIGHTS: Mapping[str, int] = {
    ACTION: 10_000_000,
    MACHINE: 1_000_000,
    TARGET_ROLE: 100_000,
    ROLE: 10_000,
    TENANT: 1_001,
    TENANT_TAG: 1_000,
    ENVIRONMENT: 100,
    CHANNEL: 10,
    # Documented to be between a channel and a project; the number itself is unverified.
    PROCESS: 5,
    # Every value that the project itself has gets this weight, whatever the scope of the value is.
    PROJECT: 1,
}
SENSITIVE = "Sensitive"
# IDs or names by kind of scope.
Scope = Mapping[str, "tuple[str, ...]"]


@dataclass(frozen=True)
class Source:
    """The project or the library variable set that a value belongs to.

    ``place``: the place of the set among those that the project includes; 0 for the project itself.
    """

    name: str
    place: int = 0

    @property
    def is_project(self) -> bool:
        return self.place == 0


@dataclass(frozen=True)
class Candidate:
    """One value of a name. ``scope``: IDs, or names of target tags and tenant tags, by the API's kind of scope.

    ``text``: the value; None if the server did not show it, or if there is none. ``is_default``: whether it is the
    default of a template, which applies to every tenant without a value of its own.
    """

    name: str
    text: str | None
    source: Source
    scope: Scope = field(default_factory=dict)
    type: str = "String"
    id: str = ""
    is_default: bool = False

    @property
    def is_secret(self) -> bool:
        return self.type == SENSITIVE


@dataclass(frozen=True)
class Situation:
    """The deployment or runbook run in which values are looked up.

    ``values``: its IDs and tags, by kind of scope; the roles are those of the target. ``targeted``: the roles that the
    step targets.
    """

    values: Scope = field(default_factory=dict)
    targeted: tuple[str, ...] = ()

    def here(self, kind: str) -> tuple[str, ...]:
        return self.values.get(kind, ())


def unmet(candidate: Candidate, situation: Situation) -> str:
    """The first kind of scope of a value that the situation does not match; empty for a value that applies."""
    return next((kind for kind, scope in candidate.scope.items() if not common(scope, situation.here(kind))), "")


def common(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """The entries of ``some`` that are in ``others`` as well, ignoring case."""
    known = {folded(each) for each in others}
    return tuple(each for each in some if folded(each) in known)


def matched(candidate: Candidate, situation: Situation) -> Scope:
    """The part of a value's scope that matches the situation. Roles that the step targets are a kind of their own."""
    found = {}
    for kind, scope in candidate.scope.items():
        values = common(scope, situation.here(kind))
        targeted = common(values, situation.targeted) if kind == ROLE else ()
        found[TARGET_ROLE if targeted else kind] = targeted or values
    return found


def score(candidate: Candidate, situation: Situation) -> int:
    """How specific a value that applies is: a higher score wins. The number of values of one kind does not count."""
    of_project = WEIGHTS[PROJECT] if candidate.source.is_project else 0
    return of_project + sum(WEIGHTS.get(kind, 0) for kind in matched(candidate, situation))
