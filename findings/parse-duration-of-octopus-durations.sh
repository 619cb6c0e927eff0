#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   parse-duration 2.1.9 for JavaScript, and beside it moment 2.31.0, which knows the durations of .NET.
# Guess:     parse-duration, which reads "1hr 20mins" and the like, reads a duration as Octopus writes it, such as
#            1.02:00:00, as .NET does, or refuses it.
# Seen:      the first number is read in the unit of the result, and each further one in the next smaller unit. In
#            seconds, 00:05:00 is five milliseconds, 1.00:00:00 is one second, and 7.02:00:00 is seven seconds and a
#            bit. There is no error. moment reads all of them rightly.
# Effect:    a program that reads a machine policy, or the timeout of a task, believes that it is over at once.
# Here:      options for durations are texts in Octopus's form, which the collection checks (octopus_machine_policy).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund parse-duration@2.1.9 moment@2.31.0

cat >durations.mjs <<'NODE'
import moment from "moment";
import parse from "parse-duration";

for (const text of ["1hr 20mins", "00:05:00", "01:00:00", "1.00:00:00", "7.02:00:00", "00:00:01.5000000"]) {
  console.log(`${text}: parse-duration ${parse(text, "s")} s, moment ${moment.duration(text).asSeconds()} s`);
}
NODE
seen=$(node durations.mjs)
printf '%s\n' "$seen"
expected='1hr 20mins: parse-duration 4800 s, moment 0 s
00:05:00: parse-duration 0.005 s, moment 300 s
01:00:00: parse-duration 1 s, moment 3600 s
1.00:00:00: parse-duration 1 s, moment 86400 s
7.02:00:00: parse-duration 7.02 s, moment 612000 s
00:00:01.5000000: parse-duration 0.0000015 s, moment 1.5 s'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
