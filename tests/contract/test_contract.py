# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract that every kind keeps (docs/idempotence.md), through both doors of its module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from contract.conftest import SECRETS, Octopus
from contract.sample import Sample
from contract.samples import SAMPLES

pytestmark = pytest.mark.both_doors

RESOURCES = {each.kind: each for each in KINDS}
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
every_named_sample = pytest.mark.parametrize(
    "sample", [each for each in SAMPLES if not RESOURCES[each.kind].is_owned], ids=lambda sample: sample.title
)


def walked(sample: Sample) -> Iterator[tuple[str, Any]]:
    for option, values in sample.steps.items():
        for value in values:
            yield option, value


def has_secrets(sample: Sample) -> bool:
    return holds_secret((sample.minimal, sample.on_create, sample.steps))


def holds_secret(given: Any) -> bool:
    return any(each in repr(given) for each in SECRETS)


def without_secret_report(result: dict[str, Any]) -> dict[str, Any]:
    return {key: result[key] for key in ("changed", "diff")}


@every_sample
def test_check_mode_predicts_what_the_run_does(octopus: Octopus, sample: Sample) -> None:
    """Same ``changed``, same diff; check mode only reads; the second run changes nothing and writes nothing.

    At the highest verbosity, so that the results have everything in which a secret could be.
    """
    sample.stock(octopus.server)
    todo = [] if sample.is_there else [("on_create", {**sample.minimal, **sample.on_create})]
    todo += [(option, {**sample.known, option: value}) for option, value in walked(sample)]
    for option, options in todo:
        octopus.server.clear_requests()
        predicted = octopus.ok(sample.module, options, check=True, verbosity=4)
        assert octopus.writes() == [], option
        done = octopus.ok(sample.module, options, verbosity=4)
        assert without_secret_report(predicted) == without_secret_report(done), option
        assert done["changed"] is True, f"{option} did not change: {options}"
        assert done["diff"]["before"] != done["diff"]["after"], option
        assert not done.get("warnings"), (option, done["warnings"])
        octopus.server.clear_requests()
        again = octopus.ok(sample.module, options, verbosity=4)
        assert again["changed"] is False, (option, again["diff"])
        assert octopus.writes() == []
        assert octopus.ok(sample.module, options, check=True, verbosity=4)["changed"] is False


@every_sample
def test_the_whole_document_converges_and_goes(octopus: Octopus, sample: Sample) -> None:
    """Created with everything at once, as check mode predicts, and twice; then absent, twice."""
    sample.stock(octopus.server)
    everything = all_at_once(sample)
    octopus.server.clear_requests()
    predicted = octopus.ok(sample.module, everything, check=True)
    assert octopus.writes() == []
    first, second = (octopus.ok(sample.module, everything) for dummy in range(2))
    assert without_secret_report(predicted) == without_secret_report(first)
    assert not first.get("warnings"), first["warnings"]
    assert (first["changed"], second["changed"]) == (True, False), second["diff"]
    if RESOURCES[sample.kind].is_owned:
        return
    if sample.stays:
        for check in (True, False):
            refused = octopus(sample.module, {**sample.known, "state": "absent"}, check=check)
            assert "can't be removed" in refused["msg"]
        return
    gone = {**sample.known, "state": "absent"}
    octopus.server.clear_requests()
    predicted = octopus.ok(sample.module, gone, check=True)
    assert octopus.writes() == []
    results = [octopus.ok(sample.module, gone) for dummy in range(2)]
    assert [each["changed"] for each in results] == [True, False]
    assert predicted["diff"] == results[0]["diff"]
    assert octopus.ok(sample.module, gone, check=True)["changed"] is False


def all_at_once(sample: Sample) -> dict[str, Any]:
    """All options with their first values, apart from those that prevent the removal of the document."""
    free = {option: values[0] for option, values in sample.steps.items() if values and option not in sample.keeps}
    return {**together(sample.minimal, free), **sample.on_create}


def together(options: Any, more: Any) -> Any:
    """Options with further ones, also within mappings."""
    if not isinstance(options, dict) or not isinstance(more, dict):
        return more
    return {**options, **{option: together(options.get(option), value) for option, value in more.items()}}


@every_named_sample
def test_a_document_given_back_as_it_was_read_does_not_change(octopus: Octopus, sample: Sample) -> None:
    """Found by ID, in another spelling of its name, and renamed there and back."""
    sample.stock(octopus.server)
    made = octopus.ok(sample.module, sample.minimal)
    inside = {option: value for option, value in sample.known.items() if option != "name"}
    assert octopus.ok(sample.module, {**inside, "id": made["id"]})["changed"] is False
    assert octopus.ok(sample.module, {**sample.known, "name": f"  {sample.name.upper()} "})["changed"] is False
    if RESOURCES[sample.kind].fixed:
        renamed = octopus(sample.module, {**sample.known, "id": made["id"], "name": "Called otherwise"})
        assert "the server can't rename" in renamed["msg"]
        in_capitals = {**sample.known, "id": made["id"], "name": sample.name.upper()}
        assert octopus.ok(sample.module, in_capitals)["changed"] is False, "it is the same name"
        return
    renaming = {**sample.known, "new_name": "Called otherwise"}
    predicted = octopus.ok(sample.module, renaming, check=True)
    done = octopus.ok(sample.module, renaming)
    assert predicted["diff"] == done["diff"]
    assert done["diff"]["after"]["name"] == "Called otherwise"
    assert (done["changed"], octopus.ok(sample.module, renaming)["changed"]) == (True, False)
    assert done["id"] == made["id"]
    back = octopus.ok(sample.module, {**sample.known, "id": made["id"]})
    assert (back["changed"], back["resource"][RESOURCES[sample.kind].location.naming.prop]) == (True, sample.name)


