# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_package: a file is pushed once, whatever happens on the way, and a package is compared by its hash."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_package"
CONTENT = b"the content of a package"
SHA1 = hashlib.sha1(CONTENT).hexdigest()
OTHER = b"other content"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Shop.Web.1.2.3.zip"
    path.write_bytes(CONTENT)
    return path


def stored(octopus: Octopus) -> dict[str, str]:
    """The hashes in the feed, by ID and version."""
    packages = octopus.server.app.octopus.store.all("packages")
    return {f"{each['PackageId']} {each['Version']}": each["Hash"] for each in packages}


def states(result: dict[str, Any]) -> tuple[Any, Any]:
    return result["diff"]["before"], result["diff"]["after"]


def test_a_file_is_pushed_once(octopus: Octopus, file: Path) -> None:
    predicted = octopus.ok(MODULE, {"path": str(file)}, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, {"path": str(file)})
    known = {"package_id": "Shop.Web", "version": "1.2.3", "extension": ".zip", "hash": SHA1, "size": len(CONTENT)}
    for result in (predicted, done):
        assert result["changed"]
        assert states(result) == ({}, {"package_id": "Shop.Web", "version": "1.2.3", "hash": SHA1})
        assert known.items() <= result.items()
    assert done["feed_id"] == "feeds-builtin"
    assert done["published"]
    assert stored(octopus) == {"Shop.Web 1.2.3": SHA1}
    octopus.server.clear_requests()
    again = octopus.ok(MODULE, {"path": str(file)})
    assert (again["changed"], again["id"], octopus.writes()) == (False, done["id"], [])
    # The root and the package.
    assert len(octopus.server.requests) == 2


def test_a_file_is_pushed_under_a_given_name(octopus: Octopus, tmp_path: Path) -> None:
    path = tmp_path / "build-7.tar.gz"
    path.write_bytes(CONTENT)
    options = {"path": str(path), "package_id": "Shop", "version": "2.0.0-beta.1"}
    assert octopus.ok(MODULE, options)["extension"] == ".tar.gz"
    assert stored(octopus) == {"Shop 2.0.0-beta.1": SHA1}
    assert not octopus.ok(MODULE, options)["changed"]


@pytest.mark.parametrize(
    ("mode", "changed", "kept"),
    [("FailIfExists", None, SHA1), ("IgnoreIfExists", False, SHA1), ("OverwriteExisting", True, None)],
)
def test_other_content_is_treated_by_the_mode(
    octopus: Octopus, file: Path, mode: str, changed: bool | None, kept: str | None
) -> None:
    octopus.ok(MODULE, {"path": str(file)})
    file.write_bytes(OTHER)
    new = hashlib.sha1(OTHER).hexdigest()
    for check in (True, False):
        result = octopus(MODULE, {"path": str(file), "overwrite_mode": mode}, check=check)
        assert result.get("changed", False) == bool(changed)
        if changed is None:
            assert result["failed"]
            assert result["msg"].startswith("overwrite_mode: package Shop.Web 1.2.3 exists with other content")
            assert SHA1 in result["msg"]
            assert new in result["msg"]
        elif not changed:
            assert "is left as it is" in result["warnings"][0]
    assert stored(octopus) == {"Shop.Web 1.2.3": kept or new}


