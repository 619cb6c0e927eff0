# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a tenant as one document, in the same form for older and newer servers (api: tenants#values).

The newer form has two documents, with a list of values each, and every value names its environments. The older form is
one document with maps, whose common values have no environments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_sides import (
    OLDER_SHAPE,
    SIDES,
    Side,
    newer_shape,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND, leading
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

# The collection that has the values of all tenants.
ALL_VALUES = Location("TenantVariables", "values of a tenant")
# The release with the newer form is unverified.
NEWER = (2025, 1)
TOKEN = "ConcurrencyToken"
# The lists of each document of the newer form: the values, and the templates that lack one.
LISTS = ("Variables", "MissingVariables")
Entry = dict[str, Any]


# A plan compares the values of both sides in the newer form. Beside them the document has the tenant's connections, the
# known templates by side and the ID of their owner, and what a write needs: the tokens of the newer form, or the whole
# document of the older form.
CONNECTIONS, TEMPLATES, TOKENS, OLDER = "ProjectEnvironments", "Templates", "ConcurrencyTokens", "Older"


@dataclass(frozen=True, eq=False)
class TenantValues:
    """The companion of a tenant with its values."""

    prop: str = "Values"
    link: str = "Variables"
    definition: str = "TenantVariableResource"
    # Servers without a token take every write, so each write is read again.
    versioned: bool = False
    blank: Any = None
    # Whether a server copies the values of a cloned tenant is unverified, so the run reads them once the clone exists.
    copied: bool = False
    asked_for: str = ""

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
        sides = [side for side in SIDES if listed is None or may_have_values(side, listed)]
        if not sides:
            return {**nothing_yet(document), TEMPLATES: older_templates(listed)}
        newer = self._newer(document, context, sides) if context.server_is_at_least(*NEWER) else None
        if newer is not None:
            for side in SIDES:
                both = (each for prop in LISTS for each in newer[side.prop].get(prop) or [])
                learn(side, {each[side.owner]: each for each in both}, context)
            values = of_newer(document, newer)
            unread = {side.prop for side in SIDES if side not in sides}
            known = {prop: each for prop, each in older_templates(listed or {}).items() if prop in unread}
            return {**values, TEMPLATES: {**values[TEMPLATES], **known}}
        found = listed or context.client.document(document, self.link)
        shapes.fitting(found, OLDER_SHAPE, f"The link {self.link!r}")
        for side in SIDES:
            learn(side, found.get(side.older) or {}, context)
        return of_older(document, found)

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        refuse_to_come(wanted)
        if OLDER in wanted:
            written = context.client.modify(document, self.link, older_body(wanted))
            context.did(f"wrote the values of tenant {document.get('Name')!r}")
            return of_older(document, shapes.fitting(written, OLDER_SHAPE, f"The link {self.link!r}"))
        now = wanted
        for side in SIDES:
            if wanted[side.prop] != (current or {}).get(side.prop):
                now = self._written(side, document, now, context)
        return now

    def _newer(self, document: Document, context: Context, sides: Sequence[Side] = SIDES) -> dict[str, Document] | None:
        """The documents of the newer form for some sides; None on a server that does not have this form."""
        found: dict[str, Document] = {side.prop: {} for side in SIDES}
        for side in sides:
            try:
                read = context.client.document(*self._way(side, document), {"includeMissingVariables": "true"})
            except ServerRefused as refused:
                if refused.status != NOT_FOUND:
                    raise
                return None
            found[side.prop] = shapes.fitting(read, newer_shape(side), f"The link {side.prop!r}")
        return found

    def _written(self, side: Side, document: Document, values: Document, context: Context) -> Document:
        """Write the values of one side in the newer form; the result has the server's answer."""
        tokens: dict[str, str] = values[TOKENS]
        own = {TOKEN: tokens[side.prop]} if side.prop in tokens else {}
        where = {"TenantId": document["Id"], "SpaceId": document.get("SpaceId")}
        body = {**where, **own, "Variables": [sent(side, each) for each in values[side.prop]]}
        holder, link = self._way(side, document)
        answer = shapes.document(context.client.send("PUT", holder, link, body), f"PUT {side.prop}")
        context.did(f"wrote {side.prop} of tenant {document.get('Name')!r}")
        shapes.fitting(answer, newer_shape(side), f"PUT {side.prop}")
        if answer.get(TOKEN):
            # Where one token stands for both documents, the other one has a new token too.
            is_shared = len(set(tokens.values())) == 1
            token = str(answer[TOKEN])
            tokens = {prop: token if is_shared or prop == side.prop else each for prop, each in tokens.items()}
        return {**values, side.prop: list(answer.get("Variables") or []), TOKENS: tokens}

    @staticmethod
    def _way(side: Side, document: Document) -> tuple[Document, str]:
        """The tenant with a link to the values of one side, and the name of that link."""
        return leading(document, side.prop, document, side.address) or document, side.prop


def may_have_values(side: Side, older: Document) -> bool:
    """Whether a tenant can have values, by the older form of all its values.

    The older form has no values for single environments of a library variable set, so its templates alone decide.
    """
    parts = [part or {} for part in (older.get(side.older) or {}).values()]
    if not side.in_environments:
        return any(part.get("Templates") or part.get("Variables") for part in parts)
    return any(values for part in parts for values in (part.get("Variables") or {}).values())


def learn(side: Side, owners: Mapping[str, Document], context: Context) -> None:
    """Note the names of projects or library variable sets; ``owners``: by ID, a part that has the name."""
    named = [{"Id": owner, "Name": part.get(side.named)} for owner, part in owners.items()]
    context.resolver.learn(side.location, named)


def refuse_to_come(values: Document) -> None:
    """Raise ``OctopusError`` for a value that names a document which the run has not created yet."""
    for entry in (each for side in SIDES for each in values[side.prop]):
        for part in (entry["TemplateId"], entry.get("Value")):
            if isinstance(part, str) and is_to_come(part):
                raise OctopusError(f"{name_to_come(part)!r} does not exist yet; run the task again once it does")


def nothing_yet(tenant: Document) -> Document:
    """The values of a tenant that does not exist yet."""
    return {
        "TenantId": tenant.get("Id"),
        CONNECTIONS: dict(tenant.get("ProjectEnvironments") or {}),
        **{side.prop: [] for side in SIDES},
        TEMPLATES: {side.prop: {} for side in SIDES},
        TOKENS: {},
    }


def of_newer(tenant: Document, found: Mapping[str, Document]) -> Document:
    """The planned document for the two documents of the newer form."""
    templates: dict[str, dict[str, list[Document]]] = {side.prop: {} for side in SIDES}
    for side in SIDES:
        for prop in LISTS:
            for each in found[side.prop].get(prop) or []:
                known = templates[side.prop].setdefault(each[side.owner], [])
                template = each.get("Template")
                if template and template["Id"] not in {other["Id"] for other in known}:
                    known.append(template)
    values = {side.prop: list(found[side.prop].get("Variables") or []) for side in SIDES}
    tokens = {side.prop: found[side.prop][TOKEN] for side in SIDES if found[side.prop].get(TOKEN)}
    return {**nothing_yet(tenant), **values, TEMPLATES: templates, TOKENS: tokens}


def of_older(tenant: Document, found: Document) -> Document:
    """The planned document for the document of the older form."""
    values = {side.prop: list(older_entries(side, found.get(side.older) or {})) for side in SIDES}
    return {**nothing_yet(tenant), **values, TEMPLATES: older_templates(found), OLDER: found}


def older_templates(found: Document) -> dict[str, dict[str, list[Document]]]:
    """The known templates by side and the ID of their owner, from the document of the older form."""
    return {
        side.prop: {owner: (part or {}).get("Templates") or [] for owner, part in (found.get(side.older) or {}).items()}
        for side in SIDES
    }


def older_entries(side: Side, parts: Mapping[str, Document]) -> Iterator[Entry]:
    """The values of one side of the older form, each as the newer form would have it."""
    for owner, part in parts.items():
        values = (part or {}).get("Variables") or {}
        for environment, here in values.items() if side.in_environments else (("", values),):
            for template, value in (here or {}).items():
                scope = {"EnvironmentIds": [environment] if environment else []}
                about = {side.owner: owner, side.named: (part or {}).get(side.named), "TemplateId": template}
                yield {"Id": "", **about, "Value": value, "Scope": scope}


def older_body(values: Document) -> Document:
    """The document of the older form with these values."""
    found = values[OLDER]
    body = dict(found)
    for side in SIDES:
        parts = {}
        for owner, part in (found.get(side.older) or {}).items():
            own = [each for each in values[side.prop] if each[side.owner] == owner]
            if side.in_environments:
                # Every connected environment needs a map, even an empty one.
                here: dict[str, Any] = {environment: {} for environment in part.get("Variables") or {}}
                for each in own:
                    for environment in each["Scope"]["EnvironmentIds"]:
                        here.setdefault(environment, {})[each["TemplateId"]] = each["Value"]
            else:
                here = {each["TemplateId"]: each["Value"] for each in own}
            parts[owner] = {**part, "Variables": here}
        body[side.older] = parts
    return body


def sent(side: Side, entry: Entry) -> Entry:
    """A value as it is sent in the newer form: the reference says OwnerId, the clients say what the owner is."""
    described = ("Template", side.named)
    kept = {prop: part for prop, part in entry.items() if prop not in described}
    return {**kept, "OwnerId": entry[side.owner]}
