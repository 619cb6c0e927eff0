# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make kinds``: writes everything that is generated from kinds and modules. ``--check`` only lists differences."""

from __future__ import annotations

import ast
import pkgutil
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from textwrap import fill

from checks import ROOT

sys.path.insert(0, str(ROOT / ".build" / "collections"))

from ansible_collections.octopus.deploy.plugins.module_utils import _kinds
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from config_schema import PATH as SCHEMA
from config_schema import config_schema
from description.description import RELATIVE, where
from interop.conformance import table
from kind_page import page, without_since
from kind_properties import Definitions, problems
from module_docs import described_options, documentation, undocumented
from return_values import completed
from step_docs import with_typed_options
from type_page import type_page

PLUGINS = ROOT / "plugins"
ACTIONS, MODULES = PLUGINS / "action", PLUGINS / "modules"
TYPES = ROOT / "docs" / "field_types.md"
RUNTIME, README, PAGE = ROOT / "meta" / "runtime.yml", ROOT / "README.md", ROOT / "docs" / "kinds.md"
REGISTRY = PLUGINS / "module_utils" / "_kinds" / "registry.py"
STEPS = PLUGINS / "doc_fragments" / "steps.py"
PACKAGE = _kinds.__name__
WIDTH = 120
HEADER = """\
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""
SAID = "Every kind that the collection manages, imported when it is looked up. Written by ``make kinds``."
REGISTRY_START = f'''{HEADER}"""{SAID}"""

from __future__ import annotations

'''
# The docstring marks the files that this script writes. Routing every module to one file in meta/runtime.yml
# would load all kinds for each task, and ansible-lint 26.10 would take the name of that file for the module's (fqcn).
ACTION = f'''{HEADER}"""The fast door of {{name}}; see ``plugin_utils/in_process.py``. Written by ``make kinds``."""

from __future__ import annotations

from {{compiled}} import quick_imports

with quick_imports():
{{imports}}

class ActionModule(InProcessAction):
    """The fast door of {{name}}, which imports what its module imports and nothing else."""

    octopus_task = {{task}}


def main() -> None:
    """Let ansible-lint check the options of a task; see ``plugin_utils/linted.py``."""
    from {{linted}} import report_mistakes

    report_mistakes({{task}})
'''
OURS = "Written by ``make kinds``."
LINTED = "ansible_collections.octopus.deploy.plugins.plugin_utils.linted"
COMPILED = "ansible_collections.octopus.deploy.plugins.plugin_utils.compiled"
IN_PROCESS = "ansible_collections.octopus.deploy.plugins.plugin_utils.in_process"
# The imports of a module that an action plugin does not need.
OF_MODULES = ("__future__", "ansible_collections.octopus.deploy.plugins.module_utils._module")
GROUP = re.compile(r"(?<=^  octopus:\n)(?: {4}- \w+\n)*", re.MULTILINE)
LIST_START, LIST_END = "<!-- modules: written by make kinds -->\n", "<!-- end of modules -->\n"
LIST = re.compile(f"(?<={re.escape(LIST_START)}).*?(?={re.escape(LIST_END)})", re.DOTALL)
CONFIG = MODULES / "octopus_config.py"
CONFIG_KINDS = re.compile(r"^      - The kinds of a space are.*?(?=^      - An item )", re.MULTILINE | re.DOTALL)
GROUPS = ("In a space", "On the server", "Many kinds at once, and everything else")


@dataclass(frozen=True)
class Found:
    """A kind, and the name of its constant in its file."""

    constant: str
    resource: Resource


def found_kinds() -> list[Found]:
    """The Resource of each file in ``_kinds/`` that has one, found without the registry."""
    names = [each.name for each in pkgutil.iter_modules(_kinds.__path__) if each.name != REGISTRY.stem]
    found = []
    for name in names:
        for constant, value in vars(import_module(f"{PACKAGE}.{name}")).items():
            if isinstance(value, Resource) and value.kind not in names:
                raise SystemExit(f"_kinds/{name}.py: the kind {value.kind} belongs into a file of its name")
            if isinstance(value, Resource) and value.kind == name:
                found.append(Found(constant, value))
    return found


def modules() -> list[str]:
    return sorted(path.stem for path in MODULES.glob("octopus_*.py"))


def registry(found: Sequence[Found]) -> str:
    """The registry, with an import statement for each kind: ansible-core only packs what import statements name."""
    kinds = [each.resource for each in found]
    parts = [REGISTRY_START, "from collections.abc import Collection\n\n"]
    parts += [imported(f"{PACKAGE}.on_demand", "OnDemand"), imported(Resource.__module__, Resource.__name__)]
    for each in found:
        line = imported(f"{PACKAGE}.{each.resource.kind}", each.constant, " " * 4)
        parts.append(f"\n\ndef _{each.resource.kind}() -> Resource:\n{line}\n    return {each.constant}\n")
    once = "".join(f'"{each.plural}", ' for each in kinds if each.one_time_secret)
    parts.append("\n\n")
    for mapping, keys in (("BY_KIND", [each.kind for each in kinds]), ("BY_PLURAL", [each.plural for each in kinds])):
        names = "".join(f'        "{key}": _{each.kind},\n' for key, each in zip(keys, kinds, strict=True))
        parts.append(f"{mapping} = OnDemand(\n    {{\n{names}    }}\n)\n")
    parts.append("KINDS: Collection[Resource] = BY_PLURAL.values()\n")
    parts.append(f"# The kinds with a secret that the server returns only once.\nSHOWN_ONCE = ({once.rstrip()})\n")
    return "".join(parts)


def imported(module: str, name: str, indent: str = "") -> str:
    line = f"{indent}from {module} import {name}\n"
    return line if len(line) <= WIDTH + 1 else f"{indent}from {module} import (\n{indent}    {name},\n{indent})\n"


def readme(text: str, found: Iterable[Found]) -> str:
    """The README with a current list of modules."""
    scopes = {f"octopus_{each.resource.kind}": int(each.resource.location.system) for each in found}
    parts = []
    for number, title in enumerate(GROUPS):
        group = [
            (f"`{name}`", documentation("modules", name)["short_description"])
            for name in modules()
            if scopes.get(name, 2) == number
        ]
        parts.append(table((title, "What it does"), group))
    return LIST.sub(lambda dummy: "\n" + "\n".join(parts) + "\n", text)


def configured(found: Iterable[Found]) -> list[Resource]:
    """The kinds that a configuration can have."""
    return [each.resource for each in found if not each.resource.one_time_secret]


def config_module(text: str, found: Iterable[Found]) -> str:
    """The module octopus_config with a current list of kinds in its documentation."""
    listed = configured(found)
    items = []
    for title, system in (("a space", False), ("the server", True)):
        *most, last = [f"V({each.plural})" for each in listed if each.location.system == system]
        sentence = f"The kinds of {title} are {', '.join(most)} and {last}."
        items.append(fill(sentence, WIDTH, initial_indent="      - ", subsequent_indent="        ") + "\n")
    return CONFIG_KINDS.sub(lambda dummy: "".join(items), text)


def module_files(found: Iterable[Found]) -> dict[Path, str]:
    """The modules with the generated parts of their documentation."""
    found = list(found)
    resources = {f"octopus_{each.resource.kind}": each.resource for each in found}
    files = {}
    for name in modules():
        path = MODULES / f"{name}.py"
        text = completed(path.read_text(encoding="utf-8"), name, resources.get(name))
        files[path] = config_module(text, found) if path == CONFIG else text
    return files


def generated(found: Sequence[Found], definitions: Definitions) -> dict[Path, str | None]:
    """The content of each generated file; None if the file has to be removed."""
    group = "".join(f"    - {name}\n" for name in modules())
    files: dict[Path, str | None] = {
        path: None for path in ACTIONS.glob("octopus_*.py") if OURS in path.read_text(encoding="utf-8")
    }
    return {
        **files,
        **{ACTIONS / f"{name}.py": action(name) for name in modules()},
        REGISTRY: registry(found),
        RUNTIME: GROUP.sub(group, RUNTIME.read_text(encoding="utf-8")),
        README: readme(README.read_text(encoding="utf-8"), found),
        **module_files(found),
        STEPS: with_typed_options(STEPS.read_text(encoding="utf-8")),
        PAGE: page([each.resource for each in found], definitions),
        TYPES: type_page(),
        SCHEMA: config_schema(configured(found)),
    }


def action(name: str) -> str:
    """The action plugin of a module, for the same task that the module passes to ``run_module``."""
    tree = ast.parse((MODULES / f"{name}.py").read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    found = [
        (node.module or "", part.name) for node in nodes if isinstance(node, ast.ImportFrom) for part in node.names
    ]
    imports = sorted({(IN_PROCESS, "InProcessAction"), *(each for each in found if each[0] not in OF_MODULES)})
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "run_module"]
    lines = "".join(imported(module, part, " " * 4) for module, part in imports)
    return ACTION.format(name=name, compiled=COMPILED, imports=lines, linted=LINTED, task=ast.unparse(calls[0].args[0]))


def stale(files: Mapping[Path, str | None], described: bool) -> list[Path]:
    """The files that are out of date. Without the published description, releases are not compared."""

    def as_compared(path: Path, text: str | None) -> str | None:
        return without_since(text) if text and path == PAGE and not described else text

    return [path for path, text in files.items() if as_compared(path, text) != as_compared(path, content(path))]


def content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def unwritten(resource: Resource) -> list[str]:
    """The problems of a kind that have to be mended before any file can be generated."""
    name = f"octopus_{resource.kind}"
    path = MODULES / f"{name}.py"
    if not path.exists():
        return [f"there is no {path.relative_to(ROOT)} yet"]
    options = undocumented(item_arguments(resource), described_options(name))
    return [f"{path.relative_to(ROOT)} does not document the option {each} yet" for each in options]


def lacking(resource: Resource) -> list[str]:
    """The test files that a kind does not have yet."""
    name = f"octopus_{resource.kind}"
    own = (
        f"tests/contract/kinds/{resource.kind}.py",
        f"tests/integration/targets/{name}/tasks/main.yml",
    )
    return [f"there is no {path} yet" for path in own if not (ROOT / path).exists()]


def still_missing(found: Iterable[Found], definitions: Definitions, described: bool) -> list[str]:
    """The parts that the kinds still lack, one line for each."""
    return [
        f"{each.resource.kind}: {problem}"
        for each in found
        for problem in (*lacking(each.resource), *(problems(each.resource, definitions) if described else ()))
    ]


def main() -> int:
    published = where()
    described = published.exists()
    definitions = Definitions(published if described else None)
    found = found_kinds()
    if first := [f"{each.resource.kind}: {line}" for each in found for line in unwritten(each.resource)]:
        raise SystemExit("\n".join(first))
    files = generated(found, definitions)
    differing = stale(files, described)
    check = "--check" in sys.argv[1:]
    for path in differing:
        text = files[path]
        print(f"{path.relative_to(ROOT)}: {'differs, run make kinds' if check else 'written' if text else 'removed'}")
        if not check and text is None:
            path.unlink()
        elif not check and text is not None:
            path.write_text(text, encoding="utf-8")
    missing = still_missing(found, definitions, described)
    print("".join(f"{each}\n" for each in missing), end="")
    if not described:
        print(
            f"not checked, as {RELATIVE} is not there: whether all properties are in docs/kinds.md, and their releases"
        )
    return 1 if missing or (check and differing) else 0


if __name__ == "__main__":
    sys.exit(main())
