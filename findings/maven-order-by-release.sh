#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Maven's own order of versions depends on the release of Maven, for version numbers in common use.
#
# Library:   org.apache.maven:maven-artifact 3.1.1, 3.5.0, 3.6.3, 3.9.11 and 4.0.0-rc-4, the class ComparableVersion.
# Guess:     the order changed at most once since 3.0, for made-up versions only: all releases agree about a milestone,
#            a release candidate, a snapshot and a release in the ways in which projects write them.
# Seen:      it changed three times between these releases. 2.0.0a1 was newer than 2.0.0-RC1 to 3.1.1. 2.0.0.RELEASE was
#            newer than 2.0.0 before 3.6.3, and is equal now. 2.0.0.RC1 with a dot was newer than 2.0.0-SNAPSHOT, and is
#            older to 3.9.11. To 4.0.0-rc-4, 2.0.0.BUILD-SNAPSHOT is older than 2.0.0-RC1, and was newer before.
# Effect:    two programs that both order "as Maven does" choose different packages as the latest.
# Here:      Octopus orders as 3.1.1 does, and so does the collection (docs/api/versions.md); a test has these versions.
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Order.java <<'JAVA'
import java.util.StringJoiner;
import org.apache.maven.artifact.versioning.ComparableVersion;

class Order {
    public static void main(String[] versions) {
        StringJoiner said = new StringJoiner(", ");
        for (int at = 0; at < versions.length; at += 2) {
            int order = new ComparableVersion(versions[at]).compareTo(new ComparableVersion(versions[at + 1]));
            said.add(versions[at] + (order < 0 ? " < " : order > 0 ? " > " : " = ") + versions[at + 1]);
        }
        System.out.println(said);
    }
}
JAVA

seen=""
for release in 3.1.1 3.5.0 3.6.3 3.9.11 4.0.0-rc-4; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" \
    dependency:get "-Dartifact=org.apache.maven:maven-artifact:$release" > said 2>&1 || { cat said >&2; exit 2; }
  path=$(find repository -path "*/maven-artifact/$release/*.jar" -o -name 'commons-lang3-*.jar' | tr '\n' ':')
  seen+="$release: $(java -cp "$path" Order.java 2.0.0a1 2.0.0-RC1 2.0.0.RELEASE 2.0.0 2.0.0.RC1 2.0.0-SNAPSHOT \
    2.0.0.BUILD-SNAPSHOT 2.0.0-RC1)"$'\n'
done

printf '%s' "$seen"
expected='3.1.1: 2.0.0a1 > 2.0.0-RC1, 2.0.0.RELEASE > 2.0.0, 2.0.0.RC1 > 2.0.0-SNAPSHOT, 2.0.0.BUILD-SNAPSHOT > 2.0.0-RC1
3.5.0: 2.0.0a1 < 2.0.0-RC1, 2.0.0.RELEASE > 2.0.0, 2.0.0.RC1 > 2.0.0-SNAPSHOT, 2.0.0.BUILD-SNAPSHOT > 2.0.0-RC1
3.6.3: 2.0.0a1 < 2.0.0-RC1, 2.0.0.RELEASE = 2.0.0, 2.0.0.RC1 > 2.0.0-SNAPSHOT, 2.0.0.BUILD-SNAPSHOT > 2.0.0-RC1
3.9.11: 2.0.0a1 < 2.0.0-RC1, 2.0.0.RELEASE = 2.0.0, 2.0.0.RC1 < 2.0.0-SNAPSHOT, 2.0.0.BUILD-SNAPSHOT > 2.0.0-RC1
4.0.0-rc-4: 2.0.0a1 < 2.0.0-RC1, 2.0.0.RELEASE = 2.0.0, 2.0.0.RC1 < 2.0.0-SNAPSHOT, 2.0.0.BUILD-SNAPSHOT < 2.0.0-RC1
'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
