# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No section of a documentation fragment has the name of a fragment's file.

Ansible would load that file in place of the section: see findings/ansible-doc-fragment-sections.sh.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from checks import ROOT

FRAGMENTS = sorted(each for each in (ROOT / "plugins" / "doc_fragments").glob("*.py") if each.name != "__init__.py")
FILES = {each.stem.upper() for each in FRAGMENTS}


def sections(fragment: Path) -> set[str]:
    """The names that the class of a fragment assigns."""
    tree = ast.parse(fragment.read_text(encoding="utf-8"))
    lines = [line for each in tree.body if isinstance(each, ast.ClassDef) for line in each.body]
    return {
        target.id
        for line in lines
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda each: each.stem)
def test_sections_have_names_of_their_own(fragment: Path) -> None:
    found = sections(fragment)
    assert found
    assert not found & FILES
