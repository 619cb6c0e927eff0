# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares decisions with the preview of the server itself, which overrules them (api: variables#names-and-preview)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._preview.decisions import Decision
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    ACTION,
    CHANNEL,
    ENVIRONMENT,
    MACHINE,
    PROCESS,
    ROLE,
    TENANT,
    Candidate,
    Situation,
    Source,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.reading import Reading
from ansible_collections.octopus.deploy.plugins.module_utils._preview.sets import of_set
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

LINK = "VariablePreview"
PARAMETERS = {
    "environment": ENVIRONMENT,
    "channel": CHANNEL,
    "tenant": TENANT,
    "action": ACTION,
    "machine": MACHINE,
}
# Scripts of modules are variables too (api: variables#library-set), and of no interest here.
SCRIPTS = "octopus.script.module"
# The source of a value that the server's preview has, but none of the sets that were read.
ELSEWHERE = Source("")


@dataclass(frozen=True)
class Verdict:
    """A decision and whether the server agrees with it; None if the server was not asked."""

    decision: Decision
    agreed: bool | None = None


def server_preview(reading: Reading, context: Context) -> list[Candidate] | None:
    """The values that win according to the server; None if its preview can't be asked about this situation."""
    home = context.resolver.holder(PROJECTS) or {}
    parameters = parameters_for(reading)
    if parameters is None or not has_link(home, LINK):
        return None
    if set(parameters) - set(context.client.parameters(home, LINK)):
        return None
    try:
        answer = context.client.document(home, LINK, parameters)
    except ServerRefused as refused:
        context.warn(f"The server's own preview is missing, so the documented ranks alone decide: {refused}")
        return None
    return [each for each in of_set(answer, ELSEWHERE) if not folded(each.name).startswith(SCRIPTS)]


def parameters_for(reading: Reading) -> dict[str, str] | None:
    """The parameters of the preview; None for a situation that they can't express."""
    situation, project_id = reading.situation, reading.project["Id"]
    here = {name: situation.here(kind) for name, kind in PARAMETERS.items()}
    # A machine brings its roles. Without one, the preview takes a single role.
    here["role"] = () if here["machine"] else situation.here(ROLE)
    owner = situation.here(PROCESS)
    here["runbook"] = () if owner == (project_id,) else owner
    if any(len(values) > 1 or is_to_come(values[0]) for values in here.values() if values) or not owner:
        return None
    return {"project": project_id, **{name: values[0] for name, values in here.items() if values}}


def judged(decisions: Sequence[Decision], answer: Iterable[Candidate], situation: Situation) -> list[Verdict]:
    """The decisions with the server's winners, and decisions about names that only the server has values for."""
    by_name: dict[str, list[Candidate]] = {}
    for each in answer:
        by_name.setdefault(folded(each.name), []).append(each)
    found = [_judged(each, by_name.pop(folded(each.name), [])) for each in decisions]
    return found + [
        Verdict(Decision(values[0].name, situation, values[0], overruled=True)) for values in by_name.values()
    ]


def _judged(decision: Decision, answer: list[Candidate]) -> Verdict:
    ours = decision.winner
    if not answer:
        return Verdict(decision, agreed=ours is None)
    if ours and any(_same(ours, each) for each in answer):
        return Verdict(decision, agreed=True)
    known = (*decision.losers, *decision.out_of_scope)
    theirs = next((each for each in known if any(_same(each, theirs) for theirs in answer)), answer[0])
    if theirs in decision.rivals:
        # Both are equally specific, so the server is free to choose.
        return Verdict(_won_by(theirs, decision), agreed=True)
    return Verdict(replace(_won_by(theirs, decision), overruled=True), agreed=False)


def _won_by(winner: Candidate, decision: Decision) -> Decision:
    beaten = (*([decision.winner] if decision.winner else []), *decision.losers)
    return replace(
        decision,
        winner=winner,
        losers=tuple(each for each in beaten if each is not winner),
        out_of_scope=tuple(each for each in decision.out_of_scope if each is not winner),
    )


def _same(ours: Candidate, theirs: Candidate) -> bool:
    """Whether two candidates are the same value. Values of templates have no ID of their own, so texts are compared."""
    if ours.id and theirs.id:
        return folded(ours.id) == folded(theirs.id)
    return ours.text == theirs.text and ours.is_secret == theirs.is_secret
