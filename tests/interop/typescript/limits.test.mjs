// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// A server that limits requests: this one lets one a second pass, and twenty at once at most.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, OctopusError, octopus, SPACE, statuses } from "./setup.mjs";
import { healthCheck, machine } from "./tasks.mjs";

const { ServerTaskWaiter, userGetCurrent } = octopus;
const TOO_MANY = 40;

/** Asks until the server has nothing left to give. */
async function exhaust(client) {
    const asked = await Promise.allSettled(Array.from({ length: TOO_MANY }, () => userGetCurrent(client)));
    return asked.filter((each) => each.status === "rejected").map((each) => each.reason);
}

describe("request limit", () => {
    test("who asks too often is refused with 429 and told why, and who waits for a task waits longer", async () => {
        const client = await connected();
        const { Id } = await healthCheck(client, [await machine(client, "Limited", "https://a.example.com:10933/")]);
        const errors = await exhaust(client);
        assert.ok(errors.length > 0 && errors.length < TOO_MANY);
        for (const error of errors) {
            assert.ok(error instanceof OctopusError);
            assert.equal(error.StatusCode, 429);
            assert.match(error.ErrorMessage, /too many requests/i);
        }
        // The task takes two seconds, in which there are more looks at it than the server lets pass.
        const seen = statuses(client);
        const waiter = new ServerTaskWaiter(client, SPACE, { maxRetries: 5, retryBackoffMs: 200 });
        assert.equal((await waiter.waitForServerTaskToComplete(Id, 200, 30_000)).State, "Success");
        assert.ok(seen.includes("GET 429"));
    });
});
