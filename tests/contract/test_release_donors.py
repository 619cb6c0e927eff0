# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: a release that has the version of a package, the project's donor package."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.releasing import MODULE, Shop, a_shop, package, put_process, step

NEXT = {"project": "Shop", "state": "created"}


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    shop = a_shop(octopus)
    for version in ("5.0", "5.1-rc.1"):
        octopus.server.push(f"Shop.Config.{version}.zip", version.encode())
    return shop


def number_by(shop: Shop, action: str, reference: str = "") -> None:
    donor = {"DeploymentAction": action, "PackageReference": reference}
    strategy = {"DonorPackage": donor, "Template": None}
    shop.octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=strategy)


@pytest.mark.parametrize("named", ["Deploy", "DEPLOY", "by ID"])
def test_the_step_is_named_in_each_way_that_a_server_takes(shop: Shop, named: str) -> None:
    process = shop.octopus.server.document(f"deploymentprocess-{shop.project['Id']}")
    number_by(shop, process["Steps"][0]["Actions"][0]["Id"] if named == "by ID" else named)
    assert shop.predicted_and_done({**NEXT, "package_version": "1.1.0"})["version"] == "1.1.0"


def test_one_of_several_packages_gives_the_number(shop: Shop) -> None:
    put_process(shop, step("Deploy", package(), package("config", "Shop.Config")))
    number_by(shop, "Deploy", "Config")
    chosen = {"packages": [{"package_id": "Shop.Config", "version": "5.0"}]}
    assert shop.predicted_and_done({**NEXT, **chosen})["version"] == "5.0"
    # The newest version has a tag.
    assert shop.predicted_and_done(NEXT)["version"] == "5.1-rc.1"


def test_a_version_that_the_step_fixes_gives_the_number(shop: Shop) -> None:
    put_process(shop, step("Deploy", package(Version="1.0.0")))
    number_by(shop, "Deploy")
    done = shop.predicted_and_done(NEXT)
    assert done["version"] == "1.0.0"
    assert done["packages"] == [{"step": "Deploy", "reference": "", "version": "1.0.0"}]


def test_the_same_package_twice(shop: Shop) -> None:
    number_by(shop, "Deploy")
    options = {**NEXT, "package_version": "1.1.0"}
    shop.octopus.ok(MODULE, options)
    for check in (True, False):
        failed = shop.octopus(MODULE, options, check=check)["msg"]
        assert failed.startswith("version: release 1.1.0 exists, and the project gives its releases the version of a ")
        assert "Push a new version of the package, or give a number" in failed


@pytest.mark.parametrize(
    ("donor", "more", "message"),
    [
        (("Publish", ""), {}, "the primary package of {}, but the process has no such step; it has 'Deploy', 'Other'"),
        (("Deploy", "web"), {}, "the package 'web' of {}, but this step has no such package; it has the primary "),
        (("Other", ""), {}, "the primary package of {}, but this step has no such package; it has none"),
        (("Deploy", ""), {"IsDisabled": True}, "the primary package of {}, but this step is disabled"),
        (("Deploy", "config"), {"Channels": True}, "of {}, but this step does not run in the channel 'Default'"),
    ],
)
def test_a_donor_that_gives_no_version(shop: Shop, donor: tuple[str, str], more: dict[str, Any], message: str) -> None:
    more = {"Channels": [shop.beta["Id"]]} if "Channels" in more else more
    put_process(shop, step("Deploy", package(), package("config", "Shop.Config"), **more), step("Other"))
    number_by(shop, *donor)
    options = {**NEXT, "channel": "Default"}
    failed = shop.octopus(MODULE, options)["msg"]
    assert message.format(f"the step {donor[0]!r} (versioning_strategy.donor_package)") in failed
    assert failed.endswith("Correct the versioning_strategy of the project or the step, or give a version")
    # An earlier task of a playbook may correct it.
    predicted = shop.octopus.ok(MODULE, options, check=True)
    assert (predicted["changed"], predicted["version"]) == (True, None)
    assert predicted["warnings"] == [f"{failed}. Check mode assumes that an earlier task corrects that"]
    assert shop.releases() == {}


def test_a_project_without_a_strategy(shop: Shop) -> None:
    nothing = {"DonorPackage": None, "Template": None}
    shop.octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=nothing)
    says = "version: the project has no versioning strategy; give a version"
    assert shop.octopus(MODULE, NEXT)["msg"] == says


def test_a_package_that_is_pushed_later_gives_the_number(shop: Shop) -> None:
    put_process(shop, step("Deploy", package("", "New")))
    number_by(shop, "Deploy")
    predicted = shop.octopus.ok(MODULE, NEXT, check=True)
    assert (predicted["version"], len(predicted["warnings"])) == (None, 1)
    shop.octopus.server.push("New.7.1.zip", b"7")
    assert shop.predicted_and_done(NEXT)["version"] == "7.1"
