# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists without an order, at any depth: the same entries in another order change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from contract.conftest import Octopus
from contract.sample import Sample
from contract.test_contract import RESOURCES, every_sample, walked


def turned(options: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Copies of ``options``, each with the entries of another list in reverse order; with them the path of the list."""
    for field in fields:
        given = options.get(field.option)
        for path, value in turned_values(given, field):
            yield f"{field.option}{path}", {**options, field.option: value}


def turned_values(given: Any, field: Field) -> Iterator[tuple[str, Any]]:
    if isinstance(given, Mapping):
        yield from ((f".{path}", value) for path, value in turned(given, field.type.parts()))
    elif isinstance(given, list):
        if len(given) > 1 and not getattr(field.type, "ordered", False):
            yield "", given[::-1]
        for index, entry in enumerate(given):
            for path, value in turned_values(entry, field):
                yield f"[{index}]{path}", [*given[:index], value, *given[index + 1 :]]


@every_sample
def test_lists_without_an_order_may_come_in_any(octopus: Octopus, sample: Sample) -> None:
    sample.stock(octopus.server)
    octopus.ok(sample.module, sample.minimal)
    for option, value in walked(sample):
        options = {**sample.known, option: value}
        several = list(turned(options, RESOURCES[sample.kind].fields))
        # Most values have no list to turn.
        if several:
            octopus.ok(sample.module, options)
        for path, others in several:
            assert octopus.ok(sample.module, others)["changed"] is False, path
