#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      octopus 1.7.1, the command line tool of Octopus Deploy in Go (github.com/OctopusDeploy/cli), the command
#            "package zip create".
# Guess:     a version that is not SemVer is refused, because the help says "must be a valid SemVer". A package that is
#            already in the folder that is packed is left out of the next one.
# Seen:      "abc", "1 2" and "1.2.3-" are versions like any other, and the exit status is 0. The next package of the
#            folder contains the one before, which in turn contains its own.
# Effect:    a build whose variable has the wrong version makes a package, and the feed refuses it or takes a part of the
#            name for the version. A folder whose packages stay in it gives larger and larger ones.
# Here:      docs/packages.md says so to those who push packages that were packed in this way.
#
# Needs Go 1.24 or newer, its module proxy, and Python 3. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{
  go mod init finding
  go mod edit -require=github.com/OctopusDeploy/cli@v1.7.1
  go build -mod=mod -o octopus github.com/OctopusDeploy/cli/cmd/octopus
} >said 2>&1 || { cat said >&2; exit 2; }

# The tool wants a server and a key before each command, and asks neither of them to pack.
export HOME="$work/home" OCTOPUS_URL=http://127.0.0.1:9 OCTOPUS_API_KEY=API-EXAMPLE
mkdir -p home app out
echo shop >app/shop.txt

pack() {
  ./octopus package zip create --no-prompt --id Web --version "$1" --base-path app --out-folder "$2" >said 2>&1
}

seen=$(
  for version in abc "1 2" 1.2.3-; do
    pack "$version" out && echo "version $version: $(cd out && ls)"
    rm out/*
  done
  pack 1.0.0 app
  pack 1.0.1 app
  python3 -c 'import zipfile; print("1.0.1:", sorted(zipfile.ZipFile("app/Web.1.0.1.zip").namelist()))'
)
expected="version abc: Web.abc.zip
version 1 2: Web.1 2.zip
version 1.2.3-: Web.1.2.3-.zip
1.0.1: ['Web.1.0.0.zip', 'shop.txt']"
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
