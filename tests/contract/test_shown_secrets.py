# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret in an option that everybody can read is refused and shown nowhere, not even at -vvvv, through both doors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments
from contract.conftest import Octopus

pytestmark = pytest.mark.both_doors

FIRST, SECOND = "hunter-22", "hunter-23"
SENSITIVE = {"display_settings": {"control_type": "Sensitive"}}
TEMPLATES = [{"name": name, **SENSITIVE} for name in ("Key", "Password")]
PROJECT = {
    "name": "Shop",
    "project_group": "Default Project Group",
    "lifecycle": "Default Lifecycle",
    "included_library_variable_sets": ["Customers"],
    "templates": TEMPLATES,
}
SCRIPT = {"Octopus.Action.Script.ScriptBody": "echo", "Octopus.Action.RunOnServer": "true"}
STEP = {"name": "Greet", "action_type": "Octopus.Script", "properties": SCRIPT}
HELD = {"Key": "old-secret", "Password": "old-secret"}
# The documents of the server before the tasks: sensitive variables, templates and properties.
THERE: dict[str, Any] = {
    "environments": [{"name": "Test"}],
    "library_variable_sets": [{"name": "Customers", "templates": TEMPLATES}],
    "projects": [PROJECT],
    "tenants": [{"name": "Acme", "projects": [{"project": "Shop", "environments": ["Test"]}]}],
    "variables": [{"project": "Shop", "variables": [{"name": each, "sensitive_value": "old-secret"} for each in HELD]}],
    "deployment_processes": [{"project": "Shop", "steps": [{**STEP, "sensitive_properties": HELD}]}],
    "runbooks": [{"name": "Greet", "project": "Shop"}],
    "runbook_processes": [{"project": "Shop", "runbook": "Greet", "steps": [{**STEP, "sensitive_properties": HELD}]}],
    "step_templates": [
        {
            "name": "Greet",
            "action_type": "Octopus.Script",
            "properties": SCRIPT,
            "sensitive_properties": HELD,
            "parameters": TEMPLATES,
        }
    ],
}
SHOWN = {"Key": FIRST, "Password": SECOND}
DEFAULTS = [{"name": name, "default_value": value} for name, value in SHOWN.items()]
VALUES = [{"name": name, "value": value} for name, value in SHOWN.items()]
# The options of each kind that everybody can read, with secrets in them.
TASKS: list[tuple[str, str, dict[str, Any]]] = [
    ("variables", "type", {"project": "Shop", "variables": [{**each, "type": "Sensitive"} for each in VALUES]}),
    ("variables", "value", {"project": "Shop", "mode": "merge", "variables": VALUES}),
    ("variables", "values", {"project": "Shop", "mode": "merge", "values": SHOWN}),
    ("tenant_variables", "project", {"project_variables": [{"project": "Shop", **each} for each in VALUES]}),
    (
        "tenant_variables",
        "common",
        {"common_variables": [{"library_variable_set": "Customers", **each} for each in VALUES]},
    ),
    ("project", "templates", {"name": "Shop", "templates": DEFAULTS[:1]}),
    ("library_variable_set", "templates", {"name": "Customers", "templates": DEFAULTS[:1]}),
    ("step_template", "parameters", {"name": "Greet", "parameters": DEFAULTS[:1]}),
    ("step_template", "properties", {"name": "Greet", "properties": SHOWN}),
    ("step_template", "known", {"name": "Greet", "properties": {**SCRIPT, "Tomcat.Deploy.Password": FIRST}}),
    ("step_template", "both", {"name": "Greet", "properties": {**SCRIPT, **SHOWN}, "sensitive_properties": HELD}),
    ("deployment_process", "properties", {"project": "Shop", "steps": [{**STEP, "properties": {**SCRIPT, **SHOWN}}]}),
    (
        "deployment_process",
        "known",
        {"project": "Shop", "steps": [{**STEP, "properties": {**SCRIPT, "Tomcat.Deploy.Password": FIRST}}]},
    ),
    (
        "runbook_process",
        "properties",
        {"project": "Shop", "runbook": "Greet", "steps": [{**STEP, "properties": {**SCRIPT, **SHOWN}}]},
    ),
    (
        "deployment_process",
        "both",
        {"project": "Shop", "steps": [{**STEP, "properties": {**SCRIPT, **SHOWN}, "sensitive_properties": HELD}]},
    ),
]


def with_plain_siblings(arguments: Mapping[str, Any]) -> Iterator[str]:
    """The options that have one for secrets beside them, such as ``value`` beside ``sensitive_value``."""
    for option, argument in arguments.items():
        if f"sensitive_{option}" in arguments:
            yield option
        yield from with_plain_siblings(argument.get("options") or {})


@pytest.mark.parametrize(("kind", "case", "options"), TASKS, ids=[f"{kind}-{case}" for kind, case, options in TASKS])
def test_a_secret_that_would_be_shown(octopus: Octopus, kind: str, case: str, options: dict[str, Any]) -> None:
    assert not octopus("octopus_config", config=THERE).get("failed")
    named = {"tenant": "Acme", **options} if kind == "tenant_variables" else options
    plural = next(plural for plural, each in BY_PLURAL.items() if each.kind == kind)
    for module, given in ((f"octopus_{kind}", named), ("octopus_config", {"config": {plural: [named]}})):
        octopus.server.clear_requests()
        result = octopus(module, given, verbosity=4)
        assert result.get("failed"), result
        assert "hunter" not in str(result)
        assert "sensitive_" in result["msg"]
        assert all(each.method == "GET" for each in octopus.server.requests)


def test_every_kind_with_such_options_is_tried() -> None:
    found = {each.kind for each in KINDS if any(with_plain_siblings(item_arguments(each)))}
    assert found == {kind for kind, _case, _options in TASKS}
