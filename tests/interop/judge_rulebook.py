# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a real ansible-rulebook run the event sources and the rulebook of the collection against the emulator."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from interop.results import FAILED, PASSED, SKIPPED, Result, concluded, json_file
from interop.rulebook_kills import ALONE, IN_DATABASE, KEPT, cursor_alone, kept_in_database, kept_in_file
from interop.rulebook_program import Unavailable, install, java_home, version
from interop.rulebook_scenes import failures, webhook

JUDGE = "ansible-rulebook"
AT_ONCE = 2
# The longest come first.
SCENES: Sequence[tuple[str, str, Callable[[str, Path], None]]] = (
    (f"{KEPT}: no action lost, and none twice but the interrupted ones", "octopus_events", kept_in_file),
    (f"{IN_DATABASE}: no action lost, and none twice but the interrupted ones", "octopus_events", kept_in_database),
    (f"{ALONE}: no action twice, and none lost but those that waited", "octopus_events", cursor_alone),
    ("bad health is checked; a failed deployment is repeated once", "rulebook octopus_events", failures),
    ("the call of a subscription makes the source look at once", "octopus_webhook", webhook),
)


def judged(java: str, name: str, kind: str, scene: Callable[[str, Path], None]) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        try:
            scene(java, Path(folder))
        except Unavailable as missing:
            return Result(name, kind, SKIPPED, str(missing))
        except AssertionError as error:
            return Result(name, kind, FAILED, "it goes another way", str(error))
    return Result(name, kind, PASSED)


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    try:
        java = java_home()
        install()
    except Unavailable as missing:
        print(f"{JUDGE}: skipped, {missing}")
        return 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda scene: judged(java, *scene), SCENES))
    return concluded(JUDGE, version(), results, file)


if __name__ == "__main__":
    sys.exit(main())
