# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Defaults of templates that stand for accounts, worker pools and certificates: names to people, IDs to the API."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds.machine import CERTIFICATE
from emulator.testing import Emulator

# The kinds with templates: the module, required options, the option and the property.
KINDS = {
    "project": (
        "octopus_project",
        {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"},
        "templates",
        "Templates",
    ),
    "library_variable_set": ("octopus_library_variable_set", {"name": "Bank"}, "templates", "Templates"),
    "step_template": (
        "octopus_step_template",
        {"name": "Tell", "action_type": "Octopus.Script"},
        "parameters",
        "Parameters",
    ),
}
CONTROL_TYPES = {
    "AzureAccount": ("Ours", "Accounts-1"),
    "AmazonWebServicesAccount": ("Ours", "Accounts-1"),
    "GoogleCloudAccount": ("Ours", "Accounts-1"),
    "UsernamePasswordAccount": ("Ours", "Accounts-1"),
    "GenericOidcAccount": ("Ours", "Accounts-1"),
    "WorkerPool": ("Linux", "WorkerPools-2"),
    "Certificate": ("Cluster", "Certificates-1"),
}
every_kind = pytest.mark.parametrize("kind", sorted(KINDS))
# Each control type once, and each kind.
CASES = [("project", each) for each in sorted(CONTROL_TYPES)] + [
    (kind, "AzureAccount") for kind in sorted(KINDS) if kind != "project"
]
every_case = pytest.mark.parametrize(("kind", "control_type"), CASES)


def surroundings(server: Emulator) -> None:
    server.seed("accounts", Name="Ours", AccountType="UsernamePassword", Username="deploy")
    server.seed("workerpools", Name="Linux", WorkerPoolType="StaticWorkerPool")
    server.seed("certificates", Name="Cluster", CertificateData={"HasValue": True, "NewValue": CERTIFICATE})


def task(kind: str, **template: Any) -> tuple[str, dict[str, Any]]:
    module, minimal, option, _prop = KINDS[kind]
    return module, {**minimal, option: [{"name": "Where", **template}]}


def stored(octopus: Octopus, kind: str, result: dict[str, Any]) -> Any:
    return octopus.server.document(result["id"])[KINDS[kind][3]][0]["DefaultValue"]


@every_case
def test_a_name_goes_in_and_comes_out(octopus: Octopus, kind: str, control_type: str) -> None:
    surroundings(octopus.server)
    name, known_id = CONTROL_TYPES[control_type]
    shown_as = {"control_type": control_type}
    given = task(kind, default_value=name, display_settings=shown_as)
    predicted = octopus.ok(*given, check=True)
    done = octopus.ok(*given)
    assert predicted["diff"] == done["diff"] and stored(octopus, kind, done) == known_id
    assert done["diff"]["after"][KINDS[kind][2]][0]["default_value"] == name
    for same in (name, f" {name.upper()} ", known_id):
        again = octopus.ok(*task(kind, default_value=same, display_settings=shown_as))
        assert again["changed"] is False, same
    # How it is shown the server knows already.
    assert octopus.ok(*task(kind, default_value=name))["changed"] is False
    exported = octopus.ok("octopus_config_info", kinds=[f"{kind}s"])["config"]
    (item,) = next(iter(exported.values()))
    assert item[KINDS[kind][2]][0]["default_value"] == name
    for cleared, kept in (("#{Ours}", "#{Ours}"), ("", None)):
        other = task(kind, default_value=cleared, display_settings=shown_as)
        assert octopus.ok(*other)["changed"] is True
        assert (stored(octopus, kind, done) or None) == kept
        assert octopus.ok(*other)["changed"] is False


@every_kind
def test_other_texts_stay_as_they_are(octopus: Octopus, kind: str) -> None:
    surroundings(octopus.server)
    for control_type in ("SingleLineText", "Select", "StepName", "Checkbox", ""):
        settings = {"control_type": control_type, "select_options": "Ours|Ours"}
        done = octopus.ok(*task(kind, default_value="Ours", display_settings=settings))
        assert stored(octopus, kind, done) == "Ours"
    assert stored(octopus, kind, octopus.ok(*task(kind, default_value="Linux"))) == "Linux"


@every_case
def test_a_name_that_does_not_exist(octopus: Octopus, kind: str, control_type: str) -> None:
    """The error comes before any write; check mode assumes that an earlier task will create the document."""
    given = task(kind, default_value="Mars", display_settings={"control_type": control_type})
    octopus.server.clear_requests()
    message = octopus(*given)["msg"]
    assert f"{KINDS[kind][2]}[0].default_value: there is no " in message and "'Mars'" in message
    predicted = octopus.ok(*given, check=True)
    assert "check mode assumes that it will be created" in predicted["warnings"][0]
    assert predicted["diff"]["after"][KINDS[kind][2]][0]["default_value"] == "Mars"
    assert octopus.writes() == []


@every_kind
@pytest.mark.parametrize("left", ["Accounts-99", "whatever it was", "undefined"])
def test_a_default_that_names_nothing_stays_if_the_server_has_it(octopus: Octopus, kind: str, left: str) -> None:
    """Servers accept any text as a default, and keep the ID of a removed account."""
    shown_as = {"control_type": "AzureAccount"}
    done = octopus.ok(*task(kind, default_value=left))
    octopus.ok(*task(kind, display_settings=shown_as))
    given = task(kind, default_value=left, display_settings=shown_as, label="Where to")
    changed = octopus.ok(*given)
    assert (changed["changed"], stored(octopus, kind, done)) == (True, left)
    assert octopus.ok(*given)["changed"] is False


@every_kind
def test_one_configuration_makes_both(octopus: Octopus, kind: str) -> None:
    module, options = task(kind, default_value="Later", display_settings={"control_type": "AzureAccount"})
    config = {
        f"{kind}s": [options],
        "accounts": [{"name": "Later", "username_password": {"username": "deploy"}}],
    }
    predicted = octopus.ok("octopus_config", config=config, check=True)
    done = octopus.ok("octopus_config", config=config)
    assert (predicted["diff"], predicted.get("warnings")) == (done["diff"], done.get("warnings"))
    assert octopus.ok("octopus_config", config=config)["changed"] is False
    assert stored(octopus, kind, octopus.ok(module, options)) == "Accounts-1"
    exported = octopus.ok("octopus_config_info", kinds=[f"{kind}s", "accounts"])["config"]
    octopus.server.reset()
    assert octopus.ok("octopus_config", config=exported)["changed"] is True
    assert octopus.ok("octopus_config", config=config)["changed"] is False
