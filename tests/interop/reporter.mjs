// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// A reporter of node:test that writes one JSON line a test: its suite, its name, what came of it and why.

/** The first lines of an error are its reason; the rest is where it happened. */
function reason(error) {
    const cause = error.cause ?? error;
    return String(cause.message ?? cause);
}

export default async function* report(events) {
    let waiting = [];
    for await (const { type, data } of events) {
        if (type !== "test:pass" && type !== "test:fail") continue;
        const suite = data.details.type === "suite";
        if (!suite) {
            const failed = type === "test:fail";
            const outcome = failed ? "failed" : data.skip === undefined ? "passed" : "not served";
            const why = failed ? reason(data.details.error) : String(data.skip ?? "");
            waiting.push({ name: data.name, outcome, reason: why });
        }
        if (data.nesting > 0) continue;
        for (const each of waiting) {
            yield `${JSON.stringify({ ...each, kind: suite ? data.name : "" })}\n`;
        }
        // A suite can fail by itself, in a hook: then its tests have not run.
        if (suite && type === "test:fail" && !waiting.some((each) => each.outcome === "failed")) {
            yield `${JSON.stringify({ name: "set-up", outcome: "failed", reason: reason(data.details.error), kind: data.name })}\n`;
        }
        waiting = [];
    }
}
