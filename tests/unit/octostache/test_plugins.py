# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octostache and the test is_octostache, as Ansible calls them."""

from __future__ import annotations

from datetime import date

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.octopus.deploy.plugins.filter.octostache import FilterModule, octostache
from ansible_collections.octopus.deploy.plugins.test.is_octostache import TestModule, is_octostache


def test_ansible_finds_them_by_their_names() -> None:
    assert FilterModule().filters() == {"octostache": octostache}
    assert TestModule().tests() == {"is_octostache": is_octostache}


TEXTS = (
    *((8443, "8443"), (True, "True"), (False, "False"), (None, ""), ("x", "x")),
    *((["a", {"b": "ü"}], '["a", {"b": "ü"}]'), ({"a": None}, '{"a": null}')),
)


@pytest.mark.parametrize(("value", "expected"), TEXTS)
def test_values_become_texts_as_octopus_stores_them(value: object, expected: str) -> None:
    assert octostache("#{A}", {"A": value}) == expected


@pytest.mark.parametrize(
    ("value", "problem"), [(1.5, "is a number with a decimal point"), (date(2026, 1, 2), "a date")]
)
def test_a_text_that_yaml_has_changed_is_refused(value: object, problem: str) -> None:
    """Octopus would not have this text: the modules refuse the same values."""
    with pytest.raises(AnsibleFilterError, match=rf"octostache: variables\.A: .*{problem}.*in quotes"):
        octostache("#{A}", {"A": value})


def test_a_token_without_a_value_stays_unless_it_is_to_be_an_error() -> None:
    assert octostache("#{A} #{B|ToUpper}", {"a": "x"}) == "x #{B | ToUpper}"
    assert octostache("#{A", {"A": "x"}, missing="keep") == "#{A"
    with pytest.raises(AnsibleFilterError, match=r"unable to be evaluated: '#\{B \| ToUpper\}'"):
        octostache("#{A} #{B|ToUpper}", {"a": "x"}, missing="error")
    with pytest.raises(AnsibleFilterError, match="cannot be parsed: line 1, column 4"):
        octostache("#{A", {}, missing="error")


def test_a_mistake_that_octopus_raises_is_an_error_that_names_the_token() -> None:
    with pytest.raises(AnsibleFilterError, match=r"octostache: #\{A \| FromBase64\}: the input is not valid base64"):
        octostache("#{A | FromBase64}", {"A": "#"})
    with pytest.raises(AnsibleFilterError, match=r"self referencing loop \(A -> A\)"):
        octostache("#{A}", {"A": "#{A}"})


def test_null_is_none() -> None:
    assert octostache("#{ | null}") is None


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((8, {}), "the input is a number, but has to be a text"),
        (("x", ["A"]), "variables is a list, but has to be a dictionary"),
        (("x", object()), "variables is a value of another type, but has to be a dictionary"),
        (("x", {}, "maybe"), "missing is 'maybe', but has to be one of: keep, error"),
    ],
)
def test_wrong_arguments_are_errors(arguments: tuple[object, ...], reason: str) -> None:
    with pytest.raises(AnsibleFilterError, match=reason):
        octostache(*arguments)


@pytest.mark.parametrize(("value", "expected"), [("#{A}", True), ("##{A}", False), (8, False), (None, False)])
def test_is_octostache(value: object, expected: bool) -> None:
    assert is_octostache(value) is expected
