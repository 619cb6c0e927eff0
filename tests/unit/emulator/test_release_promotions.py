# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template of a deployment of a release (api: deployments#template-and-preview)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project
from .test_project_releases import WEB, release, selected, variable, with_steps

NAMES = ("Test", "Staging", "Production")


@pytest.fixture
def shop(ask: Asker) -> Any:
    for name in NAMES:
        ask.post("/api/Spaces-1/environments", Name=name)
    return project(ask)


def template(ask: Asker, made: Any) -> Any:
    return ask.get(made["Links"]["DeploymentTemplate"])


def promoted(ask: Asker, made: Any) -> list[str]:
    return [each["Name"] for each in template(ask, made)["PromoteTo"]]


def modified(ask: Asker, made: Any) -> list[str]:
    """The names of the properties that say that something is modified."""
    return [name for name, value in template(ask, made).items() if name.endswith("Modified") and value]


def phases(ask: Asker, optional: tuple[bool, ...]) -> list[Any]:
    places = {each["Name"]: each["Id"] for each in ask.get("/api/Spaces-1/environments")["Items"]}
    return [
        {"Name": name, "OptionalDeploymentTargets": [places[name]], "IsOptionalPhase": is_optional}
        for name, is_optional in zip(NAMES, optional, strict=True)
    ]


def changed(ask: Asker, path: str, **more: Any) -> None:
    ask.put(path, {**ask.get(path), **more})


def test_a_lifecycle_without_phases_allows_all_environments(ask: Asker, shop: Any) -> None:
    assert promoted(ask, release(ask)) == list(NAMES)


@pytest.mark.parametrize(
    ("optional", "reached"),
    [((False, False, False), 1), ((True, False, False), 2), ((True, True, False), 3), ((False, True, True), 1)],
)
def test_a_release_reaches_the_first_phase_and_those_after_optional_ones(
    ask: Asker, shop: Any, optional: tuple[bool, ...], reached: int
) -> None:
    made = release(ask)
    changed(ask, f"/api/Spaces-1/lifecycles/{shop['LifecycleId']}", Phases=phases(ask, optional))
    assert promoted(ask, made) == list(NAMES[:reached])
    ask("POST", made["Links"]["ReportDefect"], {"Description": "Broken"})
    assert promoted(ask, made) == ["Test"]


def test_the_lifecycle_of_the_channel_decides(ask: Asker, shop: Any) -> None:
    fast = ask.post("/api/Spaces-1/lifecycles", Name="Fast", Phases=phases(ask, (False, False, False))[2:])
    channel = ask.post("/api/Spaces-1/channels", Name="Hotfix", ProjectId=shop["Id"], LifecycleId=fast["Id"])
    assert promoted(ask, release(ask, ChannelId=channel["Id"])) == ["Production"]


def test_the_tenants_of_a_project_have_their_own_environments(ask: Asker, shop: Any) -> None:
    place = phases(ask, (False, False, False))[1]["OptionalDeploymentTargets"][0]
    ask.post("/api/Spaces-1/tenants", Name="Acme", ProjectEnvironments={shop["Id"]: [place]})
    ask.post("/api/Spaces-1/tenants", Name="Other")
    made = release(ask)
    assert template(ask, made)["TenantPromotions"] == []
    changed(ask, shop["Links"]["Self"], TenantedDeploymentMode="Tenanted")
    found = template(ask, made)
    assert found["PromoteTo"] == []
    tenants = [(each["Name"], [one["Name"] for one in each["PromoteTo"]]) for each in found["TenantPromotions"]]
    assert tenants == [("Acme", ["Staging"])]


def test_the_template_says_what_has_changed(ask: Asker, shop: Any) -> None:
    made = release(ask)
    assert modified(ask, made) == []
    variable(ask, "new")
    assert modified(ask, made) == ["IsVariableSetModified"]
    assert ask("POST", made["Links"]["SnapshotVariables"], {}).status_code == 200
    assert modified(ask, made) == []
    with_steps(ask, WEB)
    assert modified(ask, made) == ["IsDeploymentProcessModified"]
    assert modified(ask, release(ask, "2.0.0", SelectedPackages=selected("1.0.0"))) == []


def test_the_template_looks_at_the_sets_of_the_library(ask: Asker, shop: Any) -> None:
    library = ask.post("/api/Spaces-1/libraryvariablesets", Name="Common")
    changed(ask, shop["Links"]["Self"], IncludedLibraryVariableSetIds=[library["Id"]])
    made = release(ask)
    assert modified(ask, made) == []
    url = {"Name": "Url", "Value": "https://example.com", "Type": "String"}
    changed(ask, library["Links"]["Variables"], Variables=[url])
    assert modified(ask, made) == ["IsLibraryVariableSetModified"]


def test_a_project_without_a_lifecycle_is_refused(ask: Asker) -> None:
    for each in ask.get("/api/Spaces-1/lifecycles")["Items"]:
        assert ask("DELETE", each["Links"]["Self"]).status_code == 200
    groups = ask.get("/api/Spaces-1/projectgroups")["Items"]
    ask.post("/api/Spaces-1/projects", Name="Shop", ProjectGroupId=groups[0]["Id"])
    said = ask.refused("GET", release(ask)["Links"]["DeploymentTemplate"], status=500)
    assert "A lifecycle has not been assigned to this project." in said
