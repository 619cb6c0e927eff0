# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of every kind are renamed, removed and added to in one run: what is reported is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import configure, report, writes
from config.generated import Shared, prepare, spaces
from config.moved import moved
from config.test_round_trip import SPACE, few
from emulator.kinds.registry import KINDS as SERVED
from emulator.model import Document
from hypothesis import given
from hypothesis import strategies as st

OF_LINK = {(each.link or each.collection.replace("/", "")).casefold(): each.collection for each in SERVED}
COLLECTIONS = {OF_LINK[each.location.link.casefold()]: each.location.naming.prop for each in KINDS if not each.is_owned}


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


def named(server: Shared) -> dict[str, tuple[str, Document]]:
    """The name and the whole of each document that a configuration can name, by ID."""
    return {
        identity: (document[COLLECTIONS[collection]], document)
        for identity, (collection, document) in server.everything().items()
        if collection in COLLECTIONS
    }


def goes_along(document: Document, before: Any, after: Any) -> bool:
    """Whether a document is removed with its space or its project."""
    owners = {document.get("SpaceId"), document.get("ProjectId")} - {document["Id"]}
    return any(each in before and each not in after for each in owners)


@few
@given(space=spaces(), data=st.data())
def test_a_report_says_what_happens(server: Shared, space: Any, data: st.DataObject) -> None:
    chosen, rounds = space
    prepare(server, chosen)
    for each in rounds:
        configure(server, each, space=SPACE)
    config, before = data.draw(moved(rounds[-1])), named(server)
    server.clear_requests()
    foretold = configure(server, config, check=True, space=SPACE)
    assert writes(server) == []
    done = configure(server, config, space=SPACE)
    assert report(foretold) == report(done)
    after = named(server)
    gone = [(name, document) for identity, (name, document) in before.items() if identity not in after]
    removed = [name for name, document in gone if not goes_along(document, before, after)]
    renamed = [name for identity, (name, _whole) in after.items() if before.get(identity, (name,))[0] != name]
    told = [last(name) for names in done["deleted"].values() for name in names]
    assert sorted(map(last, removed)) == sorted(told)
    assert sorted(renamed) == sorted(each["after"]["name"] for each in done["changes"] if is_renaming(each))
    assert configure(server, config, space=SPACE)["changed"] is False


def last(name: str) -> str:
    """A name without the name of the parent, which results put in front."""
    return name.rpartition(": ")[2]


def is_renaming(change: dict[str, Any]) -> bool:
    return change["action"] == "updated" and change["before"].get("name") != change["after"].get("name")
