// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The language server, asked as an editor asks it, with the settings of docs/editor.md.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Editor } from "./client.mjs";

const FOLDER = process.env.JUDGE_FOLDER;
const { settings, modeline, misspelt, spellings } = JSON.parse(readFileSync(join(FOLDER, "judge.json"), "utf8"));
const FILES = ["configuration", "exported"].flatMap((folder) =>
    readdirSync(join(FOLDER, folder)).map((name) => `${folder}/${name}`)
);
const TAGGED = `${modeline}
environments:
  - name: Test
    description: !unsafe "{{ braces }}"
users:
  - name: robot
    password: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      6162
script_modules:
  - name: Greet
    script:
      body: !file greet.ps1
`;

function content(path) {
    return readFileSync(join(FOLDER, path), "utf8");
}

describe("configurations", () => {
    let editor, plain;

    before(async () => {
        [editor, plain] = await Promise.all([settings, {}].map((each) => Editor.started(FOLDER, each)));
    });

    after(() => Promise.all([editor, plain].map((each) => each.end())));

    test("files without mistakes have no marks", async () => {
        assert.ok(FILES.length > 8, FILES);
        const marks = await Promise.all(FILES.map((path) => editor.marks(path, content(path))));
        assert.deepEqual(marks.filter((found) => found.length > 0), []);
    });

    test("the misspelt key of the guide is marked", async () => {
        const text = `${modeline}${misspelt.text}`;
        const [mark, ...others] = await editor.marks("own/misspelt.yml", text);
        assert.deepEqual(others, []);
        assert.equal(mark.message, misspelt.message);
        const { start, end } = mark.range;
        assert.equal(text.split("\n")[start.line].slice(start.character, end.character), misspelt.key);
    });

    test("the setting yaml.schemas is enough, without a line in the file", async () => {
        const [mark] = await editor.marks("configuration/misspelt.yml", misspelt.text);
        assert.equal(mark?.message, misspelt.message);
    });

    test("the tags of Ansible have no marks", async () => {
        assert.deepEqual(await editor.marks("own/tagged.yml", TAGGED), []);
    });

    test("without the setting yaml.customTags, the tags of Ansible are marked", async () => {
        const marks = await plain.marks("own/tagged.yml", TAGGED);
        assert.deepEqual(
            marks.map((mark) => mark.message),
            ["!unsafe", "!vault", "!file"].map((tag) => `Unresolved tag: ${tag}`)
        );
    });

    test("the setting yaml.yamlVersion marks values without quotes that Ansible reads as something else", async () => {
        const found = await Promise.all(
            spellings.map(async ({ text }, number) => {
                const [taken, plainly] = await Promise.all(
                    [editor, plain].map((each) => each.marks(`own/spelling-${number}.yml`, `${modeline}\n${text}\n`))
                );
                return { text, plain: plainly.length === 0, taken: taken.length === 0 };
            })
        );
        assert.deepEqual(found, spellings);
    });

    test("names of options and values are completed", async () => {
        const text = `${modeline}\nenvironments:\n  - name: Test\n    `;
        const options = await editor.completed("own/options.yml", text);
        for (const each of ["description", "sort_order", "use_guided_failure"]) assert.ok(options.includes(each), options);
        const kinds = await editor.completed("own/kinds.yml", `${modeline}\n`);
        for (const each of ["environments", "lifecycles", "projects"]) assert.ok(kinds.includes(each), kinds);
        const states = await editor.completed("own/states.yml", `${text}state: `);
        // Tags are offered everywhere.
        assert.deepEqual(states.filter((each) => !each.startsWith("!")).sort(), ["absent", "null", "present"]);
    });

    test("an option under the pointer is described", async () => {
        const text = `${modeline}\nenvironments:\n  - name: Test\n    sort_order: 1\n`;
        assert.match(await editor.described("own/described.yml", text, "sort_order"), /sort order|order/i);
    });
});
