#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tools:     orval 8.38.0 with runtimeValidation, and @hey-api/openapi-ts 0.99.0 with validator: both generate clients
#            in TypeScript that check answers with zod.
# Guess:     the check changes nothing: the program gets the document that the server sent, with the properties that the
#            description does not have.
# Seen:      this holds for hey-api. orval's client gives the program a document without the properties that the
#            description does not have, at every depth, and no message. Without runtimeValidation the document is whole.
# Effect:    a PUT replaces the whole document of Octopus. A program that reads one of a newer server, changes its name
#            and writes it back clears what the description does not know.
# Here:      docs/api/documents.md says so. The collection sends back each property that it has read.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund orval@8.38.0 @hey-api/openapi-ts@0.99.0 zod@4.1.12 esbuild@0.28.2 \
  typescript@5.9.3
cat >api.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Environments", "version": "1"},
  "paths": {
    "/environment": {
      "get": {
        "operationId": "getEnvironment",
        "responses": {"200": {"description": "ok", "content": {"application/json": {
          "schema": {"$ref": "#/components/schemas/Environment"}}}}}
      }
    }
  },
  "components": {
    "schemas": {
      "Environment": {
        "type": "object",
        "required": ["Name"],
        "properties": {
          "Name": {"type": "string"},
          "Description": {"type": "string", "nullable": true},
          "Phase": {"$ref": "#/components/schemas/Phase"}
        }
      },
      "Phase": {"type": "object", "properties": {"Name": {"type": "string"}}}
    }
  }
}
JSON
cat >orval.config.js <<'NODE'
const checked = { client: "fetch", override: { fetch: { runtimeValidation: true } } };
module.exports = {
  plain: { input: "./api.json", output: { target: "./plain/index.ts", client: "fetch" } },
  checked: {
    input: "./api.json",
    output: { ...checked, target: "./checked/index.ts", schemas: { path: "./checked/model", type: "zod" } },
  },
};
NODE
cat >openapi-ts.config.mjs <<'NODE'
const generated = (path, validator) => ({
  input: "./api.json",
  output: path,
  plugins: ["@hey-api/client-fetch", "zod", { name: "@hey-api/sdk", validator }],
});
export default [generated("hey-plain", false), generated("hey-checked", true)];
NODE
{
  npx orval
  npx openapi-ts -f openapi-ts.config.mjs
} >log 2>&1 || { cat log >&2; exit 2; }
for each in plain checked hey-plain hey-checked; do
  npx esbuild "$each/index.ts" --bundle --format=esm --outfile="$each.mjs" --log-level=error
done

cat >run.mjs <<'NODE'
const document = { Name: "Test", Description: null, Slug: "test", Phase: { Name: "One", IsPriority: true } };
globalThis.fetch = async () =>
  new Response(JSON.stringify(document), { headers: { "Content-Type": "application/json" } });
for (const [title, file] of [["orval", "plain"], ["orval, checked", "checked"], ["hey-api", "hey-plain"],
  ["hey-api, checked", "hey-checked"]]) {
  const client = await import(`./${file}.mjs`);
  const answer = await client.getEnvironment({ baseUrl: "http://localhost" });
  console.log(`${title}: ${JSON.stringify(answer.data)}${answer.error ? ` error ${answer.error}` : ""}`);
}
NODE
seen=$(node run.mjs)
expected='orval: {"Name":"Test","Description":null,"Slug":"test","Phase":{"Name":"One","IsPriority":true}}
orval, checked: {"Name":"Test","Description":null,"Phase":{"Name":"One"}}
hey-api: {"Name":"Test","Description":null,"Slug":"test","Phase":{"Name":"One","IsPriority":true}}
hey-api, checked: {"Name":"Test","Description":null,"Slug":"test","Phase":{"Name":"One","IsPriority":true}}'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
