#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   octopus-deploy 6.3.1 for JavaScript, the last release of a command line tool that npm scripts use to push
#            packages, create releases and deploy them. Its README calls it deprecated.
# Guess:     a command that could do nothing ends with the exit status 1, as its code does if there is an exception.
# Seen:      each command prints the error and ends with 0 if the server refuses the API key (401), has no such project
#            (404), refuses the package (409) or can't be reached. Only a space that can't be found ends it with 1.
# Effect:    a build in which nothing was pushed and nothing was deployed is green. A key that has expired is noticed
#            when somebody looks for the release.
# Here:      each module of the collection fails if the server refuses, or does not answer.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
server=""
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund octopus-deploy@6.3.1 2>/dev/null

cat > server.cjs <<'NODE'
// The first part of each address is the status of the answer.
const http = require("http");
const fs = require("fs");

const server = http.createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(Number(request.url.split("/")[1]), { "Content-Type": "application/json" });
    response.end(JSON.stringify({ ErrorMessage: "refused" }));
  });
});
server.listen(0, "127.0.0.1", () => {
  fs.writeFileSync("port.new", String(server.address().port));
  fs.renameSync("port.new", "port");
});
NODE
node server.cjs &
server=$!
for _ in $(seq 100); do
  if [ -e port ]; then break; fi
  sleep 0.1
done
address="http://127.0.0.1:$(cat port)"

# ended HOST COMMAND...: the exit status of a command
ended() {
  local host=$1 status=0
  shift
  node_modules/.bin/octopus-deploy "$@" --host "$host" --apiKey API-EXAMPLE > said 2>&1 || status=$?
  echo "$*, ${host/"$address"\//}: $status"
}

echo site > site.txt
release=(--projectSlugOrId web --releaseVersion 1.0.0)
package=(--packageName web --packageVersion 1.0.0 --globs site.txt)
seen=$(
  ended "$address/401" release create "${release[@]}"
  ended "$address/401" release deploy "${release[@]}" --environmentName Production
  ended "$address/404" release promote "${release[@]}" --environmentName Production
  ended "$address/409" octopack "${package[@]}"
  ended http://127.0.0.1:1 release create "${release[@]}"
  ended "$address/401" release create "${release[@]}" --space Shop
)
printf '%s\n' "$seen"
expected="release create --projectSlugOrId web --releaseVersion 1.0.0, 401: 0
release deploy --projectSlugOrId web --releaseVersion 1.0.0 --environmentName Production, 401: 0
release promote --projectSlugOrId web --releaseVersion 1.0.0 --environmentName Production, 404: 0
octopack --packageName web --packageVersion 1.0.0 --globs site.txt, 409: 0
release create --projectSlugOrId web --releaseVersion 1.0.0, http://127.0.0.1:1: 0
release create --projectSlugOrId web --releaseVersion 1.0.0 --space Shop, 401: 1"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
