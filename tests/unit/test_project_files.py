# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that describe the project to other programs: they hold, and name nothing that is not there."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import yaml
from checks import BIN, COLLECTIONS, ROOT, run

SHIPPED = {"CHANGELOG.md", "LICENSE", "LICENSES", "README.md", "REUSE.toml"}
SHIPPED |= {"changelogs", "docs", "examples", "extensions", "galaxy.yml", "meta", "playbooks", "plugins", "roles"}
# ansible-core and requests bring them.
BROUGHT = {"ansible", "ansible_collections", "yaml", "urllib3"}
# The filter MarkdownToHtml of Octostache works where it is installed.
OPTIONAL = {"markdown_it"}
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)
# The markup of module documentation, which the changelog would print unchanged.
MARKUP = re.compile(r"\b[CIMOPV]\(")
# ansible-core ends the value at the first blank, which the name of an environment or a folder may have.
CUT_OFF = re.compile(r"(?:-e|--extra-vars) ['\"]?\w+=['\"]?\$")


def imported(path: Path) -> Iterator[str]:
    """The packages that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_an_execution_environment_gets_each_library() -> None:
    """ansible-builder drops some requirements in silence, so it is asked what it would install."""
    asked = run([str(BIN / "ansible-builder"), "introspect", str(COLLECTIONS)], ROOT)
    assert asked.code == 0, asked.output
    document = yaml.safe_load(asked.output.partition("---")[2])
    installed = {each.partition("#")[0].strip() for each in document["python"]}
    named = (ROOT / "meta/ee-requirements.txt").read_text(encoding="utf-8").splitlines()
    assert installed == {each for each in named if not each.startswith("#")}
    needed = {each for path in (ROOT / "plugins").rglob("*.py") for each in imported(path)}
    assert needed - BROUGHT - OPTIONAL - sys.stdlib_module_names == installed


def test_each_file_of_the_project_is_shipped_or_left_out() -> None:
    left_out = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"]
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in {each.partition("/")[0] for each in tracked.splitlines()}:
        assert (name in SHIPPED) != any(fnmatch(name, each) for each in left_out), name


def test_the_changelog_has_no_markup_of_documentation() -> None:
    for path in (ROOT / "changelogs/fragments").glob("*.yml"):
        assert not MARKUP.search(path.read_text(encoding="utf-8")), path.name


def test_commands_that_texts_name_exist() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    lines = (ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8").splitlines()
    container = json.loads("\n".join(line for line in lines if not line.startswith("//")))
    text = (ROOT / "AGENTS.md").read_text(encoding="utf-8") + container["postCreateCommand"]
    assert set(re.findall(r"\bmake (\w+)", text)) <= targets
    assert [each for each in re.findall(r"(?:tests|docs)/[\w/.]+\w", text) if not (ROOT / each).exists()] == []


def test_no_text_hands_over_a_value_that_ends_at_a_blank() -> None:
    folders = [ROOT / each for each in ("docs", "examples", "roles")]
    pages = [ROOT / "README.md", *(path for each in folders for path in each.rglob("*.*"))]
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages if path.suffix in (".md", ".yml")}
    assert [name for name, text in texts.items() if CUT_OFF.search(text)] == []
