# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export of all kinds goes on without a kind that can't be read, and says so; an export of this kind fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from config.driving import Config, Result, configure, export, task
from config.generated import Shared, prepare
from config.test_refused_reads import chosen, whole

WORDS = "You do not have permission to perform this action. Missing permission: NobodyHasThis"
REFUSED = {"body": {"ErrorMessage": WORDS}, "times": 999}
LEFT_OUT = "left out, because they could not be read"
# Requests before the export knows the space, and those on which only warnings depend.
BEFORE = ("/api", "/api/spaces", "/api/spaces-1", "/api/users/me")
ONE_BY_ONE = {"parallelism": 1, "retries": 0}


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


@pytest.fixture(scope="module")
def exported(server: Shared) -> tuple[Config, list[str]]:
    """A space with a document of each kind as an export of all kinds, and the addresses that this export reads."""
    prepare(server, chosen())
    configure(server, whole())
    server.clear_requests()
    found: Config = export(server, **ONE_BY_ONE)["config"]
    addresses = dict.fromkeys(each.path.casefold() for each in server.requests)
    return found, [each for each in addresses if each not in BEFORE and not each.endswith("/permissions")]


def refuse(server: Shared, path: str, status: int = 403) -> None:
    server.clear_faults()
    # The answers are planted, also those of addresses that refuse nobody.
    server.on_purpose("*")
    server.fault(method="GET", path=path, status=status, **REFUSED)


def reasons(result: Result) -> list[str]:
    return [each for each in result.get("warnings", ()) if WORDS in each]


def test_each_address_in_turn(server: Shared, exported: tuple[Config, list[str]]) -> None:
    """A kind that is left out is not in the configuration at all: an empty list would mean that it has no document."""
    everything, tried = exported
    assert len(tried) > len(everything)
    for number, path in enumerate(tried):
        status = (403, 404)[number % 2]
        refuse(server, path, status)
        result = task(server, "octopus_config_info", **ONE_BY_ONE)
        assert not result.get("failed"), (path, status, result["msg"])
        left = everything.keys() - result["config"].keys()
        named = {kind for each in reasons(result) for kind in each.partition(f": {LEFT_OUT}")[0].split(", ")}
        assert named == left, (path, status, result.get("warnings"))
        # A server of another release does not have each documented address, and a document may be gone.
        assert left or status == 404, (path, result.get("warnings"))
        if status == 403:
            sizes = {kind: len(items) for kind, items in everything.items() if kind not in left}
            assert {kind: len(items) for kind, items in result["config"].items()} == sizes, path


@pytest.mark.usefixtures("exported")
def test_a_kind_that_is_asked_for(server: Shared) -> None:
    for kinds in (["feeds"], ["environments", "feeds"]):
        refuse(server, "*/feeds")
        assert WORDS in task(server, "octopus_config_info", kinds=kinds, **ONE_BY_ONE)["msg"]


@pytest.mark.usefixtures("exported")
def test_other_kinds_have_ids(server: Shared) -> None:
    """The configuration changes nothing in the same space."""
    refuse(server, "*/lifecycles")
    found = export(server, **ONE_BY_ONE)
    server.clear_faults()
    projects = found["config"]["projects"]
    assert {each["lifecycle"].partition("-")[0] for each in projects} == {"Lifecycles"}
    secrets = {each: "hunter-22" for each in found["secrets"] if each.startswith("projects.")}
    assert configure(server, {"projects": projects}, check=True, secrets=secrets)["changed"] is False


@pytest.mark.usefixtures("exported")
def test_one_reason_is_told_once(server: Shared) -> None:
    refuse(server, "*/projects")
    (warning,) = reasons(export(server, **ONE_BY_ONE))
    kinds = warning.partition(f": {LEFT_OUT}")[0].split(", ")
    assert {"projects", "deployment_processes", "variables"} <= {*kinds}


@pytest.mark.usefixtures("exported")
def test_the_file_of_a_kind_that_is_left_out_stays(server: Shared, tmp_path: Path) -> None:
    server.clear_faults()
    files, document = tmp_path / "files", tmp_path / "space.md"
    export(server, dest=str(files), document=[str(document)])
    before = (files / "feeds.yml").read_text(encoding="utf-8")
    refuse(server, "*/feeds")
    again = export(server, dest=str(files), document=[str(document)])
    assert (files / "feeds.yml").read_text(encoding="utf-8") == before
    assert "feeds.yml" not in again["files"]
    assert "NobodyHasThis" in document.read_text(encoding="utf-8")


@pytest.mark.usefixtures("exported")
def test_a_user_who_may_read_no_kind(server: Shared) -> None:
    refuse(server, "/api/*")
    result = task(server, "octopus_config_info", **ONE_BY_ONE)
    assert result["failed"] and WORDS in result["msg"]
