#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, the official TypeScript client of Octopus Deploy.
# Guess:     EnvironmentRepository.getEnvironmentByName reads further pages until it finds the environment of this name
#            or there is no page left.
# Seen:      it asks once, for the first 100 environments whose names contain the text, and returns null if the one
#            that has exactly this name comes later. Nothing tells that there were more.
# Effect:    in a space with many environments, such as those of pull requests, a program takes an environment that
#            exists for one that does not: it says that nothing is left to deprovision, and the environment stays.
# Here:      the collection follows the pages of the list to their end (docs/api/collections.md).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @octopusdeploy/api-client@3.11.0

cat >run.cjs <<'NODE'
const { createServer } = require("node:http");
const { Client, EnvironmentRepository } = require("@octopusdeploy/api-client");

// A list of 150 environments, whose names all contain "pr-1"; the last one is called "pr-1".
const ENVIRONMENTS = Array.from({ length: 150 }, (nothing, index) => ({
  Id: `Environments-${index + 1}`,
  Name: index === 149 ? "pr-1" : `pr-1${String(index).padStart(3, "0")}`,
  Type: "Ephemeral",
}));
const asked = [];

function answer(url) {
  if (url.pathname === "/api/spaces") return { Items: [{ Id: "Spaces-1", Name: "Default" }], TotalResults: 1 };
  if (!url.pathname.endsWith("/environments/v2")) return { Version: "2026.3.1", Links: {} };
  asked.push(url.search);
  const [name, skip, take] = ["partialName", "skip", "take"].map((each) => url.searchParams.get(each));
  const found = ENVIRONMENTS.filter((each) => each.Name.includes(name));
  return { Items: found.slice(Number(skip), Number(skip) + Number(take)), TotalResults: found.length };
}

const server = createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(answer(new URL(request.url, "http://localhost"))));
});
server.listen(0, "127.0.0.1", async () => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const instanceURL = `http://127.0.0.1:${server.address().port}`;
  const settings = { userAgentApp: "finding", instanceURL, apiKey: "API-EXAMPLE", logging: quiet };
  const repository = new EnvironmentRepository(await Client.create(settings), "Default");
  const first = await repository.getEnvironmentByName("pr-1000");
  const last = await repository.getEnvironmentByName("pr-1");
  server.close();
  const SEEN = [
    ["the environment on the first page", first && first.Id, "Environments-1"],
    ["the environment after the first 100", last, null],
    ["the number of requests for it", asked.length - 1, 1],
  ];
  let changed = 0;
  for (const [what, found, seen] of SEEN) {
    console.log(`${what}: ${found}`);
    changed += found === seen ? 0 : 1;
  }
  if (changed > 0) {
    console.log(`${changed} of ${SEEN.length} outputs have changed`);
    process.exit(1);
  }
  process.exit(0);
});
NODE
node run.cjs
