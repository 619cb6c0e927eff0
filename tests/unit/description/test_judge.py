# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of traffic can fail: every kind of mistake is found, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from description.description import read
from description.facts import NEVER, release_of
from description.judge import Judge
from description.newer import AFTER, NEWER
from description.program import main
from description.published import PUBLISHED, Published
from description.undescribed import UNDESCRIBED

TEXT, WHOLE, YES_NO = {"type": "string"}, {"type": "integer", "format": "int32"}, {"type": "boolean"}
ENVIRONMENT = {"$ref": "#/definitions/EnvironmentResource"}
ID = {"in": "path", "name": "id", "type": "string", "required": True}
DESCRIPTION = {
    "info": {"version": "2020.5.0-rc.4"},
    "definitions": {
        "EnvironmentResource": {
            "type": "object",
            "properties": {
                "Id": TEXT,
                "Name": TEXT,
                "Description": TEXT,
                "SortOrder": WHOLE,
                "UseGuidedFailure": YES_NO,
                "Mode": {"type": "string", "enum": ["Off", "On"], "readOnly": True},
                "Links": {"type": "object", "additionalProperties": TEXT},
            },
        }
    },
    "paths": {
        "/api/environments": {
            "get": {"responses": {"200": {"schema": {"type": "array", "items": ENVIRONMENT}}}},
            "post": {
                "parameters": [{"in": "body", "name": "body", "schema": ENVIRONMENT}],
                "responses": {"201": {"schema": ENVIRONMENT}, "400": {}},
            },
        },
        "/api/{baseSpaceId}/environments/{id}": {
            "get": {"parameters": [ID], "responses": {"200": {"schema": ENVIRONMENT}, "400": {}}},
            "delete": {"parameters": [ID], "responses": {"200": {}, "400": {}}},
        },
        "/api/nothing": {"get": {"responses": {"200": {}}}},
    },
}
DOCUMENT = {
    "Id": "Environments-1",
    "Name": "Production",
    "Description": None,
    "SortOrder": 0,
    "UseGuidedFailure": False,
    "Mode": "On",
    "Links": {"Self": "/api/environments/Environments-1"},
}
READ = {
    "version": "2020.5.0",
    "method": "GET",
    "path": "/api/Spaces-1/environments/Environments-1",
    "query": {},
    "agent": "octopus.deploy/0.1.0 (Ansible collection)",
    "request": None,
    "status": 200,
    "answer": DOCUMENT,
    "planted": [],
    "test": "test_x",
}
WRITE = {**READ, "method": "POST", "path": "/api/environments", "status": 201, "request": {"Name": "Production"}}
ERROR = {"ErrorMessage": "No.", "Errors": ["No."], "FullException": None, "ParsedHelpLinks": []}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "description.json"
    path.write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    return path


def without(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != name}


def found(published: Path, exchange: dict[str, Any]) -> list[str]:
    judge = Judge(read(published))
    return [f"{each.side}: {each.problem.where}: {each.problem.what}" for each in judge.mismatches(exchange)]


@pytest.mark.parametrize(
    "exchange",
    [
        READ,
        WRITE,
        {**READ, "method": "HEAD", "answer": None},
        {**READ, "status": 404, "answer": ERROR},
        {**READ, "status": 404, "answer": ERROR, "path": "/api/nowhere", "agent": "python"},
        {**READ, "status": 401, "answer": {**ERROR, "HelpText": "Sign in."}},
        {**READ, "version": "2025.4.1", "answer": {**DOCUMENT, "Slug": "production"}},
        {**READ, "version": "2025.4.1", "path": "/api/spaces/Spaces-1/environments/Environments-1"},
        {**READ, "query": {"apikey": "x"}},
        {**READ, "answer": {**DOCUMENT, "FromTheFuture": 1}, "planted": ["FromTheFuture"]},
        {**READ, "status": 500, "answer": ERROR, "planted": ["status 500"]},
        {**WRITE, "request": {"Name": "Production", "FromTheFuture": 1}, "planted": ["FromTheFuture"]},
        {**WRITE, "request": {"Name": "Production", "Unheard": 1}, "agent": "go-octopusdeploy"},
        {**WRITE, "request": {"Name": "Production"}, "status": None, "answer": None},
        {**WRITE, "request": {"Name": "Production", "Description": None}},
    ],
    ids=str,
)
def test_a_right_exchange_has_no_mismatch(published: Path, exchange: dict[str, Any]) -> None:
    assert found(published, exchange) == []


