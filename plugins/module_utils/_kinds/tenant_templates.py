# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The templates that a tenant gives values to, at the end of a run that may change their owners or connect the tenant.

api: tenants#templates-of-tenants
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS, PROJECTS, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import (
    control_type,
    default_for,
    is_for_secrets,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OF_PROJECTS, OwnerType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import (
    CONNECTIONS,
    NEWER,
    OLDER,
    TEMPLATES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import same_text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    report_missing,
    report_mistake,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import EXPRESSION
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

SELECT, CHECKBOX = "select", "checkbox"
SETTINGS = "DisplaySettings"
INCLUDED = "IncludedLibraryVariableSetIds"


@dataclass(frozen=True)
class Templates:
    """The known templates and connections of a tenant. ``values``: the tenant's values as a plan has them."""

    values: Document
    context: Context

    @property
    def is_scoped(self) -> bool:
        """Whether the server has the newer form, in which every value names its environments."""
        if self.values.get("TenantId"):
            return OLDER not in self.values
        return self.context.server_is_at_least(*NEWER)

    def connections(self) -> dict[str, list[str]]:
        """The projects that the tenant is connected to, each with its environments."""
        found = self._connected(self.context.owner_id) or {}
        return {project: list(environments or []) for project, environments in found.items()}

    def owners(self, owner_type: OwnerType) -> list[str]:
        """The IDs of the projects, or of the library variable sets, whose templates the tenant has values for."""
        connected = self.connections()
        if owner_type is OF_PROJECTS:
            return list(connected)
        included = (each for project in connected for each in self._included(project))
        return list(dict.fromkeys(included))

    def known(self, owner_type: OwnerType) -> list[str]:
        """The IDs of ``owners``, as far as they are known without another request."""
        connected = self.connections()
        if owner_type is OF_PROJECTS:
            found = list(connected)
        else:
            planned = (self._change(PROJECTS, each).get(INCLUDED) or [] for each in connected)
            found = list(dict.fromkeys([*self._read(owner_type), *(each for sets in planned for each in sets)]))
        return [each for each in found if each in self._read(owner_type) or self._change(owner_type.location, each)]

    def of(self, owner_type: OwnerType, owner: str) -> list[Document]:
        """The templates of a project or a library variable set; a template that the run creates has no real ID yet."""
        known: list[Document] = self._read(owner_type).get(owner) or []
        change = self._change(owner_type.location, owner)
        if not change and known:
            return known
        document = change or self._seen(owner_type.location, owner)
        ids = {each["Name"]: each["Id"] for each in known}
        found = document.get("Templates") or []
        return [{**each, "Id": each.get("Id") or ids.get(each["Name"]) or to_come(each["Name"])} for each in found]

    def named(self, owner_type: OwnerType, owner: str, name: str, option: str, reported: bool = True) -> Document:
        """The template with this name; in place of an unknown one, a template to come.

        ``reported``: whether an unknown name is reported; a name that several templates have always is.
        """
        offered = self.of(owner_type, owner)
        exact = [each for each in offered if each["Name"] == name.strip()]
        alike = [each for each in offered if folded(each["Name"]) == folded(name)]
        if exact or len(alike) == 1:
            return (exact or alike)[0]
        if (reported or alike) and (not is_to_come(owner) or offered):
            near = near_misses(name, [each["Name"] for each in offered])
            label = owner_type.location.label
            problem = f"the {label} {self.name(owner_type.location, owner)!r} has no variable template {name!r}"
            report_missing(problem, near, self.context, option)
        return {"Id": to_come(name), "Name": name.strip()}

    def environments(self, owner: str) -> list[str]:
        """The IDs of the environments in which the tenant is connected to a project."""
        return self.connections().get(owner, [])

    def refuse_unconnected(self, owner_type: OwnerType, owner: str, environments: Sequence[str], option: str) -> None:
        """Report an owner, or environments of a project, that the tenant is not connected to."""
        label, name = owner_type.location.label, self.name(owner_type.location, owner)
        if not self._is_connected(owner_type, owner):
            if owner_type is OF_PROJECTS:
                self._unconnected(
                    f"the tenant is not connected to the project {name!r}",
                    "Connect it with the option projects of octopus_tenant, or remove the entry."
                    f"{self._near(owner_type)}",
                    f"{option}.{owner_type.option}",
                )
            else:
                self._unconnected(
                    f"the tenant is not connected to any project that includes the {label} {name!r}",
                    "Include the set with the option included_library_variable_sets of octopus_project, and connect "
                    f"the tenant with the option projects of octopus_tenant.{self._near(owner_type)}",
                    f"{option}.{owner_type.option}",
                )
            return
        connected = self._environments_of(owner_type, owner) if environments else []
        for environment in environments:
            if environment not in connected:
                shown = listed(self.context.resolver.names(ENVIRONMENTS, connected)) or "no environment"
                self._unconnected(
                    f"the tenant is not connected to the {label} {name!r} in the environment "
                    f"{self.name(ENVIRONMENTS, environment)!r}",
                    f"Connect it with projects[].environments of octopus_tenant. It is connected in: {shown}.",
                    f"{option}.environments",
                )

    def name(self, location: Location, identity: str) -> str:
        return self.context.resolver.names(location, [identity])[0]

    def _connected(self, tenant: str) -> Mapping[str, Any] | None:
        """The connections of a tenant; a clone begins with the connections of its source."""
        planned: Mapping[str, Any] | None = self._change(TENANTS, tenant).get(CONNECTIONS)
        if planned is not None:
            return planned
        source = self.context.resolver.copied_from(TENANTS, tenant)
        if source:
            return self._connected(source) or self._seen(TENANTS, source).get(CONNECTIONS)
        return self.values.get(CONNECTIONS) if tenant == self.context.owner_id else None

    def _near(self, owner_type: OwnerType) -> str:
        names = self.context.resolver.names(owner_type.location, self.owners(owner_type))
        return f" It is connected to: {listed(names)}." if names else ""

    def _environments_of(self, owner_type: OwnerType, owner: str) -> list[str]:
        if owner_type is OF_PROJECTS:
            return self.environments(owner)
        connected = self.connections()
        found = (each for project in connected if owner in self._included(project) for each in connected[project])
        return list(dict.fromkeys(found))

    def _is_connected(self, owner_type: OwnerType, owner: str) -> bool:
        is_changed = bool(
            self.context.resolver.planned_changes(TENANTS) or self.context.resolver.planned_changes(PROJECTS)
        )
        if owner_type is not OF_PROJECTS and not is_changed and owner in self._read(owner_type):
            return True
        return owner in self.owners(owner_type)

    def _unconnected(self, problem: str, advice: str, option: str) -> None:
        if self.context.check:
            self.context.warn(f"{option}: {problem} yet; check mode assumes that an earlier task will connect it.")
            return
        report_mistake(f"{problem}. {advice}", self.context, option)

    def _included(self, project: str) -> list[str]:
        """The IDs of the library variable sets that a project includes."""
        document = self._change(PROJECTS, project) or self._seen(PROJECTS, project)
        return list(document.get(INCLUDED) or [])

    def _read(self, owner_type: OwnerType) -> Mapping[str, list[Document]]:
        """The templates that came with the values, by the ID of their owner."""
        return (self.values.get(TEMPLATES) or {}).get(owner_type.prop) or {}

    def _change(self, location: Location, identity: str) -> Document:
        """The document as this run is going to leave it; empty if the run does not change it."""
        change = self.context.resolver.planned_changes(location).get(identity)
        return change[1] if change else {}

    def _seen(self, location: Location, identity: str) -> Document:
        return {} if is_to_come(identity) else self.context.resolver.seen(location, identity) or {}


def is_assumed(template: Document) -> bool:
    """Whether check mode only assumes that a template will exist, and knows nothing but its name."""
    return set(template) == {"Id", "Name"}


def reference_of(template: Document) -> FieldType | None:
    """The field type of a value that names a document, such as an account; None for a text."""
    return default_for(control_type(template))


def select_options(template: Document) -> list[str]:
    """The values that a template with the control type Select offers: a line for each, as ``value|text``."""
    if folded(control_type(template)) != SELECT:
        return []
    lines = str(template[SETTINGS].get("Octopus.SelectOptions") or "").splitlines()
    return [line.partition("|")[0].strip() for line in lines if line.strip()]


def refuse_shown(values: Iterable[tuple[str, Any, Document]]) -> None:
    """Raise ``ShownSecrets`` for values of sensitive templates that everybody could read; each with its place."""
    shown = {
        f"{place}.value": (
            f"would show the secret, as the control type of {template['Name']!r} is Sensitive; give sensitive_value",
            value,
        )
        for place, value, template in values
        if value is not None and is_for_secrets(template)
    }
    if shown:
        raise ShownSecrets(shown)


def refuse_unoffered(template: Document, value: str, option: str) -> None:
    """Raise ``OptionError`` for a value that a template with the control type Select does not offer."""
    offered = select_options(template)
    if offered and value not in offered and EXPRESSION not in value:
        raise OptionError(option, f"must be one of {listed(offered)} for {template['Name']!r}, not {value!r}")


def has_default(template: Document) -> bool:
    default = template.get("DefaultValue")
    return bool(default.get("HasValue") if isinstance(default, dict) else default)


def is_default(template: Document, value: Any) -> bool:
    """Whether a value equals the template's default, so that a server may leave it out. Secrets can't be compared."""
    default = template.get("DefaultValue")
    return not isinstance(value, dict) and not isinstance(default, dict) and same_value(template, default, value)


def same_value(template: Document, one: Any, other: Any) -> bool:
    """Whether two values of a template mean the same to the server."""
    if isinstance(one, dict) or isinstance(other, dict) or is_for_secrets(template):
        return bool(one == other)
    return same_text(str(one or ""), str(other or ""), folded(control_type(template)) == CHECKBOX)
