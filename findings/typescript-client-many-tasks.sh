#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, the official TypeScript client of Octopus Deploy.
# Guess:     the ServerTaskWaiter waits for any number of tasks: it asks for them in batches, so that the address of a
#            request does not become too long, and reads the pages of each batch from the first one.
# Seen:      it waits for 300 tasks. Of 301, it asks for the 301st alone, in a second request with skip=300, so that the
#            server skips it. The waiter fails with "Unknown task Id(s)", and names a task that exists.
# Effect:    a deployment to 301 tenants is started, and the build that waits for it fails at once and watches none.
# Here:      octopus_deployment and octopus_task follow the pages of each batch from the first one (docs/api/tasks.md).
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
const { Client, ServerTaskWaiter } = require("@octopusdeploy/api-client");

let asked = [];

// Each task that is asked for exists and has succeeded. As everywhere, skip and take count the tasks that were found.
function answer(url) {
  if (url.pathname === "/api/spaces") return { Items: [{ Id: "Spaces-1", Name: "Default" }], TotalResults: 1 };
  if (!url.pathname.endsWith("/tasks")) return { Version: "2026.3.1", Links: {} };
  const ids = url.searchParams.get("ids").split(",");
  const [skip, take] = ["skip", "take"].map((each) => Number(url.searchParams.get(each)));
  asked.push(`${ids.length} IDs, skip=${skip}, take=${take}`);
  const found = ids.map((Id) => ({ Id, State: "Success", IsCompleted: true, FinishedSuccessfully: true }));
  return { Items: found.slice(skip, skip + take), TotalResults: found.length };
}

async function waited(client, count) {
  asked = [];
  const ids = Array.from({ length: count }, (nothing, index) => `ServerTasks-${index + 1}`);
  try {
    const tasks = await new ServerTaskWaiter(client, "Default").waitForServerTasksToComplete(ids, 1, 10000);
    return `${tasks.length} tasks`;
  } catch (error) {
    return error.message;
  }
}

const server = createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(answer(new URL(request.url, "http://localhost"))));
});
server.listen(0, "127.0.0.1", async () => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const instanceURL = `http://127.0.0.1:${server.address().port}`;
  const client = await Client.create({ userAgentApp: "finding", instanceURL, apiKey: "API-EXAMPLE", logging: quiet });
  const SEEN = [
    [300, "300 tasks", ["300 IDs, skip=0, take=300"]],
    [301, "Unknown task Id(s) ServerTasks-301", ["1 IDs, skip=300, take=300", "300 IDs, skip=0, take=300"]],
  ];
  let changed = 0;
  for (const [count, outcome, requests] of SEEN) {
    const found = await waited(client, count);
    console.log(`${count}: ${found}; ${asked.sort().join("; ")}`);
    changed += found === outcome && JSON.stringify(asked) === JSON.stringify(requests) ? 0 : 1;
  }
  console.log(changed > 0 ? `${changed} of ${SEEN.length} outputs have changed` : "as described");
  process.exit(changed > 0 ? 1 : 0);
});
NODE
node run.cjs
