#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tools:     orval 7.13.2 and swagger-typescript-api 13.13.0, which generate clients in TypeScript from a description in
#            OpenAPI, and beside them @hey-api/openapi-ts 0.95.0.
# Guess:     all three send the same. A value in the path is encoded, so that the Git reference feature/x is one segment.
#            A list with explode: false becomes ids=a,b. A filter that is null is left out.
# Seen:      this holds for hey-api only. The two others write the value into the path as it is, so that feature/x is two
#            segments and what follows a "?" is a query; both send ids=a&ids=b, and partialName=null.
# Effect:    a program that reads the process of a branch gets 404, or a document that is not the branch's. A filter
#            without a value asks for documents that are called "null".
# Here:      the collection encodes each value in an address, and expands the templates of links that servers send.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund orval@7.13.2 swagger-typescript-api@13.13.0 @hey-api/openapi-ts@0.95.0 \
  esbuild@0.28.2 typescript@5.9.3
cat >api.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Processes", "version": "1"},
  "paths": {
    "/processes/{gitRef}": {
      "get": {
        "operationId": "getProcess",
        "parameters": [
          {"name": "gitRef", "in": "path", "required": true, "schema": {"type": "string"}},
          {"name": "ids", "in": "query", "style": "form", "explode": false,
           "schema": {"type": "array", "items": {"type": "string"}}},
          {"name": "partialName", "in": "query", "schema": {"type": "string", "nullable": true}}
        ],
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}
      }
    }
  }
}
JSON
cat >orval.config.js <<'NODE'
module.exports = { api: { input: "./api.json", output: { target: "./orval/index.ts", client: "fetch" } } };
NODE
{
  npx orval
  npx swagger-typescript-api generate -p api.json -o swagger -n index.ts
  npx openapi-ts -i api.json -o hey -c @hey-api/client-fetch
} >log 2>&1 || { cat log >&2; exit 2; }
for each in orval swagger hey; do
  npx esbuild "$each/index.ts" --bundle --format=esm --outfile="$each.mjs" --log-level=error
done

cat >run.mjs <<'NODE'
import * as hey from "./hey.mjs";
import * as orval from "./orval.mjs";
import { Api } from "./swagger.mjs";

const asked = [];
// Takes the place of a server: it keeps the address of each request.
globalThis.fetch = async (input) => {
  asked.push(String(input.url ?? input).replace("http://localhost", ""));
  return new Response("{}", { headers: { "Content-Type": "application/json" } });
};
const baseUrl = "http://localhost";
const CLIENTS = {
  hey: (gitRef, query) => hey.getProcess({ baseUrl, path: { gitRef }, query }),
  orval: (gitRef, query) => orval.getProcess(gitRef, query),
  swagger: (gitRef, query) => new Api({ baseUrl }).processes.getProcess(gitRef, query),
};
for (const [name, read] of Object.entries(CLIENTS)) {
  await read("feature/x", { ids: ["a", "b"] });
  await read("what?", { partialName: null });
  console.log(`${name}: ${asked.splice(0).join(" ")}`);
}
NODE
seen=$(node run.mjs)
expected='hey: /processes/feature%2Fx?ids=a,b /processes/what%3F
orval: /processes/feature/x?ids=a&ids=b /processes/what??partialName=null
swagger: /processes/feature/x?ids=a&ids=b /processes/what??partialName=null'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
