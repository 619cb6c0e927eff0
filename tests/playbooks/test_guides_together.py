# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader who tries one guide after the other on the same server: no guide is in the way of another."""

from __future__ import annotations

import re
from pathlib import Path

from emulator.testing import Emulator
from loaded import ansible_playbook
from playbooks.playbook import ROOT, environment
from playbooks.test_guides import BLOCK, FILE

PAGE = re.compile(r"\]\(((?:docs|roles)/[\w/]+\.md)\)")
PLAY = re.compile(r"^  hosts: localhost$", re.MULTILINE)
# Tests of their own run these: a rulebook, a script of a step, and playbooks for an inventory, for a second server, for
# a step that fails, and for an environment that a variable names.
TRIED_ELSEWHERE = (
    "docs/events.md/rulebook.yml",
    "docs/events.md/webhook.yml",
    "docs/failures.md/deploy.yml",
    "docs/inside_octopus.md/register.yml",
    "docs/pull_requests.md/close.yml",
    "docs/redeploying.md/redeploy.yml",
    "docs/variables.md/promote.yml",
)
VARIABLES = {
    "DATABASE_PASSWORD": "of the database",
    "BUILD_NUMBER": "7",
    "PULL_REQUEST": "451",
    "STEP_API_KEY": "API-OFTHESTEP",
    "VERSION": "1.2.3",
    "WEBHOOK_SECRET": "shared by both",
}
# A reader makes these files with commands of the guides.
PACKAGES = ("delivery.md/Shop.Web.1.2.3.zip", "inside_octopus.md/Machines.Ansible.1.0.0.zip")
DEPLOYED = [
    ("Book shop", "1.0.0-pr451.7", ["pr-451"]),
    ("Bulb shop", "1.0.0", ["Production"]),
    ("Flower shop", "1.2.3", ["Production", "Test"]),
    ("Machines", "1.0.0", ["Production"]),
    ("Seed shop", "1.0.0", ["Production"]),
    ("Toy shop", "1.2.4", ["Production"]),
    ("Web shop", "1.2.3", ["Production", "Test"]),
]


def playbooks(folder: Path) -> list[str]:
    """The files with the playbooks of all pages, in the order in which the README names the pages."""
    pages = dict.fromkeys(["README.md", *PAGE.findall((ROOT / "README.md").read_text(encoding="utf-8"))])
    found = []
    for page in pages:
        for number, (language, block) in enumerate(BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))):
            if language == "yaml" and PLAY.search(block):
                named = FILE.match(block)
                path = folder / page / (named[1] if named else f"{number}.yml")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block, encoding="utf-8")
                found.append(path)
    elsewhere = [folder / each for each in TRIED_ELSEWHERE]
    assert set(elsewhere) < set(found)
    return [str(path) for path in found if path not in elsewhere]


def deployed(server: Emulator) -> list[tuple[str, str, list[str]]]:
    """The releases that were deployed: the project, the number, and the environments."""
    places: dict[tuple[str, str], list[str]] = {}
    for deployment in server.app.octopus.store.all("deployments"):
        project, release, environment = (
            server.document(deployment[of]) for of in ("ProjectId", "ReleaseId", "EnvironmentId")
        )
        places.setdefault((project["Name"], release["Version"]), []).append(environment["Name"])
    return sorted((*release, sorted(environments)) for release, environments in places.items())


def test_in_the_order_of_the_readme(tmp_path: Path) -> None:
    with Emulator() as server:
        paths = playbooks(tmp_path)
        for package in PACKAGES:
            (tmp_path / "docs" / package).write_text("A package", encoding="utf-8")
        ran = ansible_playbook(paths, {**environment(server), **VARIABLES})
        assert ran.code == 0, ran.output
        assert deployed(server) == DEPLOYED
