# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that servers wrote into files of projects in Git: options and what they leave say all of such a step."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import exported_action, step_types
from unit.steps.samples import context

FILES = Path(__file__).parents[4] / "shared" / "reference" / "ocl"
ACTION = re.compile(r"^ {4}action[^\n]*\{\n(.*?)^ {4}\}", re.MULTILINE | re.DOTALL)
TYPE = re.compile(r'^ {8}action_type = "([^"]+)"', re.MULTILINE)
PROPERTIES = re.compile(r"^ {8}properties = \{\n(.*?)^ {8}\}", re.MULTILINE | re.DOTALL)
VALUE = re.compile(r'^ {12}(\S+) = (?:"((?:[^"\\]|\\.)*)"|<<-EOT\n(.*?)\n\s*EOT)$', re.MULTILINE | re.DOTALL)
PACKAGE = re.compile(r'^ {8}packages \{.*?package_id = "([^"]+)"', re.MULTILINE | re.DOTALL)


def actions() -> Iterator[dict[str, Any]]:
    for path in sorted(FILES.rglob("deployment_process.ocl")):
        for text in ACTION.findall(path.read_text(encoding="utf-8")):
            found, inside = TYPE.search(text), PROPERTIES.search(text)
            if not found or not inside:
                continue
            values = VALUE.findall(inside[1])
            properties = {
                key: textwrap.dedent(long) if long else json.loads(f'"{short}"') for key, short, long in values
            }
            reference = {"Name": "", "FeedId": "feed", "AcquisitionLocation": "Server"}
            immediate = {"SelectionMode": "immediate"}
            packages = [{**reference, "PackageId": each, "Properties": immediate} for each in PACKAGE.findall(text)]
            yield {"ActionType": found[1], "Properties": properties, "Packages": packages}


REAL = list(actions())


@pytest.mark.skipif(not FILES.is_dir(), reason="the files are not at ../shared/reference/ocl")
def test_there_are_real_steps() -> None:
    assert len(REAL) > 10


@pytest.mark.parametrize("action", REAL, ids=lambda each: each["ActionType"])
def test_a_real_step_becomes_options_and_the_same_step_again(action: dict[str, Any]) -> None:
    typed, left = exported_action(action, context(), "p")
    option = next(iter(typed))
    kind = next(each.type for each in step_types() if each.option == option)
    assert left["Packages"] == []
    again = kind.wanted(typed[option], None, context(), option)
    made = {**again, "Properties": {**again["Properties"], **left["Properties"]}}
    assert kind.same(action, made)
    assert {key.lower() for key in action["Properties"]} <= {key.lower() for key in made["Properties"]}
