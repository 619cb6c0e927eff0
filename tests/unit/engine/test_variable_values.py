# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of variables: their comparison, secrets, and prompts."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from unit.engine.variable_sets import ENTRIES, a_secret, a_set, a_variable, context, planned

PROMPT = {
    "Label": "Where",
    "Description": "",
    "Required": False,
    "DisplaySettings": {"Octopus.ControlType": "SingleLineText"},
}
PRODUCTION = {"environments": ["Production"]}


def alone(current: dict[str, Any] | None, given: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The only variable after a task with one entry."""
    wanted = planned(a_set(*([current] if current else [])), [{"name": "Url", **given}], context(**more))
    variables: list[dict[str, Any]] = wanted["Variables"]
    assert len(variables) == 1
    return variables[0]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("text ", "text "),
        (8080, "8080"),
        (True, "True"),
        (False, "False"),
        ("", ""),
        (["a", 1.5, None], '["a", 1.5, null]'),
        ({"ä": True}, '{"ä": true}'),
    ],
)
def test_values_as_yaml_has_them(given: Any, value: str) -> None:
    assert alone(None, {"value": given})["Value"] == value


@pytest.mark.parametrize(
    ("has", "given"),
    [
        ("a\r\nb", {"value": "a\nb"}),
        (None, {"value": ""}),
        ('{"b":[1,2],\n "a": true}', {"value": {"a": True, "b": [1, 2]}}),
        ("True", {"value": True}),
        ("anything", {}),
        ("x", {"value": "x", "description": ""}),
        ("x", {"is_editable": True, "prompt": {}}),
    ],
)
def test_equal_values_are_no_difference(has: str | None, given: dict[str, Any]) -> None:
    current = a_variable("Url", has, Description=None)
    assert alone(current, given) is current


@pytest.mark.parametrize(
    ("has", "given"),
    [("True", "true"), ("x", "x "), ('{"a": 1}', {"a": True}), ('{"a": 1}', '{"a":1}'), ("", "0")],
)
def test_other_values_are_a_difference(has: str, given: Any) -> None:
    assert alone(a_variable("Url", has), {"value": given})["Value"] != has


def test_a_number_with_a_decimal_point_is_refused() -> None:
    with pytest.raises(OptionError, match=r"variables\[0\].value: is a number with a decimal point.*in quotes"):
        alone(None, {"value": 1.10})


def test_a_secret_is_kept_unless_all_secrets_are_updated() -> None:
    current, at = a_secret("Url"), context()
    assert planned(a_set(current), [{"name": "Url", "sensitive_value": "hunter-22"}], at)["Variables"] == [current]
    assert at.notes.uncompared == ["variables[0].sensitive_value"]
    made = alone(current, {"sensitive_value": "hunter-22"}, update_secrets="always")
    assert made == {**current, "Value": "hunter-22"}
    assert ENTRIES.shown(a_set(made), context()) == {"Url": "******** (sent)"}
    assert ENTRIES.shown(a_set(current), context()) == {"Url": "********"}


@pytest.mark.parametrize("options", [{"description": "new"}, {"sensitive_value": "<secret url>", "description": "new"}])
def test_an_unrelated_change_keeps_a_secret(options: dict[str, Any]) -> None:
    current = a_secret("Url")
    assert alone(current, options) == {**current, "Description": "new"}


def test_the_secret_of_another_scope_is_another_secret() -> None:
    current = a_secret("Url", Scope={"Environment": ["Environments-2"]})
    given = {"sensitive_value": "hunter-22", "scope": PRODUCTION}
    assert alone(current, given)["Value"] == "hunter-22"
    assert alone(current, {**given, "sensitive_value": "<secret url>"})["Value"] is None


def test_a_cleared_secret_is_a_new_variable() -> None:
    current, given = a_secret("Url"), {"sensitive_value": "<no secret>"}
    made = alone(current, given, update_secrets="always")
    assert "Id" not in made and made["Value"] is None
    at = context()
    assert planned(a_set(current), [{"name": "Url", **given}], at)["Variables"] == [current]
    assert "may still have a secret" in at.notes.warnings[0]
    assert alone(None, given)["Value"] is None


def test_a_text_becomes_a_secret_and_back() -> None:
    made = alone(a_variable("Url", "a"), {"sensitive_value": "hunter-22"})
    assert (made["Id"], made["Type"], made["IsSensitive"], made["Value"]) == ("Url-1", "Sensitive", True, "hunter-22")
    made = alone(a_secret("Url"), {"type": "String", "value": ""})
    assert (made["Id"], made["Type"], made["IsSensitive"], made["Value"]) == ("Url-1", "String", False, "")


def test_an_old_server_has_a_flag_for_secrets() -> None:
    current = a_variable("Url", None, IsSensitive=True)
    assert alone(current, {"sensitive_value": "hunter-22"}) is current


@pytest.mark.parametrize(
    ("current", "given", "problem"),
    [
        (a_variable("Url", "a"), {"type": "Sensitive"}, "sensitive_value: must be given"),
        (a_variable("Url", "a"), {"sensitive_value": "<secret url>"}, "keeps the server's secret, but"),
        (a_secret("Url"), {"type": "String"}, "value: must be given to change the type of the variable from Sensitive"),
        (a_secret("Url"), {"value": "shown"}, "value: would show the value of a sensitive variable"),
        (a_secret("Url"), {"sensitive_value": " "}, "is empty"),
        (None, {"type": "Sensitive"}, "sensitive_value: must be given"),
        (a_variable("Url", "a"), {"type": "AzureAccount"}, "value: must be given"),
        (a_variable("Url", "a"), {"type": "AzureAccount", "value": "Nothing"}, "no account named 'Nothing'"),
    ],
)
def test_values_that_can_not_be_sent(current: dict[str, Any] | None, given: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        alone(current, given)


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("AzureAccount", "Subscription", "Accounts-1"),
        ("AmazonWebServicesAccount", "Accounts-1", "Accounts-1"),
        ("Certificate", "Certificate", "Certificates-1"),
        ("WorkerPool", "Pool", "WorkerPools-1"),
        ("AzureAccount", "#{Other}", "#{Other}"),
        ("AzureAccount", "", ""),
    ],
)
def test_values_that_name_documents(kind: str, given: str, value: str) -> None:
    made = alone(None, {"type": kind, "value": given})
    assert (made["Type"], made["Value"]) == (kind, value)
    assert alone({**made, "Id": "Url-1"}, {"value": given}) == {**made, "Id": "Url-1"}


def test_an_account_that_is_gone_stays_a_text() -> None:
    current = a_variable("Url", "Accounts-9", Type="AzureAccount")
    assert alone(current, {"value": "Accounts-9"}) is current
    assert ENTRIES.shown(a_set(current), context()) == {"Url": {"type": "AzureAccount", "value": "Accounts-9"}}


def test_a_newer_type_needs_a_newer_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unit.engine.variable_sets.Version.version", "2024.4.1")
    with pytest.raises(OptionError, match=r"variables\[0\].type: needs Octopus Server 2025.1"):
        alone(None, {"type": "GenericOidcAccount", "value": ""})


def test_prompts() -> None:
    made = alone(None, {"prompt": {"label": "Where", "select_options": "eu|Europe"}})
    assert made["Prompt"] == {"Label": "Where", "DisplaySettings": {"Octopus.SelectOptions": "eu|Europe"}}
    current = a_variable("Url", "a", Prompt=PROMPT)
    assert alone(current, {"prompt": {"label": "Where", "control_type": "SingleLineText"}}) is current
    assert alone(current, {}) is current
    assert alone(current, {"prompt": {"required": True}})["Prompt"] == {**PROMPT, "Required": True}
    assert alone(current, {"prompt": {}})["Prompt"] is None
    both = alone(current, {"prompt": {"control_type": "Select", "select_options": "a"}})["Prompt"]["DisplaySettings"]
    assert both == {"Octopus.ControlType": "Select", "Octopus.SelectOptions": "a"}


def test_a_prompt_without_display_settings_has_the_usual_ones() -> None:
    current = a_variable("Url", "a", Prompt={**PROMPT, "DisplaySettings": {}})
    given = {"control_type": "SingleLineText", "select_options": ""}
    assert alone(current, {"prompt": given}) is current
    changed = alone(current, {"prompt": {"control_type": "Checkbox"}})["Prompt"]
    assert changed["DisplaySettings"] == {"Octopus.ControlType": "Checkbox"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"is_editable": False}, "is_editable: must be true"),
        ({"scope": {"machines": ["Web1"], "channels": ["Beta"]}}, "scope.machines and channels: servers take only"),
    ],
)
def test_an_option_that_the_servers_prompt_does_not_allow_is_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        alone(a_variable("Url", "a", Prompt=PROMPT), given)


def test_a_sensitive_variable_with_a_prompt_needs_no_value() -> None:
    made = alone(None, {"type": "Sensitive", "prompt": {"label": "Password", "required": True}})
    assert made["Value"] is None and made["IsSensitive"]
