# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every citation of the API reference in ``docs/api`` leads to a section that exists.

A comment or docstring cites a section by its page and anchor: ``api`` and a colon, then ``spaces#space``, and further
ones after commas. An anchor is a heading as GitHub spells it in an address, or the ``id`` of an ``<a>``. The numbers of
``@pytest.mark.fact`` are anchors of the traps and of the checklist. Links from one page of ``docs`` to another have to
lead somewhere as well.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checks import ROOT

FOLDERS = ("plugins", "tests", "docs", "examples", "extensions", "roles", "findings")
SUFFIXES = {".py", ".md", ".yml", ".toml", ".mjs", ".go", ".sh", ".tf"}
REFERENCE = r"[a-z-]+#[A-Za-z0-9._-]*[A-Za-z0-9]"
# A citation may go on in the next line, of a docstring or of a comment.
GAP = r"(?: |\n\s*(?:# ?)?)"
CITED = re.compile(rf"\bapi:{GAP}({REFERENCE}(?:,{GAP}{REFERENCE})*)")
# The beginning of a citation without an anchor.
UNFINISHED = re.compile(rf"\(api:{GAP}(?![a-z-]+#)([^\s,);#][^\s,);]*)")
FACTS = re.compile(r"""\bmark\.fact\(((?:"[^"]*"(?:, )?)+)\)""")
LINK = re.compile(r"\]\(([^()\s:#]+\.md)?(#[^()\s]+)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
IDENTIFIED = re.compile(r'<a id="([^"]+)">')
# The notes that the pages were made of, which were never in the repository.
FORMER = re.compile(r"\boctopus-api(?:-\w+)?\.md")
# Evidence in the tables of the published descriptions: a section by its number in these notes.
NUMBERED = re.compile(r'["(]([1-5]\.\d{1,2}(?:\.\d)?(?:, [1-5][\d.]*)*)(?= \(|: [A-Z])')
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
EVIDENCE = ("tests", "description")
# The pages that the numbers of facts are on, by how these begin.
FACT_PAGES: Mapping[str, str] = {"5": "traps", "C": "behaviour"}

Anchors = Mapping[str, frozenset[str]]


def slug(heading: str) -> str:
    """A heading as GitHub spells it in an address."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: str) -> frozenset[str]:
    """The anchors of a page, given its text."""
    headings = HEADING.findall(FENCED.sub("", page))
    return frozenset({slug(each) for each in headings} | set(IDENTIFIED.findall(page)))


def reference(folder: Path) -> Anchors:
    """The anchors of each page of the API reference, by the page's name without its ending."""
    return {each.stem: anchors(each.read_text(encoding="utf-8")) for each in folder.glob("*.md")}


def cited(text: str) -> Iterator[tuple[int, str]]:
    """The sections that a text cites, each as ``page#anchor``, with its offset. Without an anchor, the page alone."""
    for found in CITED.finditer(text):
        for each in re.finditer(REFERENCE, found[1]):
            yield found.start(1) + each.start(), each[0]
    for found in UNFINISHED.finditer(text):
        yield found.start(1), found[1]
    for found in FACTS.finditer(text):
        for number in re.findall(r'"([^"]*)"', found[1]):
            yield found.start(), f"{FACT_PAGES.get(number.split('.')[0], '')}#{number}"


def unresolved(text: str, known: Anchors) -> Iterator[tuple[int, str]]:
    """The number of each line with a citation that leads nowhere, and the citation."""
    for offset, each in cited(text):
        page, _sign, anchor = each.partition("#")
        if anchor not in known.get(page, frozenset()):
            yield text.count("\n", 0, offset) + 1, each
    for found in FORMER.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[0]


def numbered(file: Path) -> Iterator[tuple[int, str]]:
    """The evidence in a file that names a section by a number."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        yield from ((number, each) for each in NUMBERED.findall(line))


def broken_links(page: Path) -> Iterator[tuple[int, str]]:
    """The links of a page that lead to no file, or to no heading of it."""
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        for file, anchor in LINK.findall(line):
            target = page.parent / file if file else page
            if not target.is_file() or (anchor and anchor[1:] not in anchors(target.read_text(encoding="utf-8"))):
                yield number, f"{file}{anchor}"


def problems(root: Path) -> list[str]:
    """A line for each citation and link that leads nowhere, with file and line number."""
    known = reference(root / "docs" / "api")
    files = sorted(each for name in FOLDERS for each in (root / name).rglob("*") if each.suffix in SUFFIXES)
    found = []
    for file in (each for each in files if each.is_file()):
        where = file.relative_to(root)
        wrong = unresolved(file.read_text(encoding="utf-8"), known)
        found += [f"{where}:{number}: no section {each!r} in docs/api" for number, each in wrong]
        if where.parts[:2] == EVIDENCE:
            found += [f"{where}:{number}: {each!r} is no citation of docs/api" for number, each in numbered(file)]
        if where.parts[0] == "docs" and file.suffix == ".md":
            found += [f"{where}:{number}: the link {each!r} leads nowhere" for number, each in broken_links(file)]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    root = Path(argv[0]) if argv else ROOT
    found = problems(root)
    print("\n".join(found) or "every citation of the API reference leads to a section of it")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
