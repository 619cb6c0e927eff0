# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the pictures of pages in ``docs/``: what the collection writes about an emulated server, in Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import chromium
import yaml
from checks import ROOT
from config.driving import configure, export
from emulator.testing import Emulator
from playbooks.drift import drift
from playbooks.playbook import play

SPACE = ROOT / "tests" / "config" / "documented.yml"
EXAMPLES = ROOT / "examples"
DOCS = ROOT / "docs"
# Wide enough for a table of contents beside the page.
WIDTH = 1180


def documented(folder: Path) -> Path:
    """The page about a space."""
    page = folder / "space.html"
    with Emulator() as server:
        config = yaml.safe_load(SPACE.read_text(encoding="utf-8"))
        configure(server, config, space="Web shop", secrets={"database": "not shown"})
        export(server, space="Web shop", document=[str(page)])
        # The port differs in each run.
        text = page.read_text(encoding="utf-8").replace(server.url, "https://octopus.example.com")
    page.write_text(text, encoding="utf-8")
    return page


def audited(folder: Path) -> Path:
    """The page of an audit."""
    with Emulator() as server:
        play(EXAMPLES / "whole_space.yml", server)
        drift(folder, server, environment="Load test", description="Do not touch")
        play(EXAMPLES / "audit.yml", server, "-e", f"audit_folder={folder}", "-e", "audit_date=2026-11-28")
    return folder / "audit.html"


def main() -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        space, audit = documented(folder), audited(folder)
        shots = (
            ("space_document.png", space, 570, "light", "Web shop"),
            ("space_document_dark.png", space, 690, "dark", "Lifecycles"),
            ("audit.png", audit, 700, "light", "Whole space against its configuration"),
        )
        with chromium.page(folder / "browser") as page:
            page.send("Emulation.setScrollbarsHidden", hidden=True)
            for picture, file, height, scheme, title in shots:
                page.resize(WIDTH, height)
                page.use_scheme(scheme)
                page.open(file.as_uri())
                page.wait(f"document.readyState === 'complete' && location.href === {file.as_uri()!r}")
                titles = "[...document.querySelectorAll('h1, h2')]"
                page.run(f"{titles}.find(each => each.textContent === {title!r}).scrollIntoView()")
                (DOCS / picture).write_bytes(page.picture())
                print(f"docs/{picture}: {(DOCS / picture).stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