@every_sample
@pytest.mark.fact("C.3")
def test_unknown_properties_survive(octopus: Octopus, sample: Sample) -> None:
    """Properties that only a newer server knows are sent back unchanged."""
    sample.stock(octopus.server)
    made = octopus.ok(sample.module, sample.minimal)
    option = next(iter(sample.steps), None)
    if RESOURCES[sample.kind].fixed:
        return
    if option is None:
        pytest.fail(f"{sample.title} changes nothing")
    values = sample.steps[option] or [None]
    if made["id"] is None and RESOURCES[sample.kind].owner:
        # The kind has no document of its own; tests/unit/engine/test_tenant_values.py tests its parts.
        return
    if made["id"] is None:
        # The kind that stands for the server has no document of its own, but those beside it.
        field = next(each for each in RESOURCES[sample.kind].fields if each.option == option)
        made = octopus.ok(sample.module, {option: values[0]})["resource"][field.api]
        # Such a kind can also stand for a list of documents, of which the last one was there before.
        made = made[-1] if isinstance(made, list) else made
        values = values[1:]
    document_id = made["Id"] if "Id" in made else made["resource"]["Id"]
    octopus.server.put_unknown(document_id, {"FromTheFuture": {"Keep": [1, 2]}})
    octopus.ok(sample.module, {**sample.known, option: values[0]} if values[0] else {})
    document = octopus.server.document(document_id)
    assert document.get("FromTheFuture") == {"Keep": [1, 2]}


@pytest.mark.parametrize("sample", list(filter(has_secrets, SAMPLES)), ids=lambda sample: sample.title)
@pytest.mark.fact("5.1", "C.7")
def test_no_secret_is_shown(octopus: Octopus, sample: Sample) -> None:
    """Whether the document is there, or has the secret, or not: ``Octopus`` refuses a result with a secret.

    The tasks without a secret run in ``test_check_mode_predicts_what_the_run_does``, with secrets in the documents.
    """
    sample.stock(octopus.server)
    todo = [{**sample.known, option: value} for option, value in walked(sample)]
    for options in [{**sample.minimal, **sample.on_create}, *filter(holds_secret, todo)]:
        for check in (True, False, False):
            octopus(sample.module, options, check=check, verbosity=4)


def dotted(fields: tuple[Field, ...], path: str = "") -> Iterator[str]:
    for each in fields:
        nested = each.type.parts()
        yield from dotted(nested, f"{path}{each.option}.")
        if not nested:
            yield f"{path}{each.option}"


def dotted_values(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from dotted_values(each, path)
    elif isinstance(value, dict):
        for option, part in value.items():
            yield from dotted_values(part, f"{path}.{option}")
    yield path


@pytest.mark.parametrize("kind", sorted(RESOURCES))
def test_every_option_has_a_sample(kind: str) -> None:
    tried = set()
    for sample in SAMPLES:
        if sample.kind == kind:
            given = [*sample.minimal.items(), *sample.on_create.items(), *sample.elsewhere.items(), *walked(sample)]
            tried |= {path for option, value in given for path in dotted_values(value, option)}
    assert set(dotted(RESOURCES[kind].fields)) - tried == set()


def keys(entries: Any, field: Field) -> set[str]:
    """The keys of a list's entries: the entries themselves, or the values of their first required option.

    Where a mapping shows them, its keys begin with that.
    """
    if isinstance(entries, dict):
        return {label.partition(" (")[0].casefold() for label in entries}
    known_by = next(
        (option for option, each in field.type.argument().get("options", {}).items() if "required" in each), ""
    )
    return {str(each[known_by] if isinstance(each, dict) else each).casefold() for each in entries}


@every_sample
def test_lists_that_are_shared_can_be_added_to(octopus: Octopus, sample: Sample) -> None:
    """``merge`` adds missing entries and keeps the rest, ``replace`` sets the whole list; both are idempotent."""
    shared = [each for each in RESOURCES[sample.kind].fields if each.shared and sample.steps.get(each.option)]
    for field in shared:
        sample.stock(octopus.server)
        octopus.ok(sample.module, sample.minimal)
        known = sample.known
        lists = [value for value in sample.steps[field.option] if value]
        octopus.ok(sample.module, {**known, field.option: lists[0]})
        has = keys(lists[0], field)
        for more in lists[1:]:
            options = {**known, field.option: more, field.shared: "merge"}
            predicted = octopus.ok(sample.module, options, check=True)
            done = octopus.ok(sample.module, options)
            assert without_secret_report(predicted) == without_secret_report(done)
            has |= keys(more, field)
            shown = done["diff"]["after"].get(field.option)
            assert shown is None or keys(shown, field) == has
            assert octopus.ok(sample.module, options)["changed"] is False
        assert octopus.ok(sample.module, {**known, field.option: lists[0], field.shared: "merge"}) is not None
        back = octopus.ok(sample.module, {**known, field.option: lists[0]})
        assert keys(back["diff"]["after"].get(field.option) or lists[0], field) == keys(lists[0], field)
