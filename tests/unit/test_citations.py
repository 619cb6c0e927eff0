# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Citations of the API reference lead somewhere, and one that does not is found."""

from __future__ import annotations

from pathlib import Path

import citations
import pytest

PAGE = '# Spaces\n\n## A space\n\n- <a id="5.3"></a>**5.3** The queue.\n\n```\n# no heading\n```\n\n[up](#spaces)\n'
# In two parts, or the tool would take the examples for citations.
CITES = "api" + ": "
FORMER = "octopus-api" + ".md"
FACT = "@pytest.mark." + "fact"


def tree(root: Path, line: str, page: str = PAGE) -> Path:
    for name, text in (("docs/api/spaces.md", page), ("docs/api/traps.md", PAGE), ("plugins/space.py", f"\n{line}\n")):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "line",
    [
        f'"""A space ({CITES}spaces#a-space)."""',
        f"# Both ({CITES}spaces#a-space, traps#5.3).",
        f"# An end of a sentence, {CITES}traps#5.3.",
        f'{FACT}("5.3")',
        "name_of_api: spaces#none",
    ],
)
def test_a_section_that_exists(tmp_path: Path, line: str) -> None:
    assert citations.problems(tree(tmp_path, line)) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f'"""A space ({CITES}spaces#a-team)."""', "spaces#a-team"),
        (f"# Both ({CITES}spaces#a-space, traps#5.4).", "traps#5.4"),
        (f"# No such page ({CITES}rockets#a-space).", "rockets#a-space"),
        (f"# No heading, but a comment in a block ({CITES}spaces#no-heading).", "spaces#no-heading"),
        (f'{FACT}("5.3", "5.4")', "traps#5.4"),
        (f"# As it was cited before ({FORMER} 3.1).", FORMER),
    ],
)
def test_a_section_that_does_not_exist(tmp_path: Path, line: str, named: str) -> None:
    assert citations.problems(tree(tmp_path, line)) == [f"plugins/space.py:2: no section {named!r} in docs/api"]


@pytest.mark.parametrize(
    ("text", "number", "named"),
    [
        (f'"""A space ({CITES.rstrip()}\n    spaces#a-team)."""', 3, "spaces#a-team"),
        (f"# Both ({CITES}spaces#a-space,\n# traps#5.4).", 3, "traps#5.4"),
        (f"# A page alone ({CITES}spaces).", 2, "spaces"),
        (f"# The name of its file ({CITES}spaces.md#a-space).", 2, "spaces.md#a-space"),
    ],
)
def test_a_citation_that_is_easily_overlooked(tmp_path: Path, text: str, number: int, named: str) -> None:
    """It goes on in the next line, or does not have the form of the others."""
    assert citations.problems(tree(tmp_path, text)) == [f"plugins/space.py:{number}: no section {named!r} in docs/api"]


def test_evidence_by_a_number(tmp_path: Path) -> None:
    tables = tree(tmp_path, "") / "tests" / "description" / "newer.py"
    tables.parent.mkdir(parents=True)
    tables.write_text(f'row("{CITES}spaces#a-space (CS)", "2020.5: a text")\nrow("3.4, 4 (CS)")\n', encoding="utf-8")
    assert citations.problems(tmp_path) == ["tests/description/newer.py:2: '3.4, 4' is no citation of docs/api"]


@pytest.mark.parametrize("link", ["none.md", "traps.md#none", "#none"])
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str) -> None:
    found = citations.problems(tree(tmp_path, "", f"# Spaces\n\n[there]({link})\n"))
    assert found == [f"docs/api/spaces.md:3: the link {link!r} leads nowhere"]


def test_the_command_fails_with_a_wrong_citation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert citations.main([str(tree(tmp_path, f"# {CITES}spaces#none"))]) == 1
    assert "plugins/space.py:2:" in capsys.readouterr().out
    assert citations.main([str(tree(tmp_path, f"# {CITES}spaces#a-space"))]) == 0
