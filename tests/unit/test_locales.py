# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The make targets work in any locale, although ansible-core refuses to start in some."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from checks import OWN_ENVIRONMENT

# ansible-core does this when it starts.
STARTED = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.getencoding())"
TOOL = f'import sys, checks; print(checks.run([sys.executable, "-c", {STARTED!r}]).output)'
OWN = 'import checks; print(checks.OWN_ENVIRONMENT.get("LC_ALL"))'
LOCALES = ("LC_", "LANG")


def printed(code: str, **locales: str) -> str:
    """The output of Python code in an environment with these locales, and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(LOCALES)}
    environment = {**others, "PYTHONPATH": OWN_ENVIRONMENT["PYTHONPATH"], **locales}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("value", ["C", "POSIX", "tr_TR.ISO-8859-9", "xx_XX.UTF-8"])
@pytest.mark.parametrize("name", ["LC_ALL", "LANG"])
def test_programs_start_in_a_locale_of_utf_8(name: str, value: str) -> None:
    assert printed(TOOL, **{name: value}) == "UTF-8"


def test_a_locale_of_utf_8_stays() -> None:
    assert printed(OWN, LANG="C.UTF-8") == "None"
