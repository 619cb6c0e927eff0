# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sanity tests are left out by name where something that they need can't be had."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanity


def test_packages_out_of_reach_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lib" / "python3.13" / "site-packages" / "ansible_test" / "_data" / "requirements"
    folder.mkdir(parents=True)
    far, near = "https://far.example.com/dill.zip", "https://near.example.com/astroid.zip"
    (folder / "sanity.pylint.txt").write_text(f"pylint==4.0\ndill@ {far}#sha256=00\nastroid@ {near}\n", "utf-8")
    (folder / "sanity.import.txt").write_text(f"jinja2 @ {near}\n", "utf-8")
    (folder / "sanity.pep8.txt").write_text("pycodestyle==2.14.0\n", "utf-8")
    monkeypatch.setattr(sanity, "can_be_had", near.__eq__)
    assert sanity.out_of_reach(tmp_path / "bin") == ["pylint"]
    monkeypatch.setattr(sanity, "can_be_had", lambda address: True)
    assert sanity.out_of_reach(tmp_path / "bin") == []
