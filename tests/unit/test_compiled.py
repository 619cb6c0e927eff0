# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugins load compiled files where the importer of ansible-core alone would compile the modules again."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.plugin_utils.compiled import SharedFinder, quick_imports
from checks import COLLECTIONS, ROOT, run

PLUGINS = "ansible_collections.octopus.deploy.plugins"
# Imports a plugin as ansible-playbook does, and tells which shared modules it imports and which of them it compiles.
IMPORT = """
import json, sys
from importlib import import_module
from ansible.utils.collection_loader._collection_finder import _AnsibleCollectionFinder
_AnsibleCollectionFinder(paths=[sys.argv[1]])._install()
compiled = []
sys.addaudithook(lambda event, what: compiled.append(str(what[1])) if event == "compile" else None)
import_module(f"ansible_collections.octopus.deploy.plugins.{sys.argv[2]}")
shared = [name for name in sys.modules if ".plugins.module_utils." in name or ".plugins.plugin_utils." in name]
print(json.dumps([shared, [each for each in compiled if "module_utils/" in each or "plugin_utils/" in each]]))
"""


def imported(plugin: str, cache: Path) -> tuple[list[str], list[str]]:
    """The shared modules that a plugin imports, and the files of those that are compiled for it."""
    kept = {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": ""}
    done = run([sys.executable, "-c", IMPORT, str(COLLECTIONS), plugin], env=kept)
    assert done.code == 0, done.output
    shared, compiled = json.loads(done.output)
    return shared, [each for each in compiled if str(ROOT) in str(Path(each).resolve())]


@pytest.mark.parametrize("plugin", ["action.octopus_environment", "inventory.octopus", "lookup.variable"])
def test_a_second_command_compiles_next_to_nothing(plugin: str, tmp_path: Path) -> None:
    shared, compiled = imported(plugin, tmp_path)
    assert len(compiled) > len(shared) / 2
    again, compiled = imported(plugin, tmp_path)
    assert again == shared
    # The module that keeps the others is found by the importer of ansible-core.
    assert [Path(each).name for each in compiled] == ["compiled.py"]


def test_modules_of_others_are_left_to_the_other_importers() -> None:
    finder, shared = SharedFinder(), [str(ROOT / "plugins" / "module_utils")]
    assert finder.find_spec(f"{PLUGINS}.module_utils._run", shared)
    for name in ("json", "ansible.module_utils.basic", "ansible_collections.another.one.plugins.module_utils._run"):
        assert finder.find_spec(name, shared) is None
    for name, folders in (("no_such_module", shared), ("_run", None), ("_run", ["/no/such/folder"])):
        assert finder.find_spec(f"{PLUGINS}.module_utils.{name}", folders) is None


def test_python_does_not_search_for_cycles_while_a_plugin_is_imported() -> None:
    before = gc.isenabled()
    with quick_imports():
        assert not gc.isenabled()
    assert gc.isenabled() == before
    # Plugins stay until the end of the process, so the search leaves them out from then on.
    assert gc.get_freeze_count()
    gc.unfreeze()
