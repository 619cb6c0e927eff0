# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing in the collection and in the emulator is without use: no function, class, method, attribute or constant.

Code that only tests use is dead code of the collection. The emulator is there for tests, so their use of it counts.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Who else calls something by its name.
BY_ANSIBLE = (
    "DOCUMENTATION EXAMPLES RETURN ActionModule CallbackModule FilterModule InventoryModule LookupModule TestModule "
    "NAME main CALLBACK_NAME CALLBACK_NEEDS_ENABLED CALLBACK_TYPE CALLBACK_VERSION tests "
    "_log_invocation _supports_async"
)
BY_LIBRARIES = "ignore_aliases isclosed main_loop"  # PyYAML, urllib3, uvicorn
BY_THE_TABLE_OF_STEPS = "STEPS"
BY_TOOLS = "definition"  # tests/description compares a kind with this definition.
CALLED_BY_NAME = frozenset(f"{BY_ANSIBLE} {BY_LIBRARIES} {BY_THE_TABLE_OF_STEPS} {BY_TOOLS}".split())
# Documentation names the texts of these files.
FRAGMENTS = "doc_fragments"
# The registry of the emulator looks for the values of this type.
KIND = "Kind"
WITH_NAMES = (ast.Attribute, ast.ClassDef, ast.Constant, ast.Import, ast.ImportFrom, ast.Name)
Trees = dict[Path, ast.Module]
Nodes = Sequence[ast.AST]


def paths(*folders: str) -> list[Path]:
    return [path for each in folders for path in sorted((ROOT / each).rglob("*.py"))]


def trees(*folders: str) -> Trees:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths(*folders)}


@pytest.mark.parametrize(
    ("folders", "users"),
    [(("plugins", "extensions"), ("plugins", "extensions")), (("tests/emulator",), ("tests",))],
    ids=["collection", "emulator"],
)
def test_everything_is_used(folders: tuple[str, ...], users: tuple[str, ...]) -> None:
    code = [path for path in paths(*folders) if path.parent.name != FRAGMENTS]
    assert unused(code, trees(*users)) == []


@pytest.mark.parametrize(
    "dead",
    ["def lost(): lost()", "LOST = 1", "class C:\n    def lost(self): ...", "class C:\n    lost: int = 1"],
    ids=["function", "constant", "method", "attribute"],
)
def test_dead_code_is_found(dead: str) -> None:
    """A variable of the same name in another file does not count as a use."""
    code = {Path("one.py"): ast.parse(dead), Path("two.py"): ast.parse("lost = LOST = 1\nprint(lost, LOST)")}
    assert [each.lower() for each in unused([Path("one.py")], code)][-1] == "one.py: lost"


def unused(code: Sequence[Path], users: Trees) -> list[str]:
    """The definitions in the files ``code``, which are among the ``users``, that no file uses, as texts."""
    # To walk through all trees takes most of the time.
    parts = {path: [with_names(node) for node in tree.body] for path, tree in users.items()}
    whole = {path: [node for part in own for node in part] for path, own in parts.items()}
    of_modules = {each for path, nodes in whole.items() for each in taken(path, nodes)}
    anywhere = {each for nodes in whole.values() for each in mentioned(nodes, attributes_only=True)}
    found = []
    for path in code:
        tree = users[path]
        module = path.parent.name if path.stem == "__init__" else path.stem
        read = [set(mentioned(nodes)) for nodes in parts[path]]
        statements = Counter(name for names in read for name in names)
        for node, own in zip(tree.body, read, strict=True):
            names = () if is_kind(node) else tuple(defined(node))
            alone = [each for each in names if statements[each] == (each in own)]
            found += [(path, each) for each in alone if (module, each) not in of_modules]
        found += [(path, each) for each in members(whole[path]) if each not in anywhere]
    return [f"{path.name}: {each}" for path, each in found if not called_by_name(each)]


def called_by_name(name: str) -> bool:
    return name in CALLED_BY_NAME or name.startswith(("__", "v2_"))


def is_kind(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in (KIND, "replace")


def defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives to a function, a class or values."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
        yield from (each.id for each in ast.walk(target or ast.Pass()) if isinstance(each, ast.Name))


def with_names(tree: ast.AST) -> Nodes:
    """The nodes of a tree that have the names of something, or text."""
    return [each for each in ast.walk(tree) if isinstance(each, WITH_NAMES)]


def members(nodes: Nodes) -> Iterator[str]:
    for each in nodes:
        if isinstance(each, ast.ClassDef):
            yield from (name for statement in each.body for name in defined(statement))


def mentioned(nodes: Nodes, attributes_only: bool = False) -> Iterator[str]:
    """The names that code reads, also in texts, by which Python or a schema finds an attribute."""
    for each in nodes:
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Load):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load) and not attributes_only:
            yield each.id


def taken(path: Path, nodes: Nodes) -> Iterator[tuple[str, str]]:
    """The names that a file takes from modules, each with the last part of the module's name."""
    modules: dict[str, str] = {}
    for each in nodes:
        if isinstance(each, (ast.Import, ast.ImportFrom)):
            source = getattr(each, "module", None) or path.parent.name
            for alias in each.names:
                modules[alias.asname or alias.name.rpartition(".")[2]] = alias.name.rpartition(".")[2]
                yield source.rpartition(".")[2], alias.name
    for each in nodes:
        if isinstance(each, ast.Attribute):
            base = each.value
            name = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
            yield modules.get(name, name), each.attr
