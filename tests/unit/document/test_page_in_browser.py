# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page about a space in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._document.page import page as written
from ansible_collections.octopus.deploy.plugins.module_utils._document.space import document
from page_judge import problems

pytestmark = pytest.mark.skipif(chromium.BINARY is None, reason="there is no Chromium")
TESTS = Path(__file__).resolve().parents[2]
HOSTILE = "<b>O</b>&amp;\"'<script>document.title = 'x'</script><img src=http://x.example/>]]>--> {{ 1 }}"
PLACES = (
    *("Development", "Integration", "Test", "Performance", "Staging"),
    *("Production EU", "Production US", "Production Asia Pacific"),
)


def written_down(config: dict[str, Any]) -> str:
    return written(document(config, "Web shop", "https://octopus.example.com", "2025.4.1000", "", []))


def of_many(projects: int) -> dict[str, Any]:
    """A space with many projects and eight environments."""
    environments = [{"name": name, "sort_order": number} for number, name in enumerate(PLACES)]
    phases = [{"name": f"{name} and more", "optional_deployment_targets": [name]} for name in PLACES]
    named = [f"Project {number} of the shop" for number in range(projects)]
    return {
        "environments": environments,
        "lifecycles": [{"name": "Through all environments", "phases": phases}, {"name": "漢字 WWWWW 🐙"}],
        "projects": [
            {"name": name, "project_group": f"Group {len(name)}", "lifecycle": "Through all environments"}
            for name in named
        ],
    }


def hostile(config: Any) -> Any:
    """The same with a name that tries to be a part of the page in place of each text."""
    if isinstance(config, dict):
        return {key: value if key.endswith("order") else hostile(value) for key, value in config.items()}
    if isinstance(config, list):
        return [hostile(each) for each in config]
    return HOSTILE if isinstance(config, str) else config


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    with chromium.page(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def a_space() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((TESTS / "config" / "documented.yml").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    "config", [a_space(), of_many(40), hostile(a_space()), {}], ids=["usual", "many", "hostile", "empty"]
)
def test_page_is_fit_to_be_read(browser: chromium.Page, tmp_path: Path, config: dict[str, Any]) -> None:
    file = tmp_path / "space.html"
    file.write_text(written_down(config), encoding="utf-8")
    assert problems(browser, file) == []
    assert browser.run("document.title") == "Web shop"
    assert browser.run("document.scripts.length + document.images.length") == 0


def test_judge_finds_what_is_wrong(browser: chromium.Page, tmp_path: Path) -> None:
    file = tmp_path / "wrong.html"
    body = (
        "<h3 id=a>T</h3><p id=a style='color: #999; width: 500px'>pale</p><table><th>x</table><img src='missing.png'>"
    )
    file.write_text(f"<!DOCTYPE html><body style='background: #fff'>{body}", encoding="utf-8")
    found = "\n".join(problems(browser, file))
    for each in (
        "contrast",
        "scrolls to",
        "no language",
        "a: twice",
        "skips a level",
        "no scope",
        "look alike",
        "requested",
    ):
        assert each in found
