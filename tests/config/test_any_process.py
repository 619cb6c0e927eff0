# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of both processes keep their IDs, however steps are inserted, renamed, moved and removed around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from config.driving import ok, writes
from contract.fuzzing import examples
from emulator.testing import Emulator
from hypothesis import given
from hypothesis import strategies as st

# Each module with its owner and the ID of the process.
PROCESSES = {
    "octopus_deployment_process": ({"project": "Shop"}, "deploymentprocess-Projects-1"),
    "octopus_runbook_process": ({"project": "Shop", "runbook": "Back up"}, "RunbookProcess-Runbooks-1"),
}
OLD, NEW = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"), ("Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda")


@dataclass(frozen=True)
class Change:
    """A process before a task, and the entries of the task. ``mode``: as the option."""

    before: tuple[str, ...]
    entries: tuple[dict[str, Any], ...]
    mode: str

    @property
    def renamed(self) -> dict[str, str]:
        """The names of steps that are renamed, with their new names."""
        return {each["name"]: each["new_name"] for each in self.entries if "new_name" in each}

    @property
    def removed(self) -> set[str]:
        if self.mode == "replace":
            named = {folded(each["name"]) for each in self.entries}
            return {each for each in self.before if folded(each) not in named}
        return {each["name"] for each in self.entries if each.get("state") == "absent"}

    @property
    def after(self) -> list[str]:
        """The names of the steps that the process is to have, in order."""
        there = [each for each in self.entries if each.get("state") != "absent"]
        if self.mode == "replace":
            return [self.renamed.get(each["name"], each["name"]) for each in there]
        kept = [self.renamed.get(each, each) for each in self.before if each not in self.removed]
        return [*kept, *(each["name"] for each in there if folded(each["name"]) not in map(folded, self.before))]


def step(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "run_on_server": True, "run_script": {"script_body": f"echo {name}"}, **more}


@st.composite
def changes(draw: st.DrawFn) -> Change:
    before = tuple(draw(st.permutations(OLD))[: draw(st.integers(0, len(OLD)))])
    unused = list(draw(st.permutations(NEW)))
    mode = draw(st.sampled_from(["replace", "merge"]))
    entries = []
    for name in before:
        chosen = draw(st.sampled_from(["leave out", "keep", "rename", *(["remove"] if mode == "merge" else [])]))
        if chosen == "keep":
            # The step says nothing of itself, or another script.
            entries.append(draw(st.sampled_from([{"name": name}, {"name": name.upper()}, step(name)])))
        elif chosen == "rename":
            entries.append({"name": name, "new_name": unused.pop()})
        elif chosen == "remove":
            entries.append({"name": name, "state": "absent"})
    entries += [step(unused.pop()) for dummy in range(draw(st.integers(0, 3))) if unused]
    return Change(before, tuple(draw(st.permutations(entries))), mode)


def ids(server: Emulator, process: str) -> dict[str, tuple[str, str]]:
    """The IDs of each step and its action, by the step's name, in the order of the process."""
    return {each["Name"]: (each["Id"], each["Actions"][0]["Id"]) for each in server.document(process)["Steps"]}


@pytest.mark.parametrize("module", list(PROCESSES))
@examples(25)
@given(change=changes())
def test_steps_keep_their_ids(server: Emulator, module: str, change: Change) -> None:
    owner, process = PROCESSES[module]
    server.reset()
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("runbooks", Name="Back up", ProjectId="Projects-1")
    ok(server, module, **owner, steps=[step(each) for each in change.before])
    before = ids(server, process)

    asked = {**owner, "steps": list(change.entries), "mode": change.mode}
    server.clear_requests()
    predicted = ok(server, module, check=True, **asked)
    assert not writes(server)
    done = ok(server, module, **asked)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])

    after = ids(server, process)
    assert [*map(folded, after)] == [*map(folded, change.after)]
    names = {folded(each): found for each, found in after.items()}
    for name in set(change.before) - change.removed:
        assert names[folded(change.renamed.get(name, name))] == before[name], name
    new = [found for name, found in after.items() if name in NEW and name not in change.renamed.values()]
    assert not {each for pair in new for each in pair} & {each for pair in before.values() for each in pair}
    assert ok(server, module, **asked)["changed"] is False
    assert ids(server, process) == after
