# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environments and tenants that a process runs for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, refuse_or_warn
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import DEPLOYABLE, TAG_SETS, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

TAGS = TagList(TAG_SETS)
ARGUMENTS: dict[str, dict[str, Any]] = {
    "environments": {"type": "list", "elements": "str", "required": True},
    "tenants": {"type": "list", "elements": "str"},
    "tenant_tags": {"type": "list", "elements": "str"},
}
# Whether a process runs without a tenant, and with tenants, by the mode of its project or runbook.
TENANCY: Mapping[str, tuple[bool, bool]] = {"Untenanted": (True, False), "Tenanted": (False, True)}
PAGE = 500
TENANT = shapes.Shape(
    "an object",
    (dict,),
    (("TenantTags", shapes.TEXTS), ("ProjectEnvironments", shapes.Shape("an object", (dict,), each=shapes.TEXTS))),
)


@dataclass(frozen=True)
class Where:
    """The environments and tenants to run for, by ID and in the words of the options; tags as ``tag set/tag``."""

    environments: Mapping[str, str]
    tenants: Mapping[str, str]
    tags: tuple[str, ...]

    @property
    def is_for_tenants(self) -> bool:
        return bool(self.tenants or self.tags)

    @property
    def exists(self) -> bool:
        """False in check mode if an earlier task of the playbook would create an environment or a tenant."""
        return not any(map(is_to_come, [*self.environments, *self.tenants]))

    def described(self) -> list[dict[str, Any]]:
        """Each run that is known before the server is asked; only the server knows which tenants have a tag."""
        whom: list[dict[str, Any]] = [{"tenant": each} for each in self.tenants.values()]
        whom += [{"tenant_tag": in_words(self.tags)}] if self.tags else []
        return [
            {"environment": environment, **each}
            for environment in self.environments.values()
            for each in whom or [{"tenant": None}]
        ]


@dataclass(frozen=True)
class Place:
    """An environment, and a tenant or none: ``tenant_id`` is empty then. Names are the server's."""

    environment_id: str
    environment: str
    tenant_id: str = ""
    tenant: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return folded(self.environment_id), folded(self.tenant_id)

    @property
    def words(self) -> str:
        return f"{self.environment!r} for {self.tenant!r}" if self.tenant_id else repr(self.environment)


def key_of(document: Document) -> tuple[str, str]:
    """The ``key`` of the place that a deployment is for."""
    return folded(document.get("EnvironmentId") or ""), folded(document.get("TenantId") or "")


def where_of(asked: Asked) -> Where:
    """The environments, tenants and tags that the options name. Raises ``OptionError``."""
    options, context = asked.options, asked.context
    if not options["environments"]:
        raise OptionError("environments", "is empty; name at least one")
    known_together(asked, DEPLOYABLE, options["environments"])
    environments = {
        resolved(DEPLOYABLE, each, context, "environments"): each for each in dict.fromkeys(options["environments"])
    }
    tenants = {resolved(TENANTS, each, context, "tenants"): each for each in dict.fromkeys(options["tenants"] or ())}
    tags = TAGS.wanted(options["tenant_tags"] or [], None, context, "tenant_tags")
    return Where(named(environments, DEPLOYABLE, context), named(tenants, TENANTS, context), tuple(tags))


def known_together(asked: Asked, location: Location, names: Iterable[str]) -> None:
    """Learn several names with one request in place of one for each."""
    holder = asked.context.resolver.holder(location)
    if len(set(map(folded, names))) > 1 and holder:
        found = asked.context.client.documents(holder, location.link, {"skip": 0, "take": PAGE})
        asked.context.resolver.learn(location, list(found))


def named(given: Mapping[str, str], location: Location, context: Context) -> dict[str, str]:
    """The names of documents by ID, as the server spells them."""
    return dict(zip(given, context.resolver.names(location, given)))


def refuse_tenants(asked: Asked, mode: str, whose: str, where: Where) -> None:
    """Raise ``OptionError`` for tenants of a process that runs without tenants, and for missing tenants; in check mode
    warn.

    ``mode``: the multi-tenancy mode; ``whose``: the option that sets it, and the document that has it.
    """
    without, with_tenants = TENANCY.get(mode, (True, True))
    if not (with_tenants if where.is_for_tenants else without):
        option = "tenants" if where.tenants or not where.tags else "tenant_tags"
        problem = "has to be left out" if where.is_for_tenants else "is missing"
        refuse_or_warn(asked, option, f"{problem}, as the {whose} is {mode}")


def places_of(asked: Asked, project: Document, where: Where) -> list[Place]:
    """The places to deploy a project to: for the named tenants, and for connected tenants that have the tags."""
    if not where.is_for_tenants:
        return [Place(identity, name) for identity, name in where.environments.items()]
    tagged = list(having(asked, project, where.tags)) if where.tags else []
    return [
        Place(identity, name, tenant_id, tenant)
        for identity, name in where.environments.items()
        for tenant_id, tenant in {
            **where.tenants,
            **{each["Id"]: str(each["Name"]) for each in tagged if is_connected(each, project, identity)},
        }.items()
    ]


def having(asked: Asked, project: Document, tags: Iterable[str]) -> Iterator[Document]:
    """The tenants of a project that have one of these tags of each tag set (api: tenants#several-tags)."""
    client, holder = asked.context.client, asked.space.document
    filters = {"projectId": project["Id"], "skip": 0, "take": PAGE}
    for each in client.documents(holder, TENANTS.link, client.offered(holder, TENANTS.link, filters)):
        shapes.fitting(each, TENANT, f"The link {TENANTS.link!r}")
        if is_meant(each, tags):
            yield each


def is_meant(tenant: Document, tags: Iterable[str]) -> bool:
    has = set(map(folded, tenant.get("TenantTags") or ()))
    return all(has & set(map(folded, same)) for same in by_set(tags))


def by_set(tags: Iterable[str]) -> list[list[str]]:
    """The tags, written as ``tag set/tag``, of each tag set."""
    found: dict[str, list[str]] = {}
    for each in tags:
        found.setdefault(folded(each).partition("/")[0], []).append(each)
    return list(found.values())


def in_words(tags: Iterable[str]) -> str:
    """Which tenants several tags mean, for example ``Region/EU or Region/US, and Tier/Gold``."""
    return ", and ".join(" or ".join(same) for same in by_set(tags))


def is_connected(tenant: Document, project: Document, environment_id: str) -> bool:
    connected = (tenant.get("ProjectEnvironments") or {}).get(project["Id"]) or ()
    return folded(environment_id) in map(folded, connected)
