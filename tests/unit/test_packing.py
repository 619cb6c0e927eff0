# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-core finds in the kept imports of a file what it finds in the file."""

from __future__ import annotations

import ast
from pathlib import Path
from types import CodeType

import packing
import pytest
from ansible.executor.module_common import ModuleDepFinder
from ansible.module_utils import basic

EVERYWHERE = '''
"""A text with import ansible.module_utils.in_text in it."""
from __future__ import annotations
import ansible.module_utils.named as named, os
from ansible.module_utils import one, other as another
from .beside import value
from ..above.more import *
from . import neighbour
try:
    from ansible.module_utils.tried import it
except ImportError:
    import ansible.module_utils.instead
else:
    from ansible.module_utils import gone_well
finally:
    from ansible.module_utils import at_the_end
if named:
    from ansible_collections.octopus.deploy.plugins.module_utils import chosen
else:
    from ansible.module_utils import one
class Some:
    from ansible.module_utils import in_class
    async def run(self):
        for each in ():
            with each:
                while each:
                    from ansible.module_utils import deep
        def inner():
            from ansible_collections.octopus.deploy.plugins.module_utils.inner import value
lambda: __import__("ansible.module_utils.unseen")
'''
SOURCES = {
    "everywhere": EVERYWHERE,
    "none": "value = 1\n",
    "only in a function": "def run():\n    from ansible.module_utils import one\n",
    "of ansible-core": Path(basic.__file__).read_text(encoding="utf-8"),
}


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(packing, "FOLDER", tmp_path / "imports")
    return tmp_path / "imports"


def parsed(source: str) -> ast.Module:
    found = packing.compiled(source, "some.py", "exec", ast.PyCF_ONLY_AST)
    assert isinstance(found, ast.Module)
    return found


def found(tree: ast.Module, is_package: bool) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    finder = ModuleDepFinder("ansible_collections.octopus.deploy.plugins.module_utils.a.b.c", tree, is_package)
    return finder.submodules, finder.optional_imports


@pytest.mark.parametrize("is_package", [False, True])
@pytest.mark.parametrize("name", SOURCES)
def test_the_imports_of_a_file_are_found(name: str, is_package: bool, folder: Path) -> None:
    wanted = found(ast.parse(SOURCES[name]), is_package)
    assert found(parsed(SOURCES[name]), is_package) == wanted
    assert len(list(folder.iterdir())) == 1
    assert found(parsed(SOURCES[name]), is_package) == wanted, "the second time they are read from the file"


def test_another_source_has_imports_of_its_own(folder: Path) -> None:
    for name in ("one", "other"):
        assert found(parsed(f"from ansible.module_utils import {name}"), False)[0] == {
            ("ansible", "module_utils", name)
        }
    assert len(list(folder.iterdir())) == 2


def test_a_mistake_is_found_each_time(folder: Path) -> None:
    for _again in range(2):
        with pytest.raises(SyntaxError) as raised:
            parsed("import os\nimport\n")
        assert (raised.value.filename, raised.value.lineno) == ("some.py", 2)
    assert not folder.exists()


def test_a_program_is_compiled_whole() -> None:
    known: dict[str, object] = {}
    code = packing.compiled("value = 1", "some.py", "exec", 0)
    assert isinstance(code, CodeType)
    exec(code, known)
    assert known["value"] == 1
