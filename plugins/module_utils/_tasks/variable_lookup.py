# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of the lookup of variables: a value for each name, or an error that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._preview.evaluation import Dictionary, Evaluation
from ansible_collections.octopus.deploy.plugins.module_utils._preview.report import (
    Previewed,
    preview,
    warn_of_disagreements,
    warn_of_ties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.server import Verdict
from ansible_collections.octopus.deploy.plugins.module_utils._preview.surroundings import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._preview.words import why_it_does_not_apply
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    space_name,
    space_to_come,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_info_task import (
    EVALUATE,
    EXCLUSIVE,
    LIST,
    SITUATION,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import SpaceNotFound

NAMES = "_terms"
# The options of the lookup; its names are an option, too.
ARGUMENTS: dict[str, Argument] = {
    **CONNECTION_ARGUMENTS,
    **SITUATION,
    NAMES: LIST,
    "evaluate": EVALUATE,
    "default": {"type": "raw"},
}
EXAMPLE = "lookup('octopus.deploy.variable', 'Site.Url', project='Storefront')"


@dataclass(frozen=True)
class LookedUp:
    """The values in the order of the names, and warnings about them."""

    values: list[Any]
    warnings: list[str]


def look_up(
    names: Sequence[str],
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    session: Session,
    check: bool = False,
) -> LookedUp:
    """The values of variables. ``options``: as octopus_variable_info takes them, with ``default`` if it is given.

    ``check``: whether an earlier task may be about to create what does not exist. Raises ``OptionError``, and
    ``SpaceNotFound`` if there is no default.
    """
    if not names or not all(each.strip() for each in names):
        problem = "one of the names is empty" if any(each.strip() for each in names) else "the name is missing"
        raise OptionError(NAMES, f"{problem}; give at least one name, as in {EXAMPLE}")
    refuse_empty(SITUATION, options, selecting=SITUATION)
    for group in EXCLUSIVE:
        if all(options.get(option) for option in group):
            raise OptionError(group[1], f"can't be given together with {group[0]}; leave one of them out")
    try:
        resolver = session.kept(Resolvers).enter(space_name(options, environment))[1]
    except SpaceNotFound as missing:
        if not check or "default" not in options:
            raise
        return LookedUp([options["default"]] * len(names), [space_to_come(missing)])
    context = Context(session.client, resolver, check)
    found = preview(Asked.by(options), context)
    verdicts = [found.about([name])[0] for name in names]
    if found.reading:
        warn_of_disagreements(verdicts, found.reading, context)
    warn_of_ties(verdicts, context)
    variables = found.dictionary() if options.get("evaluate") else None
    values = [_value(each, found, variables, options, context) for each in verdicts]
    return LookedUp(values, context.notes.warnings)


def _value(
    verdict: Verdict, found: Previewed, variables: Dictionary | None, options: Mapping[str, Any], context: Context
) -> Any:
    """The value of one variable, or the default; raises ``OptionError``. ``variables``: for a value to evaluate."""
    winner, name = verdict.decision.winner, verdict.decision.name
    if winner and not winner.is_secret:
        known = variables.evaluated(winner.text) if variables else Evaluation(winner.text or "")
        if known.missing:
            context.warn(f"{name}: there is no value for {listed(known.missing)}, as in a deployment")
        elif known.error and known.text is not None:
            context.warn(f"{name}: {known.error}; the value is left as it is, as in a deployment")
        if not known.secrets and (known.text is not None or not known.error):
            return known.text
        problem = known.error
    elif winner:
        problem = "is a secret, which the server never shows"
    else:
        problem = why_there_is_none(verdict, found)
    if "default" in options:
        return options["default"]
    raise OptionError(name, f"{problem}; give a default to use instead")


def why_there_is_none(verdict: Verdict, found: Previewed) -> str:
    decision = verdict.decision
    if not decision.out_of_scope or not found.reading:
        near = found.near(decision.name)
        return f"there is no such variable{f' (similar names: {listed(near)})' if near else ''}"
    naming = found.reading.naming
    reasons = dict.fromkeys(why_it_does_not_apply(each, decision.situation, naming) for each in decision.out_of_scope)
    return f"has no value here ({'; '.join(reasons)})"
