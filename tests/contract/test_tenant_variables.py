# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of tenants, on servers with each of the two forms of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.tenant_variables import a_tenant_with_templates
from contract.test_two_writers import Request, around_first
from emulator.testing import Emulator

OLDER, NEWER = "2024.4.1", "2026.3.15581"
MODULE = "octopus_tenant_variables"
TEST, PRODUCTION = "Environments-1", "Environments-2"
HAS = {"HasValue": True, "NewValue": None}


@pytest.fixture(scope="module", params=[OLDER, NEWER])
def older_or_newer(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    with Emulator(server_version=request.param) as server:
        yield server


def stock(octopus: Octopus) -> None:
    """A tenant whose project and library variable set have templates, some without a default."""
    a_tenant_with_templates(octopus.server, defaults=False)


@pytest.fixture
def initrode(older_or_newer: Emulator, door: Door) -> Octopus:
    return on(older_or_newer, door).stocked(stock)


def own(name: str, value: Any = None, *environments: str, **more: Any) -> dict[str, Any]:
    """An entry of project_variables."""
    entry = {"project": "Tenant shop", "name": name, **more, **({"value": value} if value is not None else {})}
    return {**entry, **({"environments": list(environments)} if environments else {})}


def common(name: str, value: Any = None, **more: Any) -> dict[str, Any]:
    """An entry of common_variables."""
    entry = {"library_variable_set": "Of customers", "name": name, **more}
    return {**entry, **({"value": value} if value is not None else {})}


def give(octopus: Octopus, *project: dict[str, Any], check: bool = False, **more: Any) -> dict[str, Any]:
    """The result of giving Initrode these values of projects."""
    asked = {"project_variables": list(project)} if project or "common_variables" not in more else {}
    return octopus(MODULE, {"tenant": "Initrode", **asked, **more}, check=check)


def twice(octopus: Octopus, *project: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The result of the same, which check mode predicts and a second run does not change."""
    predicted = give(octopus, *project, check=True, **more)
    done = give(octopus, *project, **more)
    assert not done.get("failed"), done["msg"]
    keys = ("changed", "diff", "missing", "warnings")
    assert [predicted.get(key) for key in keys] == [done.get(key) for key in keys]
    assert done["changed"] is True
    octopus.server.clear_requests()
    assert give(octopus, *project, **more)["changed"] is False
    assert octopus.writes() == []
    return done


def stored(octopus: Octopus) -> dict[str, Any]:
    """The values as every server shows them: by environment, or of library variable sets, and by template."""
    follow = [{"link": "Tenants", "name": "Initrode"}, {"link": "Variables"}]
    found = octopus.ok("octopus_api", {"follow": follow})["response"]
    (project,), (library,) = found["ProjectVariables"].values(), found["LibraryVariables"].values()
    names = {each["Id"]: each["Name"] for part in (project, library) for each in part["Templates"]}

    def named(values: dict[str, Any]) -> dict[str, Any]:
        return {names[key]: "secret" if isinstance(value, dict) else value for key, value in values.items()}

    return {**{key: named(part) for key, part in project["Variables"].items()}, "common": named(library["Variables"])}


def test_values_of_projects_and_of_sets(initrode: Octopus) -> None:
    done = twice(
        initrode,
        own("Color", "red", "Test"),
        own("Color", "blue"),
        own("Size", "l", "Test", "Production"),
        own("Key", None, "Production", sensitive_value="hunter-22"),
        own("Account", "own cloud"),
        common_variables=[common("Contact", "Ada"), common("Pin", sensitive_value="hunter-22")],
    )
    assert stored(initrode) == {
        TEST: {"Color": "red", "Size": "l", "Account": "Accounts-2"},
        PRODUCTION: {"Color": "blue", "Size": "l", "Key": "secret", "Account": "Accounts-2"},
        "common": {"Contact": "Ada", "Pin": "secret"},
    }
    after = done["diff"]["after"]
    everywhere = " (Production, Test)" if initrode.server.app.octopus.release < (2025, 1) else ""
    assert after["common_variables"] == {"Of customers": {"Contact": "Ada", "Pin": "******** (sent)"}}
    assert after["project_variables"]["Tenant shop"][f"Account{everywhere}"] == "Own cloud"
    assert done["missing"] == [{"project": "Tenant shop", "name": "Key", "environments": ["Test"]}]
    assert "has no value for 'Tenant shop: Key', and these templates have no default" in done["warnings"][0]


def test_a_value_that_is_the_default_is_the_same_as_none(initrode: Octopus) -> None:
    options = {"common_variables": [common("Region", "Europe")]}
    assert give(initrode, own("Color", "grey"), **options)["changed"] is False
    twice(initrode, own("Color", "red"))
    twice(initrode, own("Color", "grey"))
    assert stored(initrode)[TEST].get("Color", "grey") == "grey"


def test_replacing_removes_what_is_not_named_and_merging_does_not(initrode: Octopus) -> None:
    twice(initrode, own("Color", "red"), own("Size", "s", "Test"), common_variables=[common("Contact", "Ada")])
    twice(initrode, own("Size", "l", "Production"), mode="merge")
    assert stored(initrode)[TEST] == {"Color": "red", "Size": "s"}
    assert stored(initrode)[PRODUCTION] == {"Color": "red", "Size": "l"}
    twice(initrode, own("Size", None, "Test", state="absent"), own("Color", state="absent"), mode="merge")
    assert stored(initrode) == {TEST: {}, PRODUCTION: {"Size": "l"}, "common": {"Contact": "Ada"}}
    twice(initrode, own("Color", "blue"))
    assert stored(initrode) == {TEST: {"Color": "blue"}, PRODUCTION: {"Color": "blue"}, "common": {"Contact": "Ada"}}
    twice(initrode, common_variables=[])
    assert stored(initrode)["common"] == {}


def test_secrets_are_kept_by_every_other_change(initrode: Octopus) -> None:
    secret = own("Key", None, "Test", sensitive_value="hunter-22")
    twice(initrode, secret, common_variables=[common("Pin", sensitive_value="hunter-22")])
    done = twice(initrode, own("Color", "red"), mode="merge")
    assert "secrets_not_compared" not in done
    kept = give(initrode, own("Key", None, "Test", sensitive_value="hunter-23"), mode="merge")
    assert (kept["changed"], kept["secrets_not_compared"]) == (False, ["project_variables[0].sensitive_value"])
    assert stored(initrode)[TEST]["Key"] == "secret" and stored(initrode)["common"]["Pin"] == "secret"
    assert give(initrode, own("Key", None, "Test", sensitive_value=""))["failed"] is True
    sent = [give(initrode, secret, update_secrets="always", mode="merge") for dummy in range(2)]
    assert all(each["changed"] and each["diff"]["after"] != each["diff"]["before"] for each in sent)
    placeholder = give(initrode, own("Key", None, "Production", sensitive_value="<secret of production>"), mode="merge")
    assert "keeps the server's secret, but the server has none" in placeholder["msg"]
    twice(initrode, own("Key", None, "Test", sensitive_value="<no secret>"), mode="merge")
    assert "Key" not in stored(initrode)[TEST] and stored(initrode)["common"]["Pin"] == "secret"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            own("Colour", "red"),
            "name: the project 'Tenant shop' has no variable template 'Colour'. Similar names: 'Color'.",
        ),
        (own("Color", "red", "Tset"), "environments: there is no environment named 'Tset'. Similar names: 'Test'."),
        (
            own("Color", "red", "Staging"),
            "environments: the tenant is not connected to the project 'Tenant shop' in the",
        ),
        ({**own("Color", "red"), "project": "Mail"}, "project: the tenant is not connected to the project 'Mail'. Con"),
        (own("Key", "hunter-22"), "value: would show the secret, as the control type of 'Key' is Sensitive"),
        (own("Color", sensitive_value="hunter-22"), "sensitive_value: the control type of 'Color' is not Sensitive"),
        (own("Size", "xl"), "value: must be one of 's', 'm', 'l' for 'Size', not 'xl'"),
        (
            own("Account", "Tenant clod"),
            "value: there is no account named 'Tenant clod'. Similar names: 'Tenant cloud'",
        ),
        (own("Color", 1.5), "value: is a number with a decimal point"),
    ],
)
def test_mistakes(initrode: Octopus, entry: dict[str, Any], expected: str) -> None:
    initrode.server.seed("environments", Name="Staging")
    group, lifecycle = "ProjectGroups-1", "Lifecycles-1"
    initrode.server.seed(
        "projects", Name="Mail", ProjectGroupId=group, LifecycleId=lifecycle, Templates=[{"Name": "Color"}]
    )
    initrode.server.clear_requests()
    result = give(initrode, entry)
    assert f"project_variables[0].{expected}" in result["msg"]
    assert initrode.writes() == []


def test_a_value_is_absent_if_its_template_is(initrode: Octopus) -> None:
    """Somebody has removed the template from the project or the set: there is nothing to change."""
    twice(initrode, own("Color", "red", "Test"), common_variables=[common("Contact", "Ada")])
    before = stored(initrode)
    gone = [own("Gone", state="absent"), own("Gone too", None, "Test", state="absent")]
    for check in (True, False):
        initrode.server.clear_requests()
        for mode, kept in (("merge", []), ("replace", [own("Color", "red", "Test")])):
            result = give(initrode, *gone, *kept, mode=mode, check=check)
            assert (result.get("msg"), result["changed"]) == (None, False)
        result = give(initrode, common_variables=[common("Gone", state="absent")], mode="merge", check=check)
        assert (result.get("msg"), result["changed"]) == (None, False)
        assert initrode.writes() == []
    assert stored(initrode) == before
    both = give(initrode, own("Gone", state="absent"), own("Color", state="absent"), mode="merge")
    assert both["changed"] and "Color" not in stored(initrode)[TEST]


def test_a_value_whose_template_is_not_clear(initrode: Octopus) -> None:
    """Two templates have the name in other cases, so that nobody knows which value is to be absent."""
    follow, kind = [{"link": "Projects", "name": "Tenant shop"}], {"DisplaySettings": {}}
    templates = [{"Name": each, **kind} for each in ("Port", "PORT")]
    initrode.ok("octopus_api", follow=follow, method="PUT", body={"Templates": templates})
    message = give(initrode, own("port", state="absent"), mode="merge")["msg"]
    assert "has no variable template 'port'" in message and "PORT" in message


def test_a_set_that_no_connected_project_includes(initrode: Octopus) -> None:
    initrode.server.seed("libraryvariablesets", Name="Alone", Templates=[{"Name": "Contact"}])
    entry = {**common("Contact", "Ada"), "library_variable_set": "Alone"}
    message = give(initrode, common_variables=[entry])["msg"]
    assert (
        "common_variables[0].library_variable_set: the tenant is not connected to any project that includes" in message
    )
    assert (
        "included_library_variable_sets of octopus_project" in message
        and "It is connected to: 'Of customers'." in message
    )


def test_environments_of_common_values(initrode: Octopus) -> None:
    entries = [common("Contact", "Ada", environments=["Test"]), common("Contact", "Bob")]
    if initrode.server.app.octopus.release < (2025, 1):
        message = give(initrode, common_variables=entries)["msg"]
        assert "common values have environments on Octopus Server 2025.1 and newer, not 2024.4.1" in message
        return
    done = twice(initrode, common_variables=entries)
    assert done["diff"]["after"]["common_variables"] == {"Of customers": {"Contact": "Bob", "Contact (Test)": "Ada"}}
    scopes = {each["Value"]: each["Scope"]["EnvironmentIds"] for each in done["resource"]["CommonVariables"]}
    assert scopes == {"Ada": [TEST], "Bob": []}


def test_check_mode_assumes_what_earlier_tasks_do(initrode: Octopus) -> None:
    """On a server that has none of the documents, and on one whose tenant is not connected yet."""
    group, lifecycle = "ProjectGroups-1", "Lifecycles-1"
    initrode.server.seed("projects", Name="Mail", ProjectGroupId=group, LifecycleId=lifecycle)
    found = give(initrode, {"project": "Mail", "name": "Host", "value": "x"}, check=True)
    assert found["changed"] is True
    warning = "the tenant is not connected to the project 'Mail' yet; check mode assumes that an earlier task will"
    assert f"{warning} connect it." in " ".join(found["warnings"])
    new = initrode(MODULE, {"tenant": "Globex", "project_variables": [own("Color", "red")]}, check=True)
    assert new["changed"] is True and "there is no tenant named 'Globex' yet" in " ".join(new["warnings"])
    missing = initrode(MODULE, {"tenant": "Initrodee", "project_variables": [own("Color", "red")]})
    assert "tenant: there is no tenant named 'Initrodee'. Similar names: 'Initrode'." in missing["msg"]


def test_few_requests(initrode: Octopus) -> None:
    """The root, the tenant, the project, its environments once each, and the values: one document, or two."""
    entries = [own("Color", f"{number}", environment) for number, environment in enumerate(("Test", "Production"))]
    give(initrode, *entries)
    initrode.server.clear_requests()
    assert give(initrode, *entries)["changed"] is False
    documents = 1 if initrode.server.app.octopus.release < (2025, 1) else 2
    assert len(initrode.server.requests) <= 5 + documents, [each.path for each in initrode.server.requests]


def test_a_newer_server_without_the_newer_form(door: Door) -> None:
    with Emulator(server_version=NEWER) as server:
        a_tenant_with_templates(server)
        for owners in ("common", "project"):
            server.fault(path=f"*/{owners}variables", status=404, times=99)
        octopus = on(server, door)
        twice(octopus, own("Color", "red", "Test"))
        assert stored(octopus)[TEST] == {"Color": "red"}


@pytest.mark.parametrize("ours", ["project", "common"])
def test_two_writers_lose_nothing(one_door: Octopus, monkeypatch: pytest.MonkeyPatch, ours: str) -> None:
    """Somebody else changes another value between the read and the write, and the server refuses the stale write."""
    a_tenant_with_templates(one_door.server)
    theirs = {"tenant": "Initrode", "mode": "merge", "project_variables": [own("Size", "l", "Test")]}

    def happens(request: Request) -> Any:
        one_door.ok(MODULE, theirs)
        return request.send()

    around_first(monkeypatch, "PUT", happens)
    entries = {"project": [own("Color", "red")]}.get(ours, [])
    more = {"common_variables": [common("Contact", "Ada")]} if ours == "common" else {}
    done = give(one_door, *entries, mode="merge", **more)
    assert done["changed"] is True
    found = stored(one_door)
    assert found[TEST]["Size"] == "l", "the other writer's value is there"
    assert found["common"].get("Contact") == "Ada" if ours == "common" else found[TEST]["Color"] == "red"
