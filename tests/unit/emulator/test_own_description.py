# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description that the emulator publishes of itself: valid, where servers have theirs, and true both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import requests
import yaml
from emulator.api import answer
from emulator.handlers import Call
from emulator.kinds.registry import KINDS
from emulator.operations import LOGIN, LOGOUT, operations
from emulator.refusals import Refusal
from emulator.seed import ADMINISTRATOR
from emulator.server import VERSION
from emulator.services import SERVICES
from emulator.testing import Emulator

from .conftest import Asker
from .test_every_operation import Walk, owner_in

METHODS = ("GET", "POST", "PUT", "DELETE")
SWAGGER, OPENAPI = "/api/swagger.json", "/swaggerui/openapi.json"
NOT_SERVED = (404, 405)


def published(server: Emulator, path: str = OPENAPI) -> Any:
    """The addresses that anybody may read."""
    found = requests.get(f"{server.url}{path}", timeout=10)
    assert found.status_code == 200, found.text
    return found.json()


@pytest.mark.parametrize("settings", [{}, {"server_version": "2020.5.0"}], ids=str)
def test_both_documents_are_valid(settings: dict[str, Any]) -> None:
    import openapi_spec_validator

    with Emulator(**settings) as server:
        newer, older = published(server), published(server, SWAGGER)
    assert (newer["openapi"], older["swagger"]) == ("3.1.0", "2.0")
    openapi_spec_validator.validate(newer)
    openapi_spec_validator.validate(older)
    assert len(newer["paths"]) == len(older["paths"])


def test_documents_are_where_servers_have_them(ask: Asker) -> None:
    as_json = ask.get(SWAGGER)
    written = ask("GET", "/api/swagger.yaml")
    assert "yaml" in written.headers["Content-Type"]
    assert yaml.load(written.text, yaml.CSafeLoader) == as_json
    assert as_json["info"] == {**as_json["info"], "title": "Octopus Server API", "version": VERSION}
    assert {each["name"] for each in as_json["securityDefinitions"].values()} == {
        "X-Octopus-ApiKey",
        "ApiKey",
        "X-NuGet-ApiKey",
    }
    assert ask("HEAD", SWAGGER).content == b""
    ask.refused("POST", SWAGGER, {}, status=404)
    # A recorded root of 2019.7 has no such link.
    assert not [link for link in ask.get("/api")["Links"].values() if "swagger" in link]


@pytest.mark.parametrize(
    ("version", "base", "path"),
    [("2020.5.0", "/octopus", "/api/environments"), ("2021.2.4488", "/octopus/api", "/environments")],
)
def test_addresses_are_below_a_virtual_directory(version: str, base: str, path: str) -> None:
    with Emulator(virtual_directory="octopus", server_version=version) as server:
        older, newer = published(server, SWAGGER), published(server)
        page = requests.get(f"{server.url}/swaggerui", timeout=10).text
    assert older["basePath"] == base
    assert path in older["paths"]
    assert newer["servers"] == [{"url": "/octopus/api"}]
    assert '<base href="/octopus/swaggerui/">' in page


def test_nothing_is_described_where_addresses_are_secret() -> None:
    with Emulator(scramble_links=True) as server:
        ask = Asker(server)
        for path in (SWAGGER, OPENAPI, "/swaggerui/"):
            assert ask("GET", path).status_code == 404


def test_page_has_all_that_it_needs(ask: Asker) -> None:
    page = ask("GET", "/swaggerui/", headers={"X-Octopus-ApiKey": ""})
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.text == ask("GET", "/swaggerui/index.html").text
    for name in re.findall(r'(?:src|href)="([^"/]+)"', page.text):
        assert ask("GET", f"/swaggerui/{name}").status_code == 200, name
    assert "://" not in page.text
    for name in ("swagger-ui.js", "%2e%2e/__init__.py", ""):
        assert ask("GET", f"/swaggerui/x{name}").status_code == 404


def test_operations_have_the_names_of_real_servers() -> None:
    with Emulator() as server:
        paths = published(server)["paths"]
    listed = paths["/{baseSpaceId}/environments"]["get"]
    assert (listed["operationId"], listed["tags"]) == ("indexEnvironments_Spaces", ["Environments"])
    names = {each["name"] for each in listed["parameters"]}
    assert {"baseSpaceId", "skip", "take", "partialName"} <= names
    assert paths["/environments"]["post"]["operationId"] == "createEnvironment"
    found = listed["responses"]["200"]["content"]["application/json"]["schema"]
    assert found == {"$ref": "#/components/schemas/EnvironmentResourceCollection"}
    assert paths["/"]["get"]["security"] == []
    assert "security" not in listed


