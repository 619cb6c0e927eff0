# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which value of a name wins in a context (api: values#scopes-that-match, values#rank).

A scope and a context are both maps from kinds of scope to IDs or names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emulator.model import Document

# The weights of the .NET client's function [CS ScopeSpecification.Rank], which does not know ProcessOwner: the place of
# this kind is documented, the number is unverified.
WEIGHTS: Mapping[str, int] = {
    "Action": 10_000_000,
    "Machine": 1_000_000,
    "TargetRole": 100_000,
    "Role": 10_000,
    "Tenant": 1_001,
    "TenantTag": 1_000,
    "Environment": 100,
    "Channel": 10,
    "ProcessOwner": 5,
    "Project": 1,
}
# A role of the machine that the step targets counts as this kind, although the variable has it as a Role.
TARGETED = "TargetRole"
Context = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Candidate:
    """A variable that may win; ``scope`` includes additions of the server, such as the project of the variable."""

    variable: Document
    scope: Mapping[str, Any]


def score(scope: Mapping[str, Any], context: Context) -> int | None:
    """How specific a scope is; None if it does not apply.

    A kind counts once, however many of its values match the context [OctopusDeploy/Issues#5277].
    """
    total = 0
    for kind, values in scope.items():
        matched = folded(values) & folded(context.get(kind, ()))
        if not matched:
            return None
        targeted = kind == "Role" and matched & folded(context.get(TARGETED, ()))
        total += WEIGHTS.get(TARGETED if targeted else kind, 0)
    return total


def folded(values: Iterable[str]) -> set[str]:
    return {each.casefold() for each in values}


def winners(candidates: Iterable[Candidate], context: Context) -> list[Document]:
    """The most specific variable of each name, ignoring case; the first one if several are equally specific.

    Servers promise nothing about a tie. Unverified: the order of the documents decides, and the order of the answer.
    """
    best: dict[str, tuple[int, Document]] = {}
    for each in candidates:
        found, name = score(each.scope, context), each.variable["Name"].casefold()
        if found is not None and (name not in best or found > best[name][0]):
            best[name] = found, each.variable
    return [variable for dummy, variable in best.values()]
