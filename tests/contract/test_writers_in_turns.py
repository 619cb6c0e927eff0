# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that change different options of one document at the same time (docs/idempotence.md)."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import converge
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.fuzzing import examples
from contract.turns import Writer, in_turns
from emulator.model import Document
from emulator.testing import Emulator
from hypothesis import given
from hypothesis import strategies as st

OPTIONS: tuple[tuple[str, str, Any], ...] = (
    ("description", "Description", "Mine"),
    ("use_guided_failure", "UseGuidedFailure", True),
    ("allow_dynamic_infrastructure", "AllowDynamicInfrastructure", True),
)
# The seconds that requests take: none takes more than twice as long as another one.
seconds = st.lists(st.integers(10, 20), min_size=12, max_size=12)
writers = st.lists(st.tuples(st.integers(0, 60), seconds), min_size=2, max_size=len(OPTIONS))


def converging(option: str, value: Any) -> Any:
    """A task that gives an environment one option, and returns its warnings."""

    def act(client: Client) -> list[str]:
        context = Context(client, Resolver(client, client.space().document))
        converge(ENVIRONMENT, {"name": "Production", "state": "present", option: value}, context)
        return context.notes.warnings

    return act


def written(server: Emulator, times: list[tuple[int, list[int]]]) -> tuple[Document, list[list[str]]]:
    """The environment that these writers leave behind, and the warnings of each."""
    server.reset()
    made = server.seed("environments", Name="Production")
    acting = [
        Writer(converging(option, value), start, taken)
        for (start, taken), (option, _prop, value) in zip(times, OPTIONS, strict=False)
    ]
    warnings = in_turns(server, acting)
    return server.document(made["Id"]), warnings


@examples(60)
@given(times=writers)
def test_no_value_is_lost_among_tasks_of_the_same_speed(
    running_emulator: Emulator, times: list[tuple[int, list[int]]]
) -> None:
    document, warnings = written(running_emulator, times)
    for (_option, prop, value), warned in zip(OPTIONS, warnings, strict=False):
        assert document[prop] == value or warned


@pytest.mark.parametrize("slow", [20, 80])
def test_a_much_slower_writer_may_undo_a_write_after_it_was_checked(running_emulator: Emulator, slow: int) -> None:
    """Nothing that the server answers tells either of them: the slow one read before the write, and writes after it."""
    document, warnings = written(running_emulator, [(1.5 * slow - 10, [10]), (0, [slow])])
    assert document["UseGuidedFailure"] is True and warnings == [[], []]
    assert document["Description"] == ("Mine" if slow == 20 else "")
