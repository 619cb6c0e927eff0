# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode finds every reason why a file can't be written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import written
from ansible_collections.octopus.deploy.plugins.module_utils._model.writable import refuse_unwritable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError


@pytest.mark.parametrize("place", ["new", "new/below/it"])
def test_a_folder_that_the_user_may_not_enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: not mode & os.X_OK)
    with pytest.raises(PermissionError):
        refuse_unwritable(tmp_path / place)


def test_a_file_need_not_be_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("os.access", lambda path, mode: not mode & os.X_OK)
    refuse_unwritable(tmp_path / "file")


def test_a_link_is_followed_to_a_file_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder" / "new")
    refuse_unwritable(link)
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != tmp_path / "folder")
    with pytest.raises(PermissionError):
        refuse_unwritable(link)


@pytest.mark.parametrize("target", ["missing/new", "link"])
def test_a_link_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    """The write fails as the check does."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)
    with pytest.raises(OSError, match=str(tmp_path)) as checked:
        refuse_unwritable(link)
    with pytest.raises(OSError, match=str(tmp_path)) as tried:
        link.write_bytes(b"x")
    assert checked.value.errno == tried.value.errno


@pytest.mark.parametrize("target", ["missing", "link"])
@pytest.mark.parametrize("below", ["new", "folder/new"])
def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path, target: str, below: str) -> None:
    """Folders that do not exist are created, but none can be created in the place of the link."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)
    for check in (True, False):
        with pytest.raises(UsageError, match=rf"{link}/{below} can't be written: Not a directory"):
            written(link, {below: "x"}, check)
