# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections: pages, filters, order, and properties that a list leaves out (api: collections#pages)."""

from __future__ import annotations

import pytest
from emulator.testing import Emulator

from .conftest import Asker


def names(page: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["Name"] for each in page["Items"]]


@pytest.fixture
def many(ask: Asker) -> Asker:
    for number in range(65):
        ask.server.seed("environments", Name=f"Environment {number:02}")
    return ask


@pytest.mark.fact("C.4")
def test_envelope(many: Asker) -> None:
    page = many.get("/api/environments")
    counted = {
        key: page[key] for key in ("ItemType", "TotalResults", "ItemsPerPage", "NumberOfPages", "LastPageNumber")
    }
    assert counted == {
        "ItemType": "Environment",
        "TotalResults": 65,
        "ItemsPerPage": 10,
        "NumberOfPages": 7,
        "LastPageNumber": 6,
    }
    page_links = {f"Page.{each}" for each in range(7)}
    assert set(page["Links"]) - page_links == {
        "Self", "Template", "Page.All", "Page.Current", "Page.Next", "Page.Last",
    }  # fmt: skip
    assert page_links < set(page["Links"])


SIZES = {
    "environments": 10,
    "workerpools": 10,
    "certificates": 15,
    "projects": 30,
    "Spaces-1/environments/v2": 30,
    "machinepolicies/MachinePolicies-1/machines": 10,
    "machinepolicies/MachinePolicies-1/workers": 10,
    "environments/Environments-1/machines": 20,
    "workerpools/WorkerPools-1/workers": 20,
    "projectgroups/ProjectGroups-1/projects": 30,
}


@pytest.mark.parametrize(("path", "size"), SIZES.items())
def test_how_long_a_page_is(ask: Asker, older: Asker, path: str, size: int) -> None:
    for each, expected in ((ask, size), (older, 30)):
        each.post("/api/environments", Name="Production")
        assert each.get(f"/api/{path}")["ItemsPerPage"] == expected
        assert each.get(f"/api/{path}?take=7")["ItemsPerPage"] == 7
        assert each.get(f"/api/{path}?take=0")["ItemsPerPage"] == expected, "unverified"


@pytest.mark.parametrize("query", ["take=-1", "skip=-1", "take=many", "skip=1.5"])
def test_a_text_that_is_no_number_of_documents_is_refused(ask: Asker, older: Asker, query: str) -> None:
    for each in (ask, older):
        each.server.on_purpose("*")
    assert query.partition("=")[2] in ask.refused("GET", f"/api/environments?{query}")
    assert older.get(f"/api/environments?{query}")["ItemsPerPage"] == 30


@pytest.mark.fact("C.4")
def test_pages_lead_to_each_other(many: Asker) -> None:
    page, found = many.get("/api/environments?take=20"), []
    found += names(page)
    while "Page.Next" in page["Links"]:
        page = many.get(page["Links"]["Page.Next"])
        found += names(page)
    assert found == [f"Environment {number:02}" for number in range(65)]
    assert "Page.Previous" in page["Links"]


@pytest.mark.fact("C.4")
def test_everything_at_once(many: Asker) -> None:
    assert len(many.get("/api/environments?take=2147483647&skip=5")["Items"]) == 60
    assert len(many.get("/api/environments/all")) == 65
    beyond = many.get("/api/environments?skip=100")
    assert (beyond["Items"], beyond["TotalResults"]) == ([], 65)


@pytest.mark.fact("C.4")
def test_filters(many: Asker) -> None:
    assert names(many.get("/api/environments?name=environment%2007")) == ["Environment 07"]
    assert len(many.get("/api/environments?partialName=MENT%200")["Items"]) == 10
    assert names(many.get("/api/environments?ids=Environments-2,environments-4,Environments-999")) == [
        "Environment 01",
        "Environment 03",
    ]
    assert len(many.get("/api/environments?ids=Environments-2&ids=Environments-4")["Items"]) == 2
    assert many.get("/api/environments?partialName=x&take=1")["TotalResults"] == 0


@pytest.mark.fact("C.4")
def test_a_name_is_ignored_until_a_release_takes_it(ask: Asker) -> None:
    assert names(ask.get("/api/spaces?name=Other")) == []
    with Emulator(server_version="2026.2.1") as older:
        assert names(Asker(older).get("/api/spaces?name=Other")) == ["Default"]
        assert names(Asker(older).get("/api/workerpools?name=Other")) == ["Default Worker Pool"]


@pytest.mark.fact("C.4")
def test_machines_by_what_they_are(ask: Asker) -> None:
    environments = [ask.post("/api/environments", Name=name)["Id"] for name in ("One", "Two")]
    for name, roles, place in (("web", ["web"], environments[:1]), ("both", ["web", "db"], environments)):
        ask.post("/api/machines", Name=name, Roles=roles, EnvironmentIds=place, Endpoint={"CommunicationStyle": "None"})
    assert names(ask.get("/api/machines?roles=db")) == ["both"]
    assert names(ask.get(f"/api/machines?environmentIds={environments[0]}")) == ["both", "web"]
    assert names(ask.get("/api/machines?healthStatuses=Healthy")) == ["both", "web"]
    assert names(ask.get("/api/machines?healthStatuses=Unavailable,Unknown")) == []
    assert names(ask.get("/api/machines?commStyles=None,Ssh")) == ["both", "web"]
    assert ask.get("/api/machineroles/all") == ["db", "web"]


@pytest.mark.fact("5.41", "C.4")
def test_order(ask: Asker) -> None:
    for name in ("b", "C", "a"):
        ask.post("/api/projectgroups", Name=name)
        ask.post("/api/environments", Name=name)
    assert names(ask.get("/api/projectgroups")) == ["a", "b", "C", "Default Project Group"]
    assert names(ask.get("/api/environments")) == ["b", "C", "a"], "by SortOrder, which grows"
    ids = [each["Id"] for each in ask.get("/api/environments")["Items"]]
    ask.put("/api/environments/sortorder", ids[::-1])
    assert names(ask.get("/api/environments")) == ["a", "C", "b"]
    ask.refused("PUT", "/api/environments/sortorder", ids[:1])


@pytest.mark.fact("5.40", "C.3")
def test_only_the_get_of_one_document_says_who_changed_it(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="Production")
    assert "LastModifiedOn" in ask.get(made["Links"]["Self"])
    assert "LastModifiedOn" not in ask.get("/api/environments")["Items"][0]


def test_teams_of_a_space_and_of_the_server(ask: Asker) -> None:
    own = names(ask.get("/api/Spaces-1/teams"))
    assert own == ["Space Managers"]
    assert "Octopus Administrators" in names(ask.get("/api/Spaces-1/teams?includeSystem=true"))
    assert "Octopus Administrators" in names(ask.get("/api/teams"))
