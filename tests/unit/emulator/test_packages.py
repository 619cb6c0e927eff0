# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of the emulated built-in feed: files on disk, by the rules of real servers (api: packages#push)."""

from __future__ import annotations

import base64
import hashlib
import struct
from pathlib import Path
from typing import Any

import pytest
import requests
from emulator import octodiff
from emulator.kinds.packagenames import WrongName, read
from emulator.kinds.packageversions import is_same, order
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .uploads import PACKAGE
from .uploads import delta as written


def send(ask: Asker, name: str, content: bytes = PACKAGE, to: str = "/api/packages/raw", **more: Any) -> Any:
    headers = {"X-Octopus-ApiKey": more.pop("key", "") or ask.server.api_key}
    url, part = f"{ask.server.url}{to}", more.pop("part", "file")
    return requests.post(url, files={part: (name, content)}, headers=headers, params=more, timeout=10)


def pushed(ask: Asker, name: str, content: bytes = PACKAGE, **more: Any) -> Any:
    answer = send(ask, name, content, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("file", "package_id", "version", "extension"),
    [
        ("hello-world.1.0.0.zip", "hello-world", "1.0.0", ".zip"),
        ("Acme.Web.1.2.nupkg", "Acme.Web", "1.2", ".nupkg"),
        ("Octopus.Tentacle.6.3.417-x64.zip", "Octopus.Tentacle", "6.3.417-x64", ".zip"),
        ("powershell-linux-alpine-x64.7.2.10.tar.gz", "powershell-linux-alpine-x64", "7.2.10", ".tar.gz"),
        ("foo.1.0.0-tag-release.tag+buildmeta.tar.gz", "foo", "1.0.0-tag-release.tag+buildmeta", ".tar.gz"),
        ("foo.1.0.0-beta.tar.Z", "foo", "1.0.0-beta", ".tar.Z"),
        ("foo.1.0.0-beta.1.tgz", "foo", "1.0.0-beta.1", ".tgz"),
        ("pkg.1.0.0.tbz", "pkg", "1.0.0", ".tbz"),
        ("foo.1.2.3.tar.bz2", "foo", "1.2.3", ".tar.bz2"),
        ("my_app.2024.01.02.war", "my_app", "2024.01.02", ".war"),
        ("foo.1.0.0+b.7.jar", "foo", "1.0.0+b.7", ".jar"),
        ("pkg.1.0.0.ear", "pkg", "1.0.0", ".ear"),
        ("pkg.1.0.0-rc.1.whl", "pkg", "1.0.0-rc.1", ".whl"),
        ("pterm-0.12.42.zip", "pterm-0", "12.42", ".zip"),
        ("hello_1.0.0.zip", "hello_1", "0.0", ".zip"),
        ("foo-1.0.0.zip", "foo-1", "0.0", ".zip"),
        ("App.v1.0.0.zip", "App.v1", "0.0", ".zip"),
        ("v8.7.zip", "v8", "7", ".zip"),
        ("1.0.0.zip", "1", "0.0", ".zip"),
        ("A.1.2.3.4.5.zip", "A.1", "2.3.4.5", ".zip"),
        ("foo.1.0.0-x64.msi.zip", "foo", "1.0.0-x64.msi", ".zip"),
    ],
)
def test_a_file_name_gives_id_version_and_extension(file: str, package_id: str, version: str, extension: str) -> None:
    found = read(file)
    assert (found.package_id, found.version, found.extension) == (package_id, version, extension)


@pytest.mark.parametrize(
    ("file", "issue"),
    [
        *((each, "InvalidPackageId") for each in ("SqlServer2000.zip", "Octopus.Tentacle.zip", "a b.1.0.0.zip")),
        *((each, "InvalidPackageId") for each in ("Octopus.Tentacle-77.zip", "Acme..Web.1.0.0.zip", "foo.1.0.0-.zip")),
        ("foo.1.0.0-x_y.zip", "InvalidPackageId"),
        ("org:art:1.0.jar", "InvalidCharactersInFileName"),
        ("some/where/foo.1.0.0.zip", "InvalidCharactersInFileName"),
        ("foo.1.0.0.txt", "UnsupportedFileExtension"),
        (f"{'x' * 101}.1.0.0.zip", "FileNameTooLong"),
    ],
)
def test_a_wrong_file_name_is_refused(ask: Asker, file: str, issue: str) -> None:
    with pytest.raises(WrongName) as wrong:
        read(file)
    assert wrong.value.issue == issue
    assert send(ask, file).status_code == 400
    assert send(ask, file, to="/api/packages/raw/validate").json() == {"Issue": issue}


