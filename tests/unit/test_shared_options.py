# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An option that several modules have is documented once, in a fragment."""

from __future__ import annotations

import importlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.doc_fragments.options import ModuleDocFragment
from tasks import TASKS

MODULES = "ansible_collections.octopus.deploy.plugins.modules"
SHARED = [name for name in vars(ModuleDocFragment) if name.isupper()]
# A module whose names have a limit says it in place of the text of octopus.deploy.resource.
WITH_A_LIMIT = {"name"}


@cache
def documentation(name: str) -> Mapping[str, Any]:
    """The documentation that a module's author wrote, without fragments."""
    found: Mapping[str, Any] = yaml.load(importlib.import_module(f"{MODULES}.{name}").DOCUMENTATION, yaml.CSafeLoader)
    return found


def described_twice(modules: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """The options that several modules describe in the same words, and these modules."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module, options in modules.items():
        for option, described in options.items():
            places[option, json.dumps(described, sort_keys=True)].append(module)
    return [(option, found) for (option, dummy), found in places.items() if len(found) > 1]


def written_by_authors() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in TASKS:
        options = documentation(name).get("options") or {}
        yield name, {option: text for option, text in options.items() if option not in WITH_A_LIMIT}


def test_no_option_is_described_twice() -> None:
    assert described_twice(dict(written_by_authors())) == [], "put its description into plugins/doc_fragments"


def test_a_second_description_is_found() -> None:
    one, other = {"description": ["One."], "type": "str"}, {"description": ["Other."], "type": "str"}
    found = described_twice({"a": {"slug": one, "icon": one}, "b": {"slug": dict(one), "icon": other}})
    assert found == [("slug", ["a", "b"])]


@pytest.mark.parametrize("fragment", SHARED)
def test_a_shared_option_is_the_one_that_its_fragment_is_called_after(fragment: str) -> None:
    assert list(yaml.safe_load(getattr(ModuleDocFragment, fragment))["options"]) == [fragment.lower()]


@pytest.mark.parametrize("fragment", SHARED)
def test_several_modules_share_each_fragment(fragment: str) -> None:
    name = f"octopus.deploy.options.{fragment.lower()}"
    users = [each for each in TASKS if name in documentation(each)["extends_documentation_fragment"]]
    assert len(users) > 1, users
