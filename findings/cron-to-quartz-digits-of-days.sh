#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   cron-to-quartz 1.4.15 for JavaScript, which converts an expression of Unix's cron, with Sunday 0, into one
#            of Quartz, with Sunday 1. org.quartz-scheduler:quartz 2.5.2 says what the results mean.
# Guess:     each day of the week gets Quartz's number or its name, a step stays a step, and what Quartz can't say is
#            refused.
# Seen:      one is added to each digit, also to those of a step. Monday to Friday and Sunday, written as 0, are right.
#            Each second day, */2, becomes each third, and 1-5/2 becomes 2-6/3, which is Monday and Thursday. Sunday,
#            written as 7, becomes 8, which Quartz refuses.
# Effect:    a job for Monday, Wednesday and Friday leaves out two of the three. For Octopus, whose Sunday is 0 as it is
#            for cron, each converted expression with a number runs a day late.
# Here:      docs/api/triggers.md says that the days of Octopus are not those of Quartz.
#
# Needs a JDK 17 or newer, mvn, node 20 or newer, and their package indexes. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cron-to-quartz@1.4.15

cat >convert.cjs <<'NODE'
const { getQuartz } = require("cron-to-quartz");

for (const days of ["1", "1-5", "*/2", "1-5/2", "0", "7", "0,6"]) {
  console.log(`${days}\t${getQuartz(`0 9 * * ${days}`)[0].join(" ")}`);
}
NODE
cat >Days.java <<'JAVA'
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.Scanner;
import java.util.TimeZone;
import org.quartz.CronExpression;

class Days {
    public static void main(String[] arguments) {
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String[] pair = lines.nextLine().split("\t");
            System.out.println(pair[0] + ": " + pair[1] + ": " + days(pair[1]));
        }
    }

    static String days(String text) {
        SimpleDateFormat shown = new SimpleDateFormat("EEE", Locale.ENGLISH);
        shown.setTimeZone(TimeZone.getTimeZone("UTC"));
        try {
            CronExpression expression = new CronExpression(text);
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            StringBuilder days = new StringBuilder();
            // From Sunday, 1 March 2026, for a week.
            Date end = new Date(1772928000000L);
            Date time = expression.getNextValidTimeAfter(new Date(1772323200000L));
            while (time.before(end)) {
                days.append(days.length() == 0 ? "" : " ").append(shown.format(time));
                time = expression.getNextValidTimeAfter(time);
            }
            return days.toString();
        } catch (ParseException refused) {
            return "refused";
        }
    }
}
JAVA
for artifact in org.quartz-scheduler:quartz:2.5.2 org.slf4j:slf4j-api:2.0.17; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" dependency:copy "-Dartifact=$artifact" \
    "-DoutputDirectory=$work/libraries" > said 2>&1 || { cat said >&2; exit 2; }
done
seen=$(node convert.cjs | java -cp "$work/libraries/*" Days.java 2> errors) || { cat errors >&2; exit 2; }
printf '%s\n' "$seen"
expected='1: 0 0 9 ? * 2 *: Mon
1-5: 0 0 9 ? * 2-6 *: Mon Tue Wed Thu Fri
*/2: 0 0 9 ? * */3 *: Sun Wed Sat
1-5/2: 0 0 9 ? * 2-6/3 *: Mon Thu
0: 0 0 9 ? * 1 *: Sun
7: 0 0 9 ? * 8 *: refused
0,6: 0 0 9 ? * 1,7 *: Sun Sat'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
