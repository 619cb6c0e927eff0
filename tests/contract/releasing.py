# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop whose releases are tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract.conftest import Octopus

MODULE = "octopus_release"
VERSION = {"project": "Shop", "version": "1.2.3"}


@dataclass
class Shop:
    """A project with one package in its step, and a channel for beta versions beside the default one."""

    octopus: Octopus
    project: dict[str, Any]
    beta: dict[str, Any]

    def releases(self) -> dict[str, dict[str, Any]]:
        """The releases on the server by version."""
        store = self.octopus.server.app.octopus.store
        return {each["Version"]: each for each in store.all("releases")}

    def predicted_and_done(self, options: dict[str, Any]) -> dict[str, Any]:
        """Run in check mode, which writes nothing, and then really: both say the same."""
        self.octopus.server.clear_requests()
        predicted = self.octopus.ok(MODULE, options, check=True)
        assert self.octopus.writes() == []
        done = self.octopus.ok(MODULE, options)
        assert predicted["changed"] == done["changed"]
        assert predicted["diff"] == done["diff"]
        for name in ("version", "channel", "packages", "git_resources"):
            assert predicted.get(name) == done.get(name), name
        assert predicted.get("warnings") == done.get("warnings")
        return done


def package(name: str = "", package_id: str = "Shop.Web", **more: Any) -> dict[str, Any]:
    return {
        "Name": name,
        "PackageId": package_id,
        "FeedId": "feeds-builtin",
        "AcquisitionLocation": "Server",
        "Properties": {},
        **more,
    }


def step(name: str, *packages: dict[str, Any], **more: Any) -> dict[str, Any]:
    action = {
        "Name": name,
        "ActionType": "Octopus.TentaclePackage" if packages else "Octopus.Script",
        "Packages": list(packages),
        **more,
    }
    return {"Name": name, "Properties": {"Octopus.Action.TargetRoles": "web"}, "Actions": [action]}


def put_process(shop: Shop, *steps: dict[str, Any]) -> None:
    shop.octopus.server.put_process(shop.project["Id"], list(steps))


def a_shop(octopus: Octopus) -> Shop:
    server = octopus.server
    project = server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.put_process(project["Id"], [step("Deploy", package())])
    only_beta = {"ActionPackages": [{"DeploymentAction": "Deploy", "PackageReference": ""}], "Tag": "^beta"}
    beta = server.seed("channels", Name="Beta", ProjectId=project["Id"], Rules=[only_beta])
    for version in ("1.0.0", "1.1.0", "2.0.0-beta.1"):
        server.push(f"Shop.Web.{version}.zip", version.encode())
    return Shop(octopus, project, beta)
