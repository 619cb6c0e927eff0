# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-test like its own command, and lets the Pythons that it starts load ``compiled_once``.

ansible-test passes no variable on to these Pythons. It makes a folder for them, from which they import ansible-core.
"""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

AT_START = Path(__file__).parent / "compiled_once" / "sitecustomize.py"


def main() -> None:
    """Replace the function that makes the folder, and run."""
    maker: Any = import_module("ansible_test._internal.ansible_util")
    usual = maker.get_ansible_python_path

    def folder(*arguments: Any) -> str:
        made = str(usual(*arguments))
        shutil.copy(AT_START, made)
        return made

    maker.get_ansible_python_path = folder
    sys.exit(import_module("ansible_test._internal").main())


if __name__ == "__main__":
    main()
