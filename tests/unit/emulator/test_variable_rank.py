# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value that wins: the worked examples (api: values#worked-examples), and the rules behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from emulator.kinds.variablerank import WEIGHTS, Candidate, score, winners

# Production; Web1 with the roles web and blue; a step that targets web; Acme with two tags; the project P.
DEPLOYMENT: Mapping[str, list[str]] = {
    "Environment": ["Production"],
    "Machine": ["Web1"],
    "Role": ["web", "blue"],
    "TargetRole": ["web"],
    "Action": ["Deploy"],
    "Channel": ["Default"],
    "Tenant": ["Acme"],
    "TenantTag": ["Region/EU", "Tier/Gold"],
    "ProcessOwner": ["P"],
    "Project": ["P"],
}
RUNBOOK = {**DEPLOYMENT, "Channel": [], "ProcessOwner": ["R"]}
LIBRARY = "library "


def worth(values: str, context: Mapping[str, list[str]] | None = None) -> str | None:
    """The value that wins of ``a <- Kind One, Two + Kind Three; b <-``; by default, the values are the project's.

    ``context``: the deployment above, unless another one is given.
    """
    candidates = []
    for each in values.split("; "):
        own = {} if each.startswith(LIBRARY) else {"Project": ["P"]}
        value, _mark, mark_text = each.removeprefix(LIBRARY).partition(" <-")
        named = (part.strip().partition(" ") for part in mark_text.split("+") if part.strip())
        scope = {kind: [name.strip() for name in names.split(",")] for kind, _blank, names in named}
        candidates.append(Candidate({"Name": "X", "Value": value}, {**scope, **own}))
    won = winners(candidates, DEPLOYMENT if context is None else context)
    return won[0]["Value"] if won else None


@pytest.mark.parametrize(
    ("values", "won"),
    [
        ("a <-; b <- Environment Production, Staging", "b"),
        ("a <- Environment Production; b <- Role web", "b"),
        ("a <- Role web; b <- Role web + Environment Production", "b"),
        ("a <- Role blue; b <- Role web", "b"),
        ("a <- Machine Web1; b <- Role web + Environment Production + Channel Default", "a"),
        ("a <- Action Deploy; b <- Machine Web1 + Role web + Environment Production", "a"),
        ("a <- TenantTag Region/EU; b <- Environment Production + Channel Default", "a"),
        # A tie, which nobody promises anything about: the first one.
        ("a <- TenantTag Region/EU; b <- TenantTag Tier/Gold", "a"),
        ("a <- Environment Staging", None),
        ("a <- Environment Dev, Test + Action Deploy; b <-", "b"),
        ("library a <- Environment Production; b <-", "a"),
        ("library a <-; b <-", "b"),
        ("a <- ProcessOwner P; b <- ProcessOwner R", "a"),
        ("a <- Channel Default + ProcessOwner R", None),
        ("t <- Tenant Acme + Environment Production; b <- Environment Production", "t"),
        # Two tags are no more than one, nor two roles than one.
        ("a <- TenantTag Region/EU; b <- TenantTag Region/EU, Tier/Gold", "a"),
        ("a <- Role blue; b <- Role blue, green", "a"),
        # One targeted role is enough for the kind of targeted roles.
        ("a <- Role blue; b <- Role blue, web", "b"),
        ("a <- Channel Default; b <- ProcessOwner P", "a"),
        ("a <- ProcessOwner P; b <-", "a"),
        # The exception that the numbers make.
        ("a <- Tenant Acme; b <- TenantTag Tier/Gold + Environment Production", "b"),
        ("a <- Tenant Acme; b <- TenantTag Tier/Gold", "a"),
        ("a <- Environment production; b <-", "a"),
    ],
)
def test_a_value_wins_by_its_scope(values: str, won: str | None) -> None:
    assert worth(values) == won


@pytest.mark.parametrize(
    ("values", "won"),
    [
        ("a <- Channel Default", None),
        ("a <- Channel Default + ProcessOwner R", None),
        ("a <- ProcessOwner P; b <- ProcessOwner R", "b"),
    ],
)
def test_a_runbook_has_no_channel(values: str, won: str | None) -> None:
    assert worth(values, RUNBOOK) == won


def test_without_a_target_there_is_no_machine_and_no_role() -> None:
    on_a_worker = {**DEPLOYMENT, "Machine": [], "Role": []}
    assert worth("a <- Role web; b <- Machine Web1", on_a_worker) is None
    assert score({"Role": ["web"]}, {**DEPLOYMENT, "TargetRole": []}) == WEIGHTS["Role"]


def test_names_that_differ_in_case_are_the_same() -> None:
    small, large = ({"Name": name, "Value": name} for name in ("color", "COLOR"))
    scope = {"Environment": ["Production"]}
    other = Candidate({"Name": "size", "Value": "1"}, {})
    assert winners([Candidate(small, {}), other, Candidate(large, scope)], DEPLOYMENT) == [large, other.variable]


def test_each_weight_but_one_exceeds_all_below_it() -> None:
    """A tag is next to a tenant, which has all that its tags have."""
    below = sorted(WEIGHTS.values())
    for index, weight in enumerate(below):
        assert weight > sum(below[:index]) or weight == WEIGHTS["Tenant"]
