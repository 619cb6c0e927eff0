# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that everybody can read on the server, and that are secrets or sound like it: an export never masks them.

A mask in an export would be written as the value when somebody applies the export.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.property_checks import SECRET_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK
from config.driving import Config, configure, export
from emulator.testing import Emulator

SECRET, NEW = "hunter-22-readable", "hunter-23-new"
BELONGING = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
SHOP = {"name": "Shop", **BELONGING, "tenanted_deployment_mode": "TenantedOrUntenanted"}
NAMES = ("DbPassword", "Token", "ApiKey", "Shared.Secret", "Passphrase")
PLAIN = {name: f"the value of {name}" for name in NAMES}
AS_TEMPLATES = [{"name": name} for name in NAMES]
CALL = {"name": "Call", "run_step_template": {"template": "Call", "parameters": PLAIN}}
RUN = {"name": "Run", "run_script": {"script_body": "echo"}, "properties": PLAIN}
# The options of a configuration with names of a user's own, each with names that sound like secrets.
SOUNDING: Config = {
    "accounts": [{"name": "Cloud", "amazon_web_services_account": {"access_key": "AKIA", "secret_key": SECRET}}],
    "step_templates": [
        {"name": "Call", "action_type": "Octopus.Script", "properties": PLAIN, "parameters": AS_TEMPLATES},
    ],
    "library_variable_sets": [{"name": "Keys", "templates": AS_TEMPLATES}],
    "projects": [{**SHOP, "templates": AS_TEMPLATES, "included_library_variable_sets": ["Keys"]}],
    "environments": [{"name": "Here"}],
    "tenants": [{"name": "Client", "projects": [{"project": "Shop", "environments": ["Here"]}]}],
    "variables": [{"project": "Shop", "values": PLAIN}],
    "deployment_processes": [{"project": "Shop", "steps": [CALL, RUN]}],
    "tenant_variables": [
        {
            "tenant": "Client",
            "project_variables": [
                {"project": "Shop", "environments": ["Here"], "name": name, "value": value}
                for name, value in PLAIN.items()
            ],
        }
    ],
}


def in_files(folder: Path) -> Config:
    return {
        key: value
        for each in folder.glob("*.yml")
        for key, value in yaml.safe_load(each.read_text(encoding="utf-8")).items()
    }


def seed_texts(server: Emulator, action_type: str) -> None:
    """A step template and a step that have every known secret as a text."""
    texts = {key: f"{SECRET} {number}" for number, key in enumerate(sorted(SECRET_SETTINGS))}
    server.seed("actiontemplates", Name="Old", ActionType=action_type, Properties={**texts, "Other": "text"})
    step = {"name": "Old", "action_type": action_type, "properties": {"Other": "text"}}
    configure(server, {"projects": [SHOP], "deployment_processes": [{"project": "Shop", "steps": [step]}]})
    (process,) = [each for collection, each in server.everything().values() if collection == "deploymentprocesses"]
    action = process["Steps"][0]["Actions"][0]
    action["Properties"].update(texts)
    server.put_read_only(process["Id"], {"Steps": process["Steps"]})


@pytest.mark.parametrize("action_type", ["Octopus.TomcatDeploy", "Own.Type"])
def test_a_known_secret_that_is_a_text(server: Emulator, action_type: str, tmp_path: Path) -> None:
    seed_texts(server, action_type)
    out = export(server, dest=str(tmp_path))
    assert in_files(tmp_path) == out["config"]
    assert SECRET not in json.dumps(out) and MASK not in json.dumps(out["config"])
    assert len(out["secrets"]) == 2 * len(SECRET_SETTINGS)
    told = json.dumps(out["warnings"])
    assert all(place in told for place in out["secrets"] if "properties" in place)
    assert (out["config"]["step_templates"][0]["properties"]) == {"Other": "text"}

    before = server.everything()
    again = configure(server, out["config"])
    assert (again["changed"], again["changes"], server.everything()) == (False, [], before)
    secrets = dict.fromkeys(out["secrets"], NEW)
    predicted = configure(server, out["config"], secrets=secrets, check=True)
    done = configure(server, out["config"], secrets=secrets)
    assert predicted["changes"] == done["changes"] and done["counts"]["updated"] == 2
    # The server keeps the earlier version of a step template.
    now = [each for name, each in server.everything().values() if name != "actiontemplateversions"]
    assert SECRET not in json.dumps(now)
    after = export(server)
    assert (after["config"], after.get("warnings")) == (out["config"], None)
    assert configure(server, after["config"])["changed"] is False


