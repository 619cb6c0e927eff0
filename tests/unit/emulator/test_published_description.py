# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator answers as a 2020.5 server, held against the description that a real 2020.5 server published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_addresses import furnished

DESCRIPTION = Path(__file__).resolve().parents[4] / "shared" / "reference" / "octopus-server-2020.5-swagger.json"
pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason=f"the published description is not at {DESCRIPTION}")

# What the emulator has of each collection; the other paths of these are left to a real server.
DOCUMENTS = {
    "accounts": "Accounts-1",
    "certificates": "Certificates-1",
    "channels": "Channels-1",
    "deploymentprocesses": "deploymentprocess-Projects-1",
    "environments": "Environments-1",
    "feeds": "feeds-builtin",
    "libraryvariablesets": "LibraryVariableSets-1",
    "lifecycles": "Lifecycles-1",
    "machinepolicies": "MachinePolicies-1",
    "machines": "Machines-1",
    "projectgroups": "ProjectGroups-1",
    "projects": "Projects-1",
    "proxies": "Proxies-1",
    "scopeduserroles": "ScopedUserRoles-1",
    "spaces": "Spaces-1",
    "tagsets": "TagSets-1",
    "tasks": "ServerTasks-1",
    "teams": "teams-administrators",
    "tenants": "Tenants-1",
    "userroles": "userroles-systemadministrator",
    "users": "Users-1",
    "variables": "variableset-Projects-1",
    "workerpools": "WorkerPools-1",
    "workers": "Workers-1",
}
PATHS = [
    *(f"{collection}{rest}" for collection in DOCUMENTS for rest in ("", "/all", "/{id}")),
    "environments/{id}/machines",
    "environments/{id}/metadata",
    "environments/{id}/singlyScopedVariableDetails",
    "libraryvariablesets/{id}/usages",
    "lifecycles/{id}/preview",
    "lifecycles/{id}/projects",
    "machinepolicies/template",
    "machinepolicies/{id}/machines",
    "machinepolicies/{id}/workers",
    "machineroles/all",
    "machines/discover",
    "machines/operatingsystem/names/all",
    "machines/operatingsystem/shells/all",
    "machines/{id}/connection",
    "machines/{id}/tasks",
    "octopusservernodes",
    "permissions/all",
    "projectgroups/{id}/projects",
    "projects/{id}/channels",
    "projects/{id}/metadata",
    "projects/{id}/summary",
    "accounts/{id}/usages",
    "certificates/{id}/usages",
    "authentication",
    "serverstatus/health",
    "serverstatus/timezones",
    "tasks/tasktypes",
    "tasks/{id}/details",
    "tasks/{id}/queued-behind",
    "teams/{id}/scopeduserroles",
    "tenants/status",
    "users/{id}/permissions",
    "users/{id}/teams",
    "users/{userId}/apikeys",
    "workerpools/supportedtypes",
    "workerpools/{id}/workers",
    "workers/discover",
    "workers/operatingsystem/names/all",
    "workers/{id}/connection",
]
# What a description of shapes has, and answers have not.
NOT_ANSWERED = {
    # Lists leave these out (octopus-api.md 2.2).
    *("LastModifiedOn", "LastModifiedBy"),
    # The envelope of a list is no document.
    "Id",
    # Never shown.
    "Password",
    # Took the place of PersistenceSettings in a preview of 2020.5; its content is not in any source.
    "VersionControlSettings",
}
# Accounts and feeds are described by the part alone that all of their types have.
VARIANTS = {
    "accounts": {"Username", "Password"},
    "feeds": {"DeleteUnreleasedPackagesAfterDays", "IsBuiltInRepoSyncEnabled"},
}
JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}


@pytest.fixture(scope="module")
def description() -> Any:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def older() -> Iterator[Asker]:
    with Emulator(server_version="2020.5.0") as server:
        furnished(server)
        ask = Asker(server)
        ask("POST", "/api/users/Users-1/apikeys", {"Purpose": "Tests"})
        yield ask


def mismatches(value: Any, schema: dict[str, Any], definitions: dict[str, Any], at: str) -> Iterator[str]:
    """How a value differs from its schema: a type, a word outside an enumeration, a property that is missing."""
    schema = definitions[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
    bare = schema.get("type") == "object" and not schema.get("properties") and "additionalProperties" not in schema
    if value is None or not schema.get("type") or bare:
        # .NET's own object is described as one with nothing in it, and can be anything.
        return
    allowed = JSON_TYPES[schema["type"]]
    if schema.get("properties", {}).keys() >= {"IsSensitive", "SensitiveValue", "Value"}:
        # PropertyValueResource is a text or a SensitiveValue on the wire (octopus-api.md 2.7).
        return
    if not isinstance(value, allowed) or (schema["type"] == "integer" and isinstance(value, bool)):
        yield f"{at}: {value!r} is no {schema['type']}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from mismatches(each, schema.get("items", {}), definitions, f"{at}[{index}]")
    elif isinstance(value, dict):
        for name, part in schema.get("properties", {}).items():
            if name in value:
                yield from mismatches(value[name], part, definitions, f"{at}.{name}")
            elif name not in NOT_ANSWERED and not at.endswith(".SpacePermissions"):
                yield f"{at}.{name} is missing"
        for name in value if isinstance(schema.get("additionalProperties"), dict) else ():
            yield from mismatches(value[name], schema["additionalProperties"], definitions, f"{at}.{name}")


@pytest.mark.parametrize("path", PATHS)
def test_answer_is_as_described(older: Asker, description: Any, path: str) -> None:
    operation = description["paths"].get(f"/api/{path}", {}).get("get")
    collection = path.split("/")[0]
    if operation is None:
        # A real server has no such path: nor may the emulator, or it has it although nobody described it.
        assert path.endswith("/all") or path == "variables", path
        return
    filled = path.replace("{id}", DOCUMENTS.get(collection, "")).replace("{userId}", "Users-1")
    query = "?host=one.example.com" if path.endswith("discover") else ""
    answer = older.get(f"/api/{filled}{query}")
    schema = operation["responses"]["200"].get("schema", {})
    assert list(mismatches(answer, schema, description["definitions"], path)) == []


@pytest.mark.parametrize("collection", sorted(DOCUMENTS))
def test_nothing_that_came_later(older: Asker, description: Any, collection: str) -> None:
    """An older server has no property that its description does not have."""
    operation = description["paths"][f"/api/{collection}/{{id}}"]["get"]
    name = operation["responses"]["200"]["schema"]["$ref"].split("/")[-1]
    known = set(description["definitions"][name]["properties"])
    document = older.get(f"/api/{collection}/{DOCUMENTS[collection]}")
    assert set(document) - known - VARIANTS.get(collection, set()) == set()


def test_a_mismatch_is_found(description: Any) -> None:
    """The check itself can fail."""
    definitions = description["definitions"]
    environment = {"$ref": "#/definitions/EnvironmentResource"}
    found = list(mismatches({"Name": 5, "ExtensionSettings": [{"Values": []}]}, environment, definitions, "x"))
    assert "x.Name: 5 is no string" in found
    assert "x.SortOrder is missing" in found
    assert "x.ExtensionSettings[0].ExtensionId is missing" in found
