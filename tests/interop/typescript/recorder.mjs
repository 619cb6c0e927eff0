// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before a test: notes which methods the client's repositories have, and which of them the test calls.
// JUDGE_CALLS names the file that this is written to when the test is over.

import { writeFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
// They send nothing.
const LOCAL = ["constructor", "extend", "subscribeToDataModifications", "unsubscribeFromDataModifications"];
const BASES = ["BasicRepository", "SpaceScopedBasicRepository"];

const PACKAGE = "@octopusdeploy/api-client";
const folder = path.dirname(require.resolve(PACKAGE));
const methods = new Set();
const called = new Set();
const wrapped = new Set();

/** Every class of the package that is a repository, exported by it or not. */
function repositories() {
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("Repository.js"));
    const modules = [require(PACKAGE), ...files.map((name) => require(path.join(folder, name)))];
    return modules.flatMap(Object.entries).filter(([name]) => name.endsWith("Repository"));
}

function wrap(prototype, name) {
    const original = prototype[name];
    prototype[name] = function (...given) {
        called.add(`${this.constructor.name}.${name}`);
        return original.apply(this, given);
    };
}

for (const [name, repository] of repositories()) {
    for (let each = repository.prototype; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
        const own = Object.getOwnPropertyNames(each).filter((method) => !LOCAL.includes(method));
        if (!BASES.includes(name)) own.forEach((method) => methods.add(`${name}.${method}`));
        if (!wrapped.has(each)) own.forEach((method) => wrap(each, method));
        wrapped.add(each);
    }
}

process.on("exit", () => {
    const found = { methods: [...methods].sort(), called: [...called].sort() };
    writeFileSync(process.env.JUDGE_CALLS, JSON.stringify(found));
});
