# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project with variables in all places that they can have: its own set, a library set, templates and a tenant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from emulator.testing import Emulator

PROJECT, LIBRARY, TENANT = "Shop", "Common", "Acme"
MODULE = "octopus_variable_info"
TARGET = {"CommunicationStyle": "None"}


def seeded(server: Emulator) -> dict[str, str]:
    """The project with everything that its variables can be scoped to; returns the IDs by name."""
    found = {name: server.seed("environments", Name=name)["Id"] for name in ("Production", "Staging")}
    server.seed("tagsets", Name="Region", Tags=[{"Name": "EU", "Color": "#333333"}])
    found[LIBRARY] = server.seed(
        "libraryvariablesets", Name=LIBRARY, Templates=[{"Name": "Contact", "DefaultValue": "nobody"}]
    )["Id"]
    project = server.seed(
        "projects",
        Name=PROJECT,
        ProjectGroupId="ProjectGroups-1",
        LifecycleId="Lifecycles-1",
        IncludedLibraryVariableSetIds=[found[LIBRARY]],
        Templates=[
            {"Name": "Address", "DefaultValue": "http://default"},
            {"Name": "Key", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}},
        ],
        TenantedDeploymentMode="TenantedOrUntenanted",
    )
    found[PROJECT] = project["Id"]
    step = {
        "Name": "Deploy web site",
        "Properties": {"Octopus.Action.TargetRoles": "web, db"},
        "Actions": [{"Name": "Deploy", "ActionType": "Octopus.Script"}],
    }
    server.put_process(project["Id"], [step])
    process = server.document(project["DeploymentProcessId"])
    found["Deploy"] = process["Steps"][0]["Actions"][0]["Id"]
    found["Web1"] = server.seed(
        "machines", Name="Web1", EnvironmentIds=[found["Production"]], Roles=["web", "blue"], Endpoint=TARGET
    )["Id"]
    found[TENANT] = server.seed(
        "tenants", Name=TENANT, TenantTags=["Region/EU"], ProjectEnvironments={project["Id"]: [found["Production"]]}
    )["Id"]
    return found


def variable(name: str, value: str | None, **more: Any) -> dict[str, Any]:
    """A variable; ``more``: kinds of scope, or other properties."""
    others = {prop: more.pop(prop) for prop in ("Type", "IsSensitive", "Prompt") if prop in more}
    return {"Name": name, "Value": value, "Type": "String", **others, "Scope": more}


def written(server: Emulator, owner_id: str, *variables: Mapping[str, Any]) -> None:
    """Give a project or a library variable set these variables, as another client would."""
    link = "Projects" if owner_id.startswith("Projects-") else "LibraryVariables"
    with Client(server.url, api_key=server.api_key) as client:
        owner = client.document(client.root, link, {"id": owner_id})
        own = client.document(owner, "Variables")
        # At the address of the project, newer servers answer with an empty object.
        client.send("PUT", own, "Self", {**own, "Variables": list(variables)})


def given_by_tenant(server: Emulator, ids: Mapping[str, str], **values: Any) -> None:
    """Give the tenant's values for templates, by their names, in production where they are the project's."""
    with Client(server.url, api_key=server.api_key) as client:
        tenant = client.document(client.root, "Tenants", {"id": ids[TENANT]})
        own = client.document(tenant, "Variables")
        project, library = own["ProjectVariables"][ids[PROJECT]], own["LibraryVariables"][ids[LIBRARY]]
        project["Variables"][ids["Production"]] = chosen(project, values)
        library["Variables"] = chosen(library, values)
        client.modify(tenant, "Variables", own)


def chosen(owner: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {each["Id"]: values[each["Name"]] for each in owner["Templates"] if each["Name"] in values}


def asked(octopus: Octopus, **options: Any) -> dict[str, Any]:
    """The result of ``octopus_variable_info`` for the project."""
    return octopus.ok(MODULE, {"project": PROJECT, **options})