def test_a_long_name_without_a_version_is_refused_at_once() -> None:
    with pytest.raises(WrongName):
        read("a_" * 5000 + ".zip")


def test_versions_are_compared_by_number_and_label() -> None:
    ranked = ["nonsense", "1.0.0-1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-beta.a", "1.0.0", "1.0.0+a", "1.0.0.1"]
    assert sorted((*ranked[4:], *ranked[:4]), key=order) == ranked
    assert is_same("1.01.1", "1.1.1.0")
    assert not is_same("1.0.0+a", "1.0.0+b")


def test_a_pushed_package_is_a_file_on_disk(ask: Asker) -> None:
    made = pushed(ask, "Shop.1.0.0.zip", part="anything")
    assert made["Hash"] == hashlib.sha1(PACKAGE).hexdigest()
    assert (made["PackageId"], made["Version"], made["FileExtension"]) == ("Shop", "1.0.0", ".zip")
    assert (made["FeedId"], made["NuGetFeedId"], made["NuGetPackageId"]) == ("feeds-builtin", "feeds-builtin", "Shop")
    assert made["PackageSizeBytes"] == len(PACKAGE)
    by_key = ask.get("/api/packages/shop.1.0.0")
    assert by_key == ask.get(f"/api/packages/{made['Id']}")
    assert by_key["Hash"] == made["Hash"]
    assert ask("GET", made["Links"]["Raw"]).content == PACKAGE
    path = ask.server.app.octopus.store.files.path("packages", made["Hash"])
    assert path is not None
    assert path.read_bytes() == PACKAGE
    path.unlink()
    assert "was not found on disk" in ask.refused("GET", made["Links"]["Raw"])


def test_files_survive_a_restart(tmp_path: Path) -> None:
    database = str(tmp_path / "octopus.db")
    with Emulator(database=database) as server:
        made = pushed(Asker(server), "Shop.1.0.0.zip")
    with Emulator(database=database) as server:
        assert Asker(server)("GET", f"/api/packages/{made['Id']}/raw").content == PACKAGE


@pytest.mark.parametrize(
    ("query", "status", "stored"),
    [
        ({}, 409, b"first"),
        ({"overwriteMode": "FailIfExists"}, 409, b"first"),
        ({"overwriteMode": "IgnoreIfExists"}, 200, b"first"),
        ({"overwriteMode": "overwriteexisting"}, 201, b"second"),
        ({"replace": "true"}, 201, b"second"),
        ({"replace": "false"}, 409, b"first"),
        ({"overwriteMode": "Perhaps"}, 400, b"first"),
    ],
)
def test_the_mode_decides_about_a_second_push(ask: Asker, query: dict[str, str], status: int, stored: bytes) -> None:
    made = pushed(ask, "Shop.1.0.0.zip", b"first")
    answer = send(ask, "SHOP.1.0.0.zip", b"second", **query)
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["ErrorMessage"].startswith("A package with the same name and version already exists.")
    assert ask("GET", f"/api/packages/{made['Id']}/raw").content == stored
    assert len(ask.get("/api/packages")["Items"]) == 1


def test_the_file_of_a_deleted_package_goes_unless_another_package_needs_it(ask: Asker) -> None:
    first, second = pushed(ask, "Shop.1.0.0.zip"), pushed(ask, "Shop.2.0.0.zip")
    path = ask.server.app.octopus.store.files.path("packages", first["Hash"])
    assert path
    assert ask("DELETE", f"/api/packages/{first['Id']}").status_code == 200
    assert path.exists()
    assert ask("DELETE", "/api/packages/bulk", {"Ids": [second["Id"]], "SpaceId": "Spaces-1"}).status_code == 200
    assert not path.exists()
    assert ask("GET", f"/api/packages/{first['Id']}").status_code == 404
    assert "No ids" in ask.refused("DELETE", "/api/packages/bulk")


def test_a_list_is_filtered_and_has_the_newest_version_first(ask: Asker) -> None:
    for name in (
        "Shop.1.9.0.zip",
        "Shop.1.10.0.zip",
        "Shop.1.10.0-rc.1.zip",
        "Shop.Admin.1.0.0.zip",
        "Other.1.0.0.zip",
    ):
        pushed(ask, name)

    def listed(query: str) -> list[str]:
        return [f"{each['PackageId']} {each['Version']}" for each in ask.get(f"/api/packages?{query}")["Items"]]

    assert listed("nuGetPackageId=shop") == ["Shop 1.10.0", "Shop 1.10.0-rc.1", "Shop 1.9.0"]
    assert listed("filter=shop&latest=true") == ["Shop 1.10.0", "Shop.Admin 1.0.0"]
    assert listed("take=1&skip=1") == ["Shop 1.10.0"]
    assert "Only one of" in ask.refused("GET", "/api/packages?filter=a&nuGetPackageId=b")
    page = ask.get("/api/packages?nuGetPackageId=Shop&includeNotes=true")
    assert "nuGetPackageId=Shop" in page["Links"]["Page.Last"]
    assert page["Items"][0]["Hash"]


