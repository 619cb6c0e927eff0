# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded answers of real servers: the root of a 2019.7 server, and five pages of tasks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uritemplate
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import MissingParameter
from unit.hypermedia.small_server import SmallServer

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"
SKIPS = (0, 30, 60, 90, 120)
TASKS = "/api/machines/Machines-1/tasks"

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason=f"the recorded answers are not there: {REFERENCE}")


def recorded(name: str) -> Any:
    return json.loads((REFERENCE / name).read_text(encoding="utf-8-sig"))


@pytest.fixture
def old_server() -> Iterator[SmallServer]:
    pages = {f"{TASKS}?skip={skip}": recorded(f"machine-tasks-skip-{skip}.json") for skip in SKIPS}
    machine = {"Id": "Machines-1", "Links": {"Self": "/api/machines/Machines-1", "TasksTemplate": f"{TASKS}{{?skip}}"}}
    answers = {"/api": recorded("root-2019.7.12.json"), TASKS: pages[f"{TASKS}?skip=0"], **pages}
    with SmallServer({**answers, "/api/Spaces-1/machines/Machines-1": machine}) as server:
        yield server


@pytest.fixture
def old_client(old_server: SmallServer) -> Iterator[Client]:
    with Client(old_server.url, api_key="API-OLD") as client:
        yield client


def test_the_root_of_an_old_server(old_client: Client) -> None:
    assert old_client.version == "2019.7.12"
    assert old_client.space().document is old_client.root
    assert old_client.template(old_client.root, "Spaces") == "/api/spaces{/id}{?name,skip,ids,take,partialName}"
    assert old_client.parameters(old_client.root, "Environments") == [
        "id",
        "name",
        "skip",
        "ids",
        "take",
        "partialName",
    ]


@pytest.mark.fact("C.4")
def test_all_items_of_all_pages(old_client: Client, old_server: SmallServer) -> None:
    machine = old_client.get(old_client.root, "Machines", {"id": "Machines-1"})
    tasks = list(old_client.items(machine, "TasksTemplate"))
    assert len(tasks) == 139
    assert len({task["Id"] for task in tasks}) == 139
    # Paths as they came: the first page as the link has it, the rest as Page.Next has them.
    assert [each.path for each in old_server.asked[2:]] == [TASKS, *(f"{TASKS}?skip={skip}" for skip in SKIPS[1:])]


def test_pages_are_read_when_they_are_asked_for(old_client: Client, old_server: SmallServer) -> None:
    machine = old_client.get(old_client.root, "Machines", {"id": "Machines-1"})
    pages = old_client.pages(machine, "TasksTemplate", {"skip": 60})
    assert next(pages) == recorded("machine-tasks-skip-60.json")
    assert len(old_server.asked) == 3
    assert [len(page["Items"]) for page in pages] == [30, 19]


def test_every_template_of_the_recorded_root(old_client: Client) -> None:
    links = old_client.root["Links"]
    assert len(links) == 117
    for link, template in links.items():
        expands_as_rfc_6570_says(old_client, link, template)


def expands_as_rfc_6570_says(client: Client, link: str, template: str) -> None:
    """Only the names in a path need values, so that no braces remain; each value is in the place of its name."""
    address = urlsplit(client.address(client.root, "Self"))
    base = f"{address.scheme}://{address.netloc}"
    names = client.parameters(client.root, link)
    assert names == re.findall(r"[A-Za-z]+", " ".join(re.findall(r"\{[^}]*\}", template)))
    needed = dict.fromkeys(re.findall(r"\{([A-Za-z]+)\}", template), "1")
    for name in needed:
        with pytest.raises(MissingParameter, match=name):
            client.address(client.root, link, {**needed, name: None})
    shortest = re.sub(r"\{[^}]*\}", "", re.sub(r"\{[A-Za-z]+\}", "1", template))
    assert client.address(client.root, link, needed) == base + shortest
    values = {name: f"v{number} & {name}" for number, name in enumerate(names)}
    full = client.address(client.root, link, values)
    assert full == base + uritemplate.expand(template, values)
    for name, value in values.items():
        encoded = value.replace(" ", "%20").replace("&", "%26")
        assert (f"{name}={encoded}" if f"{name}=" in full else encoded) in full
    assert "{" not in full and "&&" not in full
