# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the documentation of modules, together with the fragments that they name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from checks import ROOT

Docs = Mapping[str, Any]


@cache
def documentation(folder: str, name: str, section: str = "DOCUMENTATION") -> dict[str, Any]:
    """The documentation in a file of ``plugins/``. Raises ``SystemExit`` if there is none."""
    tree = ast.parse((ROOT / "plugins" / folder / f"{name}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == section:
            found: dict[str, Any] = yaml.load(ast.literal_eval(node.value), Loader=yaml.CSafeLoader)
            return found
    raise SystemExit(f"plugins/{folder}/{name}.py has no {section}")


def described_options(module: str) -> Docs:
    """The options that a module documents, itself or by a fragment."""
    own = documentation("modules", module)
    found: dict[str, Any] = {}
    for each in own["extends_documentation_fragment"]:
        name, *section = each.removeprefix("octopus.deploy.").split(".")
        fragment = documentation("doc_fragments", name, section[0].upper() if section else "DOCUMENTATION")
        found.update(fragment.get("options") or {})
    return {**found, **(own.get("options") or {})}


def undocumented(arguments: Mapping[str, Argument], described: Docs, place: str = "") -> Iterator[str]:
    """The options of an argument specification that have no documentation, as dotted paths."""
    for option, argument in arguments.items():
        if option not in described:
            yield f"{place}{option}"
        else:
            inner = described[option].get("suboptions") or {}
            yield from undocumented(argument.get("options") or {}, inner, f"{place}{option}.")
