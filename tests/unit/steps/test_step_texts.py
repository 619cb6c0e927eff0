# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The meaning of texts in properties, for every type of step."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TEAMS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import (
    JsonPairs,
    JsonText,
    JsonValues,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    FLAG,
    LINES,
    JoinedList,
    JoinedReferences,
    StepChoice,
    StepNumber,
    StepSecret,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import FieldType
from unit.steps.samples import SECRET, context


@pytest.mark.parametrize(
    ("kind", "option", "api"),
    [
        (LINES, ["a.json", "b.json"], "a.json\nb.json"),
        (JoinedList(","), ["a", "b"], "a,b"),
        (StepNumber(), 5, "5"),
        (FLAG, True, "True"),
        (JsonText("any"), {"a": 1}, '{"a": 1}'),
        (JsonText("any"), [1], "[1]"),
        (JsonText("dict"), {"a": [1, None, "é"]}, '{"a": [1, null, "é"]}'),
        (JsonPairs(key="Key", value="Value"), {"A": "1"}, '[{"Key": "A", "Value": "1"}]'),
        (JsonValues(inner="value"), {"a": [1]}, '{"a": {"value": [1]}}'),
        (JsonValues(), {"a": "1"}, '{"a": "1"}'),
        (JoinedReferences(TEAMS), ["#{Team}", "The team"], "#{Team},Teams-1"),
    ],
)
def test_values_and_their_texts(kind: FieldType, option: Any, api: str) -> None:
    assert kind.wanted(option, None, context(), "o") == api
    assert kind.shown(api, context()) == kind.exported(api, context(), "p") == option
    assert kind.same(api, api) and not kind.same(api, "")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (LINES, "a\r\nb\n", "b\na"),
        (JsonText(), '[{"a": 1}]', '[ { "a":1 } ]'),
        (JsonText("dict"), '{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
        (
            JsonPairs(),
            '[{"key":"a","value":"1"},{"key":"b","value":"2"}]',
            '[{"key":"b","value":"2"},{"value":"1","key":"a"}]',
        ),
        (FLAG, None, "false"),
        (StepChoice(("Low", "High")), "low", "Low"),
        (JoinedReferences(TEAMS), "Teams-1,Teams-2", "Teams-2, Teams-1"),
    ],
)
def test_texts_that_mean_the_same(kind: FieldType, one: Any, other: Any) -> None:
    assert kind.same(one, other) and kind.same(other, one)


@pytest.mark.parametrize(
    ("kind", "api"),
    [
        (FLAG, "#{Flag}"),
        (StepChoice(("Low", "High")), "#{Priority}"),
    ],
)
def test_texts_that_no_option_can_express(kind: FieldType, api: str) -> None:
    assert kind.exported(api, context(), "p") is None
    assert not kind.same(api, "") and not kind.same("", api)


@pytest.mark.parametrize("given", [["a", ""], ["a\nb"]])
def test_entries_that_are_none(given: list[str]) -> None:
    with pytest.raises(OptionError, match=r"o\[\d\]: is (empty|more)"):
        LINES.wanted(given, None, context(), "o")


def test_an_expression_with_more_around_it_may_be_a_secret() -> None:
    kind = StepSecret()
    assert kind.shown(f"#{{A}}{SECRET}", context()) != f"#{{A}}{SECRET}"
    assert kind.wanted(f"#{{A}}{SECRET}", None, context(), "o") == {"HasValue": True, "NewValue": f"#{{A}}{SECRET}"}


@pytest.mark.parametrize(
    ("kind", "api"),
    [
        (JsonText(), "#{Bindings}"),
        (JsonText(), '{"a": 1}'),
        (JsonPairs(), '[{"key": "a", "value": "1", "more": 2}]'),
        (JsonPairs(), '[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]'),
        (JsonValues(inner="value"), '{"a": {"reference": {}}}'),
        (JsonValues(), '{"a": 1}'),
        (JsonValues(), "parameters.json"),
        (StepNumber(), "#{Timeout}"),
    ],
)
def test_other_texts_are_texts(kind: FieldType, api: str) -> None:
    assert kind.exported(api, context(), "p") == kind.shown(api, context()) == api
    assert kind.wanted(api, None, context(), "o") == api


@pytest.mark.parametrize(
    ("kind", "given", "problem"),
    [
        (JsonText(), {"a": 1}, "o: must be a list, or a text, not a mapping"),
        (JsonText("any"), 5, "o: must be a list or a mapping, or a text, not a number"),
        (JsonValues(), ["a"], "o: must be a mapping, or a text, not a list"),
        (StepNumber(), "five", r"o: must be 0 or more, or an expression with #{...}, not 'five'"),
        (StepNumber(minimum=3), "2", "o: must be 3 or more"),
        (StepNumber(minimum=1, maximum=9), 10, "o: must be from 1 to 9, or an expression .* not 10"),
        (StepNumber(), True, "not True"),
        (StepNumber(), ["1"], "must be 0 or more"),
    ],
)
def test_values_of_another_type(kind: FieldType, given: Any, problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        kind.wanted(given, None, context(), "o")
