# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docstring of a function says enough that users in other packages need not read its code."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
UTILS = PLUGINS / "module_utils"
PREFIX = "ansible_collections.octopus.deploy.plugins.module_utils."
Function = ast.FunctionDef
# Methods that only Python itself calls; the docstring of the class speaks for them.
OWN = ("__init__", "__post_init__", "__call__")


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def used_elsewhere() -> dict[Path, set[str]]:
    """The names that files of other packages import, by the file that defines them."""
    found: dict[Path, set[str]] = {}
    for path in PLUGINS.rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PREFIX):
                source = UTILS.joinpath(*str(node.module).removeprefix(PREFIX).split(".")).with_suffix(".py")
                if source.exists() and source.parent != path.parent:
                    found.setdefault(source, set()).update(each.name for each in node.names)
    return found


def protocols() -> set[str]:
    """The methods of the classes that other classes implement or extend; their docstrings are in the base."""
    bases = (
        ("_model/field.py", "FieldType"),
        ("_model/hooks.py", "Companion"),
        ("_model/context.py", "Documents"),
        ("_model/context.py", "Lookup"),
        ("hypermedia/errors.py", "OctopusError"),
    )
    return {
        method.name
        for path, name in bases
        for node in tree(UTILS / path).body
        if isinstance(node, ast.ClassDef) and node.name == name
        for method in node.body
        if isinstance(method, Function)
    }


def raised(function: Function) -> set[str]:
    """The names of the exceptions that a function raises itself."""
    raises = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc]
    names = [ast.unparse(each.func if isinstance(each, ast.Call) else each) for each in raises]
    return {each for each in names if each[:1].isupper() and each != "NotImplementedError"}


def unsaid(function: Function, message: str) -> set[str]:
    """``None``, if a function can return it and the docstring does not say when."""
    may_be_none = function.returns is not None and ast.unparse(function.returns).endswith("| None")
    return {"None"} if may_be_none and "None" not in message else set()


def undocumented(node: ast.FunctionDef | ast.ClassDef, implemented: set[str]) -> Iterator[str]:
    """The functions without a docstring, and the exceptions that a docstring leaves out."""
    if not ast.get_docstring(node):
        yield node.name
    if isinstance(node, ast.ClassDef):
        for each in node.body:
            if isinstance(each, Function) and each.name not in implemented:
                message = f"{ast.get_docstring(node)} {ast.get_docstring(each)}"
                if not each.name.startswith("_") and not ast.get_docstring(each):
                    yield f"{node.name}.{each.name}"
                if not each.name.startswith("_") or each.name in OWN:
                    yield from (f"{node.name}.{each.name}: {error}" for error in raised(each) if error not in message)
                    yield from (f"{node.name}.{each.name}: {unnamed}" for unnamed in unsaid(each, message))
    else:
        message = ast.get_docstring(node) or ""
        yield from (f"{node.name}: {error}" for error in raised(node) if error not in message)
        yield from (f"{node.name}: {unnamed}" for unnamed in unsaid(node, message))


def test_a_docstring_says_enough_for_other_packages() -> None:
    """It names the exceptions that a function itself raises, and says when the function returns None."""
    implemented = protocols()
    assert [
        f"{path.relative_to(UTILS)}: {each}"
        for path, names in sorted(used_elsewhere().items())
        for node in tree(path).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in names
        for each in undocumented(node, implemented)
    ] == []
