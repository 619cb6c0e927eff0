# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions in values: the secrets that they need, and their results in a situation."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._preview.evaluation import (
    Dictionary,
    Evaluation,
    dictionary,
    meant_by,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import Candidate, Situation, Source
from ansible_collections.octopus.deploy.plugins.module_utils._preview.reading import Reading

KNOWN = {
    "Host": "web-1",
    "Url": "https://#{Host}",
    "Login": "sa:#{Database.Password}",
    "Indirect": "#{Login | ToBase64}",
    "Loop": "#{Other}",
    "Other": "#{Loop}",
    "Settings": '{"Key": 1}',
}
VARIABLES = Dictionary.of(KNOWN, ["Database.Password", "Key"])


@pytest.mark.parametrize(
    "text",
    [
        "#{Database.Password}",
        "#{ database.password | ToUpper }",
        "#{if Database.Password}a#{else}b#{/if}",
        '#{unless Key == "x"}a#{/unless}',
        '#{if "x" != Key}a#{/if}',
        "#{each item in Key}#{item}#{/each}",
        "#{Servers[#{Key}].Name}",
        "#{Indirect}",
        '#{Host | Append "#{Key}"}',
        "#{calc 1 + Key}",
        "#{Key.Property}",
    ],
)
def test_a_value_that_needs_a_secret_is_not_evaluated(text: str) -> None:
    found = VARIABLES.evaluated(text)
    assert found.text is None and len(found.secrets) == 1
    assert found.error == f"needs a secret, which nobody can read: {found.secrets[0]!r}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Key=#{Url}", Evaluation("Key=https://web-1")),
        ("#{Settings.Key}", Evaluation("1")),
        ("#{Monkey}", Evaluation("#{Monkey}", ("#{Monkey}",))),
        ("##{Key}", Evaluation("#{Key}")),
        ("{Key}", Evaluation("{Key}")),
        (None, Evaluation("")),
    ],
)
def test_a_value_is_evaluated(text: str | None, wanted: Evaluation) -> None:
    assert VARIABLES.evaluated(text) == wanted


def test_a_loop_is_reported() -> None:
    found = VARIABLES.evaluated("#{Loop}")
    assert found.text is None and "self referencing loop" in found.error and not found.secrets


def test_the_variables_that_a_symbol_may_mean() -> None:
    assert list(meant_by("A.B[C].D")) == ["a.b[c].d", "a.b[c]", "a.b", "a"]


def test_a_value_that_octopus_itself_sets_beats_variables() -> None:
    project = {"Id": "Projects-1", "Name": "Shop"}
    values = {
        "ProcessOwner": ("Runbooks-1",),
        "Environment": ("Environments-1",),
        "Machine": ("Machines-1",),
        "Role": ("web", "blue"),
        "Tenant": ("Tenants-1",),
        "TenantTag": ("Region/EU", "Tier/Gold"),
        "Action": ("a1",),
    }
    names = {(kind, ids[0]): f"the {kind}" for kind, ids in values.items()}
    reading = Reading(project, (), Situation(values), names)
    own = Candidate("octopus.environment.name", "own", Source("Shop"))
    known = dictionary([own, Candidate("A", None, Source("Shop"))], reading).evaluator.variables
    assert known == {
        "A": "",
        "Octopus.Project.Id": "Projects-1",
        "Octopus.Project.Name": "Shop",
        "Octopus.Environment.Id": "Environments-1",
        "Octopus.Environment.Name": "the Environment",
        "Octopus.Machine.Id": "Machines-1",
        "Octopus.Machine.Name": "the Machine",
        "Octopus.Machine.Roles": "web,blue",
        "Octopus.Deployment.Tenant.Id": "Tenants-1",
        "Octopus.Deployment.Tenant.Name": "the Tenant",
        "Octopus.Deployment.Tenant.Tags": "Region/EU, Tier/Gold",
        "Octopus.Action.Id": "a1",
        "Octopus.Action.Name": "the Action",
        "Octopus.Runbook.Id": "Runbooks-1",
        "Octopus.Runbook.Name": "the ProcessOwner",
    }
    deployment = Reading(project, (), Situation({"ProcessOwner": ("Projects-1",), "Channel": ("Channels-1",)}), {})
    assert dictionary([], deployment).evaluator.variables == {
        "Octopus.Project.Id": "Projects-1",
        "Octopus.Project.Name": "Shop",
        "Octopus.Release.Channel.Name": "Channels-1",
    }
