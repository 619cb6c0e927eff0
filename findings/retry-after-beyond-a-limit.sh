#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   undici 7.30.2 (the HTTP client of node), ky 1.14.3, and retry-axios 4.0.3 with axios 1.21.1, for JavaScript,
#            which repeat a request after 429 and read the server's Retry-After. Beside them got 14.6.6.
# Guess:     none of them repeats the request before the time that the server asks for. A limit of the client that is
#            shorter, maxTimeout or maxRetryAfter, makes it give up. After "Retry-After: 0" they repeat it at once.
# Seen:      with a limit of half a second and "Retry-After: 4", undici and ky ask again after about half a second; got
#            gives up. For undici the limit is 30 seconds unless it is set. retry-axios does not repeat the request at
#            all after "Retry-After: 0", and does so after "Retry-After: 1".
# Effect:    a server that asks for a minute gets the next request of undici after half of it, and the limit counts that
#            one, too. A server that asks for no pause at all gets no second request.
# Here:      the collection waits a minute at most, which is all that Octopus's limits, counted by the minute, can ask for.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund undici@7.30.2 ky@1.14.3 retry-axios@4.0.3 axios@1.21.1 got@14.6.6

cat >run.mjs <<'NODE'
import http from "node:http";
import axios from "axios";
import got from "got";
import ky from "ky";
import * as rax from "retry-axios";
import { Agent, RetryAgent, request } from "undici";

const LIMIT = 500;
const CLIENTS = {
  undici: (url) => request(url, { dispatcher: new RetryAgent(new Agent(), { maxTimeout: LIMIT }) }),
  ky: (url) => ky(url, { retry: { maxRetryAfter: LIMIT } }).json(),
  got: (url) => got(url, { retry: { maxRetryAfter: LIMIT } }).json(),
  "retry-axios": (url) => {
    const client = axios.create();
    client.defaults.raxConfig = {};
    rax.attach(client);
    return client.get(url);
  },
};

// Answers 429 to the first request and 200 to the second, and says when the second came.
async function second(client, header) {
  const times = [];
  const server = http.createServer((_, answer) => {
    times.push(Date.now());
    const limited = times.length === 1;
    answer.writeHead(limited ? 429 : 200, { "Content-Type": "application/json", "Retry-After": header });
    answer.end("{}");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  await CLIENTS[client](`http://127.0.0.1:${server.address().port}/api`).catch(() => {});
  server.closeAllConnections();
  server.close();
  if (times.length === 1) return "never";
  // A timer may be some milliseconds early.
  return times[1] - times[0] < 1000 * Number(header) - 100 ? "too early" : "in time";
}

const SEEN = [
  ["undici", "4", "too early"],
  ["ky", "4", "too early"],
  ["got", "4", "never"],
  ["retry-axios", "1", "in time"],
  ["retry-axios", "0", "never"],
];
const found = await Promise.all(SEEN.map(([client, header]) => second(client, header)));
SEEN.forEach(([client, header], at) => console.log(`${client}, Retry-After: ${header}: ${found[at]}`));
if (SEEN.some(([, , seen], at) => seen !== found[at])) {
  console.log(`the behaviour has changed; expected: ${SEEN.map(([, , seen]) => seen).join(", ")}`);
  process.exit(1);
}
process.exit(0);
NODE
node run.mjs
