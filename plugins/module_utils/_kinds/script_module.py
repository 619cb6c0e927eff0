# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Script module: a library variable set with the script and its language as variables (api: variables#library-set)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import SCRIPT_MODULES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.of_owners import ALL_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import one_step
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion, Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Script, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

SCRIPT, BODY, LANGUAGE = "Script", "Body", "Language"
LANGUAGES = ("PowerShell", "Bash", "CSharp", "FSharp", "Python")
# The variables have these names, followed by the name of the module in brackets.
NAMES: Mapping[str, str] = {BODY: "Octopus.Script.Module", LANGUAGE: "Octopus.Script.Module.Language"}

VARIABLE = shapes.Shape("an object", (dict,), needs=("Name",))
VARIABLES = shapes.Shape(
    "an object",
    (dict,),
    (("Variables", shapes.Shape("a list of objects", (list,), each=VARIABLE)),),
    needs=("Variables",),
)


@dataclass(frozen=True, eq=False)
class ScriptCompanion(Companion):
    """The script and its language as one companion; the other variables of the set are kept."""

    prop: str = SCRIPT
    link: str = "Variables"

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link)

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        return ALL_SETS.of(documents, context)

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        variables = self._fitting(listed)["Variables"] if listed else self._whole(document, context)["Variables"]
        found = {part: self._variable(variables, part, document) for part in NAMES}
        return {part: each.get("Value") for part, each in found.items() if each}

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        whole = self._whole(document, context)
        variables = list(whole["Variables"])
        for part, value in wanted.items():
            name = f"{NAMES[part]}[{document['Name']}]"
            known = self._variable(variables, part, document)
            changed = {**(known or {"Type": "String", "Scope": {}}), "Name": name, "Value": value}
            variables = [changed if each is known else each for each in variables]
            variables += [] if known else [changed]
        if variables != whole["Variables"]:
            context.client.modify({**whole, "Variables": variables})
            context.did("wrote the variables with its script")
        return dict(wanted)

    def _whole(self, document: Document, context: Context) -> Document:
        return self._fitting(context.client.document(document, self.link))

    def _fitting(self, found: Document) -> Document:
        shapes.fitting(found, VARIABLES, f"The link {self.link!r}")
        return found

    @staticmethod
    def _variable(variables: list[Document], part: str, document: Document) -> Document | None:
        """The variable, even if its name has an old name of the module."""
        named = f"{NAMES[part]}[{document.get('Name')}]"
        candidates = [each for each in variables if str(each["Name"]).startswith(f"{NAMES[part]}[")]
        exact = [each for each in candidates if str(each["Name"]).casefold() == named.casefold()]
        return next(iter([*exact, *candidates]), None)


def set_default_language(module: Document, parameters: Parameters, context: Context) -> None:
    """Set the language of a new module to PowerShell if no option gives it, as the portal does."""
    module[SCRIPT] = {BODY: "", LANGUAGE: LANGUAGES[0], **(module.get(SCRIPT) or {})}


def rename_variables(current: Document, wanted: Document, context: Context) -> Document:
    """Rename the variables with the module, because their names contain its name and the server keeps them."""
    if current["Name"] != wanted["Name"]:
        companion = ScriptCompanion()
        # The module itself does not show the names of its variables.
        with one_step(current, current):
            companion.write({**current, "Name": wanted["Name"]}, None, companion.read(current, context), context)
    return current


SCRIPT_MODULE = Resource(
    kind="script_module",
    location=SCRIPT_MODULES,
    fields=(
        Field("description", "Description", Text()),
        Field(
            "script",
            SCRIPT,
            Nested(
                (
                    Field("body", BODY, Script()),
                    Field("language", LANGUAGE, Choice(LANGUAGES)),
                ),
                cleared={},
            ),
        ),
    ),
    companions=(ScriptCompanion(),),
    creation=Creation(constants={"ContentType": "ScriptModule"}),
    hooks=Hooks(complete=set_default_language, change=rename_variables),
    published=Published(
        definition="LibraryVariableSetResource",
        read_only=("VariableSetId", "Version"),
        unmanaged={"Templates": "script modules have none"},
    ),
)
