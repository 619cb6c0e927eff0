#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, the official TypeScript client of Octopus Deploy.
# Guess:     if the timeout of a ServerTaskWaiter is over, its promise is rejected, or has the tasks as they are, of
#            which some are still executing.
# Seen:      the promise has the tasks that have completed, and no word about the others. If there are none, the list is
#            empty, and the task of waitForServerTaskToComplete, whose type is ServerTask, is undefined. An error comes
#            only with cancelOnTimeout, which cancels the tasks.
# Effect:    tasks.every((task) => task.FinishedSuccessfully) is true after a timeout: a deployment that hangs in
#            production is a success for the build.
# Here:      octopus_deployment and octopus_task fail when their time is over, and name the tasks (docs/api/tasks.md).
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

// The first task has succeeded. The second one never ends.
const TASKS = [
  { Id: "ServerTasks-1", State: "Success", IsCompleted: true, FinishedSuccessfully: true },
  { Id: "ServerTasks-2", State: "Executing", IsCompleted: false, FinishedSuccessfully: false },
];

function answer(url) {
  if (url.pathname === "/api/spaces") return { Items: [{ Id: "Spaces-1", Name: "Default" }], TotalResults: 1 };
  if (url.pathname.endsWith("/cancel")) return TASKS[1];
  if (!url.pathname.endsWith("/tasks")) return { Version: "2026.3.1", Links: {} };
  const ids = url.searchParams.get("ids").split(",");
  const found = TASKS.filter((task) => ids.includes(task.Id));
  return { Items: found, TotalResults: found.length };
}

async function outcome(wait) {
  try {
    return JSON.stringify(await wait());
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
  const waiter = new ServerTaskWaiter(client, "Default");
  const both = (...cancel) => waiter.waitForServerTasksToComplete(["ServerTasks-1", "ServerTasks-2"], 100, 1000, ...cancel);
  const second = () => waiter.waitForServerTaskToComplete("ServerTasks-2", 100, 1000);
  const succeeded = (tasks) => tasks.map((task) => task.Id).join() + ": " + tasks.every((task) => task.FinishedSuccessfully);
  const SEEN = [
    ["both", await outcome(async () => succeeded(await both())), '"ServerTasks-1: true"'],
    ["the second one", await outcome(second), undefined],
    [
      "both, with cancelOnTimeout",
      await outcome(() => both(undefined, true)),
      "Timeout reached after 1 seconds. Tasks were cancelled.",
    ],
  ];
  let changed = 0;
  for (const [what, found, seen] of SEEN) {
    console.log(`${what}: ${found}`);
    changed += found === seen ? 0 : 1;
  }
  if (changed > 0) console.log(`${changed} of ${SEEN.length} outputs have changed`);
  process.exit(changed > 0 ? 1 : 0);
});
NODE
node run.cjs
