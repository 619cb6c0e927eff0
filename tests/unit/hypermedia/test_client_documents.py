# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections, pages, and documents that are made, changed and removed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused, UnexpectedAnswer
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import ROOT, Asked, Reply, SmallServer


@pytest.mark.fact("C.4")
def test_all_items_over_pages(server: Emulator, client: Client) -> None:
    names = [f"Environment {number:02}" for number in range(65)]
    for name in names:
        server.seed("environments", Name=name)
    assert [each["Name"] for each in client.items(client.root, "Environments")] == names
    assert [len(page["Items"]) for page in client.pages(client.root, "Environments", {"take": 40})] == [40, 25]
    assert [each.method for each in server.requests] == ["GET"] * 10


@pytest.mark.fact("C.4")
def test_a_bare_list_is_a_collection(server: Emulator, client: Client) -> None:
    for name in ("One", "Two"):
        server.seed("environments", Name=name)
    everything = client.get(client.root, "Environments", {"id": "all"})
    assert isinstance(everything, list)
    assert list(client.items(client.root, "Environments", {"id": "all"})) == everything
    assert [page["Items"] for page in client.pages(client.root, "Environments", {"id": "all"})] == [everything]
    assert [each["Name"] for each in everything] == ["One", "Two"]


def test_an_empty_collection(client: Client) -> None:
    assert list(client.items(client.root, "Environments")) == []


def pages(*nexts: str | None) -> dict[str, Any]:
    paths = ["/things", *(f"/things?page={number}" for number in range(1, len(nexts)))]
    return {
        path: {"Items": [{"Id": path}], "Links": {"Page.Next": following} if following is not None else None}
        for path, following in zip(paths, nexts, strict=True)
    }


@pytest.mark.parametrize(
    "answers",
    [
        pages("/things"),
        pages("/things?page=1", "/things"),
        pages("/things?page=1", "/things?page=2", "/things?page=1"),
    ],
)
def test_pages_that_come_round_again(connect: Connect, answers: dict[str, Any]) -> None:
    with SmallServer(answers) as server:
        client = connect(server.url)
        found = client.items(client.root, "Things")
        with pytest.raises(UnexpectedAnswer, match=r"The pages of 'Things' repeat from"):
            list(found)
        assert len(server.asked) == 1 + len(answers)


@pytest.mark.parametrize("last", [None, ""])
def test_the_last_page_names_no_next(connect: Connect, last: str | None) -> None:
    with SmallServer(pages("/things?page=1", last)) as server:
        client = connect(server.url)
        assert [each["Id"] for each in client.items(client.root, "Things")] == ["/things", "/things?page=1"]


@pytest.mark.parametrize("answer", [{"Id": "x"}, {"Items": None}, {"Items": {}}, "text", 7])
def test_an_answer_that_is_no_collection_is_refused(connect: Connect, answer: Any) -> None:
    with SmallServer({"/things": answer}) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer, match=r"'Things' does not lead to a collection"):
            list(client.items(client.root, "Things"))


def test_a_document_from_beginning_to_end(server: Emulator, client: Client) -> None:
    server.on_purpose("Unknown")
    made = client.create(client.root, "Environments", {"Name": "One", "Unknown": 1})
    assert client.get(made, "Self")["Id"] == made["Id"]
    changed = client.modify({**made, "Description": "new"})
    assert changed["Description"] == "new"
    assert client.modify(changed, body={**changed, "Description": "newer"})["Description"] == "newer"
    client.delete(made)
    with pytest.raises(ServerRefused) as caught:
        client.get(made, "Self")
    assert caught.value.status == 404
    assert [each.method for each in server.requests] == ["GET", "POST", "GET", "PUT", "PUT", "DELETE", "GET"]


def test_a_change_whose_answer_is_empty(server: Emulator, client: Client) -> None:
    details = {"Username": "deploy", "Password": {"HasValue": True, "NewValue": "x"}}
    made = client.create(client.root, "GitCredentials", {"Name": "One", "Details": details})
    found = client.get(made, "Self")
    with pytest.raises(UnexpectedAnswer, match="an empty object instead of a document"):
        client.modify(found)
    assert client.modify(found, silent=True) == {}


def test_any_request_to_where_a_link_leads(server: Emulator, client: Client) -> None:
    made = client.send("post", client.root, "Environments", {"Name": "One"})
    assert client.send("GET", client.root, "Environments", parameters={"id": made["Id"]})["Name"] == "One"
    assert client.send("PUT", made, "Self", {**made, "Description": "x"})["Description"] == "x"
    client.send("DELETE", made, "Self")
    assert [each.status for each in server.requests] == [200, 201, 200, 200, 200]


