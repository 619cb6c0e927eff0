# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of an option says that an empty text clears it only if the module takes one."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource

MODULES = "ansible_collections.octopus.deploy.plugins.modules"


@pytest.mark.parametrize("resource", KINDS, ids=lambda resource: resource.kind)
def test_no_option_that_can_not_be_cleared_is_said_to_be(resource: Resource) -> None:
    module = importlib.import_module(f"{MODULES}.octopus_{resource.kind}")
    documented = yaml.safe_load(module.DOCUMENTATION).get("options") or {}
    assert list(wrongly_cleared(resource.fields, documented)) == []


def wrongly_cleared(fields: Sequence[Field], documented: Mapping[str, Any]) -> Iterator[str]:
    for each in fields:
        option = documented.get(each.option) or {}
        if getattr(each.type, "clearable", True) is False and "clears it" in str(option.get("description")):
            yield each.option
        yield from wrongly_cleared(each.type.parts(), option.get("suboptions") or {})
