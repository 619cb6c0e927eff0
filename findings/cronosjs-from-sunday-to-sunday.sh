#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   cronosjs 1.7.1 and croner 11.0.1 for JavaScript, cronsim 2.8 and croniter 7.0.0 for Python.
# Guess:     0 and 7 are both Sunday, so that 0-7, from Sunday to Sunday, is each day of the week, as cron itself has it.
# Seen:      for cronosjs, 0-7 and SUN-7 are Sundays only, because 7 becomes 0 before the range is read; a step, as in
#            0-7/2, changes nothing. 1-7 and 0-6 are each day. For the three others 0-7 is each day.
# Effect:    a daily job runs once a week. There is no error.
# Here:      docs/api/triggers.md says that programs disagree, and that Octopus's days go from 0 to 6.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check cronsim==2.8 croniter==7.0.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cronosjs@1.7.1 croner@11.0.1

cat >days.mjs <<'NODE'
import { Cron } from "croner";
import cronosjs from "cronosjs";

const START = new Date("2026-03-01T00:00:00Z");
const options = { timezone: "UTC" };
const NEXT = {
  cronosjs: (expression) => cronosjs.CronosExpression.parse(expression, options).nextNDates(START, 3),
  croner: (expression) => new Cron(expression, { ...options, paused: true }).nextRuns(3, START),
};
for (const [library, next] of Object.entries(NEXT)) {
  for (const days of ["0-7", "SUN-7", "0-7/2", "1-7", "0-6"]) {
    console.log(`${library}: ${days}:`, ...next(`0 9 * * ${days}`).map((time) => time.toISOString().slice(5, 10)));
  }
}
NODE
cat >days.py <<'PYTHON'
from datetime import datetime

from croniter import croniter
from cronsim import CronSim

START = datetime(2026, 3, 1)
simulated = CronSim("0 9 * * 0-7", START)
iterated = croniter("0 9 * * 0-7", START)
print("cronsim: 0-7:", *[f"{next(simulated):%m-%d}" for _each in range(3)])
print("croniter: 0-7:", *[f"{iterated.get_next(datetime):%m-%d}" for _each in range(3)])
PYTHON
seen=$(node days.mjs; venv/bin/python days.py)
expected='cronosjs: 0-7: 03-01 03-08 03-15
cronosjs: SUN-7: 03-01 03-08 03-15
cronosjs: 0-7/2: 03-01 03-08 03-15
cronosjs: 1-7: 03-01 03-02 03-03
cronosjs: 0-6: 03-01 03-02 03-03
croner: 0-7: 03-01 03-02 03-03
croner: SUN-7: 03-01 03-02 03-03
croner: 0-7/2: 03-01 03-03 03-05
croner: 1-7: 03-01 03-02 03-03
croner: 0-6: 03-01 03-02 03-03
cronsim: 0-7: 03-01 03-02 03-03
croniter: 0-7: 03-01 03-02 03-03'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
