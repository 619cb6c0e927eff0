# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ``make demo`` and writes ``docs/demo.svg``, the picture of a terminal in the README.

The picture shows lines that the demo has printed, but not all of its three hundred: the first task and the recap of
each run, and the whole summary. Three dots stand for lines that are left out.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence

from checks import ROOT, run
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

PICTURE = ROOT / "docs" / "demo.svg"
DEMO = ROOT / "tests" / "tools" / "demo.py"
WIDTH = 98
TITLE = re.compile(r"^(=+ \d\. .* =+)$", re.MULTILINE)
SUMMARY = f"\n{'=' * 70}\n"
ADVICE = "To run the same"
LEFT_OUT = "  \u22ee"
COLOR = re.compile(r"\x1b\[[0-9;]*m")
# A picture in a README may not load anything, so the fonts that rich would load are removed.
FETCHED_FONT = re.compile(r"\s*@font-face \{\{.*?\}\}", re.DOTALL)
# REUSE-IgnoreStart
LICENCE = (
    "<!-- Copyright: (c) 2026, The octopus.deploy maintainers\n"
    "     SPDX-License-Identifier: GPL-3.0-or-later\n"
    "     Written by tests/tools/demo_picture.py from the output of make demo. -->\n"
)
# REUSE-IgnoreEnd


def plain(line: str) -> str:
    """A line without its colours."""
    return COLOR.sub("", line)


def first_task_and_recap(run_of_playbook: str) -> Iterator[str]:
    """The lines of one run of the playbook that the picture shows."""
    _before, first, *_others = run_of_playbook.split("TASK [")
    for line in f"TASK [{first}".splitlines():
        if plain(line) and not plain(line).startswith("[WARNING]"):
            yield line
    yield LEFT_OUT
    recap = run_of_playbook.partition("PLAY RECAP")[2].splitlines()[1:]
    yield from filter(None, recap)


def excerpt(output: str) -> Iterator[str]:
    """The lines of the demo's output that the picture shows."""
    runs, summary = output.split(SUMMARY, 1)
    _before, *parts = TITLE.split(runs)
    for title, run_of_playbook in zip(parts[::2], parts[1::2], strict=True):
        yield from ("", title, *first_task_and_recap(run_of_playbook))
    yield from ("", *summary.partition(ADVICE)[0].strip().splitlines())


def shortened(line: str) -> str:
    """A line without Ansible's padding, and without the counts of a recap that are zero at its end."""
    line = re.sub(r"\*{4,}", "***", line)
    return re.sub(r"\s+(?:\x1b\[[0-9;]*m)*skipped=0.*", "", line)


def picture(lines: Sequence[str]) -> str:
    """The lines as an SVG picture of a terminal."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for line in lines:
        console.print(Text.from_ansi(line), no_wrap=True, overflow="crop")
    template = FETCHED_FONT.sub("", CONSOLE_SVG_FORMAT)
    drawn = console.export_svg(title="octopus.deploy", code_format=template, unique_id="demo")
    return LICENCE + "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


def main() -> int:
    ran = run([sys.executable, str(DEMO)], env={"FORCE_COLOR": "1"})
    if ran.code:
        print(ran.output)
        return ran.code
    lines = ["\x1b[1m$ make demo\x1b[0m", *(shortened(line) for line in excerpt(ran.output))]
    PICTURE.write_text(picture(lines), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {len(lines)} lines, {PICTURE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