def test_a_package_is_deleted_by_id_and_version_or_by_its_file(octopus: Octopus, file: Path) -> None:
    for options in ({"package_id": "shop.web", "version": "1.2.3"}, {"path": str(file)}):
        octopus.server.push(file.name, CONTENT)
        gone = {**options, "state": "absent"}
        assert octopus.ok(MODULE, gone, check=True)["changed"]
        done = octopus.ok(MODULE, gone)
        assert states(done) == ({"package_id": "Shop.Web", "version": "1.2.3", "hash": SHA1}, {})
        assert stored(octopus) == {}
        assert not octopus.ok(MODULE, gone)["changed"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("shop-1.2.3.zip", "'shop-1' with the version 2.3"),
        ("shop_1.2.3.zip", "'shop_1' with the version 2.3"),
        ("Shop.v1.2.3.zip", "'Shop.v1' with the version 2.3"),
        ("1.2.3.zip", "'1' with the version 2.3"),
        ("Shop.1.2.3.4.5.zip", "'Shop.1' with the version 2.3.4.5"),
        ("Shop.zip", "has no package ID with a version"),
        ("Shop.1.2.3.txt", "has none of the extensions"),
    ],
)
def test_a_name_that_is_no_package_or_is_misleading_is_refused(
    octopus: Octopus, tmp_path: Path, name: str, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(CONTENT)
    result = octopus(MODULE, {"path": str(path)})
    assert result["msg"].startswith("path: ")
    assert why in result["msg"]
    assert octopus.writes() == []


def test_a_path_that_names_no_file_is_refused(octopus: Octopus, tmp_path: Path) -> None:
    for state in ("present", "absent"):
        for named in ({}, {"package_id": "Shop", "version": "1.0"} if state == "present" else {}):
            result = octopus(MODULE, {"path": str(tmp_path), "state": state, **named})
            assert result["msg"] == f"path: {tmp_path} is a folder; give a file"
            assert octopus(MODULE, {"path": "", "state": state, **named})["msg"] == (
                "path: is empty; give the path of a file"
            )
    assert octopus.writes() == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"package_id": "Shop.1", "version": "2.0"}, "would read the package 'Shop' with the version 1.2.0"),
        ({"package_id": "Shop", "version": "latest"}, "could not read them"),
        ({"package_id": "a b", "version": "1.0"}, "could not read them"),
    ],
)
def test_an_id_and_version_that_octopus_would_read_otherwise_are_refused(
    octopus: Octopus, file: Path, options: dict[str, str], message: str
) -> None:
    assert message in octopus(MODULE, {"path": str(file), **options})["msg"]


def test_a_file_must_be_readable_and_have_content(octopus: Octopus, tmp_path: Path) -> None:
    empty, folder = tmp_path / "Shop.1.0.zip", tmp_path / "Shop.2.0.zip"
    empty.touch()
    folder.mkdir()
    missing = tmp_path / "Shop.3.0.zip"
    assert "is empty" in octopus(MODULE, {"path": str(empty)})["msg"]
    assert "is a folder" in octopus(MODULE, {"path": str(folder)})["msg"]
    assert octopus(MODULE, {"path": str(missing)})["msg"].startswith("path: ")
    predicted = octopus.ok(MODULE, {"path": str(missing)}, check=True)
    assert predicted["changed"]
    assert "does not exist yet" in predicted["warnings"][0]
    octopus.server.push(missing.name)
    assert not octopus.ok(MODULE, {"path": str(missing)}, check=True)["changed"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "path: is required when state is present"),
        ({"package_id": "Shop", "version": "1.0"}, "path: is required when state is present"),
        ({"state": "absent"}, "one of the following is required when state is absent: path, package_id"),
        ({"path": "Shop.zip", "package_id": "Shop"}, "version: is required together with package_id"),
        ({"state": "absent", "package_id": "Shop"}, "version: is required together with package_id"),
        ({"path": "Shop.zip", "version": "1.0"}, "package_id: is required together with version"),
    ],
)
def test_missing_options_are_named_with_the_case_that_needs_them(
    octopus: Octopus, options: dict[str, str], message: str
) -> None:
    assert message in octopus(MODULE, options)["msg"]


@pytest.mark.parametrize("status", [None, 502])
def test_a_lost_answer_is_no_failure_if_the_package_has_arrived(
    octopus: Octopus, file: Path, status: int | None
) -> None:
    if status:
        # A proxy gives up although the server has stored the package.
        octopus.server.push(file.name, CONTENT)
        octopus.server.fault(method="GET", path="*/packages/*", status=404)
        octopus.server.fault(method="POST", status=status)
    else:
        octopus.server.fault(method="POST", drop="body")
    result = octopus.ok(MODULE, {"path": str(file)})
    assert (result["changed"], result["hash"]) == (True, SHA1)
    assert len(octopus.writes()) == 1


def test_a_push_that_has_not_arrived_fails_and_is_not_repeated(octopus: Octopus, file: Path) -> None:
    octopus.server.fault(method="POST", drop="connect")
    result = octopus(MODULE, {"path": str(file)})
    assert result["failed"]
    assert "does not have this content" in result["msg"]
    assert len(octopus.writes()) == 1
    assert stored(octopus) == {}


def test_two_who_push_the_same_do_not_disturb_each_other(octopus: Octopus, file: Path) -> None:
    octopus.server.push(file.name, CONTENT)
    octopus.server.fault(method="GET", path="*/packages/*", status=404)
    result = octopus.ok(MODULE, {"path": str(file)})
    assert (result["changed"], result["hash"]) == (False, SHA1)
    assert "somebody else has pushed package Shop.Web 1.2.3" in result["warnings"][0]
    octopus.server.push("Shop.Web.1.2.3.zip", OTHER)
    octopus.server.fault(method="GET", path="*/packages/*", status=404)
    result = octopus(MODULE, {"path": str(file), "overwrite_mode": "OverwriteExisting"})
    # A package that somebody else pushed meanwhile is not replaced.
    assert "A package with the same name and version already exists" in result["msg"]


