# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``scripts: files``: scripts in files beside the configuration, which ``src`` reads back exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from config.driving import configure, export, ok, task
from emulator.testing import Emulator

ODD = "if true; then\n\techo '\t ümläut'  \nfi   \n\n"
WINDOWS = "echo 1\r\necho 2\r\n"
OF_PROJECT = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
STEPS: list[dict[str, Any]] = [
    {"name": "Say: so/now", "run_script": {"syntax": "Bash", "script_body": ODD}},
    {"name": "One line", "run_script": {"script_body": "echo one"}},
    {
        "name": "Several",
        "actions": [
            {"name": "In PowerShell", "run_script": {"script_body": "echo a\necho b"}},
            {"name": "in powershell.", "action_type": "Octopus.Other", "properties": {"Other.Body": "a\nb\n"}},
        ],
    },
    {
        "name": "Web",
        "deploy_package": {
            "package": {"package_id": "Web", "feed": "Octopus Server (built-in)"},
            "custom_scripts": {"post_deploy_py": "print(1)\nprint(2)\n"},
        },
    },
]
CONFIG: dict[str, Any] = {
    "projects": [{"name": "Shop", "description": "Two\nlines", **OF_PROJECT}],
    "deployment_processes": [{"project": "Shop", "steps": STEPS}],
    "script_modules": [{"name": "Tools", "script": {"body": WINDOWS, "language": "Bash"}}],
    "step_templates": [
        {
            "name": "Tell",
            "action_type": "Octopus.Script",
            "properties": {"Octopus.Action.Script.ScriptBody": ODD, "Octopus.Action.Script.Syntax": "Python"},
        }
    ],
}
SHOP = "scripts/deployment_processes/Shop"
FILES = {
    f"{SHOP}/Say_ so_now/script_body.sh": ODD,
    f"{SHOP}/Several/In PowerShell/script_body.ps1": "echo a\necho b",
    f"{SHOP}/Several/in powershell/Body.ps1": "a\nb\n",
    f"{SHOP}/Web/post_deploy_py.py": "print(1)\nprint(2)\n",
    "scripts/script_modules/Tools/body.sh": WINDOWS,
    "scripts/step_templates/Tell/ScriptBody.py": ODD,
}


def scripts(folder: Path) -> dict[str, str]:
    paths = (path for path in (folder / "scripts").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes().decode() for path in paths}


def test_scripts_go_out_and_in_again(server: Emulator, tmp_path: Path) -> None:
    configure(server, CONFIG)
    predicted = export(server, dest=str(tmp_path), scripts="files", check=True)
    assert not list(tmp_path.iterdir())
    done = export(server, dest=str(tmp_path), scripts="files")
    assert (predicted["files"], predicted["diff"]) == (done["files"], done["diff"])
    assert scripts(tmp_path) == FILES and set(FILES) <= set(done["files"])
    text = (tmp_path / "deployment_processes.yml").read_text(encoding="utf-8")
    assert f"script_body: !file '{SHOP}/Say_ so_now/script_body.sh'" in text and "script_body: echo one" in text
    assert done["config"] == export(server)["config"], "the result has the scripts themselves"
    assert export(server, dest=str(tmp_path), scripts="files")["files"] == []
    assert ok(server, "octopus_config", src=[str(tmp_path)])["changed"] is False
    server.reset()
    assert ok(server, "octopus_config", src=[str(tmp_path)])["changed"] is True
    assert export(server, dest=str(tmp_path), scripts="files")["files"] == []


def test_scripts_with_the_same_file_name_have_files_of_their_own(server: Emulator, tmp_path: Path) -> None:
    steps = [{"name": name, "run_script": {"script_body": f"echo\n{name}"}} for name in ("A/b", "a:B")]
    configure(server, {**CONFIG, "deployment_processes": [{"project": "Shop", "steps": steps}]})
    export(server, kinds=["deployment_processes"], dest=str(tmp_path), scripts="files")
    assert sorted(scripts(tmp_path).values()) == ["echo\nA/b", "echo\na:B"]
    assert ok(server, "octopus_config", src=[str(tmp_path)])["changed"] is False


def test_files_need_a_folder(server: Emulator) -> None:
    result = task(server, "octopus_config_info", scripts="files")
    assert result["msg"] == "scripts: files needs dest, the folder to write the files to"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gone.sh", "names gone.sh, which can't be read: No such file or directory"),
        ("../x.sh", "names ../x.sh, which is not below its own folder"),
        ("/etc/hostname", "names /etc/hostname, which is not below its own folder"),
        ("latin.sh", "latin.sh is not in UTF-8; save it as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(server: Emulator, tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "latin.sh").write_bytes(b"echo \xe4")
    (tmp_path / "e.yml").write_text(f"environments: [{{name: A, description: !file {name}}}]\n", encoding="utf-8")
    result = task(server, "octopus_config", src=[str(tmp_path / "e.yml")])
    assert problem in result["msg"] and "Traceback" not in result["msg"]
