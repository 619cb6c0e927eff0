// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The client's own type declarations, held against documents: what it declares as needed must be there, and everything
// that is there must be of the declared type. A null is let pass: the declarations leave out most of them.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve("@octopusdeploy/api-client"));
const DEEPEST = 8;
// So many mismatches are told of at once, and so much of a value.
const MOST = 5;
const LONGEST = 60;
// Anything is these: the last stands for a type that the declaration leaves open.
const OPEN = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter;

const programs = new Map();

/** Where a type is declared: the declaration file's path in the package, and the type's name. */
function declared(file, name) {
    const full = path.join(folder, `${file}.d.ts`);
    if (!programs.has(full)) programs.set(full, ts.createProgram([full], { strict: true }));
    const checker = programs.get(full).getTypeChecker();
    const module = checker.getSymbolAtLocation(programs.get(full).getSourceFile(full));
    const symbol = checker.getExportsOfModule(module).find((each) => each.name === name);
    assert.ok(symbol, `${file} does not declare ${name}`);
    return { checker, type: checker.getDeclaredTypeOfSymbol(symbol) };
}

/** Fails unless a document is what the client takes it for. */
export function isA(file, name, document) {
    const { checker, type } = declared(file, name);
    const wrong = mismatches(checker, type, document, name, 0);
    if (wrong.length > 0) assert.fail(wrong.slice(0, MOST).join("\n"));
}

function mismatches(checker, type, value, path, depth) {
    if (value === null || depth > DEEPEST || type.flags & OPEN) return [];
    if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean)) {
        const each = type.types.map((one) => mismatches(checker, one, value, path, depth + 1));
        // What fits best says best what is wrong.
        return each.sort((a, b) => a.length - b.length)[0];
    }
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return inside(checker, type, value, path, depth);
    const shown = JSON.stringify(value).slice(0, LONGEST);
    return fits(type, value) ? [] : [`${path} is ${shown} and not ${checker.typeToString(type)}`];
}

function fits(type, value) {
    if (type.isLiteral()) return type.value === value;
    const kinds = { string: ts.TypeFlags.StringLike, number: ts.TypeFlags.NumberLike, boolean: ts.TypeFlags.BooleanLike };
    return Boolean(type.flags & (kinds[typeof value] ?? 0));
}

function inside(checker, type, value, path, depth) {
    if (checker.isArrayType(type)) {
        if (!Array.isArray(value)) return [`${path} is no list`];
        const [item] = checker.getTypeArguments(type);
        return value.flatMap((each, index) => mismatches(checker, item, each, `${path}[${index}]`, depth + 1));
    }
    if (typeof value !== "object" || Array.isArray(value)) return [`${path} is no object`];
    return checker.getPropertiesOfType(type).flatMap((property) => {
        const place = `${path}.${property.name}`;
        if (!(property.name in value)) return property.flags & ts.SymbolFlags.Optional ? [] : [`${place} is missing`];
        return mismatches(checker, checker.getTypeOfSymbol(property), value[property.name], place, depth + 1);
    });
}
