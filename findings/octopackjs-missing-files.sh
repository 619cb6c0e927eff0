#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/octopackjs 0.2.4, with which builds in JavaScript make packages for Octopus.
# Guess:     a file or a folder that does not exist is an error, thrown by append or appendSubDir or given to the
#            callback of toFile. A pattern and the folder itself take the same files.
# Seen:      the package is made without what is missing, and the callback gets no error. If nothing is there, the
#            package is empty. A pattern leaves out files whose names begin with a dot, and appendSubDir takes them.
# Effect:    a build that fails half-way, or writes to another folder, pushes a package without the site, and the first
#            deployment shows it.
# Here:      docs/packages.md says so to those who push packages that were packed in this way.
#
# Needs node 20 or newer and its package index, and Python. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @octopusdeploy/octopackjs@0.2.4

mkdir site
echo "hello" >site/index.html
echo "deny all" >site/.htaccess
cat >pack.cjs <<'NODE'
const octo = require("@octopusdeploy/octopackjs");

const packed = (id, fill) =>
  new Promise((resolve) => {
    const pack = octo.pack("zip", { id, version: "1.0.0" });
    fill(pack);
    pack.toFile("packages", (error) => resolve(console.log(`${id}: ${error || "no error"}`)));
  });
(async () => {
  await packed("File", (pack) => pack.append("site/index.html").append("site/app.js"));
  await packed("Folder", (pack) => pack.appendSubDir("dist", true));
  await packed("Pattern", (pack) => pack.append("site/**/*"));
  await packed("Whole", (pack) => pack.appendSubDir("site"));
})();
NODE

seen=$(
  node pack.cjs
  python3 - <<'PYTHON'
import zipfile

for package in ("File", "Folder", "Pattern", "Whole"):
    names = zipfile.ZipFile(f"packages/{package}.1.0.0.zip").namelist()
    print(f"{package} has:", ", ".join(sorted(names)) or "nothing")
PYTHON
)
printf '%s\n' "$seen"
expected="File: no error
Folder: no error
Pattern: no error
Whole: no error
File has: site/index.html
Folder has: nothing
Pattern has: site/index.html
Whole has: site/.htaccess, site/index.html"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
