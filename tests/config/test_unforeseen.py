# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unexpected errors are reported in a sentence, together with the changes made before."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any
from unittest import mock

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._converge import writing
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space
from config.driving import configure, environments, task
from emulator.testing import Emulator

REPORT = "This is a bug in octopus.deploy, please report it"
SECRET = "hunter-22"
CONFIG: dict[str, list[dict[str, Any]]] = {
    "environments": environments(range(6)),
    "accounts": [{"name": "A", "token": {"token": SECRET}}],
    "lifecycles": [{"name": "L", "phases": [{"name": "P", "optional_deployment_targets": ["Environment 3"]}]}],
}


def raising(real: Callable[..., Any], when: Callable[..., bool], after: bool) -> Callable[..., Any]:
    """A function that fails for some of its calls, before or after it has done its work."""

    def wrapped(*given: Any, **named: Any) -> Any:
        if when(*given) and not after:
            raise RuntimeError(f"no {SECRET} for you")
        done = real(*given, **named)
        if when(*given):
            raise RuntimeError(f"no {SECRET} for you")
        return done

    return wrapped


def fourth(*given: Any) -> bool:
    return any("Environment 3" in str(getattr(each, "wanted", each)) for each in given[:2])


def patches() -> Iterator[Any]:
    """The places of the error: the write itself, the note of the result, the work after it, and the report."""
    yield mock.patch.object(writing, "apply", raising(writing.apply, fourth, after=False)), 1
    yield mock.patch.object(writing, "apply", raising(writing.apply, fourth, after=True)), 1
    yield (
        mock.patch.object(
            Index, "note_created", raising(Index.note_created, lambda *given: fourth(given[2]), after=True)
        ),
        1,
    )
    yield nullcontext(), 0


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("parallelism", [1, 4])
def test_a_run_goes_on_and_reports_everything(number: int, parallelism: int) -> None:
    with Emulator() as server:
        patch, failing = list(patches())[number]
        with patch:
            broken_print = raising(print, lambda *given: number == 3, after=False)
            result = task(server, "octopus_config", config=CONFIG, parallelism=parallelism, progress=broken_print)
        counts = result["counts"]
        assert (counts["failed"], counts["created"]) == (failing, 8 - 2 * failing), result.get("msg")
        assert sum(counts.values()) == 8
        if failing:
            (failure,) = result["failures"]
            assert (failure["place"], result["not_tried"]) == ("environments[3]", ["lifecycles[0]"])
            assert failure["msg"].startswith("RuntimeError: no ******** for you.") and REPORT in failure["msg"]
        assert "Traceback" not in str(result) and SECRET not in str(result)
        assert configure(server, CONFIG)["counts"]["failed"] == 0


@pytest.mark.parametrize("module", ["octopus_environment", "octopus_config", "octopus_config_info", "octopus_info"])
def test_a_task_that_meets_a_bug(module: str) -> None:
    options: dict[str, Any] = {
        "octopus_environment": {"name": "One"},
        "octopus_config": {"config": CONFIG},
        "octopus_info": {"kind": "environment"},
    }.get(module, {})
    broken = mock.patch.object(Client, "address", side_effect=KeyError(SECRET))
    with broken, Emulator() as server:
        result = task(server, module, **options, octopus_access_token=None)
    assert result["failed"] is True and result["msg"].endswith(REPORT) and "KeyError" in result["msg"]


def test_names_are_looked_up_while_others_are_added() -> None:
    """Several threads look names up and add documents at once, as in a run."""
    index = Index(mock.Mock(), Space("Spaces-1", "Default", True, {"Links": {}}), [], 4)
    for number in range(2000):
        index.note_created(ENVIRONMENTS, {"Id": f"Environments-{number}", "Name": f"{number}"})
    over = threading.Event()
    problems: list[Exception] = []

    def add() -> None:
        number = 2000
        while not over.is_set():
            index.note_created(ENVIRONMENTS, {"Id": f"Environments-{number}", "Name": f"{number}"})
            number += 1

    def look() -> None:
        try:
            for _turn in range(30):
                assert index.names(ENVIRONMENTS, ["Environments-1"]) == ["1"]
                with mock.patch("difflib.get_close_matches", return_value=[]):
                    assert isinstance(index.resolve(ENVIRONMENTS, "nowhere"), Missing)
        except Exception as raised:
            problems.append(raised)
        finally:
            over.set()

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=each) for each in (add, look)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        sys.setswitchinterval(before)
    assert problems == []
