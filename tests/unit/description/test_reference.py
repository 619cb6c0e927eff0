# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference of 2026 is read by its own rules, and one table has all differences on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from description.differences import OF_2021, OF_2026, Difference
from description.judge import Judge
from description.program import main
from description.published import LEFT_UNSAID, PUBLISHED, Published
from description.reference import read

TEXT = {"type": "string"}
REFERENCE = {
    "enums": {"Mode": ["Off", "On"]},
    "schemas": {
        "Page": {"Id": TEXT, "Links": {"type": "object"}, "ItemType": TEXT, "Items": {"type": "array"}},
        "Thing": {"Id": TEXT, "LastModifiedBy": TEXT, "Mode": {"type": "string", "enum": "#Mode"},
                  "Size": {"type": "integer"}, "Tags": {"type": "array", "items": TEXT}},
        "Account": {"Id": TEXT},
    },
    "operations": [
        {"method": "GET", "path": "/api/{spaceId}/things", "also": ["/api/things", "/api/spaces/{identifier}/things"],
         "query": [{"name": "take", "type": "integer", "min": 0, "default": 30},
                   {"name": "modes", "type": "array", "items": TEXT, "itemEnum": ["Off", "On"]}],
         "responses": {"200": "page of Thing"}},
        {"method": "POST", "path": "/api/{spaceId}/things",
         "body": {"Name": {"type": "string", "required": True, "minLength": 1, "maxLength": 5},
                  "SpaceId": {"type": "string", "required": True}, "Tags": {"type": "array", "required": True},
                  "Mode": {"type": "string", "enum": ["Off", "On"]}, "Port": {"type": "integer", "min": 0, "max": 9},
                  "Details": {"type": "object", "fields": {"Type": TEXT}}},
         "responses": {"201": "Thing"}},
        {"method": "GET", "path": "/api/{spaceId}/accounts/{id}", "responses": {"200": "Account"}},
        {"method": "GET", "path": "/api/searches", "query": [{"name": "word", "type": "string", "required": True}],
         "responses": {"200": {"Found": {"type": "boolean"}, "Type": {"type": "string"}}}},
    ],
}  # fmt: skip
THING = {"Id": "Things-1", "Mode": "On", "Size": 1, "Tags": []}
PAGE = {"ItemType": "Thing", "Items": [THING]}
LIST = {"version": "2026.3.1", "method": "GET", "path": "/api/Spaces-1/things", "query": {}, "agent": "python",
        "request": None, "status": 200, "answer": PAGE, "planted": [], "test": "test_x"}  # fmt: skip
NEW = {**LIST, "method": "POST", "status": 201, "request": {"Name": "One", "Tags": []}, "answer": THING}
SEARCH = {**LIST, "path": "/api/searches", "query": {"word": "x"}, "answer": {"Found": True, "Type": "x"}}


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    path = tmp_path / "reference.json"
    path.write_text(json.dumps(REFERENCE), encoding="utf-8-sig")
    return path


def found(reference: Path, exchange: dict[str, Any], *differences: Difference) -> list[str]:
    judge = Judge(read(reference), (LEFT_UNSAID,), differences, since=(2026, 3), says_rules=True)
    assert judge.concerns(exchange)
    return [f"{each.side}: {each.problem.where}: {each.problem.what}" for each in judge.mismatches(exchange)]


def sent(**changes: Any) -> dict[str, Any]:
    return {**NEW, "request": {"Name": "One", "Tags": [], **changes}}


