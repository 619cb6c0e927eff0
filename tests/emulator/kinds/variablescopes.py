# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scopes that variables can have, and changes of scopes (api: variables#scope-kinds)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from emulator.kinds.common import OF_ANY_TYPE
from emulator.kinds.variabletypes import OF_PARAMETERS, SCOPES
from emulator.model import DESCRIBED, Document, Release
from emulator.refusals import invalid
from emulator.shaping import each_a_text, wrong_type

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Kinds that only a project has. The refusal is in the description; unverified: it is for this case.
OF_PROJECTS = ("Action", "Channel", "ProcessOwner")
# Prompts can be for some processes, by the date of the release note [OctopusDeploy/Issues#5977]. The release is
# unverified, and the refusal still names environments alone.
PROMPTS_OF_PROCESSES: Release = (2019, 12)
DEPLOYMENT = "Deployment Process"
CHANGED = (
    "Changes to these variables could not be saved, because your available environment scopes changed while you were "
    "editing the variables. Please reload or open a new tab to make your changes."
)


def scope_values(octopus: Octopus, variable_set: Document) -> Document:
    """The scopes that variables of this set can have: in a library set no actions, channels and processes.

    Unverified: the name of the deployment process, and that actions of runbooks are not listed.
    """
    nothing: list[Document] = []
    space, owner = variable_set.get("SpaceId") or "", variable_set["OwnerId"]
    process = octopus.store.get(f"deploymentprocess-{owner}")
    actions = [action for step in (process[1]["Steps"] if process else []) for action in step["Actions"]]
    channels = octopus.store.holding("channels", "ProjectId", owner, space)
    runbooks = octopus.store.holding("runbooks", "ProjectId", owner, space)
    of_space = octopus.store.remembered(
        ("scope values", space), ("environments", "machines", "tagsets"), lambda: values_of_space(octopus, space)
    )
    return {
        **of_space,
        "Actions": named(actions),
        "Channels": named(channels),
        "Processes": [
            *([{"Id": owner, "Name": DEPLOYMENT, "ProcessType": "Deployment"}] if process else nothing),
            *({"Id": each["Id"], "Name": each["Name"], "ProcessType": "Runbook"} for each in runbooks),
        ],
        # Their content is unverified, because the parameters of process templates are not served.
        **({f"{each}s": nothing for each in OF_PARAMETERS} if octopus.release >= DESCRIBED else {}),
    }


def values_of_space(octopus: Octopus, space: str) -> Mapping[str, list[Document]]:
    """The scopes that variables of every set of a space can have."""
    machines = octopus.store.all("machines", space)
    # Tag sets have had scopes since 2025; before, all of them were for tenants.
    tag_sets = [each for each in octopus.store.all("tagsets", space) if "Tenant" in each.get("Scopes", ["Tenant"])]
    return {
        "Environments": named(octopus.store.all("environments", space)),
        "Machines": named(machines),
        "Roles": [{"Id": each, "Name": each} for each in sorted({role for one in machines for role in one["Roles"]})],
        "TenantTags": [
            {"Id": tag["CanonicalTagName"], "Name": tag["CanonicalTagName"]}
            for each in tag_sets
            for tag in each["Tags"]
        ],
    }


def named(documents: list[Document]) -> list[Document]:
    return [{"Id": each["Id"], "Name": each["Name"]} for each in documents]


def checked(octopus: Octopus, variable_set: Document, variable: Document, before: Mapping[str, Any]) -> Document:
    """A scope as the server stores it; ``before``: the variable's earlier scope, whose kinds it may keep.

    Empty kinds are removed. The server changes the order of IDs; the new order is unverified. Unverified: only IDs of
    environments must exist.
    """
    newer = OF_PARAMETERS if octopus.release >= DESCRIBED else ()
    kinds = {each.casefold(): each for each in (*SCOPES, *newer, *before)}
    unknown = [key for key in variable["Scope"] if key.casefold() not in kinds]
    if unknown:
        raise invalid(f"'{unknown[0]}' is not a valid scope.")
    scope = {kinds[key.casefold()]: scoped(key, ids) for key, ids in variable["Scope"].items() if ids}
    for each in scope.get("Environment", ()):
        if not is_environment(octopus, each, variable_set.get("SpaceId") or ""):
            raise invalid(CHANGED)
    of_library = not variable_set["OwnerId"].casefold().startswith("projects-")
    if of_library and any(kind in scope for kind in OF_PROJECTS):
        raise invalid("Variable set only scoped to owner.")
    refuse_prompted(octopus, variable, scope)
    return scope


def scoped(key: str, ids: Any) -> list[str]:
    if not isinstance(ids, list):
        raise wrong_type(ids, "System.String[]", f"Scope.{key}")
    each_a_text(ids, f"Scope.{key}")
    return sorted(ids)


def is_environment(octopus: Octopus, name: str, space: str) -> bool:
    """Whether this is an environment; unverified: parents of ephemeral environments count as well."""
    found = octopus.store.get(name)
    return found is not None and found[0] in OF_ANY_TYPE.split() and (found[1].get("SpaceId") or "") == space


def refuse_prompted(octopus: Octopus, variable: Document, scope: Document) -> None:
    also = ("ProcessOwner",) if octopus.release >= PROMPTS_OF_PROCESSES else ()
    if variable["Prompt"] is not None and set(scope) - {"Environment", *also}:
        raise invalid("Prompted variables cannot be scoped to anything except an environment.")


def forget(octopus: Octopus, space: str, kind: str, gone: Collection[str]) -> None:
    """Remove a deleted document from scopes, and variables that were for this document alone.

    A variable is removed together with its environment, target or step [OctopusDeploy/Issues#3900, #7565, #2779].
    Unverified: a scope with several entries keeps the others; a variable is also removed if it has scopes of other
    kinds, because it would become less specific; and the version grows.
    """
    for variable_set in octopus.store.all("variables", space):
        variables = variable_set["Variables"]
        left = [remaining for each in variables if (remaining := without(each, kind, gone)) is not None]
        if left != variables:
            changed = {**variable_set, "Variables": left, "Version": variable_set["Version"] + 1}
            octopus.save(octopus.kinds["variables"], changed)


def without(variable: Document, kind: str, gone: Collection[str]) -> Document | None:
    """A variable without deleted documents in its scope; None if a kind of its scope would become empty."""
    before = variable["Scope"].get(kind, [])
    left = [each for each in before if each not in gone]
    if left == before:
        return variable
    return {**variable, "Scope": {**variable["Scope"], kind: left}} if left else None


def singly_scoped(octopus: Octopus, scope: str, document: Document) -> Document:
    """The number of variables of each owner whose only scope is this environment or this target."""
    counts: dict[str, dict[str, int]] = {}
    for variable_set in octopus.store.all("variables", document.get("SpaceId") or ""):
        for variable in variable_set["Variables"] or []:
            if variable["Scope"] == {scope: [document["Id"]]}:
                names = counts.setdefault(variable_set["OwnerId"], {})
                names[variable["Name"]] = names.get(variable["Name"], 0) + 1
    return {
        "VariableMap": counts,
        "HasUnauthorizedLibraryVariableSetVariables": False,
        "HasUnauthorizedProjectVariables": False,
    }