def test_lists_of_an_older_server_lack_the_hash(older: Asker) -> None:
    made = pushed(older, "Shop.1.0.0.zip")
    assert "Hash" not in older.get("/api/packages")["Items"][0]
    assert older.get(f"/api/packages/{made['Id']}")["Hash"] == made["Hash"]
    assert older("POST", "/api/packages/raw/validate").status_code == 404


def test_the_feed_lists_ids_versions_and_notes(ask: Asker) -> None:
    for name in ("Shop.1.9.0.zip", "Shop.1.10.0-rc.1.zip", "Shop.1.10.0.zip", "Shop.Admin.1.0.0.zip"):
        pushed(ask, name)
    feed = ask.get("/api/feeds/feeds-builtin")
    search = feed["Links"]["SearchPackagesTemplate"].partition("{")[0]
    assert [(e["Id"], e["LatestVersion"]) for e in ask.get(f"{search}?term=sho")["Items"]] == [
        ("Shop", "1.10.0"),
        ("Shop.Admin", "1.0.0"),
    ]
    versions = feed["Links"]["SearchPackageVersionsTemplate"].partition("{")[0]

    def found(query: str) -> list[str]:
        return [each["Version"] for each in ask.get(f"{versions}?packageId=Shop&{query}")["Items"]]

    assert found("") == ["1.10.0", "1.10.0-rc.1", "1.9.0"]
    assert found("includePreRelease=false&take=1") == ["1.10.0"]
    assert found("filter=1.9") == ["1.9.0"]
    assert ask.get("/api/feeds/stats")["TotalPackages"] == 4
    assert "No packageId" in ask.refused("GET", versions)
    assert [each["Version"] for each in ask.get("/api/feeds/feeds-builtin/packages?packageId=Shop")] == ["1.10.0"]
    assert ask("GET", "/api/feeds/feeds-builtin/packages/notes?packageId=Shop&version=1.9.0").text == ""
    noted = ask.get("/api/packages/notes?packageIds=Shop.1.9.0,Shop.7.0.0")["Packages"]
    assert [each["Notes"]["Succeeded"] for each in noted] == [True, False]


def test_the_package_published_last_is_the_one_sent_last_in_a_millisecond(ask: Asker, clock: Clock) -> None:
    """The clock stands still, so that all dates are the same."""
    for version in ("1.9.0", "1.10.0-rc.1", "1.10.0", "1.2.0"):
        pushed(ask, f"Shop.{version}.zip")
    query = "packageId=Shop&versioningStrategy=MostRecentlyPublished"
    found = ask.get(f"/api/feeds/feeds-builtin/packages/versions?{query}")["Items"]
    assert [each["Version"] for each in found] == ["1.2.0", "1.10.0", "1.10.0-rc.1", "1.9.0"]
    clock.pass_by(1)
    pushed(ask, "Shop.1.9.1.zip")
    found = ask.get(f"/api/feeds/feeds-builtin/packages/versions?{query}")["Items"]
    assert [each["Version"] for each in found] == ["1.9.1", "1.2.0", "1.10.0", "1.10.0-rc.1", "1.9.0"]


def test_each_space_has_packages_of_its_own(ask: Asker) -> None:
    space = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"])
    made = pushed(ask, "Shop.1.0.0.zip", to=f"/api/{space['Id']}/packages/raw")
    assert made["FeedId"].startswith("Feeds-")
    assert ask.get("/api/packages")["Items"] == []
    pushed(ask, "Shop.1.0.0.zip", b"other")
    assert ask.get(f"/api/{space['Id']}/packages/Shop.1.0.0")["Hash"] == made["Hash"]


