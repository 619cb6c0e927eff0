#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, the official TypeScript client of Octopus Deploy.
# Guess:     an answer that is not JSON is an error, even if its status is 200, as a firewall before the server answers a
#            request that it has rejected, or a proxy whose session is over.
# Seen:      the text of the page is the result. A package is pushed, and build information with it, without an error; an
#            environment is deleted. The environment that was to be created is a text, whose Id is undefined.
# Effect:    a build pushes nothing and is green. Another step fails, because the package does not exist.
# Here:      the collection accepts no page in place of a document, and octopus_package looks then whether the feed has
#            the package (docs/packages.md).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @octopusdeploy/api-client@3.11.0

cat >run.cjs <<'NODE'
const { writeFileSync } = require("node:fs");
const { createServer } = require("node:http");
const octopus = require("@octopusdeploy/api-client");

const PAGE = "<html><title>The request was rejected</title></html>";

// What is read is answered by the server, and what is written by a firewall.
const server = createServer((request, response) => {
  request.resume();
  const read = request.method === "GET";
  response.setHeader("Content-Type", read ? "application/json" : "text/html");
  const items = [{ Id: "Spaces-1", Name: "Default" }];
  response.end(read ? JSON.stringify({ Version: "2026.3.1", Links: {}, Items: items, TotalResults: 1 }) : PAGE);
});

async function outcome(change) {
  try {
    return await change();
  } catch (error) {
    return `error: ${error.message}`;
  }
}

server.listen(0, "127.0.0.1", async () => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const instanceURL = `http://127.0.0.1:${server.address().port}`;
  const settings = { userAgentApp: "finding", instanceURL, apiKey: "API-EXAMPLE", logging: quiet };
  const client = await octopus.Client.create(settings);
  const environments = new octopus.EnvironmentRepository(client, "Default");
  const packages = new octopus.PackageRepository(client, "Default");
  const builds = new octopus.BuildInformationRepository(client, "Default");
  const build = { spaceName: "Default", BuildNumber: "7", Commits: [], Packages: [{ Id: "Shop", Version: "1.0.0" }] };
  writeFileSync("Shop.1.0.0.zip", "PK");
  const SEEN = [
    ["create an environment", () => environments.create({ Name: "Test" }), PAGE],
    ["delete an environment", () => environments.del({ Id: "Environments-1" }).then(() => "done"), "done"],
    ["push a package", () => packages.push(["Shop.1.0.0.zip"]).then(() => "done"), "done"],
    ["push build information", () => builds.push(build).then(() => "done"), "done"],
  ];
  let changed = 0;
  for (const [what, change, seen] of SEEN) {
    const found = await outcome(change);
    console.log(`${what}: ${found}`);
    changed += found === seen ? 0 : 1;
  }
  if (changed > 0) console.log(`${changed} of ${SEEN.length} outputs have changed`);
  process.exit(changed > 0 ? 1 : 0);
});
NODE
node run.cjs
