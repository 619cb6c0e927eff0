# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An option that an older server does not have is refused, before anything is written and in check mode as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import one_session
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.conftest import Octopus, on
from contract.doors import through_action
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

# The servers whose own descriptions say what they have.
VERSIONS = ("2020.5.0", "2021.2.4488")
# How a task says that the server lacks an option, a whole document or a link.
REFUSALS = ("needs Octopus Server", "Octopus Server 2025.1 and newer", "has no such settings", "There is no link")
# The server itself refuses words that it does not know; since when it knows them is not certain.
UNKNOWN_WORD = "Error converting value"


@pytest.fixture(scope="module", params=VERSIONS)
def older(request: pytest.FixtureRequest) -> Iterator[Octopus]:
    with Emulator(server_version=request.param) as server:
        yield on(server, through_action)


NEWER = {
    "octopus_environment": {"slug": "production"},
    "octopus_tenant": {"is_disabled": True},
    "octopus_machine_policy": {"machine_rpc_call_retry_policy": {"enabled": False}},
}


@pytest.mark.parametrize("module", NEWER)
def test_the_message_says_which_server_is_needed(older: Octopus, module: str) -> None:
    (option,) = NEWER[module]
    result = older(module, {"name": f"New {module}", **NEWER[module]})
    assert result["msg"].startswith(f"{option}: needs Octopus Server 202")
    assert result["msg"].endswith(f"or newer, not {older.server._settings.server_version}; leave the option out")


@pytest.mark.parametrize(
    ("version", "option", "needed"),
    [
        ("2021.1.7738", "google_cloud_account", "2021.2"),
        ("2023.4.8432", "amazon_web_services_oidc_account", "2024.1"),
        ("2024.4.7091", "generic_oidc_account", "2025.1"),
    ],
)
def test_a_type_of_account_needs_the_release_that_brought_it(version: str, option: str, needed: str) -> None:
    """api: accounts#account. Check mode predicted an account, which the server then refused."""
    (sample,) = (each for each in SAMPLES if each.title == f"account: {option}")
    with Emulator(server_version=version) as server:
        octopus = on(server, through_action)
        results = [octopus(sample.module, sample.minimal, check=check) for check in (True, False)]
        refusal = f"{option}: needs Octopus Server {needed} or newer, not {version}; leave the option out"
        assert [each["msg"] for each in results] == [refusal, refusal]
        assert octopus.writes() == []


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("octopus_tenant", {"is_disabled": False, "icon": {}}),
        ("octopus_machine_policy", {"machine_rpc_call_retry_policy": {}}),
        ("octopus_lifecycle", {"phases": [{"name": "All", "is_priority_phase": False}]}),
    ],
)
def test_an_option_that_asks_for_nothing_is_not_refused(older: Octopus, module: str, options: dict[str, Any]) -> None:
    """The older server has the same without the option."""
    named = {"name": f"Old {module}"}
    made = older.ok(module, {**named, **options})
    assert (made["changed"], older.ok(module, {**named, **options})["changed"]) == (True, False)
    assert older.ok(module, named)["changed"] is False


@pytest.mark.parametrize(
    ("module", "has", "option"),
    [
        ("octopus_account", {"token": {"token": "hunter-22"}}, "generic_oidc_account"),
        ("octopus_feed", {"nuget": {"feed_uri": "https://nuget.example.com"}}, "s3"),
    ],
)
def test_an_empty_dictionary_asks_for_its_variant(
    older: Octopus, module: str, has: dict[str, Any], option: str
) -> None:
    """It would turn another option off, but here it chooses the type of the document."""
    older.ok(module, {"name": "Of another type", **has})
    older.server.clear_requests()
    for name in ("Of another type", "New"):
        for check in (True, False):
            assert older(module, {"name": name, option: {}}, check=check)["msg"].startswith(f"{option}: needs Octopus")
    assert older.writes() == []


def tried(sample: Sample) -> Iterator[tuple[str, dict[str, Any]]]:
    """The options of each task: a new document, and then one option with one value after the other."""
    if not sample.is_there:
        yield "on_create", {**sample.minimal, **sample.on_create}
    for option, values in sample.steps.items():
        for value in values:
            yield option, {**sample.known, option: value}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_an_option_works_or_is_refused(older: Octopus, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server forgets the documents of other tests, so that nothing of them may be kept.
    monkeypatch.setattr(in_process, "kept_session", one_session)
    sample.stock(older.server)
    # An older server takes and ignores options that none of its descriptions has.
    older.server.on_purpose("*")
    for option, options in tried(sample):
        older.server.clear_requests()
        predicted = older(sample.module, options, check=True)
        done = older(sample.module, options)
        if not done.get("failed"):
            assert {key: predicted.get(key) for key in ("changed", "diff")} == {
                key: done[key] for key in ("changed", "diff")
            }, option
            assert not done.get("warnings"), (option, done["warnings"])
            assert older.ok(sample.module, options)["changed"] is False, option
            continue
        assert not done.get("changed"), option
        if UNKNOWN_WORD not in done["msg"]:
            assert any(each in done["msg"] for each in REFUSALS), (option, done["msg"])
            assert predicted.get("msg") == done["msg"], option
            assert older.writes() == [], option
        if option == "on_create":
            return
