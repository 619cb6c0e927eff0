# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of ``make bench`` that compare the collection with Terraform and with an earlier build of itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bench import earlier, hcl, terraform
from bench.__main__ import PARTS, arguments, parts_of
from bench.check import committed, regressions
from bench.measure import Played
from bench.report import Table, as_markdown, as_text, beside, not_measured
from bench.spaces import space
from bench.suite import Sample
from checks import ROOT

HEAD = "HEAD"
LABEL = r'resource "octopusdeploy_(\w+)" "(\w+)"'
REFERENCE = r"\$\{octopusdeploy_(\w+)\.(\w+)\.\w+"


def sample(requests: int, processor: float, memory: float | None = 60.0) -> Sample:
    return Sample(requests, Played(processor, processor, memory, ""))


def test_every_document_is_a_resource_of_terraform_once() -> None:
    config = space(100)
    written = hcl.configuration(config)
    labels = re.findall(LABEL, written)
    tags = sum(len(each["tags"]) for each in config["tag_sets"])
    connected = sum(len(each["projects"]) for each in config["tenants"])
    assert len(labels) == len(set(labels)) == 100 + tags + connected
    assert set(re.findall(REFERENCE, written)) <= set(labels)


def test_terraforms_language_is_written_with_blocks_and_values() -> None:
    block = hcl.Block({"name": 'A "stage"', "inner": [hcl.Block({"unit": "Days"})]})
    assert hcl.resource("lifecycle", "A b/C", {"kept": 3, "phase": [block], "settings": {"Octopus.Type": "x"}}) == (
        '\nresource "octopusdeploy_lifecycle" "a_b_c" {\n'
        "  kept = 3\n"
        "  phase {\n"
        '    name = "A \\"stage\\""\n'
        "    inner {\n"
        '      unit = "Days"\n'
        "    }\n"
        "  }\n"
        '  settings = {"Octopus.Type": "x"}\n'
        "}\n"
    )


def test_without_terraform_the_page_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("OCTOPUS_TERRAFORM_PROVIDER", raising=False)
    (found,) = terraform.tables(tmp_path)
    assert found == not_measured(terraform.TITLE, "go is not on the PATH")


def test_a_commit_that_git_does_not_have_is_not_measured(tmp_path: Path) -> None:
    found = list(earlier.tables(tmp_path, "0000000"))
    assert len(found) == len(earlier.SPACES) + 1
    assert all(each.rows == [] and "no such commit" in each.note for each in found)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the checkout is no git repository")
def test_an_earlier_build_is_what_git_has_of_it(tmp_path: Path) -> None:
    build = earlier.archived(HEAD, tmp_path)
    assert build is not None
    tree = build.collections / "ansible_collections" / "octopus" / "deploy"
    shown = subprocess.run(["git", "show", f"{HEAD}:galaxy.yml"], cwd=ROOT, capture_output=True, check=True).stdout
    assert (tree / "galaxy.yml").read_bytes() == shown
    assert {each.name for each in tree.iterdir()} == set(earlier.INSTALLED)
    assert build.environment["PYTHONPYCACHEPREFIX"] == str(tmp_path / "bytecode")


def test_both_builds_are_side_by_side() -> None:
    what = earlier.SPACES[0]
    was = [sample(0, 0.5), sample(9, 1.5, 80), sample(2, 1.0), sample(0, 2.0), sample(300, 6.0, None)]
    now = [sample(0, 0.5), sample(8, 1.0, 70), sample(2, 0.7), sample(0, 2.0), sample(200, 3.0, None)]
    found = list(earlier.rows(what, was, now))
    debug, first, tasks = found[0], found[1], found[-1]
    assert list(debug)[1:] == ["0", "0", "0.50", "0.50", "1.00", "", "", "60 MiB", "60 MiB", "1.00"]
    assert list(first)[1:] == ["9", "8", "1.50", "1.00", "0.67", "1.00", "0.50", "80 MiB", "70 MiB", "0.88"]
    assert list(tasks)[1:] == ["300", "200", "6.00", "3.00", "0.50", "4.00", "1.00", "unknown", "unknown", ""]
    for each in earlier.SPACES:
        titles = [situation.title for situation in each.situations]
        assert len(set(titles)) == len(titles)


def test_terraform_is_the_measure() -> None:
    found = terraform.row("unchanged: octopus_config", sample(10, 1.0), sample(1400, 20.0))
    assert list(found) == ["unchanged: octopus_config", "10", "1.00", "1.00", "60 MiB", "0.050", "0.050"]


def test_tables_that_one_machine_could_not_measure_are_not_compared() -> None:
    missing = not_measured("Peers", "go is not on the PATH")
    there = Table("Peers", [("", "requests"), ("terraform plan", "9")])
    assert as_markdown(missing) == "## Peers\n\nNot measured: go is not on the PATH.\n"
    assert as_text(missing) == "\nPeers\n  Not measured: go is not on the PATH."
    assert beside(missing, 0.5) == missing
    for measured, page in ((missing, there), (there, missing), (missing, missing)):
        assert regressions([measured], committed(as_markdown(page)), whole=True) == []


def test_the_parts_that_are_asked_for_are_measured() -> None:
    assert parts_of(arguments([])) == PARTS
    assert list(parts_of(arguments(["--only", "terraform", "--quick"]))) == ["terraform"]
    assert set(PARTS) - set(parts_of(arguments(["--quick"]))) == {"terraform", "earlier"}
    against = parts_of(arguments(["--against", "0000000"]))
    assert list(against) == ["earlier"] and against != {"earlier": PARTS["earlier"]}
