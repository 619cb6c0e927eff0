# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document of the configuration wins over a stranger's slug, for all kinds that refer to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.scoped import ScopedList
from config.driving import Config, configure, report
from config.generated import Shared, samples_of
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.kinds.registry import KINDS as SERVED

WITH_SLUGS = {each.link for each in SERVED if each.slug_since} | {"ParentEnvironments"}
# An option for creation alone does not follow another document.
CREATED = ("on_create", "fixed")
OF_KIND = {each.kind: each for each in KINDS}


@dataclass(frozen=True)
class Use:
    """A document of ``sample`` that names another, ``named``, of the kind ``target``, in one of its options."""

    sample: Sample
    option: str
    value: Any
    target: Resource
    named: str

    def __str__(self) -> str:
        return f"{self.sample.kind}.{self.option} names a {self.target.label}"


def named(kind: Any, value: Any) -> Iterator[tuple[Location, str]]:
    """All documents that a value names; for values by space, those of this space."""
    if not isinstance(kind, ScopedList):
        yield from kind.references(value)
        return
    for entry in value:
        for each in kind.scope:
            yield from each.type.references(entry.get(each.option) or ())


def given(sample: Sample) -> Iterator[tuple[str, Any]]:
    """The values of a sample's options; values with parts also have the parts that a new document needs."""
    yield from {**sample.minimal, **sample.on_create}.items()
    for option, values in sample.steps.items():
        least = sample.minimal.get(option)
        for value in values:
            yield option, {**least, **value} if isinstance(least, dict) else value


def uses() -> list[Use]:
    """One use for each kind and each kind of document that it can name."""
    found: dict[tuple[str, str], Use] = {}
    makers = {each.location: each for each in KINDS if not each.is_owned}
    for sample in (each for each in SAMPLES if each.kind in OF_KIND and not each.is_there):
        resource = OF_KIND[sample.kind]
        # A new parent has no owner for a document that belongs to one.
        parent = None if resource.is_owned else resource.parent
        fields = {each.option: each for each in resource.fields if each.change not in CREATED or each == parent}
        for option, value in given(sample):
            for collection, name in named(fields[option].type, value) if option in fields else ():
                target = makers.get(collection)
                if target and collection.link in WITH_SLUGS and not collection.parent:
                    found.setdefault((sample.kind, target.kind), Use(sample, option, value, target, name))
    return list(found.values())


@pytest.fixture(scope="module")
def running() -> Iterator[Shared]:
    with Shared() as server:
        yield server


@pytest.fixture
def shared(running: Shared) -> Shared:
    running.reset()
    return running


@pytest.mark.parametrize("renamed", [False, True], ids=["made", "renamed"])
@pytest.mark.parametrize("use", uses(), ids=str)
def test_a_stranger_with_the_slug(shared: Shared, use: Use, renamed: bool) -> None:
    """The document that was named so is called otherwise now and keeps its slug; another comes to bear the name."""
    sample = samples_of(use.target.kind, there=False)[0]
    for each in (sample, use.sample):
        each.prepare(shared)
    plural, target = OF_KIND[use.sample.kind].plural, use.target.plural
    using = {**use.sample.minimal, **use.sample.on_create, use.option: use.value}
    configure(shared, {plural: [using]})
    stranger = shared.id_of(use.target.location.link, use.named)
    shared.put_read_only(stranger, {"Name": "A stranger", "Slug": use.named})
    item = {**sample.minimal, "name": use.named}
    if renamed:
        configure(shared, {target: [{**item, "name": "Called so until now"}]})
        item = {"name": "Called so until now", "new_name": use.named}
    config: Config = {plural: [using]}
    config.setdefault(target, []).append(item)
    predicted, done = configure(shared, config, check=True), configure(shared, config)
    assert report(predicted) == report(done)
    assert use.named in done["updated" if renamed else "created"][target]
    assert done["counts"]["unchanged"] == 0, "it names another document from now on"
    assert configure(shared, config)["changed"] is False
