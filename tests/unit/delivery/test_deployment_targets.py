# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reasons why a release can't be deployed to an environment, from its progression (api: releases#progression)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_targets import reasons_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused

PLACE = Place("Environments-2", "Production")
RELEASE = {"Id": "Releases-1", "Links": {"Progression": "/api/releases/Releases-1/progression"}}
TEST = {"Name": "Testing", "Progress": "Current", "Blocked": False, "OptionalDeploymentTargets": ["Environments-1"]}


def reasons(answer: Any, release: dict[str, Any] | None = None) -> list[str]:
    def document(holder: Any, link: str) -> Any:
        if isinstance(answer, OctopusError):
            raise answer
        return answer

    resolver = SimpleNamespace(names=lambda location, ids: [{"Environments-1": "Test"}[each] for each in ids])
    asked: Any = SimpleNamespace(context=SimpleNamespace(client=SimpleNamespace(document=document), resolver=resolver))
    return list(reasons_of(asked, {"Id": "Projects-1", "Name": "Shop"}, release or RELEASE, PLACE))


def progression(following: list[str] | None = None, **more: Any) -> dict[str, Any]:
    production = {"Name": "Live", "Progress": "Pending", "AutomaticDeploymentTargets": ["environments-2"], **more}
    return {"Phases": [TEST, production], "NextDeployments": following}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            progression(["Environments-1"]),
            ["it has not reached the phase 'Live' of its lifecycle; deploy it to 'Test' first"],
        ),
        (progression(), ["it has not reached the phase 'Live' of its lifecycle"]),
        (progression(Progress="Current", Blocked=True), ["its progression is prevented"]),
        ({"Phases": [TEST]}, ["no phase of its lifecycle has this environment"]),
        (progression(Progress="Current"), []),
        (ServerRefused(403, "GET", "/api", {}), []),
    ],
)
def test_the_reasons(answer: Any, expected: list[str]) -> None:
    assert reasons(answer) == expected


def test_a_server_without_the_progression() -> None:
    assert reasons(None, {"Id": "Releases-1", "Links": {}}) == []