@pytest.mark.parametrize(
    "exchange",
    [
        LIST,
        {**LIST, "path": "/api/things"},
        {**LIST, "path": "/api/spaces/default/things", "query": {"take": "0", "modes": "on,Off"}},
        {**LIST, "answer": {**PAGE, "Items": [{**THING, "Size": None, "LastModifiedBy": "me"}]}},
        {**LIST, "status": 418, "answer": {}},
        NEW,
        sent(Mode="on", Port=9, Details={"Type": "Secret", "Word": 1}, Name="  Five5  "),
        {**NEW, "request": {"name": "One", "TAGS": []}},
        {**sent(Name="Longer", Mode="Odd"), "status": 400, "answer": {}},
        {**LIST, "path": "/api/Spaces-1/accounts/Accounts-1", "answer": {"Id": "Accounts-1", "Token": "x"}},
        SEARCH,
    ],
    ids=str,
)
def test_a_right_exchange_has_no_mismatch(reference: Path, exchange: dict[str, Any]) -> None:
    assert found(reference, exchange) == []


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        ({**LIST, "path": "/api/nowhere"}, "answer: status 200: nobody knows this path with this method"),
        ({**LIST, "status": 201}, "answer: status 201: is none of 200"),
        ({**LIST, "answer": {**PAGE, "Items": [{**THING, "Size": "1"}]}}, "answer: Thing.Size: '1' is no integer"),
        ({**LIST, "answer": {**PAGE, "Items": [{"Id": "Things-1"}]}}, "answer: Thing.Mode: is missing"),
        ({**LIST, "answer": {**PAGE, "More": 1}}, "ResourceCollection_of_Thing.More: nobody knows this property"),
        ({**NEW, "answer": {**THING, "Mode": "on"}}, "answer: Thing.Mode: 'on' is none of 'Off, On'"),
        ({**LIST, "query": {"take": "many"}}, "taken: ?take: 'many' is no integer"),
        ({**LIST, "query": {"take": "-1"}}, "taken: ?take: -1 is less than 0"),
        ({**LIST, "query": {"modes": "On,Odd"}}, "taken: ?modes: 'Odd' is none of 'Off, On'"),
        ({**SEARCH, "query": {}}, "taken: ?word: is needed, and missing"),
        ({**SEARCH, "answer": {"Found": "x", "Type": "x"}}, "answer: GET /api/searches.Found: 'x' is no boolean"),
        (sent(Name=None), "things.Name: is needed, and missing"),
        (sent(Name=""), "things.Name: is empty"),
        (sent(Name="Longer"), "things.Name: a text of 6 characters is longer than 5"),
        (sent(Tags=None), "things.Tags: is needed, and missing"),
        (sent(Mode="Odd"), "things.Mode: 'Odd' is none of 'Off, On'"),
        (sent(Port=10), "things.Port: 10 is not from 0 to 9"),
    ],
    ids=str,
)
def test_a_wrong_exchange_is_a_mismatch(reference: Path, exchange: dict[str, Any], expected: str) -> None:
    assert any(expected in each for each in found(reference, exchange)), found(reference, exchange)


def test_a_row_about_a_difference_is_needed(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {**LIST, "answer": {**PAGE, "More": 1}}
    meant = Difference("*.More", "nobody knows*", "older", "newer", "2026.3", "clients have it")
    assert found(reference, more, meant) == []
    folder = tmp_path / "traffic"
    folder.mkdir()
    (folder / "1.jsonl").write_text(json.dumps(LIST) + "\n", encoding="utf-8")
    other = Published("reference", str(reference), read, lambda expected: Judge(expected, (LEFT_UNSAID,), (meant,)))
    assert (main([str(folder)], [other]), main([str(folder), "--whole"], [other])) == (0, 1)
    assert "UNUSED * *.More" in capsys.readouterr().out


def test_differences_say_why() -> None:
    rows = (*OF_2021, *OF_2026)
    assert all(each.older and each.newer and each.release and each.why for each in rows)
    assert len({(each.where, each.what, each.operation) for each in rows}) == len(rows)


def test_which_servers_are_judged() -> None:
    there = [each for each in PUBLISHED if each.path.exists()]
    if len(there) < len(PUBLISHED):
        pytest.skip("not every description is there")
    old, of_2021, of_2026 = (each.of(each.read(each.path)) for each in there)
    asked = {version: {"version": version} for version in ("2020.5.0", "2021.2.1", "2025.4.1", "2026.3.1", "0.0.0-x")}
    assert all(old.concerns(each) for each in asked.values())
    assert [version for version, each in asked.items() if of_2021.concerns(each)] == ["2021.2.1"]
    assert [version for version, each in asked.items() if of_2026.concerns(each)] == ["2026.3.1", "0.0.0-x"]
    assert (len(list(of_2021.description.paths)), len(list(of_2026.description.paths))) == (946, 782)