def test_a_lost_deletion_is_looked_into(octopus: Octopus, file: Path) -> None:
    octopus.server.push(file.name, CONTENT)
    octopus.server.fault(method="DELETE", drop="body")
    result = octopus(MODULE, {"path": str(file), "state": "absent"})
    assert "showed that the request took effect: it has deleted package Shop.Web 1.2.3" in result["msg"]
    assert stored(octopus) == {}


def test_ids_that_a_server_refuses_in_an_address_are_found_in_the_list(octopus: Octopus, file: Path) -> None:
    octopus.server.push(file.name, CONTENT)
    refusal = {"ErrorMessage": "The provided package id was not valid."}
    octopus.server.fault(method="GET", path="*/packages/*", status=400, body=refusal)
    assert not octopus.ok(MODULE, {"path": str(file)})["changed"]


def test_a_space_that_does_not_exist_yet_has_no_package(octopus: Octopus, file: Path) -> None:
    assert octopus.ok(MODULE, {"path": str(file), "space": "New"}, check=True)["changed"]
    gone = {"path": str(file), "state": "absent", "space": "New"}
    assert not octopus.ok(MODULE, gone, check=True)["changed"]


def deltas(octopus: Octopus) -> list[str]:
    return [each.path for each in octopus.server.requests if each.path.endswith("/delta")]


def test_a_delta_is_sent_if_an_earlier_version_has_most_of_the_file(octopus: Octopus, tmp_path: Path) -> None:
    base = random.Random(1).randbytes(100_000)
    new = base[:50_000] + b"in between" + base[50_000:]
    octopus.server.push("Shop.1.0.zip", base)
    path = tmp_path / "Shop.2.0.zip"
    path.write_bytes(new)
    done = octopus.ok(MODULE, {"path": str(path), "delta": True})
    assert (done["delta"], done["hash"]) == (True, hashlib.sha1(new).hexdigest())
    assert deltas(octopus) == ["/api/Spaces-1/packages/Shop/1.0/delta"]
    assert not octopus.ok(MODULE, {"path": str(path), "delta": True})["changed"]


@pytest.mark.parametrize("base", [None, b"nothing of it", bytes(5000)])
def test_the_whole_file_is_sent_if_a_delta_would_not_help(octopus: Octopus, tmp_path: Path, base: bytes | None) -> None:
    if base:
        octopus.server.push("Shop.1.0.zip", base)
    path = tmp_path / "Shop.2.0.zip"
    path.write_bytes(random.Random(2).randbytes(10_000))
    done = octopus.ok(MODULE, {"path": str(path), "delta": True})
    assert (done["changed"], done["delta"], deltas(octopus)) == (True, False, [])


def test_the_whole_file_is_sent_if_the_server_refuses_the_delta(octopus: Octopus, tmp_path: Path) -> None:
    base = random.Random(3).randbytes(20_000)
    octopus.server.push("Shop.1.0.zip", base)
    path = tmp_path / "Shop.2.0.zip"
    path.write_bytes(base + b"more")
    octopus.server.fault(method="POST", path="*/delta", status=400)
    done = octopus.ok(MODULE, {"path": str(path), "delta": True})
    assert (done["changed"], done["delta"]) == (True, False)
    assert "delta: the server refuses a delta" in done["warnings"][0]
    options = {"path": str(path), "delta": True, "overwrite_mode": "OverwriteExisting"}
    for number, signature in enumerate(("T0NUT1NJRw==", "?", "\xfc")):
        octopus.server.fault(
            method="GET", path="*/delta-signature", body={"Signature": signature, "BaseVersion": "1.0"}
        )
        path.write_bytes(base + b"other%d" % number)
        assert "in a format that this module does not know" in octopus.ok(MODULE, options)["warnings"][0]


def test_a_lost_answer_to_a_delta_is_looked_into(octopus: Octopus, tmp_path: Path) -> None:
    base = random.Random(4).randbytes(20_000)
    octopus.server.push("Shop.1.0.zip", base)
    path = tmp_path / "Shop.2.0.zip"
    path.write_bytes(base + b"more")
    octopus.server.fault(method="POST", path="*/delta", drop="body")
    assert octopus.ok(MODULE, {"path": str(path), "delta": True})["changed"]
    assert len(octopus.writes()) == 1
