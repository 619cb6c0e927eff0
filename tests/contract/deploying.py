# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project with releases, for tests of deployments."""

from __future__ import annotations

from collections import Counter
from typing import Any

from contract.conftest import Octopus

MODULE = "octopus_deployment"
PLACE = {"project": "Shop"}
TEST = {**PLACE, "version": "1.0.0", "environments": ["Test"]}
POST = "POST /api/Spaces-1/deployments"


def step(name: str, body: str = "echo deploying") -> dict[str, Any]:
    return {"name": name, "run_on_server": True, "run_script": {"script_body": body}}


def release(octopus: Octopus, version: str, **more: Any) -> None:
    octopus.ok("octopus_release", project="Shop", version=version, **more)
    octopus.server.clear_requests()


def shop_with_releases(octopus: Octopus, *environments: str) -> Octopus:
    """A project with a process of one step and two releases, 1.0.0 and 1.1.0, that may go to any environment."""
    names = environments or ("Test", "Production")
    for name in names:
        octopus.ok("octopus_environment", name=name)
    octopus.ok("octopus_lifecycle", name="Any", phases=[{"name": "Any", "optional_deployment_targets": list(names)}])
    basics = {"project_group": "Default Project Group", "lifecycle": "Any"}
    octopus.ok("octopus_project", name="Shop", tenanted_deployment_mode="TenantedOrUntenanted", **basics)
    octopus.ok("octopus_deployment_process", project="Shop", steps=[step("Say it")])
    for version in ("1.0.0", "1.1.0"):
        release(octopus, version)
    return octopus


def deployments(octopus: Octopus) -> list[dict[str, Any]]:
    """The deployments on the server, in the order in which they were made."""
    return list(octopus.server.app.octopus.store.all("deployments"))


def prompted(name: str, value: str = "", control: str = "SingleLineText", **scope: Any) -> dict[str, Any]:
    secret = {"type": "Sensitive", "sensitive_value": value or "a default"}
    prompt = {"required": control != "Sensitive", "control_type": control}
    return {"name": name, **(secret if control == "Sensitive" else {"value": value}), "prompt": prompt, **scope}


def made(octopus: Octopus, version: str) -> Counter[str]:
    """The number of deployments of a release by environment."""
    ids = {each["Id"] for each in octopus.server.app.octopus.store.all("releases") if each["Version"] == version}
    return Counter(each["EnvironmentId"] for each in deployments(octopus) if each["ReleaseId"] in ids)
