# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""With any options, a task ends with a result: no traceback, no endless wait, no message about a bug."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.fuzzing import BUG, anything, examples, no_spin, texts, values
from contract.samples import SAMPLES
from hypothesis import given
from hypothesis import strategies as st
from tasks import TASKS

pytestmark = pytest.mark.both_doors

# Options that would lead the tasks away from the emulator, or let them write where they should not.
ELSEWHERE = ("octopus_url", "octopus_api_key", "octopus_access_token", "octopus_username", "octopus_password", "dest")
BASES: dict[str, list[dict[str, Any]]] = {
    "octopus_info": [{"kind": "environment"}, {"kind": "Environments"}, {"kind": "release", "project": "Storefront"}],
    "octopus_api": [{"follow": [{"link": "Environments"}]}, {"follow": [{"link": "Environments"}], "method": "PUT"}],
    "octopus_config": [{"config": {"environments": [{"name": "Production"}]}}],
    "octopus_config_info": [{}],
    "octopus_machine_cleanup": [{"longer_than": "1.00:00:00"}],
    "octopus_variable_info": [{"project": "Storefront"}, {"project": "Storefront", "environment": "Production"}],
    "octopus_community_step_template": [{"name": "Chat - Send a message"}],
    "octopus_ephemeral_environment": [{"name": "pr-451", "project": "Shop"}, {"name": "pr-451", "state": "absent"}],
    "octopus_interruption": [{"task": "ServerTasks-1"}, {"project": "Storefront", "answer": "Proceed"}],
    "octopus_task": [{"name": "Health"}, {"name": "AdHocScript", "script": "x"}, {"ids": ["ServerTasks-1"]}],
    "octopus_package": [{"path": "Shop.1.0.zip"}, {"package_id": "Shop", "version": "1.0", "state": "absent"}],
    "octopus_task_log_info": [{"ids": []}],
    "octopus_package_info": [{}, {"package_id": "Shop"}, {"feed": "feeds-builtin", "package_id": "Shop"}],
    "octopus_build_information": [{"package_id": "Shop", "version": "1.0", "branch": "main"}],
    "octopus_runbook_snapshot": [{"project": "Storefront", "runbook": "Restart"}],
    "octopus_artifact": [{"id": "Artifacts-1", "state": "absent"}, {"task": "ServerTasks-1", "path": "x"}],
    "octopus_runbook_run": [{"project": "Shop", "runbook": "Restart", "environments": ["Production"]}],
    "octopus_deployment": [
        {"project": "Shop", "version": "1.0", "environments": ["Production"]},
        {"project": "Storefront", "promote_from": "Test", "environments": ["Production"]},
    ],
    "octopus_release": [{"project": "Shop", "version": "1.0"}, {"project": "Storefront", "state": "created"}],
    "octopus_search": [{"variable": "Name"}, {"text": "a", "regex": True}],
}
for each in SAMPLES:
    BASES.setdefault(each.module, []).append(each.minimal)
# Waits are short in these tests.
QUICK = {"wait_timeout": 1, "timeout": 5, "retries": 0}


@st.composite
def tasks(draw: Any) -> tuple[str, dict[str, Any], bool]:
    """A module, options of which some are as good as any, and whether it is check mode."""
    module = draw(st.sampled_from(sorted(TASKS)))
    arguments = TASKS[module].specification()["argument_spec"]
    free = sorted(set(arguments) - set(ELSEWHERE))
    options = {option: value for option, value in QUICK.items() if option in arguments}
    options.update(draw(st.sampled_from(BASES[module])))
    for option in draw(st.lists(st.sampled_from(free), min_size=1, max_size=3, unique=True)):
        options[option] = draw(values(arguments[option]))
    if draw(st.integers(0, 9)) == 0:
        options[draw(texts)] = draw(anything)
    return module, options, draw(st.booleans())


@pytest.fixture
def safe(octopus: Octopus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Octopus:
    monkeypatch.chdir(tmp_path)
    return octopus


@examples(100)
@given(task=tasks())
def test_any_options(safe: Octopus, task: tuple[str, dict[str, Any], bool]) -> None:
    module, options, check = task
    safe.server.reset()
    safe.server.seed("environments", Name="Production")
    with no_spin():
        result = safe(module, options, check=check)
    assert isinstance(result.get("msg", ""), str)
    assert BUG not in str(result) and "Traceback" not in str(result), (module, options, result["msg"])