@pytest.mark.parametrize(
    ("exchange", "message"),
    [
        ({**READ, "answer": without(DOCUMENT, "Mode")}, "answer: EnvironmentResource.Mode: is missing"),
        ({**READ, "answer": {**DOCUMENT, "Name": 5}}, "answer: EnvironmentResource.Name: '5' is no string"),
        ({**READ, "answer": {**DOCUMENT, "SortOrder": True}}, "EnvironmentResource.SortOrder: 'True' is no integer"),
        ({**READ, "answer": {**DOCUMENT, "SortOrder": None}}, "EnvironmentResource.SortOrder: null is no integer"),
        ({**READ, "answer": {**DOCUMENT, "SortOrder": 2**31}}, "EnvironmentResource.SortOrder: 2147483648 is no int32"),
        ({**READ, "answer": {**DOCUMENT, "Links": {"Self": 1}}}, "EnvironmentResource.Links{}: '1' is no string"),
        ({**READ, "answer": {**DOCUMENT, "Mode": "on"}}, "EnvironmentResource.Mode: 'on' is none of 'Off, On'"),
        ({**READ, "answer": [DOCUMENT]}, "is no object"),
        ({**READ, "answer": {**DOCUMENT, "Unheard": 1}}, "EnvironmentResource.Unheard: nobody knows this property"),
        ({**READ, "answer": {**DOCUMENT, "Slug": "x"}}, "EnvironmentResource.Slug: nobody knows this property"),
        ({**READ, "path": "/api/nowhere"}, "answer: status 200: nobody knows this path with this method"),
        ({**READ, "path": "/api/nowhere"}, "request: the path: nobody knows it with this method"),
        ({**READ, "method": "PUT"}, "answer: status 200: nobody knows this path with this method"),
        (
            {**READ, "path": "/api/spaces/Spaces-1/environments/Environments-1"},
            "answer: status 200: nobody knows this path with this method",
        ),
        ({**READ, "status": 201}, "answer: status 201: is none of 200, 400"),
        ({**READ, "status": 500, "answer": ERROR}, "answer: status 500: is none of 200, 400"),
        ({**READ, "status": 429, "answer": ERROR}, "answer: status 429: is none of 200, 400"),
        ({**READ, "status": 400, "answer": without(ERROR, "Errors")}, "answer: error.Errors: is missing"),
        ({**READ, "status": 400, "answer": {**ERROR, "Hint": "x"}}, "answer: error.Hint: nobody knows this property"),
        ({**READ, "status": 400, "answer": "No."}, "answer: error: is no object"),
        ({**READ, "query": {"partialname": "x"}}, "request: ?partialname: nobody knows this parameter"),
        ({**WRITE, "request": {"Name": "x", "Unheard": 1}}, "EnvironmentResource.Unheard: nobody knows this property"),
        ({**WRITE, "request": {"Name": "x", "Slug": "x"}}, "EnvironmentResource.Slug: nobody knows this property"),
        ({**WRITE, "request": {"Name": "x", "SortOrder": "1"}}, "EnvironmentResource.SortOrder: '1' is no integer"),
        ({**WRITE, "request": {"Name": "x", "SortOrder": None}}, "request: EnvironmentResource.SortOrder: null is no"),
        ({**WRITE, "request": {"Description": "x"}}, "request: EnvironmentResource.Name: is needed, and missing"),
        ({**WRITE, "request": None}, "request: the body: is needed, and missing"),
        ({**READ, "request": {"Name": "x"}}, "request: the body: nobody knows that it takes one"),
        ({**WRITE, "request": {"Unheard": 1}, "status": None}, "request: EnvironmentResource.Unheard: nobody knows"),
    ],
    ids=str,
)
def test_a_wrong_exchange_is_a_mismatch(published: Path, exchange: dict[str, Any], message: str) -> None:
    assert any(message in each for each in found(published, exchange)), found(published, exchange)


