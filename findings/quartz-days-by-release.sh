#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   org.quartz-scheduler:quartz 2.4.0, 2.5.0, 2.5.1 and 2.5.2, the class CronExpression.
# Guess:     the letters of Quartz, which many libraries have copied, mean the same in all its releases: L is the last
#            day of each month, 1W and 15W are the working days next to the first and the fifteenth of each month.
# Seen:      in 2.5.0, L leaves out each month with less than 31 days. In 2.5.0 and 2.5.1, 1W leaves out each month that
#            begins at a week-end, and 15W each month in which the fifteenth is a Sunday. 2.4.0 and 2.5.2 leave out none.
# Effect:    a job at the end of the month runs seven times a year. There is no error.
# Here:      the collection sends an expression to the server as it is, and computes no times.
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Months.java <<'JAVA'
import java.time.Instant;
import java.util.Date;
import java.util.StringJoiner;
import java.util.TimeZone;
import org.quartz.CronExpression;

class Months {
    public static void main(String[] days) throws Exception {
        StringJoiner said = new StringJoiner(", ");
        for (String day : days) {
            CronExpression expression = new CronExpression("0 0 6 " + day + " * ?");
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            StringJoiner months = new StringJoiner(" ");
            Date time = expression.getNextValidTimeAfter(Date.from(Instant.parse("2027-01-01T00:00:00Z")));
            while (time.toInstant().isBefore(Instant.parse("2028-01-01T00:00:00Z"))) {
                months.add(time.toInstant().toString().substring(5, 7));
                time = expression.getNextValidTimeAfter(time);
            }
            said.add(day + " in " + months);
        }
        System.out.println(said);
    }
}
JAVA

seen=""
for release in 2.4.0 2.5.0 2.5.1 2.5.2; do
  for artifact in "org.quartz-scheduler:quartz:$release" org.slf4j:slf4j-nop:2.0.17 org.slf4j:slf4j-api:2.0.17; do
    mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" \
      dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$work/$release" > said 2>&1 || { cat said >&2; exit 2; }
  done
  seen+="$release: $(java -cp "$work/$release/*" Months.java L 1W 15W)"$'\n'
done

printf '%s' "$seen"
all="01 02 03 04 05 06 07 08 09 10 11 12"
expected="2.4.0: L in $all, 1W in $all, 15W in $all
2.5.0: L in 01 03 05 07 08 10 12, 1W in 01 02 03 04 06 07 09 10 11 12, 15W in 01 02 03 04 05 06 07 09 10 11 12
2.5.1: L in $all, 1W in 01 02 03 04 06 07 09 10 11 12, 15W in 01 02 03 04 05 06 07 09 10 11 12
2.5.2: L in $all, 1W in $all, 15W in $all
"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