KEY = {"name": "Key", "display_settings": {"control_type": "Sensitive"}}
CALLED = {"name": "Call", "action_type": "Octopus.Script", "parameters": [KEY]}
TYPED: dict[str, dict[str, Any]] = {
    "change_tomcat_application": {
        "controller": "http://tomcat",
        "user": "deployer",
        "name": "shop",
        "password": SECRET,
    },
    "run_step_template": {"template": "Call", "sensitive_parameters": {"Key": SECRET}},
}
OF_TYPED = {"change_tomcat_application": "Tomcat.Deploy.Password", "run_step_template": "Key"}


@pytest.mark.parametrize("option", TYPED)
def test_a_secret_of_a_typed_option_that_is_a_text(server: Emulator, option: str) -> None:
    process = {"project": "Shop", "steps": [{"name": "Old", option: TYPED[option]}]}
    configure(server, {"projects": [SHOP], "step_templates": [CALLED], "deployment_processes": [process]})
    (stored,) = [each for name, each in server.everything().values() if name == "deploymentprocesses"]
    stored["Steps"][0]["Actions"][0]["Properties"][OF_TYPED[option]] = SECRET
    server.put_read_only(stored["Id"], {"Steps": stored["Steps"]})

    out = export(server)
    (place,) = out["secrets"]
    assert place in "".join(out["warnings"]) and SECRET not in json.dumps(out)
    assert configure(server, out["config"])["changed"] is False
    done = configure(server, out["config"], secrets={place: NEW})
    assert (done["counts"]["updated"], done.get("secrets_not_compared")) == (1, None)
    assert SECRET not in json.dumps(server.document(stored["Id"]))
    assert configure(server, out["config"], secrets={place: NEW})["changed"] is False


@pytest.mark.parametrize("option", TYPED)
def test_an_expression_for_a_secret_is_exported_as_it_is(server: Emulator, option: str) -> None:
    key = "sensitive_parameters" if option == "run_step_template" else "password"
    value: Any = {"Key": "#{Key}"} if option == "run_step_template" else "#{Key}"
    typed = {**TYPED[option], key: value}
    process = {"project": "Shop", "steps": [{"name": "Old", option: typed}]}
    configure(server, {"projects": [SHOP], "step_templates": [CALLED], "deployment_processes": [process]})
    out = export(server)
    assert out["secrets"] == [] and out["config"]["deployment_processes"][0]["steps"][0][option][key] == value
    assert configure(server, out["config"])["changed"] is False


def test_other_properties_change_beside_a_secret_that_is_a_text(server: Emulator) -> None:
    seed_texts(server, "Own.Type")
    (before,) = [each for name, each in server.everything().values() if name == "actiontemplates"]
    configure(server, {"step_templates": [{"name": "Old", "properties": {"Other": "changed"}}]})
    (after,) = [each for name, each in server.everything().values() if name == "actiontemplates"]
    assert after["Properties"] == {**before["Properties"], "Other": "changed"}
    cleared = {"step_templates": [{"name": "Old", "sensitive_properties": {}}]}
    assert configure(server, cleared)["changed"] is True
    (after,) = [each for name, each in server.everything().values() if name == "actiontemplates"]
    assert after["Properties"] == {"Other": "changed"}


def test_names_that_sound_like_secrets(server: Emulator, tmp_path: Path) -> None:
    configure(server, SOUNDING)
    out = export(server, dest=str(tmp_path))
    assert in_files(tmp_path) == out["config"] and MASK not in json.dumps(out["config"])
    assert SECRET not in json.dumps(out["config"])
    assert configure(server, out["config"])["changed"] is False


@pytest.mark.parametrize("plural", ["step_templates", "deployment_processes"])
def test_a_diff_shows_that_a_masked_value_changes(server: Emulator, plural: str) -> None:
    configure(server, SOUNDING)
    changed = json.loads(json.dumps(SOUNDING[plural]).replace(PLAIN["DbPassword"], NEW))
    for check in (True, False):
        result = configure(server, {plural: changed}, check=check)
        (change,) = result["changes"]
        assert change["before"] != change["after"]
        assert NEW not in json.dumps(result) and PLAIN["DbPassword"] not in json.dumps(result)
