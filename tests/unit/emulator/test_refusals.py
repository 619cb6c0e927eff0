# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the body of a refusal has in it, and in which order a request is looked at."""

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
def test_what_is_not_there_has_a_message_and_no_errors(ask: Asker, path: str) -> None:
    answer = ask("GET", path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"ErrorMessage"}


def test_who_is_not_signed_in_gets_a_message_and_no_errors(ask: Asker) -> None:
    answer = requests.get(f"{ask.server.url}/api/users/me", headers={"X-Octopus-ApiKey": "API-NOBODY"}, timeout=10)
    assert answer.status_code == 401
    assert set(answer.json()) == {"ErrorMessage"}


def test_who_may_not_gets_a_message_with_help_and_no_errors(ask: Asker) -> None:
    headers = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    answer = requests.post(f"{ask.server.url}/api/environments", json={"Name": "x"}, headers=headers, timeout=10)
    assert answer.status_code == 403
    assert set(answer.json()) == {"ErrorMessage", "HelpText"}


def test_an_address_that_is_not_there_is_told_before_the_body_is_read(ask: Asker) -> None:
    headers = {"X-Octopus-ApiKey": ask.server.api_key}
    for path, status in (("/api/nothing", 404), ("/api/environments", 400)):
        answer = requests.post(f"{ask.server.url}{path}", files={"file": b"no JSON"}, headers=headers, timeout=10)
        assert answer.status_code == status, path
