# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make docs``: the module pages as HTML in .build/docs."""

from __future__ import annotations

import shutil
import sys

from checks import BIN, ROOT, run

SITE = ROOT / ".build" / "docs"


def main() -> int:
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir(parents=True, mode=0o755)
    arguments = ["sphinx-init", "--use-current", "--lenient", "--dest-dir", str(SITE), "octopus.deploy"]
    for command in ([str(BIN / "antsibull-docs"), *arguments], ["bash", "build.sh"]):
        ran = run(command, SITE)
        if ran.code:
            print(ran.output)
            return ran.code
    print(f"Open {(SITE / 'build' / 'html' / 'index.html').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
