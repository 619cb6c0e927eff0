# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds texts in documents: by a variable, the ID of a document, a tag, a package or any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._search.texts import Text, pairs
from ansible_collections.octopus.deploy.plugins.module_utils._search.variables import Variable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

DEFINES, USES = "defines", "uses"
# The lists whose entries define a variable by their names.
DEFINING = ("Variables", "Templates", "Parameters")
NAME, VALUES = "Name", ("Value", "DefaultValue")
# The parameters of a step template are properties of the action, with nothing in front of their names.
OF_THE_SERVER = "octopus."
SCRIPT_BODY, SYNTAX = "octopus.action.script.scriptbody", "Octopus.Action.Script.Syntax"
SCRIPT_MODULE = "octopus.script.module["
POWERSHELL, PS1 = "powershell", ".ps1"
TAGS = ("tags", "tag", "roles", "role")
CANONICAL = "CanonicalTagName"
PACKAGE, IMAGE = "packageid", "image"


@dataclass(frozen=True)
class Hit:
    """A place that a search finds: the position in the text, and whether the place is a definition or a use."""

    position: int = 0
    role: str = USES


Matcher = Callable[[Text], Iterable[Hit]]


def of_pattern(pattern: re.Pattern[str]) -> Matcher:
    """Texts that match a pattern. Secrets are left out, because a search must not tell anything about them."""

    def hits(text: Text) -> Iterator[Hit]:
        found = () if text.is_secret else pattern.finditer(text.value)
        yield from (Hit(each.start()) for each in found)

    return hits


def of_document(document_id: str, names: Collection[str] = (), prop: str = "") -> Matcher:
    """Texts with an ID. ``names``: the names and slugs that a property ``prop`` can have in its place."""
    whole = re.compile(rf"(?<![\w-]){re.escape(document_id)}(?![\w-])", re.IGNORECASE)
    wanted = {folded(each) for each in names}

    def hits(text: Text) -> Iterator[Hit]:
        found = [Hit(each.start()) for each in whole.finditer(text.value)]
        yield from found
        if prop and not found:
            values = (value for key, value in pairs(text) if folded(key).endswith(folded(prop)))
            yield from (Hit(max(text.value.find(each), 0)) for each in values if folded(each) in wanted)

    return hits


def of_tag(tag: str) -> Matcher:
    """Lists of tags, and texts with several of them, that have a tag."""
    wanted = folded(tag)

    def hits(text: Text) -> Iterator[Hit]:
        if text.key == CANONICAL:
            yield from [Hit(role=DEFINES)] if folded(text.value) == wanted else []
        elif folded(text.key).endswith(TAGS):
            yield from [Hit()] if wanted in map(folded, text.value.split(",")) else []

    return hits


def of_package(package: str) -> Matcher:
    """References to a package, and images of that name with any tag."""
    wanted = folded(package)

    def is_meant(key: str, value: str) -> bool:
        text, prop = folded(value), folded(key)
        image = prop.endswith(IMAGE) and text.startswith((f"{wanted}:", f"{wanted}@"))
        return image or (text == wanted and prop.endswith((PACKAGE, IMAGE)))

    def hits(text: Text) -> Iterator[Hit]:
        found = (value for key, value in pairs(text) if is_meant(key, value))
        yield from (Hit(max(text.value.find(each), 0)) for each in found)

    return hits


def of_variable(name: str) -> Matcher:
    """Definitions of a variable, expressions and scripts that use it, and properties that name it."""
    variable = Variable(name)

    def hits(text: Text) -> Iterator[Hit]:
        if text.key == NAME and text.group in DEFINING:
            if variable.is_named(text.value):
                yield Hit(role=DEFINES)
        elif is_parameter(text) and variable.is_named(text.key):
            yield Hit(role=DEFINES)
        if folded(text.key).endswith("variable") and variable.is_named(text.value):
            yield Hit()
        yield from (Hit(position) for position in variable.uses(text.value, is_powershell(text)))
        inner = (value for key, value in pairs(text) if key != text.key and folded(key).endswith("variable"))
        yield from (Hit(max(text.value.find(each), 0)) for each in inner if variable.is_named(each))

    return hits


def is_parameter(text: Text) -> bool:
    """Whether a text is the value of a parameter of a step template."""
    return text.path[-1:] == (f"property {text.key}",) and not folded(text.key).startswith(OF_THE_SERVER)


def is_powershell(text: Text) -> bool:
    """Whether a text is a script of PowerShell."""
    key = folded(text.key)
    if key == SCRIPT_BODY:
        return folded(text.beside.get(SYNTAX) or POWERSHELL) == POWERSHELL
    return key.endswith(PS1) or folded(text.beside.get(NAME) or "").startswith(SCRIPT_MODULE)
