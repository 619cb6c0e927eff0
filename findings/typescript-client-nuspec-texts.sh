#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, Octopus's client for TypeScript, whose NuGetPackageBuilder is behind
#            Octopus's action for GitHub that packs NuGet packages.
# Guess:     the .nuspec in a package is XML whatever its texts say: an ampersand in an author's name and a "less than"
#            in release notes are escaped. As with the library glob, **/* takes no file whose name begins with a dot.
#            Packing changes nothing in the folder that is packed.
# Seen:      the texts are written as they are, so that an XML parser refuses the file at the ampersand. The builder
#            says nothing, and a text without such characters is read. **/* takes .env as well. The .nuspec stays behind
#            in the folder, and the next package of the folder contains it, even one that ZipPackageBuilder packs.
# Effect:    the release notes of a commit decide whether the package can be read, and only a later reader says so.
#            A file with local settings becomes a part of the package.
# Here:      docs/packages.md says so to those who push packages that were packed in this way.
#
# Needs node 20 or newer and its package index, and Python. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @octopusdeploy/api-client@3.11.0

mkdir site
echo "hello" >site/index.html
echo "PORT=8080" >site/.env
cat >pack.cjs <<'NODE'
const { NuGetPackageBuilder, ZipPackageBuilder } = require("@octopusdeploy/api-client");

const site = { version: "1.0.0", basePath: "site", outputFolder: ".", logger: {} };
const notes = (packageId, author, releaseNotes) => ({
  ...site,
  packageId,
  inputFilePatterns: ["**/*"],
  nuspecArgs: { description: "The web shop", authors: [author], releaseNotes },
});
(async () => {
  const nuget = new NuGetPackageBuilder();
  await nuget.pack(notes("Plain", "Shop and Sons", "Pages load within a second"));
  await nuget.pack(notes("Marked", "Shop & Sons", "Pages load in < 1 s"));
  await new ZipPackageBuilder().pack({ ...site, packageId: "Zip", inputFilePatterns: ["**/*"] });
})();
NODE
node pack.cjs

python3 - <<'PYTHON'
import sys
import zipfile
from xml.etree import ElementTree


def nuspec(package):
    try:
        ElementTree.fromstring(zipfile.ZipFile(f"{package}.1.0.0.nupkg").read(f"{package}.nuspec"))
    except ElementTree.ParseError as error:
        return str(error)
    return "XML"


SEEN = (
    ("the .nuspec of plain texts", nuspec("Plain"), "XML"),
    ("the .nuspec of an ampersand", nuspec("Marked"), "not well-formed (invalid token): line 7, column 23"),
    (
        "the files in the zip",
        sorted(zipfile.ZipFile("Zip.1.0.0.zip").namelist()),
        [".env", "Marked.nuspec", "Plain.nuspec", "index.html"],
    ),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
