# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values in variable sets, those of templates, and those of tenants (api: values#scopes-that-match)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import (
    control_type,
    default_for,
    is_for_secrets,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OWNER_TYPES
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    ACTION,
    CHANNEL,
    ENVIRONMENT,
    MACHINE,
    PROCESS,
    ROLE,
    SENSITIVE,
    TENANT,
    TENANT_TAG,
    Candidate,
    Scope,
    Source,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    OBJECT,
    TEXT,
    TEXTS,
    Shape,
    fitting,
)


def list_of(each: Shape) -> Shape:
    return Shape("a list", (list,), each=each)


def map_of(each: Shape) -> Shape:
    return Shape("an object", (dict,), each=each)


TEXT_TYPE = "String"
NAMED = Shape("an object", (dict,), (("Id", TEXT), ("Name", TEXT)), needs=("Id",))
VARIABLE = Shape(
    "an object",
    (dict,),
    (("Id", TEXT), ("Name", TEXT), ("Value", TEXT), ("Type", TEXT), ("Scope", map_of(TEXTS))),
    needs=("Name",),
)
VARIABLE_SET = Shape(
    "an object",
    (dict,),
    (("Variables", list_of(VARIABLE)), ("ScopeValues", map_of(list_of(NAMED)))),
)
TEMPLATE = Shape("an object", (dict,), (("Id", TEXT), ("Name", TEXT), ("DisplaySettings", OBJECT)), needs=("Name",))
OWNER = Shape("an object", (dict,), (("Templates", list_of(TEMPLATE)),))
# The kind of scope for each list of ScopeValues (api: variables#scope-kinds).
LISTS: Mapping[str, str] = {
    "Environments": ENVIRONMENT,
    "Machines": MACHINE,
    "Roles": ROLE,
    "Actions": ACTION,
    "Channels": CHANNEL,
    "TenantTags": TENANT_TAG,
    "Processes": PROCESS,
}


def of_set(variable_set: Document, source: Source) -> Iterator[Candidate]:
    """The values of a variable set."""
    for each in fitting(variable_set, VARIABLE_SET, "The link 'Variables'").get("Variables") or []:
        yield of_variable(each, source)


def of_variable(variable: Document, source: Source) -> Candidate:
    scope = {kind: tuple(values) for kind, values in (variable.get("Scope") or {}).items() if values}
    type_name = SENSITIVE if variable.get("IsSensitive") else variable.get("Type") or TEXT_TYPE
    text = None if type_name == SENSITIVE else variable.get("Value")
    return Candidate(variable["Name"], text, source, scope, type_name, variable.get("Id") or "")


def of_templates(owner: Document, source: Source) -> Iterator[Candidate]:
    """The defaults of the templates of a project or a library variable set, which have no scope."""
    for each in fitted_templates(owner, source):
        yield from _of_template(each, each.get("DefaultValue"), source, {}, is_default=True)


def of_tenant(values: Document, tenant_id: str, owners: Iterable[tuple[Document, Source]]) -> Iterator[Candidate]:
    """The values that a tenant gives to the templates of a project and library variable sets, the ``owners``.

    ``values``: the document of ``TenantValues``. A value is for the tenant, and maybe for some environments.
    """
    for owner, source in owners:
        templates = {each.get("Id"): each for each in fitted_templates(owner, source)}
        for owner_type in OWNER_TYPES:
            for each in values.get(owner_type.prop) or []:
                if each[owner_type.owner] == owner["Id"] and each["TemplateId"] in templates:
                    environments = tuple((each.get("Scope") or {}).get("EnvironmentIds") or ())
                    scope = {TENANT: (tenant_id,), **({ENVIRONMENT: environments} if environments else {})}
                    yield from _of_template(templates[each["TemplateId"]], each.get("Value"), source, scope)


def fitted_templates(owner: Document, source: Source) -> list[Document]:
    found = fitting(owner, OWNER, f"The document of {source.name!r}").get("Templates")
    return list(found or [])


def _of_template(
    template: Document, value: Any, source: Source, scope: Scope, is_default: bool = False
) -> Iterator[Candidate]:
    """The value of a template, if there is one. A secret is an object that says whether it has a value.

    An empty default counts as no value. An empty value of a tenant hides the default, which is unverified.
    """
    is_secret = isinstance(value, dict)
    if value is None or (value == "" and is_default) or (is_secret and not value.get("HasValue")):
        return
    control = control_type(template)
    type_name = control if default_for(control) else TEXT_TYPE
    if is_secret or is_for_secrets(template):
        type_name = SENSITIVE
    text = None if type_name == SENSITIVE else str(value)
    yield Candidate(template["Name"], text, source, scope, type_name, is_default=is_default)


def scope_documents(variable_sets: Iterable[Document]) -> dict[str, list[Document]]:
    """The IDs and names that values can be scoped to, by kind of scope, each once."""
    found: dict[str, dict[str, Document]] = {}
    for variable_set in variable_sets:
        for name, entries in (variable_set.get("ScopeValues") or {}).items():
            known = found.setdefault(LISTS.get(name, name), {})
            known.update({each["Id"]: each for each in entries or []})
    return {kind: list(entries.values()) for kind, entries in found.items()}
