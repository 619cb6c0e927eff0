#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   com.bertramlabs.plugins:hcl4j 0.9.8 for Java, a parser of HCL, on the OCL in which Octopus keeps a process in
#            Git.
# Guess:     names with dots that are not in quotes make it fail, as they make other parsers of HCL. If it reads a script
#            at all, the script is the one of the file: a heredoc with <<- loses its indentation, as it does in HCL and in
#            OCL, and a shell's ${HOME} stays or is an error.
# Seen:      it reads the names rightly, and the whole process. Each line of a heredoc keeps its indentation, and the
#            newline before the end tag stays. In quotes, ${HOME} becomes HOME, without an error; in a heredoc it stays.
# Effect:    a tool in Java that checks or copies the scripts of a project reads each of them moved to the right, which
#            is not valid Python, and another text for each short script with a variable of the shell.
# Here:      docs/api/ocl.md says what parsers of HCL make of OCL; the collection does not read OCL.
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > process.ocl <<'OCL'
step "clean" {
    name = "Clean"

    action {
        properties = {
            Octopus.Action.Script.ScriptBody = <<-EOT
                import os
                print("${HOME}")
            EOT
            Octopus.Action.Script.Syntax = "Python"
            Octopus.Action.Hook = "rm -r ${HOME}/cache"
        }
    }
}
OCL
cat > Read.java <<'JAVA'
import com.bertramlabs.plugins.hcl4j.HCLParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class Read {
    public static void main(String[] arguments) throws Exception {
        Object found = new HCLParser().parse(Files.readString(Path.of("process.ocl")));
        for (String name : new String[] {"step", "clean", "action", "properties"}) {
            found = ((Map<?, ?>) found).get(name);
        }
        ((Map<?, ?>) found).forEach((name, value) ->
            System.out.println(name + ": [" + value.toString().replace("\n", "|") + "]"));
    }
}
JAVA

for artifact in com.bertramlabs.plugins:hcl4j:0.9.8 org.slf4j:slf4j-api:2.0.17 org.slf4j:slf4j-nop:2.0.17 \
  com.fasterxml.jackson.core:jackson-core:2.17.2 com.fasterxml.jackson.core:jackson-databind:2.17.2 \
  com.fasterxml.jackson.core:jackson-annotations:2.17.2; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" dependency:copy "-Dartifact=$artifact" \
    "-DoutputDirectory=$work/libraries" > said 2>&1 || { cat said >&2; exit 2; }
done
seen=$(java -cp "$work/libraries/*" Read.java)
printf '%s\n' "$seen"
# shellcheck disable=SC2016  # The dollar sign is what the script is about.
expected='Octopus.Action.Script.ScriptBody: [                import os|                print("${HOME}")|]
Octopus.Action.Script.Syntax: [Python]
Octopus.Action.Hook: [rm -r HOME/cache]'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
