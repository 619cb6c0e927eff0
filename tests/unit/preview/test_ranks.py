# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value that wins: the worked examples of the API reference, and the rules behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._preview.decisions import Decision, decided
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    WEIGHTS,
    Candidate,
    Scope,
    Situation,
    Source,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.words import (
    scope_by_options,
    why_it_does_not_apply,
    why_it_lost,
)

P, LIBRARY, OTHER = Source("P"), Source("Common", 1), Source("Shared", 2)
# The context C1 of the worked examples.
C1 = Situation(
    {
        "Environment": ("Production",),
        "Machine": ("Web1",),
        "Role": ("web", "blue"),
        "Action": ("Deploy",),
        "Channel": ("Default",),
        "Tenant": ("Acme",),
        "TenantTag": ("Region/EU", "Tier/Gold"),
        "ProcessOwner": ("P",),
    },
    targeted=("web",),
)
RUNBOOK = Situation({**{kind: each for kind, each in C1.values.items() if kind != "Channel"}, "ProcessOwner": ("R",)})


def scoped(**kinds: str) -> Scope:
    return {kind: tuple(values.split(", ")) for kind, values in kinds.items()}


def of(source: Source, **scopes: Scope) -> list[Candidate]:
    """Values of X, each with its scope."""
    return [Candidate("X", text, source, scope) for text, scope in scopes.items()]


def decision(candidates: list[Candidate], situation: Situation = C1) -> Decision:
    (found,) = decided(candidates, situation)
    return found


def spoken(kind: str, name: str) -> str:
    return name


# The values of X, whether it is a tie, the winner, and why each of the others is not the value.
WORKED = [
    (
        of(P, a={}, b=scoped(Environment="Production, Staging")),
        "b",
        {"a": "environment Production beats no scope"},
    ),
    (
        of(P, a=scoped(Environment="Production"), b=scoped(Role="web")),
        "b",
        {"a": "the step's target tag web beats environment Production"},
    ),
    (
        of(P, a=scoped(Role="web"), b=scoped(Role="web", Environment="Production")),
        "b",
        {"a": "environment Production beats no further scope"},
    ),
    (
        of(P, a=scoped(Role="blue"), b=scoped(Role="web")),
        "b",
        {"a": "the step's target tag web beats target tag blue"},
    ),
    (
        of(P, a=scoped(Machine="Web1"), b=scoped(Role="web", Environment="Production", Channel="Default")),
        "a",
        {"b": "machine Web1 beats the step's target tag web and environment Production and channel Default"},
    ),
    (
        of(P, a=scoped(Action="Deploy"), b=scoped(Machine="Web1", Role="web", Environment="Production")),
        "a",
        {"b": "step Deploy beats machine Web1 and the step's target tag web and environment Production"},
    ),
    (
        of(P, a=scoped(TenantTag="Region/EU"), b=scoped(Environment="Production", Channel="Default")),
        "a",
        {"b": "tenant tag Region/EU beats environment Production and channel Default"},
    ),
    (
        of(P, a=scoped(Environment="Development, Test", Action="Deploy"), b={}),
        "b",
        {"a": "for environment Development or Test, not Production"},
    ),
    (
        [*of(LIBRARY, a=scoped(Environment="Production")), *of(P, b={})],
        "a",
        {"b": "environment Production beats no scope"},
    ),
    ([*of(LIBRARY, a={}), *of(P, b={})], "b", {"a": "the project beats a library variable set"}),
    (
        of(P, a=scoped(ProcessOwner="P"), b=scoped(ProcessOwner="R")),
        "a",
        {"b": "for process R, not P"},
    ),
    (
        of(P, t=scoped(Tenant="Acme", Environment="Production"), b=scoped(Environment="Production")),
        "t",
        {"b": "tenant Acme beats no further scope"},
    ),
    # The one combination that beats a single higher kind.
    (
        of(P, a=scoped(Tenant="Acme"), b=scoped(TenantTag="Tier/Gold", Environment="Production")),
        "b",
        {"a": "tenant tag Tier/Gold and environment Production beat tenant Acme"},
    ),
]


