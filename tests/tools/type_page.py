# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``docs/field_types.md``: every field type with the first sentence of its docstring."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

from ansible_collections.octopus.deploy.plugins.module_utils._model import types
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import FieldType
from interop.conformance import table

SENTENCE = re.compile(r"(?<=\.)\s")
# The files with the most common types come first.
COMMON = ("text", "number", "references", "nested", "unkeyed_list", "secret")
INTRODUCTION = """\
# The field types

`make kinds` writes this page from the docstrings in `plugins/module_utils/_model/types/`; it is never written by hand.
A kind gives each of its fields one of these types. The files that most kinds need come first.

"""


def type_page() -> str:
    rows = [(f"`{each.__name__}`", f"`{file}.py`", first_sentence(each)) for file, each in found_types()]
    return INTRODUCTION + table(("Type", "File", "What a value is"), rows)


def found_types() -> Iterator[tuple[str, type[FieldType]]]:
    """The field types in each file."""
    files = [each.name for each in pkgutil.iter_modules(types.__path__)]
    for file in (*COMMON, *(each for each in files if each not in COMMON)):
        module = import_module(f"{types.__name__}.{file}")
        for each in vars(module).values():
            if inspect.isclass(each) and issubclass(each, FieldType) and each.__module__ == module.__name__:
                yield file, each


def first_sentence(of: type[FieldType]) -> str:
    paragraph = (inspect.getdoc(of) or "").split("\n\n", maxsplit=1)[0]
    return SENTENCE.split(" ".join(paragraph.split()).replace("``", "`"), maxsplit=1)[0].replace("|", "\\|")
