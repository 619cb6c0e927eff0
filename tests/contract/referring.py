# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every place where the samples' values name another document, however deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from contract.sample import Sample
from contract.samples import SAMPLES

RESOURCES = {each.kind: each for each in KINDS}
Path = tuple[Any, ...]


@dataclass(frozen=True)
class Naming:
    """A value of a sample that names a document of ``location`` at ``path``.

    ``options``: those that it is given with.
    """

    sample: Sample
    option: str
    path: Path
    location: Location
    options: dict[str, Any]

    @property
    def title(self) -> str:
        dotted = ".".join(each for each in (self.option, *self.path) if isinstance(each, str))
        return f"{self.sample.kind}: {dotted}"

    @property
    def value(self) -> Any:
        found = self.options[self.option]
        for step in self.path:
            found = found[step]
        return found

    def named(self, value: Any) -> dict[str, Any]:
        """The options with another value in this place."""
        return {**self.options, self.option: replaced(self.options[self.option], self.path, value)}


def replaced(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, list):
        return [replaced(each, path[1:], new) if index == path[0] else each for index, each in enumerate(value)]
    return {**value, path[0]: replaced(value[path[0]], path[1:], new)}


def uses(field: Field, value: Any, path: Path = ()) -> Iterator[tuple[Path, Location]]:
    """The places where a value of an option names documents."""
    location = field.type.named()
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from uses(field, each, (*path, index))
    elif isinstance(value, dict):
        for each in field.type.parts():
            if each.option in value:
                yield from uses(each, value[each.option], (*path, each.option))
    elif location and isinstance(value, str) and value:
        yield path, location


def namings() -> list[Naming]:
    """One naming for each place in which a kind names a document."""
    found: dict[str, Naming] = {}
    for sample in SAMPLES:
        made = {**sample.minimal, **sample.on_create}
        values = [(option, value, made) for option, value in made.items()]
        values += [(option, value, sample.minimal) for option, steps in sample.steps.items() for value in steps]
        for field in RESOURCES[sample.kind].fields:
            for option, value, base in values:
                for path, location in uses(field, value) if option == field.option else ():
                    whole = {**base.get(option, {}), **value} if isinstance(value, dict) else value
                    naming = Naming(sample, option, path, location, {**base, option: whole})
                    found.setdefault(naming.title, naming)
    return list(found.values())


def named_kind(naming: Naming) -> Resource | None:
    """The kind of the document that is named; None for one that no configuration has."""
    among = (naming.location, *naming.location.parts)
    return next((each for each in CONFIGURED if each.location in among and not each.fixed), None)
