# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies that limit requests, which a server has from the start (api: transport#rate-limiting-policies)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import put, where_served
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SERVER, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import same

RATE_LIMITING_POLICIES = Location(
    "RateLimitingPolicies",
    "rate-limiting policy",
    system=True,
    unlinked="/ratelimitingpolicies{/id}{?skip,take}",
    since=(2026, 3),
)
# The scope of each built-in policy, by option. The names of policies differ between sources.
SCOPES = {
    "unauthenticated": "Unauthenticated",
    "authenticated_human": "AuthenticatedHuman",
    "authenticated_agent": "AuthenticatedAgent",
}


@dataclass(frozen=True, eq=False)
class BuiltInPolicy:
    """The companion of the server that is its built-in policy for one scope. ``prop``: the scope."""

    prop: str
    link: str = RATE_LIMITING_POLICIES.link
    definition: str = "RateLimitingPolicyResource"
    versioned: bool = False
    blank: Any = None
    copied: bool = True
    asked_for: str = ""

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link)

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        """The list of all policies, which has the policy of each scope."""
        return {str(each.get("Id")): self._policies(each, context) for each in documents}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        """The policy; None if the server has no built-in policy for the scope. Raises ``OctopusError`` for several."""
        policies = self._policies(document, context) if listed is None else listed
        found = [each for each in policies if each.get("ScopeType") == self.prop and each.get("IsBuiltIn")]
        if len(found) > 1:
            ids = ", ".join(str(each["Id"]) for each in found)
            raise OctopusError(
                f"The server has {len(found)} built-in policies with the scope {self.prop}: {ids}. This version of the "
                "collection does not know which one to change; octopus_api can change a policy by its ID"
            )
        return next(iter(found), None)

    def _policies(self, document: Document, context: Context) -> list[Document]:
        return list(where_served(context.client.documents(document, self.link)))

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        answer = put(wanted, wanted, context, RATE_LIMITING_POLICIES)
        what = f"{RATE_LIMITING_POLICIES.label} {wanted.get('Name')!r} ({wanted['Id']})"
        context.did(f"updated {what}")
        return same(answer, wanted, f"The change of {what}")


class Settings(Nested):
    """The settings of a policy. The server creates the policies, so an option for a policy that it lacks is refused."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        if current is None:
            raise OptionError(option, f"this server ({context.client.version}) has no such policy; leave it out")
        return super().wanted(given, current, context, option)


SETTINGS = Settings(
    (
        Field("is_enabled", "IsEnabled", Flag()),
        Field("requests_per_minute", "RequestsPerMinute", Number(minimum=1)),
        Field("burst_limit", "BurstLimit", Number(minimum=1)),
        Field("audit_mode", "AuditMode", Flag()),
    ),
    cleared={},
)

RATE_LIMITING_POLICY = Resource(
    kind="rate_limiting_policy",
    location=RATE_LIMITING_POLICIES,
    fields=tuple(Field(option, scope, SETTINGS) for option, scope in SCOPES.items()),
    companions=tuple(BuiltInPolicy(scope) for scope in SCOPES.values()),
    owners=(THE_SERVER,),
    published=Published(
        definition="RootResource",
        read_only=(
            *("ApiVersion", "Application", "HasLongTermSupport", "InstallationId", "IsEarlyAccessProgram", "Version"),
            *(f"RateLimitingPolicyResource.{prop}" for prop in ("IsBuiltIn", "Name", "ScopeType")),
        ),
    ),
)