def test_parameters_go_with_a_write_too(server: Emulator, client: Client) -> None:
    project = {"Name": "Shop", "ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    original = client.create(client.root, "Projects", project)
    client.create(client.root, "Projects", {**project, "Name": "Copy"}, {"clone": original["Id"]})
    assert server.requests[-1].query == {"clone": original["Id"]}


def test_each_exchange_is_remembered(server: Emulator, client: Client) -> None:
    server.fault(path="/api/users/me", status=503)
    client.current_user()
    found = [(each.method, each.url, each.status, each.attempt) for each in client.exchanges]
    me = f"{server.url}/api/users/me"
    assert found == [("GET", f"{server.url}/api", 200, 1), ("GET", me, 503, 1), ("GET", me, 200, 2)]


def test_connections_are_kept(connect: Connect) -> None:
    with SmallServer({"/things": {}}) as server:
        client = connect(server.url)
        for _number in range(5):
            client.get(client.root, "Things")
        assert len(server.asked) == 6
        assert len({each.from_port for each in server.asked}) == 1


def test_headers_that_go_with_every_request(connect: Connect) -> None:
    with SmallServer({"/things": {"Id": "Things-1"}}) as server:
        client = connect(server.url, user_agent="octopus.deploy/9 (test)")
        client.create(client.root, "Things", {"Name": "ö"})
        read, write = server.asked
        assert read.headers["User-Agent"] == write.headers["User-Agent"] == "octopus.deploy/9 (test)"
        assert read.headers["Accept"] == "application/json" and "Content-Type" not in read.headers
        assert write.headers["Content-Type"] == "application/json" and write.body == b'{"Name": "\\u00f6"}'


@pytest.mark.parametrize(
    ("items", "total"), [("Things", "Count"), ("Resources", "TotalCount"), ("Items", "TotalResults")]
)
def test_a_collection_that_counts_comes_in_pages(connect: Connect, items: str, total: str) -> None:
    """Newer collections have no links from page to page, in each of their shapes."""
    first, last = [{"Id": "1"}, {"Id": "2"}], [{"Id": "3"}]

    def answer(asked: Asked) -> Reply:
        if "things" not in asked.path:
            return Reply({**ROOT, "Links": {"Self": "/api", "Things": "/things{?skip}"}})
        return Reply({items: last if "skip=2" in asked.path else first, total: 3})

    with SmallServer(answer) as server:
        client = connect(server.url)
        pages = list(client.pages(client.root, "Things"))
    assert [page["Items"] for page in pages] == [first, last]
    assert [page["TotalResults"] for page in pages] == [3, 3]


@pytest.mark.parametrize(
    ("page", "template"),
    [
        ({"Items": [{"Id": "1"}], "TotalResults": 9, "Links": {"Page.Last": "/things?skip=8"}}, "/things{?skip}"),
        ({"Items": [{"Id": "1"}], "TotalResults": 9}, "/things"),
        ({"Items": [{"Id": "1"}], "TotalResults": "9"}, "/things{?skip}"),
        ({"Items": [{"Id": "1"}]}, "/things{?skip}"),
        ({"Items": [], "TotalResults": 0}, "/things{?skip}"),
        ({"Items": [], "TotalResults": "9"}, "/things{?skip}"),
    ],
)
def test_where_nothing_leads_on(connect: Connect, page: dict[str, Any], template: str) -> None:
    """A page with links says itself which is the last; where nothing can be skipped, there is one page."""
    root = {**ROOT, "Links": {"Self": "/api", "Things": template}}

    def answer(asked: Asked) -> Reply:
        return Reply(page if "things" in asked.path else root)

    with SmallServer(answer) as server:
        client = connect(server.url)
        assert list(client.items(client.root, "Things")) == page["Items"]


def test_pages_from_the_middle(connect: Connect) -> None:
    def answer(asked: Asked) -> Reply:
        if "things" not in asked.path:
            return Reply({**ROOT, "Links": {"Self": "/api", "Things": "/things{?skip}"}})
        return Reply({"Items": [{"Id": "2" if "skip=1" in asked.path else "3"}], "TotalResults": 3})

    with SmallServer(answer) as server:
        client = connect(server.url)
        assert [each["Id"] for each in client.items(client.root, "Things", {"skip": 1})] == ["2", "3"]


@pytest.mark.parametrize("more", [{}, {"Links": {"Page.Last": "/things?skip=30"}}])
def test_an_empty_page_of_documents_that_are_counted(connect: Connect, more: dict[str, Any]) -> None:
    """That the server shows none of its documents does not mean that it has none."""
    answers = {"/api": ROOT, "/things": {"Items": [], "TotalResults": 50, **more}}
    with SmallServer(answers) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer, match=r"/things answered with an empty page, although it counts 50 doc"):
            list(client.items(client.root, "Things"))


def test_a_page_past_the_end(server: Emulator, client: Client) -> None:
    """Documents may be removed while pages are read."""
    server.seed("environments", Name="One")
    assert list(client.items(client.root, "Environments", {"skip": 1})) == []


def test_empty_pages_that_lead_on_for_ever(connect: Connect) -> None:
    def answer(asked: Asked) -> Reply:
        number = len(server.asked)
        return Reply(ROOT if asked.path == "/api" else {"Items": [], "Links": {"Page.Next": f"/things?a={number}"}})

    with SmallServer(answer) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer, match="The pages of 'Things' repeat"):
            list(client.items(client.root, "Things"))
