# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: the frozen variables of a release are replaced by the present ones."""

from __future__ import annotations

import pytest
from contract.conftest import Octopus
from contract.releasing import MODULE, VERSION, Shop, a_shop, package, put_process, step


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    return a_shop(octopus)


def test_variables_are_updated(shop: Shop) -> None:
    made = shop.octopus.ok(MODULE, VERSION)
    update = {**VERSION, "update_variables": True}
    assert not shop.predicted_and_done(update)["changed"]
    shop.octopus.ok("octopus_variables", project="Shop", variables=[{"name": "Greeting", "value": "Hello"}])
    assert not shop.predicted_and_done(VERSION)["changed"]
    done = shop.predicted_and_done({**update, "release_notes": "Greets"})
    assert done["changed"] and done["diff"]["before"]["outdated_variables"] == ["project"]
    frozen = shop.octopus.server.document(shop.octopus.server.document(made["id"])["ProjectVariableSetSnapshotId"])
    assert [each["Name"] for each in frozen["Variables"]] == ["Greeting"]
    assert not shop.predicted_and_done(update)["changed"]


def test_variables_are_not_updated_after_a_change_of_the_process(shop: Shop) -> None:
    shop.octopus.ok(MODULE, VERSION)
    shop.octopus.ok("octopus_variables", project="Shop", variables=[{"name": "Greeting", "value": "Hello"}])
    put_process(shop, step("Deploy", package()), step("Say so", package()))
    shop.octopus.server.clear_requests()
    for check in (True, False):
        failed = shop.octopus(MODULE, {**VERSION, "update_variables": True}, check=check)
        assert "update_variables: the deployment process has changed since release 1.2.3 was created" in failed["msg"]
    assert shop.octopus.writes() == []


def test_a_lost_answer_to_an_update_of_variables_is_looked_after(shop: Shop) -> None:
    shop.octopus.ok(MODULE, VERSION)
    shop.octopus.ok("octopus_variables", project="Shop", variables=[{"name": "Greeting", "value": "Hello"}])
    shop.octopus.server.fault(method="POST", path="*/snapshot-variables", drop="body")
    failed = shop.octopus(MODULE, {**VERSION, "update_variables": True})
    assert "it has updated the variables of release 1.2.3" in failed["msg"]
    assert not shop.octopus.ok(MODULE, {**VERSION, "update_variables": True})["changed"]


def test_an_update_of_variables_that_changes_nothing(shop: Shop) -> None:
    """Somebody else has updated them since this task looked, or the server has the same copies."""
    shop.octopus.ok(MODULE, VERSION)
    shop.octopus.server.on_purpose("*")
    changes = {"IsVariableSetModified": True, "IsDeploymentProcessModified": False}
    shop.octopus.server.fault(method="GET", path="*/deployments/template", status=200, body=changes)
    release = shop.releases()["1.2.3"]
    shop.octopus.server.fault(method="POST", path="*/snapshot-variables", status=200, body=release)
    assert not shop.octopus.ok(MODULE, {**VERSION, "update_variables": True})["changed"]
