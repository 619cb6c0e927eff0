# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps with any properties: an export changes nothing where it came from, and says the same elsewhere.

``OCTOPUS_FUZZ_EXAMPLES`` says how many steps of each type are tried.
"""

from __future__ import annotations

import json
import os
from random import Random
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import mirror
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    A,
    Feature,
    Setting,
    primary,
    settings,
)
from unit.engine.test_process_steps import a_process, a_step, an_action, as_stored
from unit.steps.samples import TYPES, context, value_for

STEPS = Steps()
EXAMPLES = int(os.environ.get("OCTOPUS_FUZZ_EXAMPLES") or 8)
# Texts that a property may have whatever it means, as people write expressions, and clients anything.
ODD = ("#{X}", "", "True", "False", "true", "x y", "z", "[1]", '{"a":1}', "5", "Inline", "Package")
IMMEDIATE = {"SelectionMode": "immediate"}
OWN = {"Name": "", "PackageId": "W", "FeedId": "Feeds-1", "AcquisitionLocation": "Server", "Properties": IMMEDIATE}
REPOSITORY = {
    "Name": "",
    "RepositoryUri": "u",
    "DefaultBranch": "m",
    "GitCredentialType": "Anonymous",
    "FilePathFilters": [],
}


def a_property(setting: Setting, random: Random) -> str:
    """A text for a property: the usual one, one that the option can give, or any other."""
    chosen = random.random()
    if chosen < 0.3 and setting.start:
        return setting.start
    if chosen < 0.6 and not setting.type.write_only:
        return str(setting.type.wanted(value_for(setting), None, context(), "x"))
    return random.choice(ODD)


def any_action(option: str, random: Random) -> dict[str, Any]:
    """An action of a type with some of its properties, features, packages and repositories."""
    kind = TYPES[option]
    properties = {each.api: a_property(each, random) for each in settings(kind.parts()) if random.random() < 0.6}
    features = [each.type.name for each in kind.parts() if isinstance(each.type, Feature) and random.random() < 0.5]
    if features:
        properties[f"{A}EnabledFeatures"] = ",".join(features)
    packages = [OWN] if random.random() < 0.6 else []
    if random.random() < 0.3:
        packages = [*packages, {**OWN, "Name": "tool"}]
    properties.update({key: value for key, value in mirror(primary(packages)).items() if value})
    repositories = [REPOSITORY] if random.random() < 0.3 else []
    contents = {"Packages": packages, "GitDependencies": repositories}
    return an_action("Step", ActionType=kind.action_type, Properties=properties, **contents)


@pytest.mark.parametrize("option", TYPES)
def test_an_export_changes_nothing_and_says_the_same_elsewhere(option: str) -> None:
    random = Random(option)
    for _number in range(EXAMPLES):
        process = a_process(a_step("Step", any_action(option, random)))
        exported = STEPS.exported(process, context(), "p")
        if "<secret" in json.dumps(exported):
            continue
        assert STEPS.same(process, STEPS.wanted(exported, process, context(), "steps")), exported
        elsewhere = as_stored(STEPS.wanted(exported, a_process(), context(), "steps"))
        assert STEPS.exported(elsewhere, context(), "p") == exported
