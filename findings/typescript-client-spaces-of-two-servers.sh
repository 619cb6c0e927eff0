#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, the official TypeScript client of Octopus Deploy.
# Guess:     a client asks its own server which ID a space has, so that one program can read a space of one server and
#            write to the space of the same name on another, as it does to promote a project.
# Seen:      the IDs are kept by the name of the space, once for all clients of the process. The second client never asks:
#            it sends the ID that the space has on the first server, to the other server.
# Effect:    the server refuses the request if it has no space with that ID. If it has one, the program writes to another
#            space than the one that it names, without an error.
# Here:      the collection finds a space through the links of the server at work, and a test holds it to that with two
#            servers in one process (tests/contract/test_kept_sessions.py).
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
const { Client, ProjectGroupRepository } = require("@octopusdeploy/api-client");

// Both servers have the spaces Shop and Bank, which were made in another order.
const SPACES = {
  test: { Shop: "Spaces-2", Bank: "Spaces-3" },
  live: { Bank: "Spaces-2", Shop: "Spaces-3" },
};
const written = [];

function answer(name, { method, url }) {
  if (method === "POST") written.push(`${name} ${url}`);
  if (!url.startsWith("/api/spaces?")) return { Version: "2026.3.1", Links: {} };
  const items = Object.entries(SPACES[name]).map(([Name, Id]) => ({ Id, Name }));
  return { Items: items, TotalResults: items.length };
}

async function createGroup(name) {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answer(name, request)));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const instanceURL = `http://127.0.0.1:${server.address().port}`;
  const client = await Client.create({ userAgentApp: "finding", instanceURL, apiKey: "API-EXAMPLE", logging: quiet });
  await new ProjectGroupRepository(client, "Shop").create({ Name: "Web" });
  server.close();
}

(async () => {
  await createGroup("test");
  await createGroup("live");
  const SEEN = ["test /api/Spaces-2/projectgroups", "live /api/Spaces-2/projectgroups"];
  console.log(`Shop is ${SPACES.test.Shop} on test, and ${SPACES.live.Shop} on live; written:`, written);
  if (JSON.stringify(written) !== JSON.stringify(SEEN)) {
    console.log("the output has changed");
    process.exit(1);
  }
})();
NODE
node run.cjs
