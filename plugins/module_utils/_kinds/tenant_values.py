# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a tenant as one document, in the same form for older and newer servers (api: tenants#values).

The newer form has two documents, with a list of values each, and every value names its environments. The older form is
one document with maps, whose common values have no environments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import (
    OLDER_SHAPE,
    OWNER_TYPES,
    OwnerType,
    newer_shape,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND, with_link
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

# The collection that has the values of all tenants.
ALL_VALUES = Location("TenantVariables", "values of a tenant")
# The first release with the newer form; the number is unverified.
NEWER = (2025, 1)
TOKEN = "ConcurrencyToken"
# The lists of each document of the newer form: the values, and the templates that lack one.
LISTS = ("Variables", "MissingVariables")
Entry = dict[str, Any]


# A plan compares the values for both types of owners in the newer form. The planned document also has the connections
# of the tenant, the known templates by the type and the ID of their owner, and what a write needs: the tokens of the
# newer form, or the whole document of the older form.
CONNECTIONS, TEMPLATES, TOKENS, OLDER = "ProjectEnvironments", "Templates", "ConcurrencyTokens", "Older"


@dataclass(frozen=True, eq=False)
class TenantValues(Companion):
    """The companion of a tenant with its values.

    It is not versioned: servers without a token take every write, so each write is read again.
    """

    prop: str = "Values"
    link: str = "Variables"
    definition: str = "TenantVariableResource"
    # Whether a server copies the values of a cloned tenant is unverified, so the run reads them once the clone exists.
    copied: bool = False

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link)

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        """The older form of each tenant, which one list has on all servers."""
        holder = context.resolver.holder(ALL_VALUES)
        if len(documents) < 2 or not has_link(holder, ALL_VALUES.link):
            return {}
        found = context.client.items(holder or {}, ALL_VALUES.link)
        older = [shapes.fitting(each, OLDER_SHAPE, f"The link {ALL_VALUES.link!r}") for each in found]
        return {str(each.get("TenantId")): each for each in older if each}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        types = [owner_type for owner_type in OWNER_TYPES if listed is None or may_have_values(owner_type, listed)]
        if not types:
            return {**no_values(document), TEMPLATES: older_templates(listed)}
        newer = self._newer(document, context, types) if context.server_is_at_least(*NEWER) else None
        if newer is not None:
            for owner_type in OWNER_TYPES:
                both = (each for prop in LISTS for each in newer[owner_type.prop].get(prop) or [])
                learn(owner_type, {each[owner_type.owner]: each for each in both}, context)
            values = from_newer(document, newer)
            unread = {owner_type.prop for owner_type in OWNER_TYPES if owner_type not in types}
            known = {prop: each for prop, each in older_templates(listed or {}).items() if prop in unread}
            return {**values, TEMPLATES: {**values[TEMPLATES], **known}}
        found = listed or context.client.document(document, self.link)
        shapes.fitting(found, OLDER_SHAPE, f"The link {self.link!r}")
        for owner_type in OWNER_TYPES:
            learn(owner_type, found.get(owner_type.older) or {}, context)
        return from_older(document, found)

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        refuse_to_come(wanted)
        if OLDER in wanted:
            written = context.client.modify(document, self.link, older_body(wanted))
            context.did(f"wrote the values of tenant {document.get('Name')!r}")
            return from_older(document, shapes.fitting(written, OLDER_SHAPE, f"The link {self.link!r}"))
        now = wanted
        for owner_type in OWNER_TYPES:
            if wanted[owner_type.prop] != (current or {}).get(owner_type.prop):
                now = self._written(owner_type, document, now, context)
        return now

    def _newer(
        self, document: Document, context: Context, owner_types: Sequence[OwnerType] = OWNER_TYPES
    ) -> dict[str, Document] | None:
        """The documents of the newer form for some types of owners; None on a server that does not have this form."""
        found: dict[str, Document] = {owner_type.prop: {} for owner_type in OWNER_TYPES}
        for owner_type in owner_types:
            try:
                answer = context.client.document(*self._link(owner_type, document), {"includeMissingVariables": "true"})
            except ServerRefused as refused:
                if refused.status != NOT_FOUND:
                    raise
                return None
            found[owner_type.prop] = shapes.fitting(answer, newer_shape(owner_type), f"The link {owner_type.prop!r}")
        return found

    def _written(self, owner_type: OwnerType, document: Document, values: Document, context: Context) -> Document:
        """Write the values for one type of owner in the newer form; the result has the server's answer."""
        tokens: dict[str, str] = values[TOKENS]
        own = {TOKEN: tokens[owner_type.prop]} if owner_type.prop in tokens else {}
        where = {"TenantId": document["Id"], "SpaceId": document.get("SpaceId")}
        body = {**where, **own, "Variables": [sent(owner_type, each) for each in values[owner_type.prop]]}
        holder, link = self._link(owner_type, document)
        answer = shapes.document(context.client.send("PUT", holder, link, body), f"PUT {owner_type.prop}")
        context.did(f"wrote {owner_type.prop} of tenant {document.get('Name')!r}")
        shapes.fitting(answer, newer_shape(owner_type), f"PUT {owner_type.prop}")
        if answer.get(TOKEN):
            # If both documents share one token, the other document now has a new token too.
            is_shared = len(set(tokens.values())) == 1
            token = str(answer[TOKEN])
            tokens = {prop: token if is_shared or prop == owner_type.prop else each for prop, each in tokens.items()}
        return {**values, owner_type.prop: list(answer.get("Variables") or []), TOKENS: tokens}

    @staticmethod
    def _link(owner_type: OwnerType, document: Document) -> tuple[Document, str]:
        """The tenant with a link to the values for one type of owner, and the name of that link."""
        return with_link(document, owner_type.prop, document, owner_type.address) or document, owner_type.prop


