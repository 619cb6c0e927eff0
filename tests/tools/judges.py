# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make interop``: lets programs that others wrote judge the emulator, and reports the results."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checks import OWN_ENVIRONMENT, ROOT
from description.published import PUBLISHED
from interop.conformance import counts, page
from interop.results import OUTCOMES

WORK = ROOT / ".build" / "interop"
TRAFFIC = WORK / "traffic"
PAGE = ROOT / "docs" / "conformance.md"
# The description judges the answers to all other judges, so it comes last.
JUDGES: Sequence[tuple[str, Sequence[str]]] = (
    ("facts", ["-m", "interop.judge_facts"]),
    ("editor", ["-m", "interop.judge_editor"]),
    ("typescript", ["-m", "interop.judge_typescript"]),
    ("go", ["-m", "interop.judge_go"]),
    ("cli", ["-m", "interop.judge_cli"]),
    ("rulebook", ["-m", "interop.judge_rulebook"]),
    ("description", ["tests/description/check.py", str(TRAFFIC)]),
)
# The judge whose tests are also part of make test.
TESTED = "facts"
# Judges often wait, for server tasks and for time to pass, and leave the machine to other judges meanwhile.
AT_ONCE = 2
# The judge that waits most, for a program that starts slowly and is killed many times. As the last judge, it would
# leave a core idle.
BEGUN_FIRST = "rulebook"
# Judges that take long and only run on request. The last results of each are kept beside its program.
LONG: Mapping[str, Sequence[str]] = {
    "terraform": ["-m", "interop.judge_terraform"],
    "octoterra": ["-m", "interop.judge_octoterra"],
}
KEPT = ROOT / "tests" / "interop"


def judged(command: Sequence[str], file: Path) -> bool:
    """Run a judge, which writes its results to a file unless it is skipped."""
    environment = {**os.environ, **OWN_ENVIRONMENT, "OCTOPUS_EMULATOR_TRAFFIC": str(TRAFFIC)}
    command = [sys.executable, *command, "--json", str(file)]
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("interop", description="Let programs that others wrote judge the emulator.")
    parser.add_argument("--terraform", action="store_true", help="the Terraform provider's acceptance tests as well")
    parser.add_argument("--octoterra", action="store_true", help="octoterra's tests as well")
    parser.add_argument("--tested", action="store_true", help="take the facts from make test, if no file has changed")
    chosen = vars(parser.parse_args(argv))
    for leftover in (TRAFFIC, *WORK.glob("*.json")):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)
    TRAFFIC.mkdir(parents=True)
    *others, last = *((name, command) for name, command in LONG.items() if chosen[name]), *JUDGES
    if chosen["tested"]:
        others = [(name, [*command, "--tested"] if name == TESTED else command) for name, command in others]
    others.sort(key=lambda each: each[0] != BEGUN_FIRST)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        well = list(pool.map(lambda each: judged(each[1], WORK / f"{each[0]}.json"), others))
    well.append(judged(last[1], WORK / f"{last[0]}.json"))
    for name in LONG:
        if (WORK / f"{name}.json").exists():
            shutil.copy(WORK / f"{name}.json", KEPT)
    files = [*(WORK / f"{name}.json" for name, dummy in JUDGES), *(KEPT / f"{name}.json" for name in LONG)]
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    # One file can have the results of several descriptions.
    found = [each for content in read for each in (content if isinstance(content, list) else [content])]
    print(f"\n{'judge':38}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES))
    for each in found:
        print(f"{each['judge']:38}" + "".join(f"{count:12}" for count in counts(each["results"])))
    if len(found) < len(JUDGES) - 1 + len(PUBLISHED) + len(LONG):
        print(f"{PAGE.relative_to(ROOT)} is left as it is: not every judge was there")
    else:
        PAGE.write_text(page(found), encoding="utf-8")
        print(f"written to {PAGE.relative_to(ROOT)}")
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
