# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses sentences that a native writer would not write, in the documentation, comments and messages.

``python tests/tools/sentences.py`` prints a line for each: its place, the words, and a better way to say it.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "*.md",
    "docs/**/*.md",
    "changelogs/fragments/*.yml",
    "plugins/**/*.py",
    "plugins/**/*.yml",
    "extensions/**/*.md",
    "extensions/**/*.py",
    "extensions/**/*.yml",
    "roles/**/*.md",
    "roles/**/*.yml",
    "playbooks/*.yml",
    "examples/**/*.yml",
    "findings/*.sh",
    "tests/**/*.py",
    "tests/tools/*.yml",
)
# The page is a report that the judges write; it quotes the names of tests.
REPORTS = ("conformance.md",)
# Examples are data of made-up users, and not our sentences, apart from the names of their tasks.
DATA = ("EXAMPLES",)
DATA_FOLDER = ROOT / "examples"
# In tests, strings are data too, apart from docstrings.
TESTS = ROOT / "tests"


@dataclass(frozen=True)
class Pattern:
    """``words``: the expression for a bad sentence; ``example``: one; ``better``: what to write in its place."""

    words: str
    example: str
    better: str


# The beginning of a sentence: of a text, of an item in a list or a table, or after the end of another sentence. A
# heading is a phrase of its own.
BEGIN = r"(?:^[\s>|*-]*(?:# )?(?:description: )?|(?<=[.!?] )|(?<=[.!?]\n))\s*"
PATTERNS = (
    Pattern(BEGIN + r"What\b(?![^.?\n|]*\?)", "What the server adds is ignored.", "name the subject of the sentence"),
    Pattern(BEGIN + r"Those\b", "Those without a name are removed.", "name the subject of the sentence"),
    Pattern(BEGIN + r"One\b(?! of\b| [a-z]+)", "One, which was read before, is kept.", "name the subject"),
    Pattern(BEGIN + r"One that\b", "One that is missing is created.", "name the subject of the sentence"),
    Pattern(r"\b[Tt]hat which\b", "That which is given wins.", "name the thing"),
    Pattern(
        r"(?<![Tt]here )(?<![Tt]hat )\b(?:is|are|was|were) no (?!(?:longer|more|less|fewer|newer|older|different)\b)",
        "'x' is no duration",
        "is not a",
    ),
    Pattern(
        r"\bthat (?:is|are|was) no (?!(?:longer|more|less|fewer|newer|older)\b)", "a text that is no date", "is not"
    ),
    Pattern(r"(?<![Tt]here )\b(?:is|are) none\b(?! of)", "a version that is none", "is not one, with its noun"),
    Pattern(r"\bas (?:it|they) stands?\b", "It is sent as it stands.", "unchanged"),
    Pattern(r"\bso and so\b", "a machine called so and so", "name an example"),
    Pattern(r"\b(?:is|are) told by\b", "A version is told by its tag.", "is recognised by, or is decided by"),
    Pattern(r"\bwith nothing there\b", "It works with nothing there.", "with an empty space"),
    Pattern(r"\band this is it\b", "There is always one, and this is it.", "say what the thing is"),
    Pattern(r"\bdo(?:es)? not lie\b", "The answer does not lie.", "say what is true"),
    Pattern(r"\bin any case\b", "A document with this name, in any case, is changed.", "ignoring case, or always"),
    Pattern(
        r", see (?:[`\"(]|[OMP]\(|there|the notes|below)", "It is read again, see below.", "a semicolon before see"
    ),
    Pattern(r"\bforet[eo]l[ld]s?\b(?!`)", "A check foretells the run.", "predict"),
    Pattern(
        r"\b(?:[Aa]n)?[Oo]ther (?!than\b)(?:\w+\s){1,2}than\b",
        "It stores another value than it was sent.",
        "a value other than",
    ),
    Pattern(r"\bwithout\s+a\s+word\b", "The entry is dropped without a word.", "silently, or without a message"),
    Pattern(r"(?:\bSo|Seen: +so) it is\b", "So it is with lists.", "the same holds for"),
    Pattern(r"\bshall\b", "A machine that shall be absent is deleted.", "should, or is to"),
    Pattern(BEGIN + r"The time for which\b", "The time for which the server waits.", "how long"),
    Pattern(r"\b[Hh]ighest number of\b", "The highest number of retries.", "the maximum number of"),
    Pattern(r"\b[Ll]ongest time (?:of|that)\b", "The longest time of all retries.", "the maximum duration of"),
    Pattern(
        r"\bThe (?:treatment of|reaction (?:to|when))\b", "The treatment of empty lists.", "how the thing is treated"
    ),
    Pattern(r"\bdo(?:es)? not know it\b", "Older servers do not know it.", "do not support it, or name the thing"),
    Pattern(
        r"\b(?:have|has|know|supports?|exists?) (?:it |them )?since (?:release )?\d",
        "Servers have it since 2025.1.",
        "have had, or from a release on",
    ),
    Pattern(r"\b[Ss]ervers since\b", "Servers since 2025.1 say so.", "servers from a release on"),
    Pattern(r"\banew\b", "The document is written anew.", "again, or from scratch"),
)
# Ansible prints the name of a task alone, so the name has to say what the task is about.
TASK_NAME = Pattern(r"^ *- name: \w+ (?:it|its|them|their)\b", "- name: Approve it", "name the object")


@dataclass(frozen=True)
class Text:
    """A comment, a string or a page; ``line``: the number of its first line."""

    line: int
    content: str
    patterns: tuple[Pattern, ...] = (*PATTERNS, TASK_NAME)


def refused(content: str, patterns: tuple[Pattern, ...] = PATTERNS) -> Iterator[tuple[int, str, Pattern]]:
    """The bad sentences in a text: the number of the line from 0, the words, and the pattern that refuses them."""
    for pattern in patterns:
        for found in re.finditer(pattern.words, content, re.MULTILINE):
            end = found.end()
            words = content[found.start() : end] + content[end : end + 30].partition("\n")[0]
            yield content.count("\n", 0, end), words.strip(), pattern


def texts(path: Path) -> Iterator[Text]:
    """The sentences for people in a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield Text(1, source, (TASK_NAME,) if path.is_relative_to(DATA_FOLDER) else Text.patterns)
        return
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Text(token.start[0], token.string)
    tree = ast.parse(source)
    if path.is_relative_to(TESTS):
        yield from docstrings(tree)
        return
    data = {
        id(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in DATA
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Text(node.lineno, node.value, (TASK_NAME,) if id(node) in data else Text.patterns)


def docstrings(tree: ast.Module) -> Iterator[Text]:
    """The docstrings of a file, its classes and its functions."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and ast.get_docstring(node):
                yield Text(first.value.lineno, str(first.value.value))


def main() -> int:
    paths = sorted({path for place in PLACES for path in ROOT.glob(place) if path.name not in REPORTS})
    found = [
        f"{path.relative_to(ROOT)}:{text.line + line}: {words!r}: {pattern.better}"
        for path in paths
        for text in texts(path)
        for line, words, pattern in refused(text.content, text.patterns)
    ]
    print("\n".join(found) or "every sentence has a subject")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
