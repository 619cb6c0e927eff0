# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of variables for results: which value each name has, where it is from, and which values it beats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import listed
from ansible_collections.octopus.deploy.plugins.module_utils._preview.decisions import Decision, decided
from ansible_collections.octopus.deploy.plugins.module_utils._preview.evaluation import (
    Dictionary,
    Evaluation,
    dictionary,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    Candidate,
    Situation,
    score,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.reading import Reading, read
from ansible_collections.octopus.deploy.plugins.module_utils._preview.server import Verdict, judged, server_preview
from ansible_collections.octopus.deploy.plugins.module_utils._preview.surroundings import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._preview.words import (
    in_words,
    scope_by_options,
    why_it_does_not_apply,
    why_it_lost,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses


@dataclass(frozen=True)
class Previewed:
    """The verdicts about all names of a project, and the values that they are based on; None if there is no project."""

    reading: Reading | None
    verdicts: Sequence[Verdict] = ()

    def about(self, names: Iterable[str]) -> list[Verdict]:
        """The verdicts about these names, each once and in the same order; an unknown name has no value."""
        by_name = {folded(each.decision.name): each for each in self.verdicts}
        asked = {folded(name): name for name in names}
        return [by_name.get(key) or self._about_unknown(name) for key, name in asked.items()]

    def unknown(self, names: Iterable[str]) -> list[str]:
        """The names among ``names`` that no variable has."""
        known = {folded(each.decision.name) for each in self.verdicts}
        return [name for name in names if folded(name) not in known]

    def dictionary(self) -> Dictionary:
        """The variables that expressions can refer to."""
        winners = [each.decision.winner for each in self.verdicts if each.decision.winner]
        return dictionary(winners, self.reading) if self.reading else Dictionary.of({})

    def near(self, name: str) -> list[str]:
        """Names that are similar to one that no set has."""
        return near_misses(name, [each.decision.name for each in self.verdicts])

    def _about_unknown(self, name: str) -> Verdict:
        return Verdict(Decision(name, self.reading.situation if self.reading else Situation(), None))


def preview(asked: Asked, context: Context) -> Previewed:
    """Decide about every name of a project, and ask the server for its own preview."""
    reading = read(asked, context)
    if reading is None:
        return Previewed(None)
    decisions = decided(reading.candidates, reading.situation)
    answer = server_preview(reading, context)
    if answer is None:
        return Previewed(reading, [Verdict(each) for each in decisions])
    return Previewed(reading, judged(decisions, answer, reading.situation))


def warn_of_disagreements(verdicts: Iterable[Verdict], reading: Reading, context: Context) -> None:
    """Warn of names about which the server and the ranks disagree."""
    for each in verdicts:
        if each.agreed is False:
            context.warn(disagreement(each.decision, reading))


def disagreement(decision: Decision, reading: Reading) -> str:
    """The warning about a name for which the server's preview and the documented ranks differ."""
    won, lost = described(decision.winner, reading), described(next(iter(decision.losers), None), reading)
    if decision.overruled:
        return f"{decision.name}: the result has the server's preview, {won}; by the documented ranks it is {lost}"
    return f"{decision.name}: the result has {won}, by the documented ranks; the server's preview has no value"


def described(candidate: Candidate | None, reading: Reading) -> str:
    """A value by its scope and its source, as the value itself may be long or secret."""
    if candidate is None:
        return "no value"
    scope = in_words(candidate.scope, reading.naming)
    return f"the value of {candidate.source.name!r} for {scope}" if candidate.source.name else "a value of its own"


def entry(verdict: Verdict, reading: Reading, variables: Dictionary | None = None) -> dict[str, Any]:
    """The entry of a name. The entry of a name without a value has only the values that are out of scope.

    ``variables``: the variables that expressions in the value can refer to; None if none is to be evaluated.
    """
    decision, naming = verdict.decision, reading.naming
    if decision.winner is None:
        return {"name": decision.name, "out_of_scope": _out_of_scope(decision, reading)}
    return {
        "name": decision.name,
        **_value(decision.winner, reading),
        **(evaluated(decision.winner, variables) if variables else {}),
        "score": score(decision.winner, decision.situation),
        "tie": bool(decision.rivals),
        "confirmed": verdict.agreed,
        "won_over": [
            {
                **_value(each, reading),
                "score": score(each, decision.situation),
                "reason": why_it_lost(each, decision, naming),
            }
            for each in decision.losers
        ],
        "out_of_scope": _out_of_scope(decision, reading),
    }


def evaluated(winner: Candidate, variables: Dictionary) -> dict[str, Any]:
    found = Evaluation(None) if winner.is_secret else variables.evaluated(winner.text)
    return {"evaluated": found.text, "missing": list(found.missing), "evaluation_error": found.error}


def _out_of_scope(decision: Decision, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            **_value(each, reading),
            "reason": why_it_does_not_apply(each, decision.situation, reading.naming),
        }
        for each in decision.out_of_scope
    ]


def _value(candidate: Candidate, reading: Reading) -> dict[str, Any]:
    return {
        "value": candidate.text,
        "type": candidate.type,
        "is_secret": candidate.is_secret,
        "source": candidate.source.name,
        "is_default": candidate.is_default,
        "scope": scope_by_options(candidate.scope, reading.naming),
    }


def warn_of_ties(verdicts: Iterable[Verdict], context: Context) -> None:
    """Warn of names for which Octopus does not define which value wins."""
    names = [each.decision.name for each in verdicts if each.decision.rivals]
    if names:
        context.warn(f"Octopus does not define which value wins, as several are equally specific: {listed(names)}")
