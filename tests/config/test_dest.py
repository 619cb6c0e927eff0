# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``dest``: a folder of files fit for version control, and ``src``, which takes it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import (
    MODELINE,
    REPOSITORY,
    SCHEMA_ADDRESS,
)
from config.driving import configure, export, ok, task
from emulator.testing import Emulator

TEXT = "First\n\n  {{ not_a_variable }} and {% if x %}: - # ' \" \\n\n\tTab, ümläut, 漢字, 🐙 \nLast, without an end"
NAMES = ["a/b", "{{ braces }}", "Zoë", "yes", "007", "- dash: colon #hash", "'quoted'", "Ärger", "beta", "Alpha"]


def filled(server: Emulator) -> dict[str, Any]:
    config: dict[str, Any] = {
        "environments": [{"name": name, "description": TEXT} for name in NAMES],
        "project_groups": [{"name": "Web/Shop {{ x }}", "description": "As it\nreads"}],
        "lifecycles": [{"name": "Standard"}],
        "projects": [
            {
                "name": "null",
                "project_group": "Web/Shop {{ x }}",
                "lifecycle": "Standard",
                "release_notes_template": TEXT,
                "deployment_changes_template": "trailing blanks   \n and a line's end\n",
            }
        ],
    }
    configure(server, config)
    return config


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_out_and_in_again(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    folder = tmp_path / "new" / "folder"
    predicted = export(server, dest=str(folder), check=True)
    assert not folder.exists(), "check mode writes nothing"
    done = export(server, dest=str(folder))
    assert (predicted["changed"], predicted["files"], predicted["diff"]) == (True, done["files"], done["diff"])
    assert sorted(done["files"]) == sorted(contents(folder))
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = export(server, dest=str(folder))
    assert (again["changed"], again["files"], again["diff"]) == (False, [], [])
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before, "what is right is left alone"
    merged = {kind: items for text in contents(folder).values() for kind, items in yaml.safe_load(text).items()}
    assert merged == done["config"]
    back = ok(server, "octopus_config", src=[str(folder)])
    assert (back["changed"], back["unmanaged"]) == (False, {})


def test_texts_and_names_survive(server: Emulator, tmp_path: Path) -> None:
    config = filled(server)
    export(server, dest=str(tmp_path))
    server.reset()
    assert ok(server, "octopus_config", src=[str(tmp_path)])["changed"] is True
    out = export(server)["config"]
    assert {each["name"]: each["description"] for each in out["environments"]} == dict.fromkeys(NAMES, TEXT)
    (project,) = out["projects"]
    for option in ("name", "project_group", "release_notes_template", "deployment_changes_template"):
        assert project[option] == config["projects"][0][option]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_schema_that_somebody_has_named_stays(server: Emulator, tmp_path: Path, end: str) -> None:
    filled(server)
    export(server, dest=str(tmp_path))
    file, before = tmp_path / "environments.yml", contents(tmp_path)
    own = f"{MODELINE}../schemas/octopus_config.schema.json"
    file.write_bytes(before[file.name].replace(f"{MODELINE}{SCHEMA_ADDRESS}\n", f"{own}{end}").encode())
    export(server, dest=str(tmp_path))
    assert contents(tmp_path) == {**before, file.name: before[file.name].replace(f"{MODELINE}{SCHEMA_ADDRESS}", own)}
    assert export(server, dest=str(tmp_path))["changed"] is False


def test_the_schema_of_another_release_is_replaced(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    export(server, dest=str(tmp_path))
    file, before = tmp_path / "environments.yml", contents(tmp_path)
    older = f"{REPOSITORY}/0.0.9/docs/schema/octopus_config.schema.json"
    file.write_text(before[file.name].replace(SCHEMA_ADDRESS, older), encoding="utf-8")
    assert export(server, dest=str(tmp_path))["files"] == [file.name]
    assert contents(tmp_path) == before


def test_files_are_tidy(server: Emulator, tmp_path: Path) -> None:
    """Entries are sorted by name, the server's own documents are left out, and each kind has its own file."""
    filled(server)
    export(server, dest=str(tmp_path))
    files = contents(tmp_path)
    names = [item["name"] for item in yaml.safe_load(files["environments.yml"])["environments"]]
    assert names == sorted(NAMES, key=str.casefold)
    assert files["environments.yml"].startswith(f"{MODELINE}{SCHEMA_ADDRESS}\n---\nenvironments:\n  - name: ")
    assert "\n    description: |-\n      As it\n      reads\n" in files["project_groups.yml"]
    for name, text in files.items():
        content = yaml.safe_load(text)
        assert list(content) == [name.removesuffix(".yml")]
        for word in ("-1", "/api", "Links", "LastModified", "SpaceId", "T00:", "Version:"):
            assert word not in text.replace("PlatformHubVersion", ""), (name, word)


def test_the_order_does_not_hang_on_who_came_first(server: Emulator) -> None:
    first = [{"name": name} for name in NAMES]
    configure(server, {"environments": first})
    names = [each["name"] for each in export(server, kinds=["environments"])["config"]["environments"]]
    server.reset()
    configure(server, {"environments": first[::-1]})
    assert [each["name"] for each in export(server, kinds=["environments"])["config"]["environments"]] == names


def test_only_what_differs_is_written(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    export(server, dest=str(tmp_path))
    (tmp_path / "notes.txt").write_text("Mine", encoding="utf-8")
    (tmp_path / "others.yml").write_text("others: []\n", encoding="utf-8")
    configure(server, {"project_groups": [{"name": "New"}]})
    result = export(server, dest=str(tmp_path))
    assert result["files"] == ["project_groups.yml"]
    (difference,) = result["diff"]
    assert difference["before_header"] == difference["after_header"] == "project_groups.yml"
    assert "New" in difference["after"] and "New" not in difference["before"]
    assert contents(tmp_path)["notes.txt"] == "Mine" and contents(tmp_path)["others.yml"] == "others: []\n"


def test_kinds_that_were_chosen(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    result = export(server, kinds=["environments", "spaces"], dest=str(tmp_path))
    assert sorted(contents(tmp_path)) == ["environments.yml", "spaces.yml"] == sorted(result["files"])
    server_only = export(server, kinds=["spaces"])
    assert (server_only["space"]["id"], list(server_only["config"])) == (None, ["spaces"])
    assert "spaces" not in export(server)["config"], "which belong to the server"


def test_files_and_folders_are_put_together(server: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "b.yml").write_text("environments:\n  - name: B\n", encoding="utf-8")
    (folder / "a.json").write_text(json.dumps({"environments": [{"name": "A"}]}), encoding="utf-8")
    (folder / "empty.yaml").write_text("---\n", encoding="utf-8")
    (folder / "README.md").write_text("not for us", encoding="utf-8")
    single = tmp_path / "single.txt"
    single.write_text("environments: [{name: C}]", encoding="utf-8")
    done = ok(server, "octopus_config", src=[str(single), str(folder)])
    assert done["created"] == {"environments": ["C", "A", "B"]}


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
def test_a_folder_that_cannot_be_made(server: Emulator, tmp_path: Path, check: bool) -> None:
    (tmp_path / "file").write_text("Not a folder", encoding="utf-8")
    dest = str(tmp_path / "file" / "new")
    result = task(server, "octopus_config_info", kinds=["environments"], dest=dest, check=check)
    assert result["failed"] is True
    assert f"dest: {tmp_path}/file/new/environments.yml can't be written: Not a directory" in result["msg"]


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
def test_files_that_were_written_before_an_error_are_reported(server: Emulator, tmp_path: Path, check: bool) -> None:
    (tmp_path / "lifecycles.yml").mkdir()
    kinds = ["environments", "lifecycles"]
    result = task(server, "octopus_config_info", kinds=kinds, dest=str(tmp_path), check=check)
    assert f"dest: {tmp_path}/lifecycles.yml can't be written: Is a directory" in result["msg"]
    assert (tmp_path / "environments.yml").exists() is not check
    assert result.get("changed", False) is not check
    assert result.get("done", []) == ([] if check else ["wrote environments.yml"])


def test_files_that_were_written_before_a_document_are_reported(server: Emulator, tmp_path: Path) -> None:
    (tmp_path / "space.md").mkdir()
    documents = [str(tmp_path / "space.html"), str(tmp_path / "space.md")]
    result = task(server, "octopus_config_info", kinds=["environments"], dest=f"{tmp_path}/new", document=documents)
    assert f"document: {tmp_path}/space.md can't be written: Is a directory" in result["msg"]
    assert result["changed"] is True
    assert result["done"] == ["wrote environments.yml", f"wrote {documents[0]}"]
    assert "Done before that: wrote environments.yml, wrote " in result["msg"]


def test_check_mode_predicts_a_file_that_the_user_may_not_write(
    server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != tmp_path)
    result = task(server, "octopus_config_info", kinds=["environments"], dest=f"{tmp_path}/new", check=True)
    assert f"dest: {tmp_path}/new/environments.yml can't be written: Permission denied" in result["msg"]


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
def test_a_file_is_no_folder(server: Emulator, tmp_path: Path, check: bool) -> None:
    (tmp_path / "all.yml").write_text("Not a folder", encoding="utf-8")
    result = task(server, "octopus_config_info", kinds=["environments"], dest=str(tmp_path / "all.yml"), check=check)
    assert result["msg"].startswith(f"dest: {tmp_path}/all.yml is a file; give a folder, ")


def test_a_file_in_another_encoding_makes_way(server: Emulator, tmp_path: Path) -> None:
    (tmp_path / "environments.yml").write_bytes("environments: [{name: Zoë}]".encode("latin-1"))
    assert export(server, kinds=["environments"], dest=str(tmp_path))["files"] == ["environments.yml"]
    assert yaml.safe_load(contents(tmp_path)["environments.yml"]) == {"environments": []}


def test_a_space_that_is_not_there(server: Emulator, tmp_path: Path) -> None:
    """Check mode takes it for one that an earlier task makes, with the documents of every new space."""
    result = export(server, space="Later", check=True, dest=str(tmp_path))
    assert "Later" in result["warnings"][0] and contents(tmp_path) == {}
    first = {"feeds", "lifecycles", "machine_policies", "project_groups", "retention_policies", "worker_pools"}
    assert {plural for plural, items in result["config"].items() if items} == first
