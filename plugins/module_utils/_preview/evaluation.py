# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evaluates the expressions in values, as far as everything in them can be known before a deployment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import Evaluator
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.names import names_in
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    ACTION,
    CHANNEL,
    ENVIRONMENT,
    MACHINE,
    PROCESS,
    ROLE,
    TENANT,
    TENANT_TAG,
    Candidate,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.reading import Reading
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The variables that Octopus itself sets, as far as they follow from a situation (api: values#system-variables).
SYSTEM: Mapping[str, str] = {
    ENVIRONMENT: "Octopus.Environment",
    MACHINE: "Octopus.Machine",
    TENANT: "Octopus.Deployment.Tenant",
    ACTION: "Octopus.Action",
}
# The positions at which the name of a variable can end within a symbol.
STEP = re.compile(r"[.\[]")


@dataclass(frozen=True)
class Evaluation:
    """The result of evaluating a text: ``text`` is None if it failed, or needs a secret.

    ``missing``: the tokens without a value; ``secrets``: the names of the secrets that it needs.
    """

    text: str | None
    missing: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Dictionary:
    """The variables that expressions can refer to.

    ``evaluator`` knows them; ``texts``: values by folded name; ``secrets``: the names of secrets by folded name.
    """

    evaluator: Evaluator
    texts: Mapping[str, str]
    secrets: Mapping[str, str]

    @classmethod
    def of(cls, known: Mapping[str, str], secrets: Iterable[str] = ()) -> Dictionary:
        """The variables by name, without the secrets; ``secrets``: the names of the secrets."""
        texts = {folded(name): text for name, text in known.items()}
        return cls(Evaluator(known), texts, {folded(each): each for each in secrets})

    def evaluated(self, text: str | None) -> Evaluation:
        """A text with its expressions evaluated. A text that needs a secret can't be evaluated."""
        secrets = tuple(dict.fromkeys(self._secrets_in(text or "", set())))
        if secrets:
            names = ", ".join(repr(each) for each in secrets)
            return Evaluation(None, secrets=secrets, error=f"needs a secret, which nobody can read: {names}")
        found = self.evaluator.evaluate(text or "")
        return Evaluation(found.text, tuple(found.missing), (), "" if found.missing else found.error)

    def _secrets_in(self, text: str, seen: set[str]) -> Iterator[str]:
        """The secrets that a text refers to, also through the variables that it refers to."""
        for key in (each for _at, symbol in names_in(text) for each in meant_by(symbol)):
            if key in self.secrets:
                yield self.secrets[key]
            elif key in self.texts and key not in seen:
                seen.add(key)
                yield from self._secrets_in(self.texts[key], seen)


def dictionary(winners: Iterable[Candidate], reading: Reading) -> Dictionary:
    """The variables for expressions: the values that win, unless Octopus itself sets a variable of the same name."""
    won = list(winners)
    system = dict(system_variables(reading))
    shadowed = {folded(name) for name in system}
    known = {each.name: each.text or "" for each in won if not each.is_secret and folded(each.name) not in shadowed}
    return Dictionary.of({**known, **system}, [each.name for each in won if each.is_secret])


def system_variables(reading: Reading) -> Iterator[tuple[str, str]]:
    """The variables that Octopus sets in every deployment or run, as far as they are known beforehand."""
    situation, project = reading.situation, reading.project
    yield "Octopus.Project.Id", project["Id"]
    yield "Octopus.Project.Name", project.get("Name") or ""
    owner = situation.here(PROCESS)
    prefixes = {**SYSTEM, **({} if owner == (project["Id"],) else {PROCESS: "Octopus.Runbook"})}
    for kind, prefix in prefixes.items():
        for value in situation.here(kind):
            yield f"{prefix}.Id", value
            yield f"{prefix}.Name", reading.naming(kind, value)
    for value in situation.here(CHANNEL):
        yield "Octopus.Release.Channel.Name", reading.naming(CHANNEL, value)
    if situation.here(MACHINE):
        yield "Octopus.Machine.Roles", ",".join(situation.here(ROLE))
    if situation.here(TENANT):
        yield "Octopus.Deployment.Tenant.Tags", ", ".join(situation.here(TENANT_TAG))


def meant_by(symbol: str) -> Iterator[str]:
    """The variables that a symbol may mean: the variable of this name, or a variable whose JSON has such a property."""
    name = folded(symbol)
    yield name
    yield from (name[: each.start()] for each in reversed(list(STEP.finditer(name))))
