# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The body of a refusal, and the order of the checks of a request."""

from __future__ import annotations

import pytest
import requests

from .conftest import Asker


def test_only_what_was_wrong_with_a_request_is_listed(ask: Asker) -> None:
    body = ask("POST", "/api/environments", {}).json()
    assert body["ErrorMessage"] == "There was a problem with your request."
    assert body["Errors"]
    assert body["ErrorMessage"] not in body["Errors"]


@pytest.mark.parametrize("path", ["/api/environments/Environments-999", "/api/nothing", "/api/Spaces-999/environments"])
def test_the_answer_about_a_missing_document_has_a_message_and_no_errors(ask: Asker, path: str) -> None:
    answer = ask("GET", path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"ErrorMessage"}


def test_a_user_who_is_not_signed_in_gets_a_message_and_no_errors(ask: Asker) -> None:
    answer = requests.get(f"{ask.server.url}/api/users/me", headers={"X-Octopus-ApiKey": "API-NOBODY"}, timeout=10)
    assert answer.status_code == 401
    assert set(answer.json()) == {"ErrorMessage"}


def test_a_user_without_permission_gets_a_message_with_help_and_no_errors(ask: Asker) -> None:
    headers = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    answer = requests.post(f"{ask.server.url}/api/environments", json={"Name": "x"}, headers=headers, timeout=10)
    assert answer.status_code == 403
    assert set(answer.json()) == {"ErrorMessage", "HelpText"}


def test_an_unknown_address_is_refused_before_the_body_is_read(ask: Asker) -> None:
    headers = {"X-Octopus-ApiKey": ask.server.api_key}
    for path, status in (("/api/nothing", 404), ("/api/environments", 400)):
        answer = requests.post(f"{ask.server.url}{path}", files={"file": b"no JSON"}, headers=headers, timeout=10)
        assert answer.status_code == status, path


@pytest.mark.parametrize("nonsense", [{}, [], 5])
def test_an_id_inside_a_document_is_a_text(ask: Asker, nonsense: object) -> None:
    made = ask.post("/api/lifecycles", Name="Standard", Phases=[{"Name": "All"}])
    ask.server.on_purpose("*")
    changed = {**made, "Phases": [{**made["Phases"][0], "Id": nonsense}]}
    assert "System.String" in ask.refused("PUT", made["Links"]["Self"], changed)


@pytest.mark.parametrize("nonsense", [{}, [], 5])
def test_a_secret_is_a_text_and_is_not_repeated(ask: Asker, nonsense: object) -> None:
    ask.server.on_purpose("*")
    data = {"HasValue": True, "NewValue": nonsense}
    message = ask.refused("POST", "/api/certificates", {"Name": "Cluster", "CertificateData": data})
    assert "'***' to type 'System.String'" in message


@pytest.mark.parametrize(
    ("number", "taken"), [(2**31 - 1, True), (2**31, False), (-(2**31), True), (-(2**31) - 1, False)]
)
def test_a_number_is_an_int32(ask: Asker, number: int, taken: bool) -> None:
    ask.server.on_purpose("*")
    body = {"Name": "Production", "SortOrder": number}
    if taken:
        assert ask.post("/api/environments", **body)["SortOrder"] == number
    else:
        assert "System.Int32" in ask.refused("POST", "/api/environments", body)
