# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts of an exported configuration in files of their own, which the configuration names."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.export import Config, identity
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import FileName
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

FOLDER = "scripts"
# Characters that the name of a file or folder can't have on every system.
UNWANTED = re.compile(r"[^\w .()#+-]")
LONGEST = 80
# The options and properties that say the language of a script beside them, and the ending of each language.
LANGUAGES = ("syntax", "language", "Octopus.Action.Script.Syntax")
ENDINGS = {"PowerShell": "ps1", "Bash": "sh", "CSharp": "csx", "FSharp": "fsx", "Python": "py"}
# A script among options or properties: these, its key, and the names of the documents and entries around it.
FoundScript = tuple[dict[str, Any], str, tuple[str, ...]]


def with_script_files(config: Config, resources: Sequence[Resource]) -> tuple[Config, dict[str, str]]:
    """A configuration that names a file for each script of several lines, and the content of these files by name."""
    made = copy.deepcopy(config)
    files: dict[str, str] = {}
    taken: set[str] = set()
    for resource in resources:
        for item in made[resource.plural]:
            names = (resource.plural, *(each for each in identity(resource, item) if each))
            for holder, key, where in scripts(resource.fields, item, names):
                name = _free(
                    "/".join((FOLDER, *map(_part_of_path, where), _part_of_path(key.rpartition(".")[2]))),
                    _ending(key, holder),
                    taken,
                )
                files[name], holder[key] = holder[key], FileName(name)
    return made, files


def scripts(fields: Sequence[Field], options: dict[str, Any], names: tuple[str, ...]) -> Iterator[FoundScript]:
    """The scripts of several lines among options, and in the documents within them."""
    for each in fields:
        value = options.get(each.option)
        if each.type.holds_scripts:
            holder, keys = (options, [each.option]) if isinstance(value, str) else (value or {}, list(value or ()))
            yield from ((holder, key, names) for key in keys if "\n" in str(holder[key]))
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                inner = (*names, str(entry["name"])) if entry.get("name") else names
                yield from scripts(each.type.parts(), entry, inner)


def _ending(key: str, holder: Mapping[str, Any]) -> str:
    """The ending of the file for a script, by its own name or the language beside it."""
    last = key.rpartition("_")[2]
    if last in ENDINGS.values():
        return last
    if "yaml" in key:
        return "yaml"
    language = next((str(holder[each]) for each in LANGUAGES if holder.get(each)), "PowerShell")
    return ENDINGS.get(language, "txt") if folded(key).endswith("body") else "txt"


def _part_of_path(name: str) -> str:
    """A name that every file system takes."""
    return UNWANTED.sub("_", name).strip(" .")[:LONGEST].strip(" .") or "_"


def _free(name: str, ending: str, taken: set[str]) -> str:
    """A file's name that no other file has, ignoring case."""
    number, found = 1, f"{name}.{ending}"
    while folded(found) in taken:
        number += 1
        found = f"{name}-{number}.{ending}"
    taken.add(folded(found))
    return found
