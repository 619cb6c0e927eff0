# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name or a slug that one document of a configuration gives up and another one takes: one run is enough, or refused.

The plan of check mode and the run agree, with parallel writes as well.
"""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from config.driving import Config, Result, configure, ok, report, task, writes
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

PLURALS = {each.kind: each.plural for each in CONFIGURED if any(field.api == "Slug" for field in each.fields)}
FIRST = {each.kind: each for each in reversed(SAMPLES) if "name" in each.identified_by and not each.is_there}
SLUGGED = [FIRST[kind] for kind in PLURALS]
every_kind = pytest.mark.parametrize("sample", SLUGGED, ids=lambda sample: sample.kind)
either_order = pytest.mark.parametrize("turned", [False, True], ids=["as written", "turned"])


def two(server: Emulator, sample: Sample) -> list[str]:
    """Two documents, with the slugs ``one`` and ``two``; returns their IDs."""
    sample.prepare(server)
    alone = dict.fromkeys(sample.alone)
    return [
        ok(server, sample.module, **{**sample.minimal, **alone, "name": name, "slug": name.casefold()})["id"]
        for name in ("One", "Two")
    ]


def items(sample: Sample, *changes: dict[str, Any], turned: bool = False) -> Config:
    inside = {option: sample.minimal[option] for option in sample.identified_by if option != "name"}
    listed = [{**inside, **each} for each in changes]
    return {PLURALS[sample.kind]: listed[::-1] if turned else listed}


def refused(server: Emulator, config: Config) -> str:
    server.clear_requests()
    results = [task(server, "octopus_config", check=check, config=config) for check in (True, False)]
    assert [each.get("failed") for each in results] == [True, True]
    assert results[0]["msg"] == results[1]["msg"]
    assert writes(server) == []
    return str(results[0]["msg"])


def in_one_run(server: Emulator, config: Config) -> Result:
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert (done["counts"]["updated"], done.get("warnings")) == (2, None)
    assert configure(server, config)["changed"] is False
    return done


@every_kind
def test_swapped_slugs(server: Emulator, sample: Sample) -> None:
    two(server, sample)
    message = refused(server, items(sample, {"name": "One", "slug": "two"}, {"name": "Two", "slug": "one"}))
    assert "[1].slug: 'one' is the slug of '" in message
    assert "another slug in a separate run first" in message


@either_order
@every_kind
def test_a_slug_that_is_handed_on(server: Emulator, sample: Sample, turned: bool) -> None:
    ids = two(server, sample)
    in_one_run(server, items(sample, {"name": "One", "slug": "two"}, {"name": "Two", "slug": "three"}, turned=turned))
    assert [server.document(each)["Slug"] for each in ids] == ["two", "three"]


@every_kind
def test_a_slug_of_a_document_that_is_removed(server: Emulator, sample: Sample) -> None:
    two(server, sample)
    message = refused(server, items(sample, {"name": "One", "slug": "two"}, {"name": "Two", "state": "absent"}))
    assert "[0].slug: 'two' is the slug of '" in message
    assert "which is removed at the end of the run; remove it in a separate run first" in message


@every_kind
def test_one_slug_for_two(server: Emulator, sample: Sample) -> None:
    """The server would store another slug for the second document, and every run would find a difference."""
    two(server, sample)
    both = items(sample, {"name": "One", "slug": "both"}, {"name": "Two", "slug": "Both"})
    assert "[1].slug: 'Both' is the slug of " in refused(server, both)
    kept = items(sample, {"name": "One", "slug": "one"}, {"name": "Two", "slug": "one"})
    assert "[1].slug: 'one' is the slug of " in refused(server, kept)


def test_one_slug_for_two_new_documents(server: Emulator) -> None:
    new: Config = {"environments": [{"name": "One", "slug": "new"}, {"name": "Two", "slug": "new"}]}
    assert "environments[1].slug: 'new' is the slug of environments[0] as well" in refused(server, new)


def test_check_mode_warns_of_one_name_for_two_kinds(server: Emulator) -> None:
    """Script modules and library variable sets are in one collection."""
    script = {"name": "Tools", "script": {"body": "x", "language": "Bash"}}
    config = {"library_variable_sets": [{"name": "tools"}], "script_modules": [script]}
    (warning,) = configure(server, config, check=True)["warnings"]
    assert warning.startswith("script_modules[0].name: library_variable_sets[0] has the same name")
    assert "already exists" in task(server, "octopus_config", config=config)["msg"]


@every_kind
def test_check_mode_warns_of_a_slug_that_stays_with_another_document(server: Emulator, sample: Sample) -> None:
    ids = two(server, sample)
    for config in (
        items(sample, {"name": "One", "slug": "two"}),
        items(sample, {"name": "One", "slug": "two"}, {"name": "Two"}),
    ):
        (warning,) = configure(server, config, check=True)["warnings"]
        assert f"[0].slug: 'two' is the slug of 'Two' ({ids[1]})" in warning
    handed_on = items(sample, {"name": "One", "slug": "two"}, {"name": "Two", "slug": "three"})
    assert "warnings" not in configure(server, handed_on, check=True)
    assert configure(server, items(sample, {"name": "One", "slug": "one"}), check=True)["changed"] is False


def test_swapped_names(server: Emulator) -> None:
    first, second = two(server, FIRST["environment"])
    by_id = {"environments": [{"id": first, "name": "Two"}, {"id": second, "name": "one"}]}
    assert "environments[1].name: 'one' is the name of 'One' (environments[0])" in refused(server, by_id)
    by_name = {"environments": [{"name": "One", "new_name": "Two"}, {"name": "Two", "new_name": "One"}]}
    later = "a document can get the old name of another one in a later run"
    assert later in refused(server, by_name)
    assert later not in refused(server, {"environments": [{"id": first, "name": "A"}, {"id": first, "name": "B"}]})


@either_order
def test_a_name_that_is_handed_on(server: Emulator, turned: bool) -> None:
    first, second = two(server, FIRST["environment"])
    changes = [{"id": first, "name": "Two"}, {"id": second, "name": "Three"}]
    in_one_run(server, {"environments": changes[::-1] if turned else changes})
    assert [server.document(each)["Name"] for each in (first, second)] == ["Two", "Three"]


def test_three_in_a_ring(server: Emulator) -> None:
    two(server, FIRST["environment"])
    ok(server, "octopus_environment", name="Three", slug="three")
    slugs = {"One": "two", "Two": "three", "Three": "one"}
    message = refused(server, {"environments": [{"name": name, "slug": slug} for name, slug in slugs.items()]})
    assert "another slug in a separate run first" in message


def test_the_same_names_in_two_projects(server: Emulator) -> None:
    """Names of channels are unique within a project."""
    for project in ("Shop", "Store"):
        server.seed("projects", Name=project, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    made = [
        ok(server, "octopus_channel", name=name, project=project)["id"]
        for project, name in (("Shop", "One"), ("Store", "Two"))
    ]
    config = {
        "channels": [
            {"id": made[0], "name": "Two", "project": "Shop"},
            {"id": made[1], "name": "One", "project": "Store"},
        ]
    }
    assert in_one_run(server, config)["changed"] is True


def test_a_default_that_can_not_be_switched_off_first(server: Emulator) -> None:
    """The second space gives up its name for the first one, so it is written first, and it becomes the default."""
    first, second = two(server, FIRST["space"])
    ok(server, "octopus_space", name="One", is_default=True)
    former, new = {"id": first, "name": "Two"}, {"id": second, "name": "Three", "is_default": True}
    message = refused(server, {"spaces": [{**former, "is_default": False}, new]})
    assert "spaces[0].is_default: can't be switched off before spaces[1] becomes the default" in message
    in_one_run(server, {"spaces": [former, new]})
    assert [server.document(each)["IsDefault"] for each in (first, second)] == [False, True]
