# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user whose role is restricted does not see every document, and no task says that an unseen one does not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import BY_KIND
from ansible_collections.octopus.deploy.plugins.module_utils._locate.sight import Sight
from contract.conftest import Octopus
from contract.inventoried import refused
from emulator import permissions
from emulator.kinds.permission_names import RESTRICTIONS
from emulator.kinds.registry import KINDS as EMULATED

SEEN, UNSEEN = "Test", "Production"
WHY = "the user 'bob' may not see all environments: the permission EnvironmentView is restricted"
EVERYTHING = ["EnvironmentView", "EnvironmentCreate", "EnvironmentEdit", "EnvironmentDelete", "LifecycleView"]
MORE = ["LifecycleCreate", "LifecycleEdit", "MachineView", "MachineCreate", "MachineEdit", "MachinePolicyView"]


@pytest.fixture(params=["default", "Default"])
def bob(octopus: Octopus, request: pytest.FixtureRequest) -> Octopus:
    """A user who may do all with environments, and sees one of two; in the space by default, or by its name."""
    server = octopus.server
    seen = server.seed("environments", Name=SEEN)["Id"]
    server.seed("environments", Name=UNSEEN)
    user = server.seed("users", Username="bob", DisplayName="Bob")["Id"]
    role = server.seed("userroles", Name="Bob's", GrantedSpacePermissions=EVERYTHING + MORE)["Id"]
    # A space where nothing is restricted does not count.
    other = server.seed("spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])["Id"]
    for space, restrictions in (("Spaces-1", {"EnvironmentIds": [seen]}), (other, {})):
        team = server.seed("teams", space, Name="Bob's", MemberUserIds=[user])["Id"]
        server.seed("scopeduserroles", space, TeamId=team, UserRoleId=role, **restrictions)
    key = octopus.ok("octopus_api_key", {"user": "bob", "name": "tests"})["api_key"]
    octopus.connection["octopus_api_key"] = key
    if request.param != "default":
        octopus.connection["space"] = request.param
    return octopus


def warned(result: dict[str, Any]) -> list[str]:
    return [each for each in result.get("warnings", ()) if WHY in each]


def test_check_mode_does_not_promise_to_create_it(bob: Octopus) -> None:
    assert len(warned(bob.ok("octopus_environment", {"name": UNSEEN}, check=True))) == 1
    config = {"environments": [{"name": UNSEEN}, {"name": "New"}]}
    assert len(warned(bob.ok("octopus_config", {"config": config}, check=True))) == 1


def test_the_refusal_to_create_it_says_why(bob: Octopus) -> None:
    result = bob("octopus_environment", {"name": UNSEEN})
    assert result["failed"] and WHY in result["msg"]
    assert WHY in bob("octopus_config", {"config": {"environments": [{"name": UNSEEN}]}})["msg"]


def test_its_removal_is_not_taken_for_done(bob: Octopus) -> None:
    for check in (True, False):
        assert len(warned(bob.ok("octopus_environment", {"name": UNSEEN, "state": "absent"}, check=check))) == 1
        config = {"environments": [{"name": UNSEEN, "state": "absent"}]}
        assert len(warned(bob.ok("octopus_config", {"config": config}, check=check))) == 1


def test_a_reference_to_it_is_not_just_a_wrong_name(bob: Octopus) -> None:
    phases = [{"name": "All", "automatic_deployment_targets": [UNSEEN]}]
    result = bob("octopus_lifecycle", {"name": "Slow", "phases": phases})
    assert result["failed"] and WHY in result["msg"]
    assert any(
        WHY in each for each in bob.ok("octopus_lifecycle", {"name": "Slow", "phases": phases}, check=True)["warnings"]
    )


def test_prune_and_export_say_what_they_do_not_reach(bob: Octopus) -> None:
    config = {"environments": [{"name": SEEN}]}
    pruned = bob.ok("octopus_config", {"config": config, "prune": ["environments"]})
    assert (len(warned(pruned)), pruned["deleted"]) == (1, {})
    exported = bob.ok("octopus_config_info", {"kinds": ["environments", "lifecycles"]})
    assert (len(warned(exported)), [each["name"] for each in exported["config"]["environments"]]) == (1, [SEEN])


def test_prune_gives_one_warning_for_one_reason(bob: Octopus) -> None:
    """Prune asks machines what they need, and prunes them, too."""
    pruning = {"config": {"environments": [], "machines": []}, "prune": ["environments", "machines"]}
    warnings = bob.ok("octopus_config", pruning, check=True)["warnings"]
    (machines,) = [each for each in warnings if each.startswith("machines: ")]
    assert "; those that the user does not see count as missing" in machines
    assert machines.endswith("; prune does not know what the other machines can't be without")
    assert len([each for each in warnings if each.startswith("environments: ")]) == 1


def test_an_export_of_all_kinds_goes_on_without_those_that_the_user_may_not_read(bob: Octopus) -> None:
    found = bob.ok("octopus_config_info", {})
    (warning,) = [each for each in found["warnings"] if "Missing permission: ProjectView" in each]
    assert "projects" in warning.partition(": left out, ")[0].split(", ")
    assert "projects" not in found["config"]
    assert [each["name"] for each in found["config"]["environments"]] == [SEEN]
    assert not [each for each in found["warnings"] if "may see no" in each], "one warning for one reason"


def test_an_inventory_that_selects_by_it_says_why(bob: Octopus, tmp_path: Path) -> None:
    assert f"there is no environment named {UNSEEN!r}. It may exist: {WHY}." in refused(
        tmp_path, **bob.connection, environments=[UNSEEN]
    )


def test_a_list_without_a_match_may_lack_it(bob: Octopus) -> None:
    found = bob.ok("octopus_info", {"kind": "environments", "name": UNSEEN})
    assert (found["resources"], len(warned(found))) == ([], 1)


@pytest.mark.parametrize("reads_only", [False, True])
def test_nobody_is_warned_without_a_restriction(octopus: Octopus, reads_only: bool) -> None:
    server = octopus.server
    if reads_only:
        octopus.connection["octopus_api_key"] = server.read_only_api_key
    server.seed("environments", Name=SEEN)
    for options in ({"name": "New"}, {"name": "New", "state": "absent"}):
        assert "warnings" not in octopus.ok("octopus_environment", options, check=True)
    pruning = {"config": {"environments": [{"name": SEEN}]}, "prune": ["environments"]}
    assert "warnings" not in octopus.ok("octopus_config", pruning)
    assert "warnings" not in octopus.ok("octopus_config_info", {"kinds": ["environments"]})


def test_each_kind_that_a_role_can_restrict_names_the_permission_to_see_it() -> None:
    restricted = {each.collection: permissions.view(each) for each in EMULATED}
    named = {each.location.link.casefold(): each.location.lists.seen_with for each in BY_KIND.values()}
    both = restricted.keys() & named.keys()
    assert {each: named[each] for each in both} == {each: restricted[each] for each in both}
    assert {"environments", "tenants", "projecttriggers"} <= both


@pytest.mark.parametrize("word", ["Environments", "Projects", "ProjectGroups", "Tenants"])
def test_only_a_restriction_that_counts_for_a_permission_hides_documents(word: str) -> None:
    """A role for some environments hides no project and no unscoped variable. The emulator has a table of its own."""
    locations = [each for kind in BY_KIND.values() for each in (kind.location, *kind.location.lists.within)]
    seen_with = {each.lists.seen_with: each for each in locations if each.lists.seen_with}
    assert {"ProjectView", "VariableView", "VariableViewUnscoped"} <= seen_with.keys()
    for permission, location in seen_with.items():
        counting = {*RESTRICTIONS[permission]}
        counting |= {"ProjectGroups"} if "Projects" in counting else set()
        role = {f"RestrictedTo{word.removesuffix('s')}Ids": ["One-1"]}
        is_hidden = bool(Sight("bob", {permission: [role]}).why_unseen(location))
        assert is_hidden == (word in counting), permission


@pytest.mark.parametrize("path", ["*/users/me", "*/permissions"])
def test_a_server_that_does_not_show_the_permissions_only_costs_the_warning(octopus: Octopus, path: str) -> None:
    octopus.server.seed("environments", Name=SEEN)
    octopus.server.fault(method="GET", path=path, status=403, body={"ErrorMessage": "No."}, times=9)
    assert octopus.ok("octopus_environment", {"name": "New"}, check=True)["changed"] is True
    assert octopus.ok("octopus_environment", {"name": "New", "state": "absent"})["changed"] is False
    assert "warnings" not in octopus.ok("octopus_config_info", {"kinds": ["environments"]})
