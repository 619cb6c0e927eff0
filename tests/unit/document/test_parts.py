# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts that a document states, from configurations."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import Code, Mark
from ansible_collections.octopus.deploy.plugins.module_utils._document.machines import connection
from ansible_collections.octopus.deploy.plugins.module_utils._document.projects import settings, steps_of
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import phases, reached
from ansible_collections.octopus.deploy.plugins.module_utils._document.variables import value

KNOWN = ("Dev", "Test", "Live")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {"Dev": "1", "Test": "2", "Live": "3"}),
        (
            [{"name": "A", "automatic_deployment_targets": ["Dev"]}, {"name": "B"}],
            {"Dev": "1 auto", **dict.fromkeys(KNOWN[1:], "2")},
        ),
        ([{"name": "A", "automatic_deployment_targets": ["Dev"], "is_optional_phase": True}], {"Dev": "(1)"}),
        ([{"name": name, "optional_deployment_targets": ["Test"]} for name in "AB"], {"Test": "1"}),
    ],
    ids=[
        "no phases",
        "a phase without environments",
        "optional phases do not deploy by themselves",
        "the first counts",
    ],
)
def test_environments_that_a_lifecycle_reaches(given: list[dict[str, Any]], expected: dict[str, str]) -> None:
    found = reached({"name": "L", "phases": given}, KNOWN)
    assert {name: mark.text for name, mark in found.items()} == expected


def test_phase_without_environments_has_those_that_no_phase_before_it_names() -> None:
    given = [{"name": "A", "optional_deployment_targets": ["Test"]}, {"name": "B"}]
    assert [each.targets for each in phases({"phases": given}, KNOWN)][1] == (("Dev", False), ("Live", False))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"sensitive_value": "<secret x>"}, (Mark("secret", "secret"),)),
        ({"type": "Sensitive"}, (Mark("secret", "secret"),)),
        ({"value": ""}, (Mark("empty", "scope"),)),
        ({"value": {"a": 1}}, (Code('{"a": 1}'),)),
        (
            {"value": "Admin", "type": "AmazonWebServicesAccount"},
            (Code("Admin"), " ", Mark("AmazonWebServicesAccount", "scope")),
        ),
        ({"value": "l\n" * 30}, (Code("\n".join("l" * 12)), " … 30 lines, 60 characters")),
    ],
)
def test_values_of_variables(entry: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert value(entry) == expected


def test_settings_leave_out_values_for_prompts_and_keep_zero() -> None:
    given = {
        "form_values": {"Password": "p"},
        "variables": "p",
        "interval": 0,
        "off": False,
        "on": True,
        "days": ["M", "T"],
    }
    assert settings(given) == "Interval: 0\nOn\nDays: M, T"


def test_steps_have_the_steps_within_them() -> None:
    inner = {"name": "B", "action_type": "Vendor.Own", "is_disabled": True}
    (outer,) = steps_of({"steps": [{"name": "A", "max_parallelism": "2", "actions": [inner]}]})
    assert outer.facts == (("at most 2 machines at a time",),)
    assert outer.inner[0].facts == (("Vendor.Own",), (Mark("disabled", "off"),))


def test_connections() -> None:
    assert connection({"name": "m", "ssh": {"host": "h", "port": 22}}) == "Ssh\nh"
    assert connection({"name": "m", "cloud_region": {}}) == "Cloud region"
