# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of documents (api: documents#logos)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.kinds.logos import TYPES, own_picture

from .conftest import Asker

GIF, SVG = b"GIF89a and more", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
ADDRESSES = [f"/api/{'' if each == 'spaces' else 'Spaces-1/'}{each}" for each in TYPES]


@pytest.fixture(params=ADDRESSES)
def document(ask: Asker, request: pytest.FixtureRequest) -> Any:
    """A document of each kind that has a picture."""
    if request.param == "/api/spaces":
        return ask.get("/api/spaces/Spaces-1")
    more: dict[str, Any] = {
        "projects": {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"},
        "actiontemplates": {"ActionType": "Octopus.Script"},
    }.get(request.param.rsplit("/", 1)[-1], {})
    return ask.post(request.param, Name="Shop", **more)


def sent(ask: Asker, document: Any, content: bytes, method: str = "POST", name: str = "logo.png") -> Any:
    return ask(method, document["Links"]["Logo"], files={"file": (name, content)})


def test_a_picture_is_answered_as_it_was_sent(ask: Asker, document: Any) -> None:
    logo = document["Links"]["Logo"]
    assert "/logo?cb=" in logo
    assert ask("GET", logo).content == own_picture()
    for content in (b"\xff\xd8\xff one", b"\xff\xd8\xff two"):
        assert sent(ask, document, content).status_code == 200
        found = ask("GET", logo)
        assert (found.content, found.headers["Content-Type"]) == (content, "image/jpeg")
    files = ask.server.app.octopus.store.files.path("logos", "")
    assert files
    assert len(list(files.iterdir())) == 1


def test_a_change_of_the_document_keeps_its_picture(ask: Asker, document: Any) -> None:
    sent(ask, document, b"\xff\xd8\xff one")
    ask.put(document["Links"]["Self"], {**ask.get(document["Links"]["Self"]), "Description": "Changed"})
    assert ask("GET", document["Links"]["Logo"]).content == b"\xff\xd8\xff one"


def test_another_file_is_refused(ask: Asker, document: Any) -> None:
    for content in (b"", b"a text", b"BM and more"):
        answer = sent(ask, document, content)
        assert answer.status_code == 400
        assert "image provided." in answer.json()["Errors"][0]
    assert "Content-Disposition" in sent(ask, document, GIF, name="").json()["Errors"][0]
    assert ask("POST", document["Links"]["Logo"], {"logo": "logo.png"}).status_code == 415
    assert ask("GET", document["Links"]["Logo"]).content == own_picture()


def test_only_tenants_take_svg_and_no_gif(ask: Asker, document: Any) -> None:
    is_tenant = document["Id"].startswith("Tenants")
    assert [sent(ask, document, each).status_code for each in (GIF, SVG)] == ([400, 200] if is_tenant else [200, 400])


def test_a_report_has_no_put(ask: Asker, document: Any) -> None:
    is_report = document["Id"].startswith("InsightsReports")
    assert sent(ask, document, b"\xff\xd8\xff one", "PUT").status_code == (404 if is_report else 200)


def test_an_icon_and_a_picture_replace_each_other(ask: Asker) -> None:
    tenant = ask.post("/api/tenants", Name="Acme", Icon={"Id": "rocket", "Color": "#FF9F00"})
    own, logo = tenant["Links"]["Self"], tenant["Links"]["Logo"]
    drawn = ask("GET", logo).content
    assert b"rocket" in drawn
    sent(ask, tenant, b"\xff\xd8\xff one")
    changed = ask.get(own)
    assert not changed["Icon"]
    assert ask("GET", logo).content == b"\xff\xd8\xff one"
    ask.put(own, {**changed, "Icon": tenant["Icon"]})
    assert ask("GET", logo).content == drawn
