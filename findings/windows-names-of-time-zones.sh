#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   tzlocal 5.4.5 for Python and windows-iana 5.1.0 for JavaScript, which turn a time zone of IANA into the
#            one of Windows, both by the table of Unicode's CLDR.
# Guess:     both know each zone of IANA in common use, and give the same name of Windows for it, except for zones whose
#            clocks have changed lately.
# Seen:      windows-iana has none for Europe/Kyiv, the name since 2022, only for Europe/Kiev. tzlocal has none for GMT,
#            only for Etc/GMT. For America/Winnipeg, tzlocal gives the new Manitoba Standard Time, of which windows-iana
#            knows nothing: it gives Central Standard Time, as Windows always did.
# Effect:    a time zone for Octopus, which takes names of Windows and of IANA, is found or not, depending on the program
#            that writes it. A server without the latest zones of Windows may refuse Manitoba Standard Time.
# Here:      the collection sends the name as it is given. It knows the new zones of Windows, so that they get no
#            warning.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check tzlocal==5.4.5
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund windows-iana@5.1.0

cat >names.py <<'PYTHON'
import sys

from tzlocal.windows_tz import tz_win

for zone in sys.argv[1:]:
    print(f"{zone}: {tz_win.get(zone, 'none')}")
PYTHON
cat >names.cjs <<'NODE'
const { findWindows } = require("windows-iana");

for (const zone of process.argv.slice(2)) {
  console.log(`${zone}: ${findWindows(zone).join(", ") || "none"}`);
}
NODE

zones=(Europe/Berlin Europe/Kiev Europe/Kyiv Etc/GMT GMT America/Winnipeg)
seen="tzlocal
$(venv/bin/python names.py "${zones[@]}")
windows-iana
$(node names.cjs "${zones[@]}")"

expected="tzlocal
Europe/Berlin: W. Europe Standard Time
Europe/Kiev: FLE Standard Time
Europe/Kyiv: FLE Standard Time
Etc/GMT: UTC
GMT: none
America/Winnipeg: Manitoba Standard Time
windows-iana
Europe/Berlin: W. Europe Standard Time
Europe/Kiev: FLE Standard Time
Europe/Kyiv: none
Etc/GMT: UTC
GMT: UTC
America/Winnipeg: Central Standard Time"
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
