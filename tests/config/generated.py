# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces to try octopus_config on, made of the samples that the contract suite has for each kind.

A kind that joins the registry is covered from then on, and fails the suite while it has no sample.
"""

from __future__ import annotations

from random import Random
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import PLURALS, Config, configure
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.kinds.registry import KINDS as SERVED
from emulator.testing import Emulator
from hypothesis import strategies

# Names that YAML, Jinja, addresses and file systems may stumble over. Names of spaces are short.
ENDINGS = ("", " é", " a/b", " {{ x }}", " #{y}", ": -", " 'q'")
MOST_OF_A_KIND = 3
ROUNDS = 3
OWNED = {each.kind for each in KINDS if each.is_owned}


class Shared(Emulator):
    """An emulator that several samples prepare: a sample finds the documents that earlier ones have created."""

    def __enter__(self) -> Shared:
        super().__enter__()
        self.reset()
        return self

    def seed(self, collection: str, space: str | None = None, **fields: Any) -> dict[str, Any]:
        named = str(fields.get("Name") or fields.get("Username"))
        made = self.made.get((collection, named))
        if made is None:
            made = self.made[(collection, named)] = super().seed(collection, space, **fields)
        return made

    def reset(self) -> None:
        super().reset()
        self.made: dict[tuple[str, str], dict[str, Any]] = {}

    def id_of(self, link: str, named: str) -> str:
        """The ID of a document of the default space or of the server's own, by the link of its collection.

        A kind to which no link leads is called by its collection's name.
        """
        # A collection without a link is called by its address, in which a slash does not count.
        unlinked = {each.collection.replace("/", ""): each.collection for each in SERVED}
        linked = {each.link: each.collection for each in SERVED}
        collection = linked.get(link) or unlinked[link.casefold()]
        store = self._running.app.octopus.store
        with store.lock:
            found = [store.named(collection, space, named) for space in ("Spaces-1", "")]
        return str(next(each[0]["Id"] for each in found if each))


def samples_of(kind: str, there: bool) -> list[Sample]:
    """The samples of a kind; ``there``: also those of documents that no configuration can make from nothing.

    A document without a name belongs to the server or the space, which always exist, or comes with its owner.
    """
    of_kind = [each for each in SAMPLES if each.kind == kind]
    return [each for each in of_kind if there or not each.is_there or is_owned(each)]


def is_owned(sample: Sample) -> bool:
    """Whether a sample's document belongs to an owner, so that it has no name."""
    return sample.kind in OWNED


@strategies.composite
def spaces(draw: Any, there: bool = True) -> tuple[list[Sample], list[Config]]:
    """Samples to prepare, and configurations to apply one after the other: each walks options one value further.

    Hypothesis draws only a seed: drawing each of the hundreds of choices takes as long as applying them.
    """
    chance: Random = draw(strategies.randoms(use_true_random=True))
    chosen: list[Sample] = []
    rounds: list[Config] = [{resource.plural: [] for resource in KINDS} for dummy in range(ROUNDS)]
    for resource in KINDS:
        known = samples_of(resource.kind, there)
        endings = [each for each in ENDINGS if not {*each} & {*resource.location.naming.unwanted}]
        picked = chance.choices(known, k=chance.randint(1, MOST_OF_A_KIND))
        seen = set()
        for index, sample in enumerate(picked):
            ending = "" if sample.is_there or is_owned(sample) else f" {index}{chance.choice(endings)}"
            name = f"{sample.name}{ending}"
            if (name or sample.title) in seen:
                continue
            seen.add(name or sample.title)
            chosen.append(sample)
            # A value that can't be taken back, such as being the default, is for one document alone.
            shared = [
                option for option, values in sample.steps.items() if values != [True] and option not in sample.alone
            ]
            free = sorted(sample.steps if index == 0 else shared)
            # The options of documents that existed before are chosen together.
            options = {*free} if sample.is_there else {*chance.sample(free, chance.randint(0, len(free)))}
            for number, config in enumerate(rounds):
                config[resource.plural].append(document(sample, name, options, number, index))
    return chosen, rounds


def document(sample: Sample, name: str, options: set[str], number: int, index: int) -> dict[str, Any]:
    """A document as it is to be in a round: made in the first, its options walked through their values in the next."""
    made = {} if sample.is_there and not is_owned(sample) else {**sample.minimal, **sample.on_create}
    known = sample.known if is_owned(sample) else {**sample.known, "name": name}
    if number == 0:
        return {**made, **known}
    walked = {option: sample.steps[option][number - 1] for option in sorted(options) if has(sample, option, number)}
    if is_owned(sample) and not walked:
        return {**known, **made}
    # A slug belongs to one document alone.
    return {**known, **walked, **({"slug": f"{walked['slug']}-{index}"} if "slug" in walked else {})}


def has(sample: Sample, option: str, number: int) -> bool:
    return len(sample.steps[option]) >= number


def prepare(server: Emulator, chosen: list[Sample]) -> None:
    """A new server with the documents that the samples refer to."""
    server.reset()
    for sample in chosen:
        sample.prepare(server)


def emptied(server: Emulator) -> None:
    """Remove everything that a configuration can create; documents of other kinds stay."""
    nothing: Config = {plural: [] for plural in PLURALS}
    # Documents that belong to a document are removed with it.
    alone = [each.plural for each in KINDS if each.singleton or not each.is_owned]
    configure(server, nothing, prune=alone, prune_server=True, prune_limit=10_000)
