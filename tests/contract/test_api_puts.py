# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_api with PUT: a property that the server ignores does not count as a change, and a body with GET is refused.

A fault stands for a server that ignores the whole request: it answers, and the document stays as it was.
"""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

FOLLOW = [{"link": "Environments", "name": "Test"}]


def put(octopus: Octopus, body: Any, follow: Any = None) -> dict[str, Any]:
    return octopus.ok("octopus_api", {"follow": follow or FOLLOW, "method": "PUT", "body": body})


@pytest.mark.parametrize("answer", ["the document", "nothing", "what was sent, without an ID"])
def test_a_put_that_the_server_ignores_is_no_change(octopus: Octopus, answer: str) -> None:
    made = octopus.server.seed("environments", Name="Test", Description="Old")
    before = octopus.ok("octopus_api", {"follow": FOLLOW})["response"]
    answers = {"the document": before, "nothing": "", "what was sent, without an ID": {"Status": "Accepted"}}
    octopus.server.fault(method="PUT", status=200, body=answers[answer])
    octopus.server.clear_requests()
    result = put(octopus, {"Description": "New"})
    assert (result["changed"], result["response"], result.get("diff")) == (False, before, None)
    assert result["warnings"] == [
        "body: the server accepted the request, but left Description as before. Check the names, whether the API lets "
        "anybody change these properties, and whether the server spells their values in another way"
    ]
    assert made["Id"] == result["response"]["Id"]
    # Only such an answer is worth another request.
    assert [each.method for each in octopus.server.requests][-2:] == ["PUT", "GET"]
    assert put(octopus, {"Description": "New"})["changed"] is True
    assert octopus.server.requests[-1].method == "PUT"


def test_a_property_that_does_not_exist_is_named(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Test", Description="Old")
    octopus.server.on_purpose("Descriptin")
    result = put(octopus, {"Descriptin": "New", "Sort": 7})
    assert result["changed"] is False
    assert "left Descriptin, Sort as before." in result["warnings"][0]


def test_a_part_that_is_ignored_is_no_part_of_the_diff(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Test", Description="Old")
    octopus.server.on_purpose("Descriptin")
    result = put(octopus, {"Descriptin": "New", "Description": "New"})
    assert (result["changed"], result["diff"]) == (
        True,
        {"before": {"Description": "Old"}, "after": {"Description": "New"}},
    )
    assert "left Descriptin as before." in result["warnings"][0]


def test_a_change_of_another_property_is_a_change(octopus: Octopus) -> None:
    """The server ignores the property, but the request has an effect nevertheless."""
    octopus.server.seed("environments", Name="Test", Description="Old")
    before = octopus.ok("octopus_api", {"follow": FOLLOW})["response"]
    octopus.server.fault(method="PUT", status=200, body=before)
    octopus.server.fault(method="GET", path=f"*/{before['Id']}", status=200, body=before)
    octopus.server.fault(method="GET", path=f"*/{before['Id']}", status=200, body={**before, "SortOrder": 9})
    result = put(octopus, {"Description": "New"})
    assert result["changed"] is True
    assert "left Description as before." in result["warnings"][0]


@pytest.mark.parametrize("secret", ["hunter-22", "#{Secret}"])
def test_a_secret_is_a_change_although_the_server_shows_none(octopus: Octopus, secret: str) -> None:
    octopus.server.seed("proxies", Name="Out", Host="p", Port=80, Password={"HasValue": True, "NewValue": "hunter-23"})
    body = {"Password": {"HasValue": True, "NewValue": secret}}
    result = put(octopus, body, [{"link": "Proxies", "name": "Out"}])
    assert (result["changed"], result.get("warnings")) == (True, None)


@pytest.mark.parametrize("secret", ["hunter-22", "#{Secret}"])
def test_a_secret_variable_is_a_change(octopus: Octopus, secret: str) -> None:
    octopus.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    follow = [{"link": "Projects", "name": "Shop"}, {"link": "Variables"}]
    variable = {"Name": "Token", "Type": "Sensitive", "IsSensitive": True}
    put(octopus, {"Variables": [{**variable, "Value": "hunter-23"}]}, follow)
    (known,) = octopus.ok("octopus_api", {"follow": follow})["response"]["Variables"]
    result = put(octopus, {"Variables": [{**known, "Value": secret}]}, follow)
    assert (result["changed"], result.get("warnings")) == (True, None)


@pytest.mark.parametrize("body", [{"Name": "x"}, {}, "x", []], ids=str)
@pytest.mark.parametrize("method", ["GET", None])
def test_a_body_without_a_method_is_refused(octopus: Octopus, method: str | None, body: Any) -> None:
    octopus.server.clear_requests()
    result = octopus("octopus_api", {"follow": FOLLOW, "body": body, **({"method": method} if method else {})})
    assert result.get("failed") and result["msg"] == (
        "body: GET, the default of method, sends no body. Set method to POST, PUT or DELETE, or leave body out"
    )
    assert octopus.server.requests == []


def test_a_list_that_the_server_ignores_is_no_change(octopus: Octopus) -> None:
    """Some addresses hold a list, which a body replaces as a whole."""
    answer = octopus.server.fault
    octopus.server.on_purpose("the path")
    follow = [{"link": "CurrentUser"}, {"link": "Teams"}]
    for method in ("GET", "PUT", "GET"):
        answer(method=method, path="*/teams", status=200, body=["Teams-1", "Teams-2"])
    result = put(octopus, ["Teams-2"], follow)
    assert (result["changed"], len(result["warnings"])) == (False, 1)


def test_a_property_in_another_case_is_the_same_property(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Test", Description="Old")
    result = put(octopus, {"description": "New"})
    assert result["diff"] == {"before": {"Description": "Old"}, "after": {"Description": "New"}}
    assert result.get("warnings") is None
    assert put(octopus, {"description": "New"})["changed"] is False


def test_an_answer_with_a_part_of_the_document(octopus: Octopus) -> None:
    made = octopus.server.seed("environments", Name="Test", Description="Old")
    octopus.server.fault(method="PUT", status=200, body={"Id": made["Id"], "SortOrder": 9})
    now = {**octopus.ok("octopus_api", {"follow": FOLLOW})["response"], "SortOrder": 9, "Description": "New"}
    before = {**now, "SortOrder": 0, "Description": "Old"}
    for answer in (before, now):
        octopus.server.fault(method="GET", path=f"*/{made['Id']}", status=200, body=answer)
    result = put(octopus, {"SortOrder": 9, "Description": "New"})
    assert (result["diff"]["after"], result.get("warnings")) == ({"SortOrder": 9, "Description": "New"}, None)


def test_a_property_that_another_one_marks_as_a_secret_is_a_change(octopus: Octopus) -> None:
    """Some links may lead to a document that is a variable."""
    octopus.server.on_purpose("the path")
    variable = {"Name": "Token", "Type": "Sensitive", "IsSensitive": True, "Value": None}
    for method in ("GET", "PUT", "GET"):
        octopus.server.fault(method=method, path="*/teams", status=200, body=variable)
    result = put(octopus, {"IsSensitive": True, "Value": "hunter-22"}, [{"link": "CurrentUser"}, {"link": "Teams"}])
    assert (result["changed"], result.get("warnings")) == (True, None)
