#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   url-template 3.1.1 for JavaScript, which many clients of hypermedia APIs use.
# Guess:     a list without members is left out of a query, as RFC 6570 section 2.3 has it: such a list is undefined.
#            An empty text is a value, so that {/id} gives "/". uri-template 2.0.0, another library, does the same.
# Seen:      {?ids} with an empty list gives "?ids=". {?ids*} leaves it out. For an empty text, {/id} gives "/", as the
#            RFC has it, and nothing with uri-template.
# Effect:    a filter by no ID asks the server for documents whose ID is the empty text, or for all of them: that is the
#            server's choice. With uri-template, a document without an ID becomes the collection, without a slash.
# Here:      modules that take a list of IDs send no request for an empty one.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund url-template@3.1.1 uri-template@2.0.0

cat >run.mjs <<'NODE'
import { parse } from "uri-template";
import { parseTemplate } from "url-template";

const SEEN = [
  ["url-template", "projects{?ids,take}", { ids: [], take: 30 }, "projects?ids=&take=30"],
  ["uri-template", "projects{?ids,take}", { ids: [], take: 30 }, "projects?take=30"],
  ["url-template", "projects{?ids*,take}", { ids: [], take: 30 }, "projects?take=30"],
  ["url-template", "projects{/id}", { id: "" }, "projects/"],
  ["uri-template", "projects{/id}", { id: "" }, "projects"],
];
const EXPAND = {
  "url-template": (template, values) => parseTemplate(template).expand(values),
  "uri-template": (template, values) => parse(template).expand(values),
};
let changed = 0;
for (const [library, template, values, seen] of SEEN) {
  const found = EXPAND[library](template, values);
  console.log(`${library}: ${template} with ${JSON.stringify(values)}: ${found}`);
  changed += found === seen ? 0 : 1;
}
if (changed > 0) {
  console.log(`${changed} of ${SEEN.length} outputs have changed`);
  process.exit(1);
}
NODE
node run.mjs
