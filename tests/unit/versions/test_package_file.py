# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The package that a file name stands for, by the table of the API reference (api: packages#file-names)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.package_file import (
    PackageFile,
    WrongName,
    named,
    read,
    split,
)

CLEAR = {
    "hello-world.1.0.0.zip": ("hello-world", "1.0.0", ".zip"),
    "Acme.Web.1.2.nupkg": ("Acme.Web", "1.2", ".nupkg"),
    "Octopus.Tentacle.6.3.417-x64.zip": ("Octopus.Tentacle", "6.3.417-x64", ".zip"),
    "powershell-linux-alpine-x64.7.2.10.tar.gz": ("powershell-linux-alpine-x64", "7.2.10", ".tar.gz"),
    "foo.1.0.0-tag-release.tag+buildmeta.tar.gz": ("foo", "1.0.0-tag-release.tag+buildmeta", ".tar.gz"),
    "foo.1.0.0-release.tar.gz": ("foo", "1.0.0-release", ".tar.gz"),
    "foo.1.0.0-beta.tar.Z": ("foo", "1.0.0-beta", ".tar.Z"),
    "foo.1.0.0-beta.1.tgz": ("foo", "1.0.0-beta.1", ".tgz"),
    "pkg.1.0.0.tbz": ("pkg", "1.0.0", ".tbz"),
    "foo.1.2.3.tar.bz2": ("foo", "1.2.3", ".tar.bz2"),
    "my_app.2024.01.02.war": ("my_app", "2024.01.02", ".war"),
    "foo.1.0.0+b.7.jar": ("foo", "1.0.0+b.7", ".jar"),
    "pkg.1.0.0.ear": ("pkg", "1.0.0", ".ear"),
    "pkg.1.0.0-rc.1.whl": ("pkg", "1.0.0-rc.1", ".whl"),
    "foo.1.0.0-x64.msi.zip": ("foo", "1.0.0-x64.msi", ".zip"),
    "app2.1.0.0.ZIP": ("app2", "1.0.0", ".ZIP"),
}
# Octopus reads these otherwise than people mean them.
MISLEADING = {
    "pterm-0.12.42": ("pterm-0", "12.42"),
    "hello_1.0.0": ("hello_1", "0.0"),
    "foo-1.0.0": ("foo-1", "0.0"),
    "App.v1.0.0": ("App.v1", "0.0"),
    "v8.7": ("v8", "7"),
    "1.0.0": ("1", "0.0"),
    "A.1.2.3.4.5": ("A.1", "2.3.4.5"),
}
NONE = (
    *("SqlServer2000", "Octopus.Tentacle", "Octopus.Tentacle-77", "a b.1.0.0", "Acme..Web.1.0.0", "foo.1.0.0-"),
    *("foo.1.0.0-x_y", "org:art:1.0"),
)


@pytest.mark.parametrize("name", CLEAR)
def test_a_clear_name_is_read(name: str) -> None:
    package = read(name)
    assert package == PackageFile(*CLEAR[name])
    assert package.name == name


@pytest.mark.parametrize("stem", MISLEADING)
def test_a_misleading_name_is_refused_and_the_message_says_how_octopus_reads_it(stem: str) -> None:
    assert split(stem) == MISLEADING[stem]
    with pytest.raises(WrongName, match=f"{MISLEADING[stem][0]!r} with the version {MISLEADING[stem][1]}"):
        read(f"{stem}.zip")


@pytest.mark.parametrize("stem", NONE)
def test_a_name_without_an_id_or_a_version_is_refused(stem: str) -> None:
    assert split(stem) is None
    with pytest.raises(WrongName, match="give package_id and version"):
        read(f"{stem}.zip")


def test_an_unknown_extension_is_refused() -> None:
    with pytest.raises(WrongName, match=r"\.nupkg"):
        read("foo.1.0.0.txt")


def test_a_given_id_and_version_make_the_name() -> None:
    assert named("Shop", "1.0.0-beta.1", "build-7.tar.gz").name == "Shop.1.0.0-beta.1.tar.gz"
    assert named("python-3", "1.0", "x.zip").name == "python-3.1.0.zip"
    with pytest.raises(WrongName, match=r"'Shop' with the version 1\.2\.0"):
        named("Shop.1", "2.0", "x.zip")


def test_a_long_name_is_read_at_once() -> None:
    assert split("a_" * 5000 + "-") is None
