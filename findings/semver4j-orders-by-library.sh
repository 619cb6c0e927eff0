#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   com.vdurmont:semver4j 3.1.0 and org.semver4j:semver4j 5.6.0 for Java, which took its name and its place, and
#            io.github.g00fy2:versioncompare 1.5.0.
# Guess:     the two libraries called semver4j order as SemVer 2.0.0 does, so that either can replace the other: beta10
#            is older than beta2, because both are texts, and Beta is older than alpha. versioncompare finds some order
#            for two different pre-releases.
# Seen:      for org.semver4j beta2 is older than beta10, and alpha-2 than alpha-10: numbers within a text count. For
#            com.vdurmont they are texts, but it ignores letter case, so that alpha is older than Beta. For
#            versioncompare 1.0.0-9 equals 1.0.0-10, feature-x.1 equals feature-x.2, and 1 is newer than alpha.
# Effect:    after a change of the library, another package is the newest; for Octopus, beta-2 of a NuGet package is
#            newer than beta-10, and of a release it is older.
# Here:      the collection has the two orders of Octopus and that of Maven (docs/api/versions.md).
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Order.java <<'JAVA'
import com.vdurmont.semver4j.Semver;
import com.vdurmont.semver4j.Semver.SemverType;
import io.github.g00fy2.versioncompare.Version;

class Order {
    static String sign(int order) {
        return order < 0 ? "<" : order > 0 ? ">" : "=";
    }

    public static void main(String[] versions) {
        for (int at = 0; at < versions.length; at += 2) {
            String first = versions[at];
            String second = versions[at + 1];
            int old = new Semver(first, SemverType.STRICT).compareTo(new Semver(second, SemverType.STRICT));
            int young = org.semver4j.Semver.parse(first).compareTo(org.semver4j.Semver.parse(second));
            int other = new Version(first).compareTo(new Version(second));
            System.out.println(first + " and " + second + ": com.vdurmont " + sign(old) + ", org.semver4j " + sign(young)
                + ", versioncompare " + sign(other));
        }
    }
}
JAVA

for artifact in com.vdurmont:semver4j:3.1.0 org.semver4j:semver4j:5.6.0 io.github.g00fy2:versioncompare:1.5.0; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" dependency:copy "-Dartifact=$artifact" \
    "-DoutputDirectory=$work/libraries" > said 2>&1 || { cat said >&2; exit 2; }
done
seen=$(java -cp "$work/libraries/*" Order.java 1.0.0-beta2 1.0.0-beta10 1.0.0-alpha-2 1.0.0-alpha-10 \
  1.0.0-alpha 1.0.0-Beta 1.0.0-9 1.0.0-10 1.0.0-feature-x.1 1.0.0-feature-x.2 1.0.0-1 1.0.0-alpha 1.0.0-rc.1 1.0.0)
printf '%s\n' "$seen"
expected='1.0.0-beta2 and 1.0.0-beta10: com.vdurmont >, org.semver4j <, versioncompare <
1.0.0-alpha-2 and 1.0.0-alpha-10: com.vdurmont >, org.semver4j <, versioncompare <
1.0.0-alpha and 1.0.0-Beta: com.vdurmont <, org.semver4j >, versioncompare <
1.0.0-9 and 1.0.0-10: com.vdurmont <, org.semver4j <, versioncompare =
1.0.0-feature-x.1 and 1.0.0-feature-x.2: com.vdurmont <, org.semver4j <, versioncompare =
1.0.0-1 and 1.0.0-alpha: com.vdurmont <, org.semver4j <, versioncompare >
1.0.0-rc.1 and 1.0.0: com.vdurmont <, org.semver4j <, versioncompare <'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
