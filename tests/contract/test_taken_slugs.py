# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode warns of a slug that another document has, if the documents that the task has read anyway show it."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from contract.conftest import Octopus, on
from contract.doors import through_action
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

WITH_SLUG = {each.kind for each in KINDS if any(field.api == "Slug" for field in each.fields)}
FIRST = {each.kind: each for each in reversed(SAMPLES) if "name" in each.identified_by and not each.is_there}
IN_DEFAULTS = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
# Lists of these kinds take an exact name, so that a search shows no other document.
SEARCHED_BY_WHOLE_NAME = {"environment", "feed", "machine", "parent_environment", "project", "tenant", "worker"}
# Lists of this kind are never shared by the tasks of a loop.
SEARCHED_ONE_BY_ONE = {"parent_environment"}


def but(kinds: set[str]) -> pytest.MarkDecorator:
    """All kinds with slugs, but these."""
    return pytest.mark.parametrize(
        "sample", [FIRST[kind] for kind in sorted(WITH_SLUG - kinds)], ids=lambda each: each.kind
    )


def options(sample: Sample, **more: str) -> dict[str, object]:
    return {**sample.minimal, **dict.fromkeys(sample.alone), **more}


def with_one_document(octopus: Octopus, sample: Sample) -> str:
    """A document called ``Number one`` with the slug ``web``; returns the warning of another one with this slug."""
    sample.stock(octopus.server)
    identity = octopus.ok(sample.module, options(sample, name="Number one", slug="web"))["id"]
    return f"slug: 'web' is the slug of 'Number one' ({identity}), so the server stores another"


@but(SEARCHED_BY_WHOLE_NAME)
def test_a_search_shows_the_slug(one_door: Octopus, sample: Sample) -> None:
    """The search for a part of another name finds the other document as well."""
    expected = with_one_document(one_door, sample)
    new = options(sample, name="Number", slug="WEB")
    predicted = one_door.ok(sample.module, new, check=True)
    assert predicted["warnings"] == [expected.replace("'web'", "'WEB'", 1)]
    for same in (options(sample, name="Number one", slug="web"), options(sample, name="Number", slug="other")):
        assert "warnings" not in one_door.ok(sample.module, same, check=True)


@but(SEARCHED_ONE_BY_ONE)
def test_the_page_of_a_loop_shows_the_slug(running_emulator: Emulator, sessions: list[Session], sample: Sample) -> None:
    running_emulator.reset()
    octopus = on(running_emulator, through_action)
    expected = with_one_document(octopus, sample)
    for name in ("First", "Second"):
        octopus.ok(sample.module, options(sample, name=name), check=True)
    counts = []
    for slug, warnings in (("new", None), ("web", [expected])):
        octopus.server.clear_requests()
        result = octopus.ok(sample.module, options(sample, name="Third", slug=slug), check=True)
        counts.append(len(octopus.server.requests))
        assert result.get("warnings") == warnings
    assert counts[0] == counts[1], "the warning costs no request"


def test_an_existing_document_asks_for_the_slug_of_another_one(octopus: Octopus) -> None:
    for name, slug in (("Web", "web"), ("Web two", "two")):
        octopus.ok("octopus_project_group", {"name": name, "slug": slug})
    predicted = octopus.ok("octopus_project_group", {"name": "Web", "slug": "two"}, check=True)
    assert "slug: 'two' is the slug of 'Web two' (" in predicted["warnings"][0]


def test_a_slug_of_another_parent_is_free(octopus: Octopus) -> None:
    """Slugs of channels are unique within a project."""
    for project in ("One", "Two"):
        octopus.ok("octopus_project", {"name": project, **IN_DEFAULTS})
    octopus.ok("octopus_channel", {"project": "One", "name": "Beta one", "slug": "beta"})
    free = {"project": "Two", "name": "Beta", "slug": "beta"}
    assert "warnings" not in octopus.ok("octopus_channel", free, check=True)
    taken = octopus.ok("octopus_channel", {**free, "project": "One"}, check=True)
    assert "is the slug of 'Beta one'" in taken["warnings"][0]


def test_a_slug_that_was_given_up(running_emulator: Emulator, sessions: list[Session]) -> None:
    """A session forgets the slugs that it has read before its own write."""
    running_emulator.reset()
    octopus = on(running_emulator, through_action)
    octopus.ok("octopus_project_group", {"name": "Web", "slug": "web"})
    wanted = {"name": "We", "slug": "web"}
    assert len(octopus.ok("octopus_project_group", wanted, check=True)["warnings"]) == 1
    octopus.ok("octopus_project_group", {"name": "Web", "slug": "other"})
    assert "warnings" not in octopus.ok("octopus_project_group", wanted, check=True)