def may_have_values(owner_type: OwnerType, older: Document) -> bool:
    """Whether a tenant can have values, by the older form of all its values.

    The older form has no values for single environments of a library variable set, so its templates alone decide.
    """
    parts = [part or {} for part in (older.get(owner_type.older) or {}).values()]
    if not owner_type.in_environments:
        return any(part.get("Templates") or part.get("Variables") for part in parts)
    return any(values for part in parts for values in (part.get("Variables") or {}).values())


def learn(owner_type: OwnerType, owners: Mapping[str, Document], context: Context) -> None:
    """Tell the resolver names of projects or library variable sets. ``owners``: by ID, a document with the name."""
    named = [{"Id": owner, "Name": part.get(owner_type.named)} for owner, part in owners.items()]
    context.resolver.learn(owner_type.location, named)


def refuse_to_come(values: Document) -> None:
    """Raise ``OctopusError`` for a value that names a document which the run has not created yet."""
    for entry in (each for owner_type in OWNER_TYPES for each in values[owner_type.prop]):
        for part in (entry["TemplateId"], entry.get("Value")):
            if isinstance(part, str) and is_to_come(part):
                raise OctopusError(f"{name_to_come(part)!r} does not exist yet; run the task again once it does")


def no_values(tenant: Document) -> Document:
    """The values of a tenant that does not exist yet."""
    return {
        "TenantId": tenant.get("Id"),
        CONNECTIONS: dict(tenant.get("ProjectEnvironments") or {}),
        **{owner_type.prop: [] for owner_type in OWNER_TYPES},
        TEMPLATES: {owner_type.prop: {} for owner_type in OWNER_TYPES},
        TOKENS: {},
    }


def from_newer(tenant: Document, found: Mapping[str, Document]) -> Document:
    """The planned document for the two documents of the newer form."""
    templates: dict[str, dict[str, list[Document]]] = {owner_type.prop: {} for owner_type in OWNER_TYPES}
    for owner_type in OWNER_TYPES:
        for prop in LISTS:
            for each in found[owner_type.prop].get(prop) or []:
                known = templates[owner_type.prop].setdefault(each[owner_type.owner], [])
                template = each.get("Template")
                if template and template["Id"] not in {other["Id"] for other in known}:
                    known.append(template)
    values = {owner_type.prop: list(found[owner_type.prop].get("Variables") or []) for owner_type in OWNER_TYPES}
    tokens = {
        owner_type.prop: found[owner_type.prop][TOKEN]
        for owner_type in OWNER_TYPES
        if found[owner_type.prop].get(TOKEN)
    }
    return {**no_values(tenant), **values, TEMPLATES: templates, TOKENS: tokens}


def from_older(tenant: Document, found: Document) -> Document:
    """The planned document for the document of the older form."""
    values = {
        owner_type.prop: list(older_entries(owner_type, found.get(owner_type.older) or {}))
        for owner_type in OWNER_TYPES
    }
    return {**no_values(tenant), **values, TEMPLATES: older_templates(found), OLDER: found}


def older_templates(found: Document) -> dict[str, dict[str, list[Document]]]:
    """The known templates by the type and the ID of their owner, from the document of the older form."""
    return {
        owner_type.prop: {
            owner: (part or {}).get("Templates") or [] for owner, part in (found.get(owner_type.older) or {}).items()
        }
        for owner_type in OWNER_TYPES
    }


def older_entries(owner_type: OwnerType, parts: Mapping[str, Document]) -> Iterator[Entry]:
    """The values for one type of owner in the older form, each as the newer form would have it."""
    for owner, part in parts.items():
        values = (part or {}).get("Variables") or {}
        for environment, by_template in values.items() if owner_type.in_environments else (("", values),):
            for template, value in (by_template or {}).items():
                scope = {"EnvironmentIds": [environment] if environment else []}
                about = {
                    owner_type.owner: owner,
                    owner_type.named: (part or {}).get(owner_type.named),
                    "TemplateId": template,
                }
                yield {"Id": "", **about, "Value": value, "Scope": scope}


def older_body(values: Document) -> Document:
    """The document of the older form with these values."""
    found = values[OLDER]
    body = dict(found)
    for owner_type in OWNER_TYPES:
        parts = {}
        for owner, part in (found.get(owner_type.older) or {}).items():
            own = [each for each in values[owner_type.prop] if each[owner_type.owner] == owner]
            if owner_type.in_environments:
                # Every connected environment needs a map, even an empty one.
                variables: dict[str, Any] = {environment: {} for environment in part.get("Variables") or {}}
                for each in own:
                    for environment in each["Scope"]["EnvironmentIds"]:
                        variables.setdefault(environment, {})[each["TemplateId"]] = each["Value"]
            else:
                variables = {each["TemplateId"]: each["Value"] for each in own}
            parts[owner] = {**part, "Variables": variables}
        body[owner_type.older] = parts
    return body


def sent(owner_type: OwnerType, entry: Entry) -> Entry:
    """A value as it is sent in the newer form, with its owner's ID under the names of the API and of its clients."""
    described = ("Template", owner_type.named)
    kept = {prop: part for prop, part in entry.items() if prop not in described}
    return {**kept, "OwnerId": entry[owner_type.owner]}
