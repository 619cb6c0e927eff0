# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that others wrote: applied, exported with typed options, and applied elsewhere, they stay the same.

``OCTOPUS_REAL_STEPS`` names a folder with more of them: files in OCL and Terraform's language at any depth, and the
community's step templates as ``library/*.json``. Without it, the files beside the checkout are read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from config.driving import ok
from emulator.testing import Emulator
from real_steps import Step, named, processes, templates

BESIDE = Path(__file__).parents[3] / "shared" / "reference" / "ocl"
FOLDER = Path(os.environ.get("OCTOPUS_REAL_STEPS") or BESIDE)
PROCESSES = dict(processes(FOLDER)) if FOLDER.is_dir() else {}
TEMPLATES = templates(FOLDER / "library")
AT_ONCE = 60
BATCHES = [TEMPLATES[start : start + AT_ONCE] for start in range(0, len(TEMPLATES), AT_ONCE)]
PROJECT = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
# The properties of the community's step templates that a step template of a server has.
KNOWN = ("Name", "ActionType", "Properties", "Parameters", "Packages")
needs_files = pytest.mark.skipif(not PROCESSES, reason=f"there are no steps of others at {FOLDER}")


def prepare(server: Emulator, steps: list[Step]) -> None:
    """Make the documents that steps name, by the words by which the steps know them."""
    found = named(steps)
    for name in found["environments"] | found["excluded_environments"]:
        server.seed("environments", Name=name)
    sets: dict[str, list[str]] = {}
    for name in found["tenant_tags"]:
        sets.setdefault(name.partition("/")[0], []).append(name.partition("/")[2])
    for name, tags in sets.items():
        server.seed("tagsets", Name=name, Tags=[{"Name": each, "Color": "#333333"} for each in tags])
    for name in found["worker_pool"]:
        server.seed("workerpools", Name=name)
    for name in found["feed"] - {"Octopus Server (built-in)", "octopus-server-built-in"}:
        server.seed("feeds", Name=name, FeedType="NuGet", FeedUri="https://feed.example.com")
    for name in found["account"]:
        server.seed("accounts", Name=name, AccountType="UsernamePassword", Username="deploy")
    for name in found["team"]:
        server.seed("teams", Name=name)
    for name in found["step template"]:
        server.seed("actiontemplates", Name=name, ActionType="Octopus.Script")
    for name in found["git_credential"]:
        server.seed("git-credentials", Name=name, Details={"Username": "robot", "Password": {"NewValue": "x"}})
    for name in ("First", "Second", *found["project"]):
        server.seed("projects", Name=name, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    for name in found["channels"]:
        for project in ("Projects-1", "Projects-2"):
            server.seed("channels", Name=name, ProjectId=project)


def apply(server: Emulator, project: str, steps: list[Step]) -> bool:
    return bool(ok(server, "octopus_deployment_process", project=project, steps=steps)["changed"])


def exported(server: Emulator, project: str) -> list[Step]:
    config = ok(server, "octopus_config_info", kinds=["deployment_processes"])["config"]
    found: list[Step] = next(each["steps"] for each in config["deployment_processes"] if each["project"] == project)
    return found


def with_versions(steps: list[Step]) -> list[Step]:
    """The steps, of which those of step templates have the only version that these have here."""
    for step in steps:
        for each in (step, *step.get("actions", ())):
            if "Octopus.Action.Template.Version" in (each.get("properties") or {}):
                each["properties"]["Octopus.Action.Template.Version"] = "1"
    return steps


def goes_round(server: Emulator, steps: list[Step]) -> list[Step]:
    """Apply steps twice, export them, apply the export here and elsewhere; returns the export."""
    assert apply(server, "First", steps) and not apply(server, "First", steps)
    steps_out = exported(server, "First")
    assert not apply(server, "First", steps_out)
    assert apply(server, "Second", steps_out) and not apply(server, "Second", steps_out)
    assert exported(server, "Second") == steps_out
    return steps_out


@needs_files
@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_of_others_goes_round(server: Emulator, name: str) -> None:
    steps = with_versions(PROCESSES[name])
    prepare(server, steps)
    steps_out = goes_round(server, steps)
    assert [each["name"] for each in steps_out] == [each["name"] for each in steps]


def as_texts(value: Any) -> Any:
    """A template in which each number and flag is a text, as servers keep them."""
    if isinstance(value, dict):
        return {key: as_texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_texts(each) for each in value]
    return str(value) if isinstance(value, (bool, int, float)) else value


def seeded(server: Emulator, batch: list[dict[str, Any]]) -> None:
    feed = server.seed("feeds", Name="The community", FeedType="NuGet", FeedUri="https://feed.example.com")
    for each in batch:
        fields = {key: as_texts(each[key]) for key in KNOWN if each.get(key)}
        # A server gives a template that it installs a feed of its own.
        for package in fields.get("Packages", ()):
            package["FeedId"] = feed["Id"]
        server.seed("actiontemplates", **fields)


@pytest.mark.skipif(not BATCHES, reason="OCTOPUS_REAL_STEPS names no folder with the community's step templates")
@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_step_templates_of_the_community_run_as_steps(server: Emulator, number: int) -> None:
    for name in ("First", "Second"):
        server.seed("projects", Name=name, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    seeded(server, BATCHES[number])
    names = [each["Name"].strip() for each in BATCHES[number]]
    steps_out = goes_round(
        server,
        [{"name": f"{at} {name}"[:60], "run_step_template": {"template": name}} for at, name in enumerate(names)],
    )
    assert [each["run_step_template"]["template"] for each in steps_out] == names
