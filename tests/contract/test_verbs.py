# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of a verb: it looks, acts unless the state is right already, and only predicts in check mode."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task
from emulator.testing import Emulator

ARGUMENTS = {"name": {"type": "str", "required": True}}


def look(asked: Asked) -> Intent:
    """Adds an environment with a name, as the smallest example of a verb."""
    name, context = asked.options["name"], asked.context
    holder = asked.space.document
    if name == "wrong":
        raise OptionError("name", "is wrong")
    asked.show([f"looking for {name}"])
    names = [each["Name"] for each in context.client.documents(holder, "Environments")] if holder else []
    if name in names:
        return Intent({"name": name}, {"name": name}, {"added": name})

    def act() -> dict[str, Any]:
        made = context.client.create(holder, "Environments", {"Name": name})
        context.did(f"added {made['Name']}")
        # The second write is refused if the name is too long for it.
        context.client.create(holder, "Environments", {"Name": f"{name}, the second"})
        return {"id": made["Id"]}

    return Intent({"name": None}, {"name": name}, {"added": name}, act, title=f"environment {name}")


VERB = verb_task(Verb("octopus_example", ARGUMENTS, look))


def done(server: Emulator, name: str, *, check: bool = False, **more: Any) -> dict[str, Any]:
    defaults = {option: each.get("default") for option, each in CONNECTION_ARGUMENTS.items()}
    options = {**defaults, "octopus_url": server.url, "octopus_api_key": server.api_key, "name": name}
    return run(VERB, Request({**options, **more.pop("options", {})}, check, environment={}, **more))


@pytest.fixture
def server(running_emulator: Emulator) -> Emulator:
    running_emulator.reset()
    return running_emulator


def test_check_mode_predicts_what_the_run_does_and_the_second_run_changes_nothing(server: Emulator) -> None:
    predicted = done(server, "Test", check=True)
    acted = done(server, "Test")
    again = done(server, "Test")
    diff = {
        "before": {"name": None},
        "after": {"name": "Test"},
        "before_header": "environment Test",
        "after_header": "environment Test",
    }
    assert (predicted["changed"], predicted["diff"], predicted["added"]) == (True, diff, "Test")
    assert (acted["changed"], acted["diff"], acted["space"]) == (True, diff, predicted["space"])
    assert acted["id"].startswith("Environments-")
    assert (again["changed"], again["diff"]) == (False, {"before": {"name": "Test"}, "after": {"name": "Test"}})


def test_a_failure_lists_what_was_done_before_it(server: Emulator) -> None:
    server.on_purpose("Name")
    failed = done(server, "E" * 45)
    assert (failed["failed"], failed["changed"], failed["done"]) == (True, True, [f"added {'E' * 45}"])
    assert "Done before that: added EEE" in failed["msg"]


def test_a_wrong_option_writes_nothing(server: Emulator) -> None:
    assert done(server, "wrong")["msg"] == "name: is wrong"
    assert "changed" not in done(server, "wrong")


def test_check_mode_warns_of_a_space_that_does_not_exist_yet(server: Emulator) -> None:
    predicted = done(server, "Test", check=True, options={"space": "New"})
    assert (predicted["changed"], predicted["space"]["name"]) == (True, "New")
    assert "New" in predicted["warnings"][0]
    assert done(server, "Test", options={"space": "New"})["failed"]


def test_a_display_that_fails_does_not_end_the_task(server: Emulator) -> None:
    def broken(lines: Any) -> None:
        raise OSError("the terminal is gone")

    assert done(server, "Test", show=broken)["changed"]
