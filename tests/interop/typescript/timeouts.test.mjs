// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks that take longer than the client waits: the server of this test lets a task take half a minute.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, octopus, SPACE } from "./setup.mjs";
import { healthCheck, machine } from "./tasks.mjs";

const { ServerTaskRepository, ServerTaskWaiter, SpaceServerTaskRepository } = octopus;
const OFTEN = 30;
const SHORT = 200;

describe("tasks", () => {
    let client, target, tasks, waiter;

    before(async () => {
        client = await connected();
        target = await machine(client, "Slow", "https://slow.example.com:10933/");
        tasks = new SpaceServerTaskRepository(client, SPACE);
        waiter = new ServerTaskWaiter(client, SPACE);
    });

    /** Waits until a task is over that was cancelled: a server may take its time to stop it. */
    async function cancelled(id) {
        const done = await waiter.waitForServerTaskToComplete(id, OFTEN, 10_000);
        has(done, { Id: id, State: "Canceled", IsCompleted: true, FinishedSuccessfully: false });
    }

    test("who stops waiting leaves the task running", async () => {
        const { Id } = await healthCheck(client, [target]);
        assert.equal(await waiter.waitForServerTaskToComplete(Id, OFTEN, SHORT), undefined);
        has(await tasks.getById(Id), { State: "Executing", IsCompleted: false, HasBeenPickedUpByProcessor: true });
    });

    test("who does not want to wait any longer has the task cancelled", async () => {
        const { Id } = await healthCheck(client, [target]);
        await assert.rejects(
            waiter.waitForServerTaskToComplete(Id, OFTEN, SHORT, undefined, true),
            /^Error: Timeout reached after 0.2 seconds. Tasks were cancelled.$/
        );
        await cancelled(Id);
    });

    test("a task is cancelled on demand", async () => {
        const { Id } = await healthCheck(client, [target]);
        await new ServerTaskRepository(client).cancel(Id);
        await cancelled(Id);
    });
});
