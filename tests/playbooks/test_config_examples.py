# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples that take a space which is there: a copy of it, and an audit with its two reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import chromium
import pytest
from config.driving import configure
from emulator.testing import Emulator
from page_judge import problems
from playbooks.drift import drift
from playbooks.playbook import ROOT, play, run, write_play

EXAMPLES = ROOT / "examples"
READS = ("GET", "HEAD")
# As long as the name of an environment may be.
HOSTILE = "<b>O</b> | `t` *s* \"q\" 'r' & [l](x) {{ 1+1 }} #{O}"
BRACES = """
- name: Describe an environment in a way that looks like a template
  octopus.deploy.octopus_environment:
    space: Whole space
    name: Test
    description: !unsafe "{{ 1 + 1 }} #{Octopus.Environment.Name}"
"""
EXPORT = """
- name: Write down both spaces
  octopus.deploy.octopus_config_info:
    space: "{{ item }}"
    dest: "{{ playbook_dir }}/{{ item }}"
  loop:
    - Whole space
    - Whole space, copied
"""


@contextmanager
def whole_space() -> Iterator[Emulator]:
    """A server on which the example of a whole space has been run."""
    with Emulator() as served:
        played = play(EXAMPLES / "whole_space.yml", served, "-v")
        # Only a task that is done inside ansible-playbook can say what it does while it does it.
        assert "created environment Production" in played.output
        served.clear_requests()
        yield served


@pytest.fixture
def server() -> Iterator[Emulator]:
    with whole_space() as served:
        yield served


def test_clone_space(tmp_path: Path, server: Emulator) -> None:
    clone = EXAMPLES / "clone_space.yml"
    play(write_play(tmp_path / "braces.yml", BRACES), server)
    server.clear_requests()
    predicted = play(clone, server, "--check", "--diff")
    assert [each for each in server.requests if each.method not in READS] == []
    assert (predicted.changed, play(clone, server).changed, play(clone, server).changed) == (1, 1, 0)
    play(write_play(tmp_path / "play.yml", EXPORT), server)
    original, copy = (
        {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / name).iterdir()}
        for name in ("Whole space", "Whole space, copied")
    )
    assert len(original) >= 5
    assert copy == original
    assert "{{ 1 + 1 }} #{Octopus.Environment.Name}" in copy["environments.yml"]


def audited(folder: Path, server: Emulator, *options: str) -> int:
    """How often the audit changed something."""
    chosen = ("-e", f"audit_folder={folder}", "-e", "audit_date=2026-01-01", *options)
    return play(EXAMPLES / "audit.yml", server, *chosen).changed


def test_audit_of_what_is_as_configured(tmp_path: Path, server: Emulator) -> None:
    assert audited(tmp_path, server, "-e", "audit_strict=true") == 1
    assert [each for each in server.requests if each.method not in READS] == []
    assert "Everything is as configured." in (tmp_path / "audit.md").read_text(encoding="utf-8")
    assert "Everything is as configured." in (tmp_path / "audit.html").read_text(encoding="utf-8")


