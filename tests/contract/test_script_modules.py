# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A script module is a library variable set to the API, and its script two variables of it."""

from __future__ import annotations

from contract.conftest import Octopus

MODULE = "octopus_script_module"
SAY = {"name": "Say", "script": {"body": "function Say {}", "language": "PowerShell"}}


def variables(octopus: Octopus, document_id: str) -> dict[str, str]:
    found = octopus.server.document(f"variableset-{document_id}")["Variables"]
    return {each["Name"]: each["Value"] for each in found}


def test_renaming_renames_the_variables(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, SAY)
    assert variables(octopus, made["id"]) == {
        "Octopus.Script.Module[Say]": "function Say {}",
        "Octopus.Script.Module.Language[Say]": "PowerShell",
    }
    octopus.ok(MODULE, {"name": "Say", "new_name": "Tell"})
    assert variables(octopus, made["id"]) == {
        "Octopus.Script.Module[Tell]": "function Say {}",
        "Octopus.Script.Module.Language[Tell]": "PowerShell",
    }
    assert octopus.ok(MODULE, {**SAY, "name": "Tell"})["changed"] is False
    both = {"name": "Tell", "new_name": "Speak", "script": {"body": "function Speak {}"}}
    octopus.ok(MODULE, both)
    assert variables(octopus, made["id"])["Octopus.Script.Module[Speak]"] == "function Speak {}"
    assert (octopus.ok(MODULE, both)["changed"], len(variables(octopus, made["id"]))) == (False, 2)


def test_a_new_one_has_a_language(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, {"name": "Say"})
    assert variables(octopus, made["id"])["Octopus.Script.Module.Language[Say]"] == "PowerShell"


def test_variable_sets_and_script_modules_do_not_see_each_other(octopus: Octopus) -> None:
    octopus.ok(MODULE, SAY)
    octopus.ok("octopus_library_variable_set", {"name": "Bank"})
    assert octopus.ok(MODULE, {"name": "Bank", "state": "absent"})["changed"] is False
    assert octopus.ok("octopus_library_variable_set", {"name": "Say", "state": "absent"})["changed"] is False
    out = octopus.ok("octopus_config_info", {"kinds": ["script_modules", "library_variable_sets"]})["config"]
    assert [[each["name"] for each in items] for items in out.values()] == [["Say"], ["Bank"]]
    assert octopus.ok("octopus_config", {"config": out})["changed"] is False
