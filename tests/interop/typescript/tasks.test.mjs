// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks, as the client waits for them.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, octopus, refused, SPACE } from "./setup.mjs";
import { isA } from "./shapes.mjs";
import { healthCheck, machine } from "./tasks.mjs";

const { ServerTaskWaiter, SpaceServerTaskRepository } = octopus;
const TYPE = ["features/serverTasks/serverTask", "ServerTask"];
const OFTEN = 30;
const LONG = 20_000;

describe("tasks", () => {
    let client, good, bad, tasks, waiter;

    before(async () => {
        client = await connected();
        good = await machine(client, "Good", "https://good.example.com:10933/");
        bad = await machine(client, "Bad", "https://bad.invalid:10933/");
        tasks = new SpaceServerTaskRepository(client, SPACE);
        waiter = new ServerTaskWaiter(client, SPACE);
    });

    test("a health check is waited for, and its states are seen on the way", async () => {
        const queued = await healthCheck(client, [good]);
        const seen = [];
        const done = await waiter.waitForServerTaskToComplete(queued.Id, OFTEN, LONG, (task) => seen.push(task));
        [queued, ...seen].forEach((each) => isA(...TYPE, each));
        has(queued, { Name: "Health", IsCompleted: false, Description: "Check what is judged" });
        assert.ok(seen.length > 1);
        assert.ok(seen.slice(0, -1).every((each) => ["Queued", "Executing"].includes(each.State) && !each.IsCompleted));
        has(done, { Id: queued.Id, State: "Success", FinishedSuccessfully: true, HasWarningsOrErrors: false });
        assert.ok(Date.parse(done.CompletedTime) >= Date.parse(done.StartTime));
    });

    test("several are waited for, and one that fails is no error but says why", async () => {
        const ids = [(await healthCheck(client, [good])).Id, (await healthCheck(client, [bad])).Id];
        const done = await waiter.waitForServerTasksToComplete(ids, OFTEN, LONG);
        assert.deepEqual(done.map((each) => each.Id).sort(), [...ids].sort());
        const failed = done.find((each) => each.Id === ids[1]);
        has(failed, { State: "Failed", IsCompleted: true, FinishedSuccessfully: false, HasWarningsOrErrors: true });
        assert.match(failed.ErrorMessage, /Bad/);
    });

    test("one that there is not is told from the others", async () => {
        const { Id } = await healthCheck(client, [good]);
        await assert.rejects(
            waiter.waitForServerTasksToComplete([Id, "ServerTasks-999"], OFTEN, LONG),
            /^Error: Unknown task Id\(s\) ServerTasks-999$/
        );
        await refused(tasks.getById("ServerTasks-999"), 404);
    });

    test("one is read by ID, with its details and its log", async () => {
        const queued = await healthCheck(client, [bad]);
        await waiter.waitForServerTaskToComplete(queued.Id, OFTEN, LONG);
        const read = await tasks.getById(queued.Id);
        isA(...TYPE, read);
        assert.equal(read.State, "Failed");
        assert.deepEqual((await tasks.getByIds([queued.Id])).map((each) => each.Id), [queued.Id]);
        const details = await tasks.getDetails(queued.Id);
        isA("features/serverTasks/serverTaskDetails", "ServerTaskDetails", details);
        has(details, { Task: { Id: queued.Id, State: "Failed" }, Progress: { ProgressPercentage: 100 } });
        const lines = details.ActivityLogs.flatMap((each) => each.LogElements);
        assert.ok(lines.some((each) => each.Category === "Error" || each.Category === "Fatal"));
        assert.match(await tasks.getRaw(queued.Id), new RegExp(queued.Id));
    });
});
