# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets ansible-core pack modules without parsing everything again that they import.

ansible-core packs a module together with all that it imports. To find that, it parses each file, which takes two thirds
of the time, though nearly all files are the same for every module. Here the imports of a file are kept beside the
compiled files, under the hash of the file. ansible-core parses them in the place of the file, and packs as ever.
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
    """Replace the ``compile`` by which ``ansible.executor.module_common`` parses a file whose imports it looks for."""
    if sys.pycache_prefix and not sys.dont_write_bytecode:
        vars(packer)["compile"] = compiled


def compiled(source: str | bytes, path: str, mode: str, flags: int) -> CodeType | ast.Module:
    """Compile as ``compile`` does, but of a source that is only parsed, parse the imports alone."""
    if flags != ast.PyCF_ONLY_AST:
        code: CodeType = compile(source, path, mode, flags)
        return code
    kept = FOLDER / source_hash(source.encode() if isinstance(source, str) else source).hex()
    try:
        imports = kept.read_text(encoding="utf-8")
    except OSError:
        # A mistake in the source is found here, and nothing is kept.
        imports = imports_of(ast.parse(source, path))
        keep(kept, imports.encode())
    return ast.parse(imports, path)


def imports_of(tree: ast.Module) -> str:
    """The source of a module with nothing but its imports.

    ansible-core insists on a file that the module itself imports, and does without one that an ``if``, a ``try`` or a
    function imports, so all of those stand in an ``if``.
    """
    found = [each for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom)]
    own = [each for each in found if each in tree.body]
    others: list[ast.stmt] = [each for each in found if each not in tree.body]
    condition = [ast.If(ast.Constant(True), others, [])] if others else []
    return ast.unparse(ast.Module([*own, *condition], []))
