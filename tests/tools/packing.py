# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets ansible-core pack modules without parsing their imports again each time.

ansible-core packs a module together with everything that it imports. It parses each file to find the imports, which
takes two thirds of the time, although nearly all files are the same for every module. This file keeps the imports of a
file beside the compiled files, under the file's hash. ansible-core parses these imports instead of the file.
"""

from __future__ import annotations

import ast
import sys
from importlib.util import source_hash
from pathlib import Path
from types import CodeType, ModuleType

from zipped.sitecustomize import keep

FOLDER = Path(sys.pycache_prefix or "", "imports", str(sys.implementation.cache_tag))


def parse_imports_only(packer: ModuleType) -> None:
    """Replace the ``compile`` by which ``ansible.executor.module_common`` parses files to find their imports."""
    if sys.pycache_prefix and not sys.dont_write_bytecode:
        vars(packer)["compile"] = compiled


def compiled(source: str | bytes, path: str, mode: str, flags: int) -> CodeType | ast.Module:
    """Compile as ``compile`` does; if the source is only to be parsed, parse only its imports."""
    if flags != ast.PyCF_ONLY_AST:
        code: CodeType = compile(source, path, mode, flags)
        return code
    kept = FOLDER / source_hash(source.encode() if isinstance(source, str) else source).hex()
    try:
        imports = kept.read_text(encoding="utf-8")
    except OSError:
        # A syntax error in the source is raised here, before anything is kept.
        imports = imports_of(ast.parse(source, path))
        keep(kept, imports.encode())
    return ast.parse(imports, path)


def imports_of(tree: ast.Module) -> str:
    """The source of a module with only its imports.

    ansible-core requires the files that a module imports at its top level, but not those that it imports in an ``if``,
    a ``try`` or a function, so all of the latter go into an ``if``.
    """
    found = [each for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom)]
    own = [each for each in found if each in tree.body]
    others: list[ast.stmt] = [each for each in found if each not in tree.body]
    condition = [ast.If(ast.Constant(True), others, [])] if others else []
    return ast.unparse(ast.Module([*own, *condition], []))
