# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rulebooks that a user may copy name options that the sources and the modules have.

ansible-rulebook itself, which needs Java, gives the options of a source to the source unchecked.
"""

from __future__ import annotations

import importlib
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
EDA = ROOT / "extensions" / "eda"
MODULES = "ansible_collections.octopus.deploy.plugins.modules"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
OURS = "octopus.deploy."
RUNS = ("run_module", "run_playbook", "debug")


def source_options(name: str) -> set[str]:
    """The options of a source, with those of the other source that it has too."""
    found = runpy.run_path(str(EDA / "plugins" / "event_source" / f"{name}.py"))
    own = set(yaml.safe_load(found["DOCUMENTATION"])["options"])
    return own if name == "octopus_events" else own | source_options("octopus_events")


def module_options(name: str) -> set[str]:
    module = importlib.import_module(f"{MODULES}.{name.removeprefix(OURS)}")
    documented = yaml.safe_load(module.DOCUMENTATION)
    assert documented["module"] == name.removeprefix(OURS)
    return set(documented["options"])


def rulesets() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rulesets of the guide, of the sources' examples and of the collection's rulebooks."""
    guide = BLOCK.findall((ROOT / "docs" / "events.md").read_text(encoding="utf-8"))
    texts = [(f"events.md-{number}", block) for number, block in enumerate(guide)]
    sources = sorted((EDA / "plugins" / "event_source").glob("*.py"))
    texts += [(path.stem, runpy.run_path(str(path))["EXAMPLES"]) for path in sources]
    texts += [(path.name, path.read_text(encoding="utf-8")) for path in sorted((EDA / "rulebooks").glob("*.yml"))]
    for title, text in texts:
        for each in yaml.safe_load(text):
            if isinstance(each, dict) and "sources" in each:
                yield f"{title}: {each['name']}", each


@pytest.mark.parametrize("ruleset", [pytest.param(ruleset, id=title) for title, ruleset in rulesets()])
def test_options(ruleset: dict[str, Any]) -> None:
    for source in ruleset["sources"]:
        for name, options in source.items():
            if name.startswith(OURS):
                assert set(options) <= source_options(name.removeprefix(OURS))
    for rule in ruleset["rules"]:
        for each in rule.get("actions") or [rule["action"]]:
            ((kind, action),) = each.items()
            assert kind in RUNS
            if kind == "run_module":
                assert set(action["module_args"]) <= module_options(action["name"])
            if kind == "run_playbook" and action["name"].startswith(OURS):
                assert (ROOT / "playbooks" / f"{action['name'].removeprefix(OURS)}.yml").is_file()


def test_the_guide_shows_the_collections_rulebook() -> None:
    found = dict(rulesets())
    ours = next(ruleset for title, ruleset in found.items() if title.startswith("octopus_events.yml"))
    shown = next(ruleset for title, ruleset in found.items() if title.startswith("events.md"))
    (options,) = shown["sources"][0].values()
    assert options.pop("space") == "Default"
    assert shown == ours


def test_all_are_read() -> None:
    """The guide has a ruleset, each source has one among its examples, and the collection has a rulebook."""
    titles = {title.partition(":")[0] for title, dummy in rulesets()}
    assert {"octopus_events", "octopus_webhook", "octopus_events.yml"} < titles
    assert any(title.startswith("events.md") for title in titles)
