# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option ``logo``: the picture is sent if the server has another one (api: documents#logos)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.pictures import PICTURES
from emulator.kinds.logos import own_picture

BLUE, RED = PICTURES
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
TENANT = "octopus_tenant"
TELL: dict[str, Any] = {"name": "Tell", "action_type": "Octopus.Script"}


def shown(path: str) -> dict[str, Any]:
    """A picture in a diff."""
    content = Path(path).read_bytes()
    return {"sha1": hashlib.sha1(content).hexdigest(), "size": len(content)}


def asked(octopus: Octopus) -> list[str]:
    return [f"{each.method} {each.path.rpartition('/')[2]}" for each in octopus.server.requests]


def test_a_diff_shows_digest_and_size_and_no_result_the_picture(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme"})
    for logo in (BLUE, RED):
        options = {"name": "Acme", "logo": logo}
        predicted, done = (octopus.ok(TENANT, options, check=check, verbosity=4) for check in (True, False))
        assert predicted["diff"] == done["diff"]
        assert done["diff"]["after"] == {"name": "Acme", "logo": shown(logo)}
        assert "PNG" not in json.dumps([predicted, done])
    assert done["diff"]["before"]["logo"] == shown(BLUE)
    own = {"sha1": hashlib.sha1(own_picture()).hexdigest(), "size": len(own_picture())}
    octopus.ok(TENANT, {"name": "Umbrella"})
    assert octopus.ok(TENANT, {"name": "Umbrella", "logo": RED})["diff"]["before"]["logo"] == own


def test_the_logo_costs_one_read_and_only_if_it_is_given(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})
    counts = []
    for options in ({"name": "Acme"}, {"name": "Acme", "logo": BLUE}):
        octopus.server.clear_requests()
        assert octopus.ok(TENANT, options)["changed"] is False
        counts.append((len(octopus.server.requests), asked(octopus).count("GET logo")))
    without, given = counts
    assert (without[1], given) == (0, (without[0] + 1, 1))
    octopus.server.clear_requests()
    octopus.ok(TENANT, {"name": "Acme", "description": "Buys things"})
    octopus.ok("octopus_info", {"kind": "tenant"})
    octopus.ok(TENANT, {"name": "Acme", "state": "absent", "logo": BLUE})
    assert "GET logo" not in asked(octopus)


def test_only_the_logo_is_written_if_nothing_else_changes(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme", "description": "Buys things"})
    octopus.server.clear_requests()
    octopus.ok(TENANT, {"name": "Acme", "description": "Buys things", "logo": BLUE})
    assert octopus.writes() == ["POST /api/Spaces-1/tenants/Tenants-1/logo"]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("is_there", [False, True])
def test_a_wrong_file_is_refused_before_anything_is_written(
    octopus: Octopus, tmp_path: Path, check: bool, is_there: bool
) -> None:
    if is_there:
        octopus.ok(TENANT, {"name": "Acme"})
    (tmp_path / "text.png").write_text("<!-- no picture --><html><svg></svg></html>")
    (tmp_path / "empty.png").write_text("")
    octopus.server.clear_requests()
    for path, problem in (
        ("", "logo: is empty; give the path of a file"),
        (f"{tmp_path}", f"logo: {tmp_path} is a folder; give a file"),
        (f"{tmp_path}/empty.png", f"logo: {tmp_path}/empty.png is empty; give a file with content"),
        (f"{tmp_path}/text.png/x", f"logo: {tmp_path}/text.png/x can't be read: Not a directory"),
        (
            f"{tmp_path}/text.png",
            f"logo: {tmp_path}/text.png is not a picture; give a file in the format PNG, JPEG, GIF or SVG",
        ),
    ):
        result = octopus(TENANT, {"name": "Acme", "description": "New", "logo": path}, check=check)
        assert result["msg"] == problem
    assert octopus.writes() == []


@pytest.mark.parametrize("is_there", [False, True])
def test_check_mode_accepts_a_file_to_come(octopus: Octopus, tmp_path: Path, is_there: bool) -> None:
    if is_there:
        octopus.ok(TENANT, {"name": "Acme"})
    options = {"name": "Acme", "logo": f"{tmp_path}/later.png"}
    predicted = octopus.ok(TENANT, options, check=True)
    problem = f"logo: {tmp_path}/later.png does not exist yet, so the picture can't be compared"
    assert (predicted["changed"], predicted["warnings"]) == (not is_there, [problem])
    octopus.server.clear_requests()
    assert octopus(TENANT, options)["msg"] == f"logo: {tmp_path}/later.png can't be read: No such file or directory"
    assert octopus.writes() == []


def test_the_format_is_the_content_and_the_server_has_the_last_word(octopus: Octopus, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    drawn = b"""\xef\xbb\xbf<?xml version="1.0"?>
        <!-- drawn --><!-- by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b">]>
        <s:svg xmlns:s="http://www.w3.org/2000/svg"/>"""
    for content, taken in ((b"\xff\xd8\xff", True), (SVG, True), (drawn, True), (b"GIF89a", False)):
        path.write_bytes(content)
        result = octopus(TENANT, {"name": "Acme", "logo": str(path)})
        assert bool(result.get("failed")) is not taken, result
    assert "Invalid or unsupported image provided." in result["msg"]
    assert not result.get("changed")
    made = octopus(TENANT, {"name": "Umbrella", "logo": str(path)})
    assert (made["failed"], made["changed"]) == (True, True), "the tenant was created before its logo was refused"
    assert "created tenant 'Umbrella'" in made["msg"]


def test_a_server_that_stores_another_picture_is_reported_once(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    octopus.ok(TENANT, {"name": "Acme"})
    files = octopus.server.app.octopus.store.files
    put = files.put
    monkeypatch.setattr(files, "put", lambda area, content: put(area, content + b" smaller"))
    octopus.server.clear_requests()
    result = octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})
    assert octopus.writes() == ["POST /api/Spaces-1/tenants/Tenants-1/logo"]
    (warning,) = result["warnings"]
    assert warning.startswith("logo: the server stored ") and warning.endswith("will find this difference")
    assert octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})["changed"] is False, "the picture is as it was before"


