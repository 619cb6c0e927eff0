# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features of the engine for unusual kinds, each tried on a small kind of the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import Outcome, converge
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS, PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument, CompanionList
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import MERGE, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SPACE, Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import TransportOptions
from emulator.testing import Emulator

CHANNEL = Resource(
    kind="channel",
    location=CHANNELS,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("description", "Description", Text()),
    ),
)
FEED = Resource(
    kind="feed",
    location=Location("Feeds", "feed"),
    fields=(
        Field(
            "nuget",
            "",
            Nested((Field("uri", "FeedUri", Text(), required="for_new"),), Variant("FeedType", "NuGet", "nuget")),
        ),
        Field(
            "helm", "", Nested((Field("uri", "FeedUri", Text()),), Variant("FeedType", "Helm", "helm", change="fixed"))
        ),
    ),
)
SCOPED_ROLES = Location("ScopedUserRoles", "scoped user role", system=True)
ROLE = Nested((Field("role", "UserRoleId", Text(), required="always"), Field("space", "SpaceId", Text())))
TEAM = Resource(
    kind="team",
    location=Location("Teams", "team", system=True),
    fields=(
        Field("description", "Description", Text()),
        Field("roles", "ScopedUserRoles", KeyedList("role", ROLE), shared="roles_mode"),
    ),
    companions=(CompanionList("ScopedUserRoles", "ScopedUserRoles", SCOPED_ROLES, "TeamId"),),
    creation=Creation(starts={"MemberUserIds": [], "ExternalSecurityGroups": []}),
)
SERVER = Resource(
    kind="settings",
    location=Location("", "settings", system=True),
    fields=(
        Field("maintenance", "Maintenance", Nested((Field("is_on", "IsInMaintenanceMode", Flag()),))),
        Field("smtp", "Smtp", Nested((Field("host", "SmtpHost", Text()),))),
    ),
    companions=(
        CompanionDocument("Maintenance", "MaintenanceConfiguration"),
        CompanionDocument("Smtp", "SmtpConfiguration"),
    ),
    owners=(THE_SPACE,),
)
LIBRARY_SET = Resource(kind="set", location=Location("LibraryVariables", "set"), fields=())


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator() as running:
        for name in ("Shop", "Blog"):
            running.seed("projects", Name=name, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        yield running


def run(server: Emulator, resource: Resource, check: bool = False, **options: Any) -> Outcome:
    with Client(server.url, api_key=server.api_key, options=TransportOptions(read_only=check)) as client:
        context = Context(client, Resolver(client, client.space().document), check)
        return converge(resource, {"state": "present", **options}, context)


def twice(server: Emulator, resource: Resource, **options: Any) -> Outcome:
    """Predicted, done, and done again: the first two agree and the last changes nothing."""
    predicted = run(server, resource, check=True, **options)
    done = run(server, resource, **options)
    assert (predicted.changed, predicted.plan.before, predicted.plan.after) == (
        done.changed,
        done.plan.before,
        done.plan.after,
    )
    assert not run(server, resource, **options).changed
    return done


def test_documents_are_named_within_what_they_belong_to(server: Emulator) -> None:
    shop = twice(server, CHANNEL, name="Beta", project="Shop", description="Early")
    blog = twice(server, CHANNEL, name="Beta", project="blog")
    assert shop.document and blog.document
    assert (shop.document["ProjectId"], blog.document["ProjectId"]) == ("Projects-1", "Projects-2")
    assert run(server, CHANNEL, name="Beta", project="Shop", state="absent").changed
    assert not run(server, CHANNEL, name="Beta", project="Shop", state="absent").changed
    assert not run(server, CHANNEL, name="Beta", project="Blog").changed


def test_the_parent_has_to_exist_and_stays(server: Emulator) -> None:
    assert not run(server, CHANNEL, name="Beta", project="Shoe", state="absent").changed
    with pytest.raises(OptionError, match=r"project: there is no project named 'Shoe'\. Similar names: 'Shop'"):
        run(server, CHANNEL, name="Beta", project="Shoe")
    assert run(server, CHANNEL, check=True, name="Beta", project="Shoe").changed
    made = run(server, CHANNEL, name="Beta", project="Shop").document or {}
    with pytest.raises(OptionError, match="was created with 'Shop', and the server can't change that to 'Blog'"):
        run(server, CHANNEL, id=made["Id"], project="Blog")


def test_a_sort_of_document_is_an_option(server: Emulator) -> None:
    made = twice(server, FEED, name="Packages", nuget={"uri": "https://packages.example.com"}).document or {}
    assert (made["FeedType"], made["FeedUri"], made["Name"]) == ("NuGet", "https://packages.example.com", "Packages")
    twice(server, FEED, name="Packages", nuget={"uri": "https://other.example.com"})
    with pytest.raises(OptionError, match=r"helm: .* is of the type NuGet, which can't become helm"):
        run(server, FEED, name="Packages", helm={"uri": "https://charts.example.com"})
    with pytest.raises(OptionError, match=r"nuget\.uri: must be given"):
        run(server, FEED, name="More", nuget={})


def test_documents_beside_are_replaced_or_merged(server: Emulator) -> None:
    first, second, third = (
        {"role": f"userroles-{name}"} for name in ("systemmanager", "systemadministrator", "spacemanager")
    )
    third = {**third, "space": "Spaces-1"}
    twice(server, TEAM, name="Operators", roles=[first, third])
    twice(server, TEAM, name="Operators", roles=[second], roles_mode=MERGE)
    kept = run(server, TEAM, name="Operators", roles=[first, second, third], description="Watch")
    assert [*kept.plan.after] == ["name", "description"]
    done = twice(server, TEAM, name="Operators", roles=[second])
    assert [each["role"] for each in done.plan.after["roles"]] == [second["role"]]
    server.clear_requests()
    assert not run(server, TEAM, name="Operators", description="Watch").changed
    assert not any("scopeduserroles" in each.path for each in server.requests), "nobody asked about them"


def test_the_server_itself_is_changed_by_its_parts(server: Emulator) -> None:
    done = twice(server, SERVER, smtp={"host": "mail.example.com"})
    assert (done.plan.before, done.plan.after) == ({"smtp": {"host": ""}}, {"smtp": {"host": "mail.example.com"}})
    assert [each.path for each in server.requests if each.method == "PUT"] == ["/api/smtpconfiguration"]


def test_an_older_server_is_named(server: Emulator) -> None:
    newer = Resource("set", LIBRARY_SET.location, (Field("tags", "Tags", TextList(), since=(2099, 1)),))
    with pytest.raises(OptionError, match=r"tags: needs Octopus Server 2099\.1 or newer, not"):
        run(server, newer, name="Mail", tags=["x"])
    with pytest.raises(OptionError, match=r"octopus_set: needs Octopus Server 2099\.1 or newer.*; skip the task"):
        run(server, Resource("set", replace(LIBRARY_SET.location, since=(2099, 1)), ()), name="Mail")


def test_a_document_in_use_says_by_what(server: Emulator) -> None:
    made = run(server, LIBRARY_SET, name="Mail").document or {}
    shop = server.document("Projects-1")
    with Client(server.url, api_key=server.api_key) as client:
        client.modify(
            {**client.get(client.root, "Projects", {"id": shop["Id"]}), "IncludedLibraryVariableSetIds": [made["Id"]]}
        )
    with pytest.raises(ServerRefused, match=r"answered 400\)\. It is used by 'Shop'\.$"):
        run(server, LIBRARY_SET, name="Mail", state="absent")