@pytest.mark.parametrize(("candidates", "winner", "reasons"), WORKED)
def test_worked_examples(candidates: list[Candidate], winner: str, reasons: dict[str, str]) -> None:
    for order in (candidates, candidates[::-1]):
        found = decision(order)
        assert found.winner and found.winner.text == winner
        assert not found.rivals
        found_reasons = {each.text: why_it_lost(each, found, spoken) for each in found.losers}
        found_reasons.update({each.text: why_it_does_not_apply(each, C1, spoken) for each in found.out_of_scope})
        assert found_reasons == reasons


def test_no_value_applies() -> None:
    found = decision(of(P, a=scoped(Environment="Staging")))
    assert found.winner is None and not found.losers and not found.rivals
    assert [each.text for each in found.out_of_scope] == ["a"]


@pytest.mark.parametrize(
    "scope", [scoped(Channel="Default"), scoped(Channel="Default", ProcessOwner="R"), scoped(Trigger="Nightly")]
)
def test_a_runbook_has_no_channel(scope: Scope) -> None:
    found = decision(of(P, a=scope), RUNBOOK)
    assert found.winner is None
    kind, name = next(iter(scope.items()))
    word = {"Channel": "channel"}.get(kind, kind)
    assert (
        why_it_does_not_apply(found.out_of_scope[0], RUNBOOK, spoken) == f"for {word} {name[0]}, and there is none here"
    )


def test_equally_specific_values_are_a_tie_and_the_first_is_taken() -> None:
    candidates = of(P, a=scoped(TenantTag="Region/EU"), b=scoped(TenantTag="Tier/Gold"), c={})
    found = decision(candidates)
    assert found.winner is candidates[0] and found.rivals == (candidates[1],)
    assert why_it_lost(candidates[1], found, spoken) == "equally specific: Octopus does not define which one wins"
    assert decision(candidates[::-1]).winner is candidates[1]


def test_library_variable_sets_tie_in_the_order_in_which_they_are_included() -> None:
    candidates = [*of(OTHER, b={}), *of(LIBRARY, a={})]
    found = decision(candidates)
    assert found.winner is candidates[1] and found.rivals == (candidates[0],)


def test_the_number_of_values_of_a_kind_does_not_count() -> None:
    both = scoped(TenantTag="Region/EU, Tier/Gold")
    assert decision(of(P, a=both, b=scoped(TenantTag="Tier/Gold"))).rivals


def test_names_and_values_of_scopes_are_compared_ignoring_case() -> None:
    candidates = [Candidate("url", "a", P), replace(*of(P, b=scoped(Role="WEB")), name="URL")]
    found = decision(candidates)
    assert (found.name, found.winner and found.winner.text) == ("URL", "b")


def test_without_a_step_no_role_is_targeted() -> None:
    found = decision(of(P, a=scoped(Role="web"), b=scoped(Role="blue")), replace(C1, targeted=()))
    assert found.rivals


def test_the_kinds_of_scope_have_their_documented_order() -> None:
    kinds = ["Action", "Machine", "TargetRole", "Role", "Tenant", "TenantTag", "Environment", "Channel"]
    assert list(WEIGHTS) == [*kinds, "ProcessOwner", "Project"]
    assert sorted(WEIGHTS.values(), reverse=True) == list(WEIGHTS.values())


def test_a_scope_is_shown_as_options() -> None:
    scope = {**scoped(Environment="Production", Role="web", TenantTag="Region/EU", Trigger="x"), "Project": ("P",)}
    shown = scope_by_options(scope, lambda kind, name: f"{name}!")
    assert shown == {
        "environments": ["Production!"],
        "target_tags": ["web!"],
        "tenant_tags": ["Region/EU!"],
        "Trigger": ["x!"],
    }
