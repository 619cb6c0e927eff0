# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The structure of the project: each task has all of its parts, and all parts keep the rules."""

from __future__ import annotations

import ast
import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._version import VERSION
from tasks import TASKS

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
PACKAGE = "ansible_collections.octopus.deploy.plugins"
ADDRESS = re.compile(r"""["'`]~?/?api/""")
# The sign-in precedes any link.
KNOWN = ("sign_in.py",)
CLOCK = re.compile(r"\b(?:datetime\.(?:now|utcnow)|time\.(?:time|monotonic|sleep))\b")
# One file of the emulator asks the system for the time, and rounds moments.
OWN_CLOCK = re.compile(r"\b(?:datetime\.(?:now|utcnow|today|fromtimestamp)|date\.today|time\.\w+|import time)\b")
# The transport has the clock and lends it; Octostache is given one.
CLOCKS = {"transport.py", "moments.py", "date_filters.py"}
NAMELESS = re.compile(r"^def test_(?:what|those)", re.MULTILINE)
FOUND_OUT = re.compile(r"\b(?:getattr|hasattr)\(")


def loaded(path: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return found


def test_the_action_group_has_every_module() -> None:
    assert loaded("meta/runtime.yml")["action_groups"] == {"octopus": sorted(TASKS)}


@pytest.mark.parametrize("name", sorted(TASKS))
def test_a_module_has_all_that_belongs_to_it(name: str) -> None:
    assert (PLUGINS / "modules" / f"{name}.py").is_file()
    assert (ROOT / "tests" / "integration" / "targets" / name / "tasks" / "main.yml").is_file()


def test_the_version_is_one() -> None:
    assert loaded("galaxy.yml")["version"] == VERSION


def test_no_address_is_spelled_out() -> None:
    spelled = [
        f"{path.name}: {line}"
        for path in (PLUGINS / "module_utils").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ADDRESS.search(line) and path.name not in KNOWN
    ]
    assert spelled == []


def test_the_clock_is_injected_in_one_place() -> None:
    """A test that moves the clock of the client moves every clock."""
    own = [each for each in (PLUGINS / "module_utils").rglob("*.py") if CLOCK.search(each.read_text(encoding="utf-8"))]
    assert {each.name for each in own} == CLOCKS


def test_the_emulator_has_one_clock() -> None:
    """A test that moves the emulator's clock moves whatever depends on the time, and all moments are rounded alike."""
    own = [
        each for each in (ROOT / "tests/emulator").rglob("*.py") if OWN_CLOCK.search(each.read_text(encoding="utf-8"))
    ]
    assert [each.name for each in own] == ["clock.py"]


def test_nothing_is_found_out_about_a_concept_at_run_time() -> None:
    """Protocols are declared in full; only another library is asked whether it has an attribute."""
    asked = [each for each in PLUGINS.rglob("*.py") if FOUND_OUT.search(each.read_text(encoding="utf-8"))]
    assert {each.name for each in asked} == {"yaml_text.py", "in_process.py", "compiled.py"}


def test_the_name_of_a_test_has_a_subject() -> None:
    """A name such as ``test_what_is_refused`` does not say what is refused."""
    named = [path.name for path in (ROOT / "tests").rglob("*.py") if NAMELESS.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_the_guide_to_a_new_kind_shows_code_of_kinds_and_every_hook() -> None:
    guide = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    kinds = [path.read_text(encoding="utf-8") for path in (PLUGINS / "module_utils" / "_kinds").rglob("*.py")]
    shown = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert [each for each in shown if not any(each in kind for kind in kinds)] == []
    hooks = re.findall(r"^\| `(\w+)` \| ", guide.partition("| Hook |")[2].partition("\n\n")[0], re.MULTILINE)
    assert sorted(hooks) == sorted(each.name for each in dataclasses.fields(Hooks))


def test_one_door_imports_ansibles_module() -> None:
    doors = [p.name for p in PLUGINS.rglob("*.py") if "import AnsibleModule" in p.read_text(encoding="utf-8")]
    assert doors == ["_module.py"]


def test_the_fast_door_of_a_module_loads_no_other_kind() -> None:
    """A playbook pays for the kinds of its own tasks alone."""
    code = (
        "import sys; from ansible_collections.octopus.deploy.plugins.action.octopus_environment import ActionModule;"
        "print(*(each.partition('._kinds.')[2] for each in sys.modules if '._kinds.' in each))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded_kinds = set(ran.stdout.split())
    assert "environment" in loaded_kinds and not loaded_kinds & {"registry", "deployment_process", "steps.table"}


@pytest.mark.parametrize("task", ["config_task", "info_task"])
def test_a_task_about_any_kind_begins_without_kinds(task: str) -> None:
    code = f"import sys, {PACKAGE}.module_utils._tasks.{task}; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded = {each.partition("._kinds.")[2] for each in ran.stdout.split()} - {""}
    assert loaded == {"registry", "on_demand", "locations"}


def test_a_project_begins_without_the_types_of_steps() -> None:
    code = f"import sys, {PACKAGE}.module_utils._kinds.project; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "_kinds.project" in ran.stdout and "_kinds.steps" not in ran.stdout


def test_a_configuration_loads_the_kinds_that_it_has() -> None:
    code = (
        f"import sys; from {PACKAGE}.module_utils._config.items import items_of\n"
        "items = items_of({'environments': [{'name': 'Dev'}], 'project_groups': []}, {})\n"
        "loaded = [each.partition('._kinds.')[2] for each in sys.modules if '._kinds.' in each]\n"
        "print(len(items), *loaded)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    count, *loaded = ran.stdout.split()
    assert count == "1" and {"environment", "project_group"} <= set(loaded)
    assert not set(loaded) & {"account", "machine", "project", "variables", "process_steps", "steps.table"}


def test_a_class_without_fields_of_its_own_has_no_decorator() -> None:
    """The decorator takes a tenth of a millisecond at each start, and such a class has everything from its base."""
    found = []
    for path in PLUGINS.rglob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ClassDef) and "dataclass" in map(ast.unparse, map(called, each.decorator_list)):
                known = [ast.unparse(part.annotation) for part in each.body if isinstance(part, ast.AnnAssign)]
                found += [each.name] if each.bases and all("ClassVar" in annotation for annotation in known) else []
    assert found == []


def test_each_data_class_is_made_quickly() -> None:
    """Python's own decorator takes several times as long, at each start; an event source imports nothing of ours."""
    slow = re.compile(r"^from dataclasses import .*\bdataclass\b|dataclasses\.dataclass\b|@dataclasses", re.MULTILINE)
    found = [path.name for path in PLUGINS.rglob("*.py") if slow.search(path.read_text(encoding="utf-8"))]
    assert found == ["_dataclasses.py"]


def test_no_data_class_has_a_field_that_the_quick_way_does_not_know() -> None:
    unknown = re.compile(r"\b(InitVar|KW_ONLY|kw_only)\b")
    assert [path.name for path in PLUGINS.rglob("*.py") if unknown.search(path.read_text(encoding="utf-8"))] == []


def called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def names(*folders: str) -> set[str]:
    """The names by which Python imports the files in these folders of ``plugins``."""
    paths = [path.relative_to(PLUGINS).with_suffix("") for each in folders for path in (PLUGINS / each).rglob("*.py")]
    return {".".join((PACKAGE, *path.parts)).removesuffix(".__init__") for path in paths}


def test_a_module_or_a_plugin_loads_each_file_that_they_share() -> None:
    """``make lint`` with every Python can thus load modules and plugins only, and no shared file is dead."""
    shared = ("module_utils", "plugin_utils")
    own = {path.parent.name for path in PLUGINS.glob("*/*.py")} - {*shared, "doc_fragments"}
    code = "import importlib, sys; [importlib.import_module(each) for each in sys.argv[1:]]; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    command = [sys.executable, "-c", code, *names(*own)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    # An action plugin loads this file only when ansible-lint calls it.
    assert names(*shared) - set(ran.stdout.split()) == {f"{PACKAGE}.plugin_utils.linted"}
