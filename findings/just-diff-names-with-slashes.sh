#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   just-diff 6.0.2 and just-diff-apply 5.5.0 for JavaScript, and fast-json-patch 3.1.1, which applies a JSON
#            Patch (RFC 6902).
# Guess:     jsonPatchPathConverter, with which just-diff writes a JSON Patch, writes "/" in a name as "~1" and "~" as "~0",
#            as RFC 6901 section 3 has it, so that any library applies it. At least just-diff-apply understands it.
# Seen:      both signs are written as they are. For just-diff-apply, a new "Image[acme/web]" below "Properties" is the
#            property "web]" of a new object "Image[acme", without an error; a change of an old one is an error.
#            fast-json-patch refuses both. Without the converter, where a path is a list of names, all is well.
# Effect:    a property with such a name, such as one that a step has for each of its images, goes to a place that nobody
#            reads, and a list by tenant tag, "Ring/Alpha", is not changed any more as soon as it is there.
# Here:      the modules show a difference as the two documents, before and after.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund just-diff@6.0.2 just-diff-apply@5.5.0 fast-json-patch@3.1.1

cat >patch.mjs <<'NODE'
import patches from "fast-json-patch";
import { diff, jsonPatchPathConverter as written } from "just-diff";
import { diffApply, jsonPatchPathConverter as read } from "just-diff-apply";

const ADDED = [{ Properties: {} }, { Properties: { "Image[acme/web]": "1.0" } }];
const CHANGED = [{ Properties: { "Image[acme/web]": "1.0" } }, { Properties: { "Image[acme/web]": "1.1" } }];

function said(apply, before) {
  try {
    const document = structuredClone(before);
    apply(document);
    return JSON.stringify(document);
  } catch {
    return "an error";
  }
}

for (const [before, after] of [ADDED, CHANGED]) {
  const patch = diff(before, after, written);
  console.log(`${JSON.stringify(before)} -> ${JSON.stringify(after)}: ${patch[0].op} ${patch[0].path}`);
  console.log(`  just-diff-apply: ${said((document) => diffApply(document, patch, read), before)}`);
  console.log(`  fast-json-patch: ${said((document) => patches.applyPatch(document, patch), before)}`);
  console.log(`  as a list of names: ${said((document) => diffApply(document, diff(before, after)), before)}`);
  console.log(`  fast-json-patch alone: ${patches.compare(before, after)[0].path}`);
}
NODE
seen=$(node patch.mjs)
expected='{"Properties":{}} -> {"Properties":{"Image[acme/web]":"1.0"}}: add /Properties/Image[acme/web]
  just-diff-apply: {"Properties":{"Image[acme":{"web]":"1.0"}}}
  fast-json-patch: an error
  as a list of names: {"Properties":{"Image[acme/web]":"1.0"}}
  fast-json-patch alone: /Properties/Image[acme~1web]
{"Properties":{"Image[acme/web]":"1.0"}} -> {"Properties":{"Image[acme/web]":"1.1"}}: replace /Properties/Image[acme/web]
  just-diff-apply: an error
  fast-json-patch: an error
  as a list of names: {"Properties":{"Image[acme/web]":"1.1"}}
  fast-json-patch alone: /Properties/Image[acme~1web]'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
