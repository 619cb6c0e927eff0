# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decides for each name which of its values wins."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    Candidate,
    Situation,
    score,
    unmet,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


@dataclass(frozen=True)
class Decision:
    """All values of one name. ``winner`` is None if none of them applies; ``losers`` begins with the most specific.

    ``out_of_scope``: the values that do not apply. ``overruled``: whether the server's own preview, and not the ranks,
    says who wins.
    """

    name: str
    situation: Situation
    winner: Candidate | None
    losers: tuple[Candidate, ...] = ()
    out_of_scope: tuple[Candidate, ...] = ()
    overruled: bool = False

    @property
    def rivals(self) -> tuple[Candidate, ...]:
        """The losers that are as specific as the winner: Octopus does not define which of them wins."""
        if self.winner is None:
            return ()
        best = score(self.winner, self.situation)
        return tuple(each for each in self.losers if score(each, self.situation) == best)


def decided(candidates: Iterable[Candidate], situation: Situation) -> list[Decision]:
    """A decision for each name, ignoring case, in the order of the names' first values.

    Of several values that are equally specific, the first one wins here: first those of the project, then those of the
    library variable sets in the order in which the project includes them. Octopus advises not to depend on that order.
    """
    by_name: dict[str, list[Candidate]] = {}
    for each in candidates:
        by_name.setdefault(folded(each.name), []).append(each)
    return [_decided(named, situation) for named in by_name.values()]


def _decided(named: list[Candidate], situation: Situation) -> Decision:
    applying = [each for each in named if not unmet(each, situation)]
    # Sorting is stable, so that values of equal rank keep their order.
    ranked = sorted(applying, key=lambda each: (-score(each, situation), each.source.place))
    return Decision(
        name=ranked[0].name if ranked else named[0].name,
        situation=situation,
        winner=ranked[0] if ranked else None,
        losers=tuple(ranked[1:]),
        out_of_scope=tuple(each for each in named if unmet(each, situation)),
    )