def test_properties_are_those_of_the_release() -> None:
    feeds = {}
    for version in ("2020.5.0", VERSION):
        with Emulator(server_version=version) as server:
            feeds[version] = published(server)["components"]["schemas"]
    older, newer = feeds["2020.5.0"], feeds[VERSION]
    assert "Slug" not in older["EnvironmentResource"]["properties"]
    assert "Slug" in newer["EnvironmentResource"]["properties"]
    assert "S3" not in older["FeedResource"]["discriminator"]["mapping"]
    assert "S3" in newer["FeedResource"]["discriminator"]["mapping"]
    name = newer["EnvironmentResource"]["properties"]["Name"]
    assert name == {"type": "string", "minLength": 1, "maxLength": 50}
    assert newer["TaskResource"]["properties"]["State"]["readOnly"]
    # Some releases require more of one method than of the other.
    with Emulator() as server:
        paths = published(server)["paths"]
    sent = paths["/tasks"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert sent["allOf"][1]["required"] == ["Description"]


def test_without_a_default_space_only_addresses_with_one() -> None:
    with Emulator(default_space=False) as server:
        paths = published(server)["paths"]
        assert Asker(server)("GET", "/api/environments").status_code == 404
    assert "/environments" not in paths
    assert {"/{baseSpaceId}/environments", "/teams", "/users"} <= set(paths)


def test_without_spaces_no_address_has_one() -> None:
    with Emulator(spaces=False) as server:
        paths = published(server)["paths"]
        ask = Asker(server)
        community = "communityactiontemplates/CommunityActionTemplates-1"
        for path in ("spaces", "users/Users-1/spaces", f"{community}/actiontemplate/X"):
            ask.refused("GET", f"/api/{path}", status=404)
    assert not [path for path in paths if "pace" in path]
    assert {"/environments", "/users"} <= set(paths)


def shapes() -> Iterator[str]:
    """The paths that any release has or might have below ``/api``."""
    yield ""
    yield from SERVICES
    for kind in KINDS:
        if not kind.hidden:
            own = "{project}" if "{project}" in kind.routes else "{id}"
            for shape in {"", "all", own, *kind.routes}:
                yield f"{kind.collection}/{shape}".rstrip("/")


class Undone(Exception):
    """Undoes the effects of a request."""


def served(server: Emulator, method: str, path: str) -> bool:
    """Whether an address is there for a method. Nothing is changed by asking."""
    octopus = server._running.app.octopus
    call = Call(octopus, method, {}, dict, ADMINISTRATOR)
    try:
        with octopus.store.transaction():
            parts = (unquote(part) for part in path.removeprefix("/api").strip("/").split("/") if part)
            answer(octopus, call, tuple(parts))
            raise Undone
    except Undone:
        return True
    except Refusal as refusal:
        return refusal.status not in NOT_SERVED


@pytest.mark.parametrize("version", ["2020.5.0", "2021.2.4488", VERSION])
def test_described_is_what_is_answered_and_nothing_else(version: str) -> None:
    """Every address that any release has is asked with every method."""
    with Emulator(server_version=version) as server:
        server.on_purpose("*")
        described = {
            (method.upper(), f"/api{path}".rstrip("/"))
            for path, item in published(server)["paths"].items()
            for method in item
        }
        release = server._running.app.octopus.release
        walk = Walk(Asker(server), operations(release), "/api", 1)
        walk.make()
        walk.send()
        wrong = []
        for shape in shapes():
            filled = shape
            for place, value in walk.places(owner_in(shape)).items():
                filled = filled.replace(f"{{{place}}}", value or "X-1")
            for prefix, named in (
                ("/api", "/api"),
                ("/api/Spaces-1", "/api/{baseSpaceId}"),
                ("/api/spaces/Spaces-1", "/api/spaces/{spaceIdentifier}"),
            ):
                for method in METHODS:
                    path = f"{prefix}/{filled}".rstrip("/")
                    says = (method, f"{named}/{shape}".rstrip("/")) in described
                    if path != "/api/spaces/Spaces-1" and served(server, method, path) != says:
                        wrong.append((method, path, says))
    assert wrong == []
    known = {
        f"{named}/{shape}".rstrip("/")
        for shape in shapes()
        for named in ("/api", "/api/{baseSpaceId}", "/api/spaces/{spaceIdentifier}")
    }
    assert {path for _method, path in described} - known == {f"/api/{LOGIN}", f"/api/{LOGOUT}"}