def test_pushing_and_replacing_need_permissions(ask: Asker) -> None:
    assert send(ask, "Shop.1.0.0.zip", key=ask.server.read_only_api_key).status_code == 403
    made = pushed(ask, "Shop.1.0.0.zip")
    user = ask.post("/api/users", Username="builder", DisplayName="Builder", IsService=True)
    team = ask.post("/api/teams", Name="Builders", MemberUserIds=[user["Id"]], SpaceId="Spaces-1")
    ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId="userroles-buildserver", SpaceId="Spaces-1")
    key = ask("POST", f"/api/users/{user['Id']}/apikeys", {"Purpose": "Test"}).json()["ApiKey"]
    assert send(ask, "Shop.2.0.0.zip", key=key).status_code == 201
    assert send(ask, "Shop.1.0.0.zip", b"new", key=key, overwriteMode="OverwriteExisting").status_code == 403
    answer = ask("DELETE", f"/api/packages/{made['Id']}", headers={"X-Octopus-ApiKey": key})
    assert answer.status_code == 403


@pytest.mark.parametrize("files", [None, {"data": ("Shop.1.0.0.zip", b"")}, {"data": (None, b"text")}])
def test_a_push_needs_a_file_with_content(ask: Asker, files: Any) -> None:
    url, headers = f"{ask.server.url}/api/packages/raw", {"X-Octopus-ApiKey": ask.server.api_key}
    answer = requests.post(url, files=files, headers=headers, timeout=10)
    assert answer.status_code == 400
    assert "package file" in answer.json()["Errors"][0]


def test_an_umlaut_and_line_ends_arrive(ask: Asker) -> None:
    content = b"\r\n--boundary\r\n\r\n" * 10
    made = pushed(ask, "Gr\u00f6\u00dfe.1.0.0.zip", content)
    assert made["PackageId"] == "Gr\u00f6\u00dfe"
    assert ask("GET", made["Links"]["Raw"]).content == content


def test_a_delta_makes_the_whole_package_again(ask: Asker) -> None:
    signature = "/api/packages/Shop/2.0.0/delta-signature"
    assert ask("GET", signature).status_code == 404
    base, new = PACKAGE, PACKAGE + b"and more"
    for name, content in (("Shop.1.0.0.zip", base), ("Shop.1.5.0.zip", base), ("Shop.3.0.0.zip", b"far")):
        pushed(ask, name, content)
    signed = ask.get(signature)
    assert signed["BaseVersion"] == "1.5.0"
    assert base64.b64decode(signed["Signature"]) == octodiff.signature(base)
    assert ask.get("/api/packages/Shop/0.1/delta-signature")["BaseVersion"] == "1.0.0"
    to, delta = "/api/packages/Shop/1.5.0/delta", written(base, b"and more")
    made = pushed(ask, "Shop.2.0.0.zip", delta, to=to)
    assert made["Hash"] == hashlib.sha1(new).hexdigest()
    assert ask("GET", made["Links"]["Raw"]).content == new
    assert send(ask, "Shop.2.0.0.zip", delta, to=to).status_code == 409
    assert send(ask, "Shop.2.1.0.zip", delta, to="/api/packages/Shop/9.0.0/delta").status_code == 404
    for wrong in (b"", b"no delta", delta[:-1], delta[:-1] + b"!", delta.replace(b"\x60", b"\x61", 1)):
        assert send(ask, "Shop.2.1.0.zip", wrong, to=to).status_code == 400


def test_a_signature_has_the_bytes_of_the_format() -> None:
    content = bytes(range(256)) * 10
    signed = octodiff.signature(content)
    head = b"OCTOSIG\x01\x04SHA1\x07Adler32>>>"
    assert signed.startswith(head)
    assert len(signed) == len(head) + 2 * 26
    length, checksum = struct.unpack_from("<hI", signed, len(head))
    low, high = 1, 0
    for byte in content[:2048]:
        low = (low + byte) & 0xFFFF
        high = (high + low) & 0xFFFF
    assert (length, checksum) == (2048, high << 16 | low)


def test_a_deletion_that_is_undone_leaves_the_file(ask: Asker) -> None:
    made = pushed(ask, "Shop.1.0.0.zip")
    octopus = ask.server.app.octopus

    def delete() -> None:
        with octopus.store.transaction():
            octopus.delete(octopus.kinds["packages"], made)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        delete()
    assert ask("GET", made["Links"]["Raw"]).content == PACKAGE


def test_the_files_of_a_deleted_space_go(ask: Asker) -> None:
    space = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"])
    made = pushed(ask, "Shop.1.0.0.zip", to=f"/api/{space['Id']}/packages/raw")
    path = ask.server.app.octopus.store.files.path("packages", made["Hash"])
    assert path
    ask.put(f"/api/spaces/{space['Id']}", {**ask.get(f"/api/spaces/{space['Id']}"), "TaskQueueStopped": True})
    assert ask("DELETE", f"/api/spaces/{space['Id']}").status_code == 200
    assert not path.exists()