def test_audit_of_a_space_that_is_not_there(tmp_path: Path) -> None:
    with Emulator() as server:
        assert audited(tmp_path, server) == 1
    assert "11 of 13 do not match" in (tmp_path / "audit.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The reports about a space that somebody has worked on by hand."""
    with whole_space() as server:
        return reported(tmp_path_factory.mktemp("reports"), server)


def reported(tmp_path: Path, server: Emulator) -> dict[str, str]:
    drift(tmp_path, server, environment=HOSTILE, description="<script>alert(1)</script> | one\ntwo")
    server.clear_requests()
    assert audited(tmp_path, server, "--check") == 1
    assert not (tmp_path / "audit.md").exists()
    assert audited(tmp_path, server) == 1
    assert audited(tmp_path, server) == 0
    assert [each for each in server.requests if each.method not in READS] == []
    strict = ("-e", f"audit_folder={tmp_path}", "-e", "audit_strict=true")
    failed = run(EXAMPLES / "audit.yml", server, *strict)
    assert failed.code == 2 and "2 missing, 3 different, 0 to be removed, 8 as configured" in failed.output
    return {name: (tmp_path / name).read_text(encoding="utf-8") for name in ("audit.md", "audit.html")}


def test_audit_says_that_only_the_order_differs(tmp_path: Path) -> None:
    """No line is coloured then, as each line of one side is on the other."""
    (tmp_path / "configuration").mkdir()
    phases = [{"name": "One"}, {"name": "Two"}]
    for phase in phases:
        phase.update(dict.fromkeys(("is_optional_phase", "is_priority_phase"), False))
    written = tmp_path / "configuration" / "lifecycles.yml"
    written.write_text(json.dumps({"lifecycles": [{"name": "L", "phases": phases[::-1]}]}), encoding="utf-8")
    with Emulator() as server:
        server.seed("lifecycles", Name="L", Phases=[{"Name": each["name"]} for each in phases])
        chosen = {"audit_configuration": str(written.parent), "audit_space": "Default", "audit_secrets": {}}
        assert audited(tmp_path, server, "-e", json.dumps(chosen)) == 1
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert "The lines are the same, in another order." in page and "<del>" not in page


class Page(HTMLParser):
    """The page as a browser reads it: its texts, its tags, and whether each tag is closed where it belongs."""

    VOID = ("meta", "link", "img", "br", "hr", "input")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action", "data")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_audit_of_a_long_text(tmp_path: Path) -> None:
    """Of a long text, the audit shows the lines that differ, each on a line of its own."""
    lines = [f"echo {number}" for number in range(100)]
    text = "\n".join(lines)
    written = tmp_path / "configuration" / "projects.yml"
    written.parent.mkdir()
    shop = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    variables = [{"name": "Script", "value": text}]
    config = {"projects": [shop], "variables": [{"project": "Shop", "variables": variables}]}
    written.write_text(json.dumps(config), encoding="utf-8")
    with Emulator() as server:
        values = {"Script": text.replace("echo 50", "echo L")}
        configure(server, {"projects": [shop], "variables": [{"project": "Shop", "values": values}]})
        chosen = {"audit_configuration": str(written.parent), "audit_space": "Default", "audit_secrets": {}}
        assert audited(tmp_path, server, "-e", json.dumps(chosen)) == 1
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert ("<del>  echo L</del>" in page, "<ins>  echo 50</ins>" in page) == (True, True)
    assert ("  echo 47\n  echo 48\n" in page, "  echo 46\n" in page) == (True, False)
    assert page.count("… 46 equal lines</span>") == 2
    assert "  echo 49<br>" in (tmp_path / "audit.md").read_text(encoding="utf-8").replace("&nbsp; ", "  ")


def test_audit_as_a_page(reports: dict[str, str]) -> None:
    page = Page(reports["audit.html"])
    texts = [text.strip() for text in page.texts if text.strip()]
    assert page.open == []
    assert "script" not in page.tags and "b" in page.tags
    assert all(address.startswith(("#", "data:,")) for address in page.addresses) and page.addresses
    assert "url(" not in reports["audit.html"] and "@import" not in reports["audit.html"]
    assert "5 of 13 do not match the configuration." in texts
    assert HOSTILE in texts
    assert "<script>alert(1)</script> | one" in texts and "What the customers use" in texts
    assert {"use_guided_failure", "roles", "phases", "quantity_to_keep: 3"} <= set(texts)
    assert texts.count("missing") == 3 and texts.count("different") == 4


@pytest.mark.skipif(chromium.BINARY is None, reason="there is no Chromium")
def test_audit_in_a_browser(reports: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_text(reports["audit.html"], encoding="utf-8")
    with chromium.page(tmp_path / "browser") as page:
        assert problems(page, file) == []
        assert HOSTILE in page.run("document.querySelector('#environments .names').textContent")


def test_audit_as_markdown(reports: dict[str, str]) -> None:
    lines = reports["audit.md"].splitlines()
    assert "| 2 | 3 | 0 | 8 | 1 |" in lines
    assert "<b>" not in reports["audit.md"] and "<script>" not in reports["audit.md"]
    assert [line for line in lines if line.startswith("| Production | different | description | &lt;script&gt;alert")]
    assert [line for line in lines if line.endswith("| use\\_guided\\_failure | false | true |")]
    tables = re.findall(r"(?:^\|.*\n)+", reports["audit.md"], re.MULTILINE)
    assert len(tables) == 6
    for table in tables:
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table
