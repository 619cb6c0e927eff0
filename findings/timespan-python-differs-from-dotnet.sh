#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   System.TimeSpan of .NET Core 3.1.23, with which Octopus reads durations, and timespan-python 0.1.2, which
#            reads and writes the texts of .NET in Python.
# Guess:     timespan-python, "analogous to TimeSpan.Parse", reads the time that .NET reads, in which hours above 23 are
#            days, or refuses what .NET refuses.
# Seen:      24:00:00 is 24 days, 36:10:20 is 36 days, 10 hours and 20 minutes, and 90 is 90 days. 24:00, 24:00:00.5 and
#            1.24:00:00 are errors. For timespan-python 24:00:00 and 0.24:00:00 are one day, 00:60:00 is an hour, and
#            01:30 and 90 are errors.
# Effect:    a machine policy that is to delete targets after 24:00:00 keeps them for 24 days; a program that checks the
#            duration with the library sees one day.
# Here:      options for durations refuse a text that a person and .NET read differently (octopus_machine_policy).
#
# Needs Python 3.11 (PYTHON names another one) and its package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pythonnet==3.0.5 clr-loader==0.2.7.post0 dotnetcore2==3.1.23 timespan-python==0.1.2
printf '%s' '{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "3.1.23"}}}' >"$work/run.json"

DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$work/venv/bin/python" - "$work" <<'PYTHON'
import sys
from pathlib import Path

import dotnetcore2
import timespan
from clr_loader import get_coreclr
from pythonnet import set_runtime

root = Path(dotnetcore2.__file__).parent / "bin"
set_runtime(get_coreclr(runtime_config=str(Path(sys.argv[1], "run.json")), dotnet_root=root))
import clr
from System import TimeSpan
from System.Globalization import CultureInfo


def read(parse, text):
    try:
        return str(parse(text))
    except Exception:
        return "error"


def dotnet(text):
    return TimeSpan.Parse(text, CultureInfo.InvariantCulture).ToString()


SEEN = (
    ("23:59:59", "23:59:59", "23:59:59"),
    ("7.02:00:00", "7.02:00:00", "7 days, 2:00:00"),
    ("24:00:00", "24.00:00:00", "1 day, 0:00:00"),
    ("36:10:20", "36.10:20:00", "1 day, 12:10:20"),
    ("90", "90.00:00:00", "error"),
    ("01:30", "01:30:00", "error"),
    ("24:00", "error", "error"),
    ("24:00:00.5", "error", "1 day, 0:00:00.500000"),
    ("0.24:00:00", "error", "1 day, 0:00:00"),
    ("1.24:00:00", "error", "2 days, 0:00:00"),
    ("00:60:00", "error", "1:00:00"),
)
changed = 0
for text, *seen in SEEN:
    found = [read(dotnet, text), read(timespan.from_string, text)]
    print(f"{text}: .NET {found[0]}, timespan-python {found[1]}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
