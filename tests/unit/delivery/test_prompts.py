# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompted variables: values are checked against the forms of previews before anything is queued."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.prompts import form_values, prompts_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets


def element(
    identity: str, name: str, control: str = "SingleLineText", required: bool = False, label: str = ""
) -> dict[str, Any]:
    settings = {"Octopus.ControlType": control}
    named = {"Type": "VariableValue", "Name": name, "Label": label, "Required": required, "DisplaySettings": settings}
    return {"Name": identity, "Control": named, "IsValueRequired": required}


PREVIEW = {
    "Form": {
        "Values": {"id-1": "", "id-4": "blue"},
        "Elements": [
            element("id-1", "Region", required=True, label="Where to"),
            element("id-2", "Dry", "Checkbox"),
            element("id-3", "Key", "Sensitive"),
            element("id-4", "Color", required=True),
            {"Name": "id-9", "Control": {"Type": "Paragraph", "Text": "Careful"}},
        ],
    }
}


def values(plain: dict[str, Any] | None = None, secret: dict[str, Any] | None = None) -> dict[str, str]:
    return form_values(prompts_of([PREVIEW]), {"variables": plain, "sensitive_variables": secret})


def test_values_are_known_by_name_or_label() -> None:
    assert values({"region": "EU", "dry": True}, {"Key": "s3cret"}) == {"id-1": "EU", "id-2": "True", "id-3": "s3cret"}
    assert values({"where to": "EU", "Dry": "FALSE"}) == {"id-1": "EU", "id-2": "False"}


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        (None, "variables: a value is required for 'Region' (Where to)"),
        ({"Region": ""}, "variables: a value is required for 'Region' (Where to)"),
        ({"Region": "EU", "Color": ""}, "variables: a value is required for 'Color'"),
        ({"Region": 7}, "variables.Region: must be a text"),
        ({"Region": "EU", "Dry": "maybe"}, "variables.Dry: is a check box"),
        ({"Region": "EU", "Where to": "US"}, "variables.Where to: is given twice"),
        ({"Regoin": "EU"}, "does not ask for a variable 'Regoin'; it asks for 'Region'"),
    ],
)
def test_wrong_values(plain: dict[str, Any] | None, message: str) -> None:
    with pytest.raises(OptionError) as error:
        values(plain)
    assert message in str(error.value)


def test_a_secret_that_everybody_could_read_is_refused() -> None:
    with pytest.raises(ShownSecrets) as error:
        values({"Region": "EU", "Key": "s3cret"})
    assert error.value.secrets == ["s3cret"]
    assert "give it in sensitive_variables" in str(error.value)


def test_a_missing_value_is_asked_for_in_the_option_that_takes_it() -> None:
    asked = [element("id-1", "Region", required=True), element("id-2", "Pin", "Sensitive", required=True, label="PIN")]
    prompts = prompts_of([{"Form": {"Values": {}, "Elements": asked}}])
    for given, message in (
        ({"variables": {"Region": "EU"}}, "sensitive_variables: a value is required for 'Pin' (PIN)"),
        ({"sensitive_variables": {"Pin": "1234"}}, "variables: a value is required for 'Region'"),
        ({}, "variables: a value is required for 'Region', and in sensitive_variables for 'Pin' (PIN)"),
    ):
        with pytest.raises(OptionError) as error:
            form_values(prompts, {"variables": None, "sensitive_variables": None, **given})
        assert str(error.value) == message


def test_a_default_must_be_there_in_each_environment() -> None:
    with_default = {"Form": {"Values": {"id-1": "EU"}, "Elements": [element("id-1", "Region", required=True)]}}
    without = {"Form": {"Values": {}, "Elements": [element("id-1", "Region", required=True)]}}
    nothing = {"variables": None, "sensitive_variables": None}
    assert form_values(prompts_of([with_default]), nothing) == {}
    for previews in ([with_default, without], [without, with_default]):
        with pytest.raises(OptionError):
            form_values(prompts_of(previews), nothing)


def test_a_process_that_asks_for_nothing() -> None:
    assert form_values(prompts_of([{"Form": None}, {}]), {"variables": None, "sensitive_variables": None}) == {}
    with pytest.raises(OptionError, match="it asks for none"):
        form_values([], {"variables": {"A": "b"}, "sensitive_variables": None})
