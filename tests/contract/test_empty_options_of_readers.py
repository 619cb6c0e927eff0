# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty text in an option of a task that only reads is refused: it would select everything, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from contract import shop
from contract.conftest import Octopus
from contract.emptied import emptied
from contract.shop import PROJECT
from tasks import TASKS

CASES: dict[str, dict[str, Any]] = {
    "octopus_info": {"kind": "environment"},
    "octopus_variable_info": {"project": PROJECT},
    "octopus_package_info": {"package_id": "Shop"},
    "octopus_task_log_info": {"ids": ["ServerTasks-1"]},
    "octopus_config_info": {},
    "octopus_search": {"text": "shop"},
}
# Options whose empty text has a meaning: a note to show, and no restriction, as in the rule of a channel.
MEANT = ("document_note", "version_range", "prerelease_tag")


def test_every_task_that_only_reads_is_here() -> None:
    assert {each for each in TASKS if each.endswith("_info")} | {"octopus_search"} == set(CASES)


@pytest.mark.parametrize("check", [True, False], ids=["check mode", "run"])
@pytest.mark.parametrize("module", CASES)
def test_an_empty_text_is_refused(one_door: Octopus, module: str, check: bool) -> None:
    shop.seeded(one_door.server)
    arguments = TASKS[module].specification()["argument_spec"]
    skipped = {*CONNECTION_ARGUMENTS, *MEANT}
    own = {o: each for o, each in arguments.items() if o not in skipped and "choices" not in each}
    rivals = [group for group in TASKS[module].mutually_exclusive if not skipped & {*group}]
    found = []
    for label, asked in emptied(own, CASES[module]):
        option, _colon, value = label.partition(": ")
        if value not in ("''", "['']"):
            continue
        others = {each for group in rivals if option in group for each in group} - {option}
        alone = {each: given for each, given in asked.items() if each not in others}
        result = one_door(module, alone, check=check)
        if not result.get("failed") or not result["msg"].startswith(f"{option}: "):
            found.append(f"{label}: {result.get('msg') or result}"[:250])
    assert not found, "\n".join(found)
