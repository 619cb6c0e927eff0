# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reasons for decisions, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._preview.decisions import Decision
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    ACTION,
    CHANNEL,
    ENVIRONMENT,
    MACHINE,
    PROCESS,
    PROJECT,
    ROLE,
    TARGET_ROLE,
    TENANT,
    TENANT_TAG,
    Candidate,
    Scope,
    Situation,
    matched,
    score,
    unmet,
)

# The name of a scope's value, by its kind and its ID.
Naming = Callable[[str, str], str]
WORDS: Mapping[str, str] = {
    ACTION: "step",
    MACHINE: "machine",
    TARGET_ROLE: "the step's target tag",
    ROLE: "target tag",
    TENANT: "tenant",
    TENANT_TAG: "tenant tag",
    ENVIRONMENT: "environment",
    CHANNEL: "channel",
    PROCESS: "process",
}
# The options for scopes, as octopus_variables has them.
OPTIONS: Mapping[str, str] = {
    ENVIRONMENT: "environments",
    MACHINE: "machines",
    ROLE: "target_tags",
    CHANNEL: "channels",
    ACTION: "steps",
    TENANT_TAG: "tenant_tags",
    PROCESS: "processes",
    TENANT: "tenants",
}
NO_SCOPE = "no scope"


def why_it_lost(loser: Candidate, decision: Decision, naming: Naming) -> str:
    """Why a value that applies did not win, e.g. ``environment Production beats no scope``."""
    situation, winner = decision.situation, decision.winner
    if winner is None or decision.overruled:
        return "the server's preview has the other value"
    if score(winner, situation) == score(loser, situation):
        return "equally specific: Octopus does not define which one wins"
    won, lost = matched(winner, situation), matched(loser, situation)
    more = {kind: values for kind, values in won.items() if kind not in lost}
    less = {kind: values for kind, values in lost.items() if kind not in won}
    if not more and not less:
        return "the project beats a library variable set"
    shared = any(kind in lost for kind in won)
    verb = "beats" if len(more) == 1 else "beat"
    return f"{in_words(more, naming)} {verb} {in_words(less, naming) if less else _nothing_more(shared)}"


def _nothing_more(shared: bool) -> str:
    return "no further scope" if shared else NO_SCOPE


def why_it_does_not_apply(candidate: Candidate, situation: Situation, naming: Naming) -> str:
    """Why a value is out of scope, e.g. ``for environment Staging, not Production``."""
    kind = unmet(candidate, situation)
    wanted = either([naming(kind, each) for each in candidate.scope[kind]])
    here = either([naming(kind, each) for each in situation.here(kind)])
    return f"for {WORDS.get(kind, kind)} {wanted}, " + (f"not {here}" if here else "and there is none here")


def in_words(scope: Scope, naming: Naming) -> str:
    """A scope in words, most specific first."""
    kinds = [kind for kind in WORDS if kind in scope] + sorted(kind for kind in scope if kind not in WORDS)
    parts = (f"{WORDS.get(kind, kind)} {either([naming(kind, each) for each in scope[kind]])}" for kind in kinds)
    return " and ".join(parts) or NO_SCOPE


def either(names: Sequence[str]) -> str:
    *most, last = names or ("",)
    return f"{', '.join(most)} or {last}" if most else last


def scope_by_options(scope: Scope, naming: Naming) -> dict[str, list[str]]:
    """A scope as the options for it: names instead of IDs."""
    return {
        OPTIONS.get(kind, kind): [naming(kind, each) for each in values]
        for kind, values in scope.items()
        if kind != PROJECT
    }
