# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of sentences refuses the phrases in its table, and lets plain sentences pass."""

from __future__ import annotations

from pathlib import Path

import pytest
import sentences
from sentences import PATTERNS, TASK_NAME, Pattern, refused, texts

GOOD = (
    "What happens if two people write at the same moment? Both tasks read again.",
    "## What check mode promises",
    "| What is left? | Nothing |",
    "There is no step 'Deploy'.",
    "The secret is no longer compared.",
    "One of the two is required.",
    "One request reads all of them.",
    "The list says what the server does not show.",
    "There are none.",
    "The version is at least 2025.1 and is not a prerelease.",
)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each.example)
def test_the_example_of_a_pattern_is_refused_wherever_a_sentence_begins(pattern: Pattern) -> None:
    for content in (pattern.example, f"First sentence. {pattern.example}", f"- {pattern.example}"):
        assert pattern in [each for _line, _words, each in refused(content)]


@pytest.mark.parametrize("sentence", GOOD)
def test_a_plain_sentence_passes(sentence: str) -> None:
    assert list(refused(sentence)) == []


def test_comments_strings_docstrings_and_the_names_of_tasks_in_examples_are_read(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    bad = "'x' is no duration"
    example = f"- name: Create a release\n- name: Set its notes\n  notes: {bad}"
    file.write_text(
        f'"""Text.\n\n{bad}\n"""\nEXAMPLES = """{example}"""\n# {bad}\nMESSAGE = f"{bad}: {{1}}"\n',
        encoding="utf-8",
    )
    found = [
        (text.line + line, pattern)
        for text in texts(file)
        for line, dummy, pattern in refused(text.content, text.patterns)
    ]
    assert sorted(line for line, dummy in found) == [3, 6, 8, 9]
    assert (6, TASK_NAME) in found


def test_comments_and_docstrings_of_tests_are_read_and_their_data_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "TESTS", tmp_path)
    file = tmp_path / "test_module.py"
    bad = "'x' is no duration"
    file.write_text(f'"""{bad}"""\nDATA = "{bad}"\n# {bad}\ndef test() -> None:\n    """{bad}"""\n', encoding="utf-8")
    assert sorted(text.line for text in texts(file) for _found in refused(text.content, text.patterns)) == [1, 3, 5]
