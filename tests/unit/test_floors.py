# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file that names the oldest ansible-core and the oldest Python of modules names the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import matrix
import pytest
import yaml
from floors import OLDEST_CORE, OLDEST_CORE_RELEASE, OLDEST_MODULE_PYTHON

ROOT = Path(__file__).resolve().parents[2]
CORE = {
    "README.md": f"needs ansible-core {OLDEST_CORE} or newer",
    "roles/space/meta/main.yml": f'min_ansible_version: "{OLDEST_CORE}"',
}
MODULE_PYTHON = {
    "README.md": f"Python {OLDEST_MODULE_PYTHON} or newer where a module runs",
    "docs/python_client.md": f"runs on Python {OLDEST_MODULE_PYTHON} or newer",
    "plugins/doc_fragments/connection.py": f"  - python >= {OLDEST_MODULE_PYTHON}\n",
}


@pytest.mark.parametrize(("path", "text"), [*CORE.items(), *MODULE_PYTHON.items()])
def test_the_oldest_is_the_same_everywhere(path: str, text: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8").count(text) == 1


def test_the_collection_is_checked_for_its_oldest_python() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    versions = settings["tool"]["ruff"]["per-file-target-version"]
    assert versions == dict.fromkeys(("plugins/**", "extensions/**"), f"py{OLDEST_MODULE_PYTHON.replace('.', '')}")


def test_the_matrix_begins_with_the_oldest_release_that_is_promised() -> None:
    assert next(iter(matrix.CORES)) == OLDEST_CORE
    assert matrix.requirement(OLDEST_CORE) == f"ansible-core=={OLDEST_CORE_RELEASE}"


def test_ci_runs_the_oldest_and_the_newest() -> None:
    newest = [*matrix.CORES][-1]
    jobs = {
        name: yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))["jobs"]
        for name in ("ci.yml", "nightly.yml")
    }
    edges = jobs["ci.yml"]["edges"]["strategy"]["matrix"]["include"]
    assert [each["core"] for each in edges] == [OLDEST_CORE, newest]
    assert all(each["python"] in matrix.CORES[each["core"]] for each in edges)
    assert jobs["nightly.yml"]["matrix"]["strategy"]["matrix"]["core"] == [*matrix.CORES]
    assert f"--core {newest} " in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