@pytest.mark.parametrize(
    "other",
    [
        {**READ, "answer": {**DOCUMENT, "SortOrder": "0"}},
        {**READ, "version": "2025.4.1", "answer": {**DOCUMENT, "FromTheFuture": 1}},
        {**WRITE, "answer": DOCUMENT, "request": {**DOCUMENT, "FromTheFuture": 1}},
    ],
    ids=["another value", "nothing planted", "the same as a request"],
)
def test_a_right_object_excuses_no_mistake_elsewhere(published: Path, other: dict[str, Any]) -> None:
    """Objects without a mistake are not judged again; a mistake is told of every exchange that has it."""
    judge = Judge(read(published))
    well = {
        **READ,
        "version": other["version"],
        "answer": {**DOCUMENT, "FromTheFuture": 1},
        "planted": ["FromTheFuture"],
    }
    for each in (READ, well, well):
        assert list(judge.mismatches(each)) == []
    assert [len(list(judge.mismatches(other))) for _dummy in range(2)] == [1, 1]


def recorded(folder: Path, *exchanges: dict[str, Any]) -> str:
    folder.mkdir()
    lines = [json.dumps(each) for each in exchanges]
    (folder / "1.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder)


def test_the_program_tells(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "results.json"
    right = recorded(tmp_path / "right", READ)
    refused = {**READ, "method": "DELETE", "status": 400, "answer": ERROR}
    wrong = recorded(tmp_path / "wrong", {**WRITE, "answer": {**DOCUMENT, "Name": 5}}, refused)
    only = [Published("published API description", str(published), read, Judge)]
    assert main([right], only) == 0
    assert main([right, wrong, "--json", str(written)], only) == 1
    output = capsys.readouterr().out
    assert "MISMATCH answer: EnvironmentResource.Name: '5' is no string" in output
    assert "test_x" in output
    (content,) = json.loads(written.read_text(encoding="utf-8"))
    assert (content["judge"], content["version"]) == ("published API description", "2020.5")
    assert content["exercised"]["exchanges"] == 3
    assert {each["name"]: each["outcome"] for each in content["results"]} == {
        "DELETE /api/{baseSpaceId}/environments/{id}": "not exercised",
        "GET /api/environments": "not exercised",
        "GET /api/nothing": "not served",
        "GET /api/{baseSpaceId}/environments/{id}": "passed",
        "POST /api/environments": "failed",
    }
    failed = next(each for each in content["results"] if each["outcome"] == "failed")
    assert failed["kind"] == "environments"
    assert failed["reason"] == "answer: EnvironmentResource.Name '5' is no string"
    before = written.read_text(encoding="utf-8")
    assert main([wrong, right, "--json", str(written)], only) == 1
    assert written.read_text(encoding="utf-8") == before


def test_nothing_recorded_is_no_success(published: Path, tmp_path: Path) -> None:
    assert main([str(tmp_path / "nowhere")], [Published("description", str(published), read, Judge)]) == 1


def test_without_a_description(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = Published("reference", "../shared/nowhere.json", read, Judge)
    assert main([str(tmp_path)], [nowhere]) == 0
    assert capsys.readouterr().out == "skipped: the reference is not at ../shared/nowhere.json\n"
    right = recorded(tmp_path / "right", READ)
    assert main([right], [Published("description", str(published), read, Judge), nowhere]) == 0
    assert "skipped: the reference" in capsys.readouterr().out


def test_rows_have_evidence_and_a_release() -> None:
    rows = [*UNDESCRIBED, *NEWER]
    assert all(each.evidence.strip() for each in rows)
    assert len({(each.what, each.where, each.since) for each in rows}) == len(rows)
    assert all(each.since >= AFTER for each in NEWER)
    assert all(
        each.since < AFTER and each.until in (NEVER, (2019, 1), (2020, 4), (2024, 3), (2025, 2)) for each in UNDESCRIBED
    )
    assert release_of("0.0.0-local") > release_of("2025.4.1") > AFTER > release_of("2020.5.0-rc.4")


@pytest.mark.skipif(not PUBLISHED[0].path.exists(), reason="the published description is not there")
def test_rows_say_what_the_description_does_not() -> None:
    definitions = read(PUBLISHED[0].path).definitions
    for row in (*UNDESCRIBED, *NEWER):
        definition, _dot, rest = row.where.partition(".")
        name, _equals, word = rest.partition("=")
        properties = definitions.get(definition, {}).get("properties", {})
        if row.what == "property":
            assert name not in properties, row
        if row.what == "word":
            assert word not in properties.get(name, {}).get("enum", ()), row
        if row.what in ("gone", "needed", "shape") and definition in definitions:
            assert name in properties, row
