#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   com.cronutils:cron-utils 9.2.1 with its definitions SPRING53 and QUARTZ, and what these are named after:
#            org.springframework:spring-context 6.2.11 and org.quartz-scheduler:quartz 2.5.2.
# Guess:     an expression that cron-utils accepts by the definition of Spring or Quartz runs when Spring or Quartz runs
#            it. As 0 is Sunday for Spring, */2 in the days of the week is the same as 0-6/2.
# Seen:      "1,L" runs on the first of each month, and never on the last day. By the definition of Quartz, 22-2 runs at
#            22 hours alone, where Quartz runs it five times. For Spring itself, */2 is Monday, Wednesday, Friday and
#            Sunday, and 0-6/2 the other days and Sunday; for cron-utils both are the latter.
# Effect:    a forecast leaves out the last day of the month, or names the days between the right ones.
# Here:      the collection checks that an expression can be read, entry by entry, and computes no times.
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Times.java <<'JAVA'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.text.ParseException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.springframework.scheduling.support.CronExpression;

class Times {
    static void show(String library, String expression, UnaryOperator<ZonedDateTime> next) {
        StringJoiner said = new StringJoiner(", ");
        ZonedDateTime time = ZonedDateTime.of(2026, 12, 6, 23, 59, 59, 0, ZoneOffset.UTC);
        for (int run = 0; run < 5; run++) {
            time = next.apply(time);
            said.add(time.format(DateTimeFormatter.ofPattern("E MM-dd HH", Locale.ENGLISH)));
        }
        System.out.println(library + " " + expression + ": " + said);
    }

    static void utils(CronType type, String expression) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type));
        ExecutionTime times = ExecutionTime.forCron(parser.parse(expression));
        show("cron-utils, " + type, expression, time -> times.nextExecution(time).orElseThrow());
    }

    static void spring(String expression) {
        show("Spring", expression, CronExpression.parse(expression)::next);
    }

    static void quartz(String expression) throws ParseException {
        org.quartz.CronExpression times = new org.quartz.CronExpression(expression);
        times.setTimeZone(TimeZone.getTimeZone("UTC"));
        show("Quartz", expression,
            time -> times.getNextValidTimeAfter(Date.from(time.toInstant())).toInstant().atZone(ZoneOffset.UTC));
    }

    public static void main(String[] arguments) throws ParseException {
        utils(CronType.SPRING53, "0 0 6 1,L * ?");
        spring("0 0 6 1,L * ?");
        utils(CronType.QUARTZ, "0 0 6 1,L * ?");
        quartz("0 0 6 1,L * ?");
        utils(CronType.QUARTZ, "0 0 22-2 ? * *");
        quartz("0 0 22-2 ? * *");
        utils(CronType.SPRING53, "0 0 6 ? * */2");
        spring("0 0 6 ? * */2");
        spring("0 0 6 ? * 0-6/2");
    }
}
JAVA

for artifact in com.cronutils:cron-utils:9.2.1 org.quartz-scheduler:quartz:2.5.2 org.slf4j:slf4j-api:2.0.17 \
  org.slf4j:slf4j-nop:2.0.17 org.springframework:spring-{context,core,jcl}:6.2.11; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" \
    dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$work/libraries" > said 2>&1 || { cat said >&2; exit 2; }
done

seen=$(java -cp "$work/libraries/*" Times.java)
printf '%s\n' "$seen"
expected='cron-utils, SPRING53 0 0 6 1,L * ?: Fri 01-01 06, Mon 02-01 06, Mon 03-01 06, Thu 04-01 06, Sat 05-01 06
Spring 0 0 6 1,L * ?: Thu 12-31 06, Fri 01-01 06, Sun 01-31 06, Mon 02-01 06, Sun 02-28 06
cron-utils, QUARTZ 0 0 6 1,L * ?: Fri 01-01 06, Mon 02-01 06, Mon 03-01 06, Thu 04-01 06, Sat 05-01 06
Quartz 0 0 6 1,L * ?: Thu 12-31 06, Fri 01-01 06, Sun 01-31 06, Mon 02-01 06, Sun 02-28 06
cron-utils, QUARTZ 0 0 22-2 ? * *: Mon 12-07 22, Tue 12-08 22, Wed 12-09 22, Thu 12-10 22, Fri 12-11 22
Quartz 0 0 22-2 ? * *: Mon 12-07 00, Mon 12-07 01, Mon 12-07 02, Mon 12-07 22, Mon 12-07 23
cron-utils, SPRING53 0 0 6 ? * */2: Tue 12-08 06, Thu 12-10 06, Sat 12-12 06, Sun 12-13 06, Tue 12-15 06
Spring 0 0 6 ? * */2: Mon 12-07 06, Wed 12-09 06, Fri 12-11 06, Sun 12-13 06, Mon 12-14 06
Spring 0 0 6 ? * 0-6/2: Tue 12-08 06, Thu 12-10 06, Sat 12-12 06, Sun 12-13 06, Tue 12-15 06'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