def test_a_lost_answer_is_looked_into(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme"})
    options = {"name": "Acme", "logo": BLUE}
    octopus.server.fault(method="POST", path="*/logo", drop="connect")
    assert "showed no effect" in octopus(TENANT, options)["msg"]
    octopus.server.fault(method="POST", path="*/logo", drop="body")
    result = octopus(TENANT, options)
    assert (result["changed"], "it has changed logo of tenant 'Acme'" in result["msg"]) == (True, True), result["msg"]
    assert octopus.ok(TENANT, options)["changed"] is False


def test_a_document_without_the_link_is_reported(octopus: Octopus) -> None:
    made = octopus.ok(TENANT, {"name": "Acme"})
    octopus.server.put_read_only(made["id"], {"_links": {"Logo": ""}})
    problem = octopus(TENANT, {"name": "Acme", "logo": BLUE})["msg"]
    assert problem.startswith("logo: this server (") and "no link to a logo of 'Acme'" in problem


def test_a_server_that_has_no_picture_at_all(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme"})
    octopus.server.fault(method="GET", path="*/logo", status=404)
    result = octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})
    assert (result["changed"], result["diff"]["before"]["logo"]) == (True, None)


def test_a_picture_replaces_an_icon(octopus: Octopus) -> None:
    icon = {"id": "rocket", "color": "#FF9F00"}
    octopus.ok(TENANT, {"name": "Acme", "icon": icon})
    assert octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})["changed"] is True
    assert octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})["changed"] is False
    both = octopus(TENANT, {"name": "Acme", "logo": BLUE, "icon": icon})
    assert both["msg"] == "logo: can't be given together with icon; leave one of them out"


def test_a_clone_gets_its_own_logo(octopus: Octopus) -> None:
    octopus.ok(TENANT, {"name": "Acme", "logo": BLUE})
    options = {"name": "Acme's branch", "clone_from": "Acme", "logo": RED}
    predicted, done = (octopus.ok(TENANT, options, check=check) for check in (True, False))
    assert predicted["diff"] == done["diff"]
    assert [octopus.ok(TENANT, each)["changed"] for each in (options, {"name": "Acme", "logo": BLUE})] == [False, False]


def test_a_logo_alone_makes_no_step_of_a_template_older(octopus: Octopus) -> None:
    octopus.ok("octopus_step_template", TELL)
    octopus.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    step = {"name": "Tell the room", "run_step_template": {"template": "Tell"}}
    octopus.ok("octopus_deployment_process", {"project": "Shop", "steps": [step]})
    options = {**TELL, "logo": BLUE, "update": True}
    for check in (True, False):
        result = octopus.ok("octopus_step_template", options, check=check)
        assert (result["changed"], result["older_steps"], set(result["diff"]["after"])) == (True, [], {"name", "logo"})
    assert octopus.ok("octopus_step_template", options)["changed"] is False
