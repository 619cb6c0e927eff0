// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a space, and how the client finds one by its name.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, has, octopus, refused } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { EnvironmentRepository, LifecycleRepository, ProjectGroupRepository, SpaceRepository } = octopus;
const { resolveSpaceId, userGetCurrent } = octopus;

/** What a space needs that is to be created: a name, and somebody to manage it. */
async function wanted(client, name) {
    const me = await userGetCurrent(client);
    return { Name: name, IsDefault: false, SpaceManagersTeams: [], SpaceManagersTeamMembers: [me.Id] };
}

describe("spaces", () => {
    test("one is created, read, changed, and removed once its tasks are stopped", async () => {
        const client = await connected();
        const spaces = new SpaceRepository(client);
        const sent = await wanted(client, "Judged");
        const created = await spaces.create(sent);
        isA("features/spaces/space", "Space", created);
        const managers = [`teams-spacemanagers-${created.Id}`];
        has(created, { ...sent, SpaceManagersTeams: managers, TaskQueueStopped: false });

        const read = await spaces.get(created.Id);
        assert.equal(read.Name, "Judged");
        assert.deepEqual(read.SpaceManagersTeams, managers);

        const changed = await spaces.modify({ ...read, Description: "What is judged" });
        assert.equal(changed.Description, "What is judged");

        await refused(spaces.del(changed), 400);
        const stopped = await spaces.save({ ...changed, TaskQueueStopped: true });
        assert.equal(stopped.TaskQueueStopped, true);
        await spaces.del(stopped);
        await refused(spaces.get(created.Id), 404);
    });

    test("a new one has a lifecycle and a project group, and no environment", async () => {
        const client = await connected();
        await new SpaceRepository(client).create(await wanted(client, "Furnished"));
        const count = async (Repository) => (await new Repository(client, "Furnished").list()).TotalResults;
        assert.ok((await count(LifecycleRepository)) >= 1);
        assert.ok((await count(ProjectGroupRepository)) >= 1);
        assert.equal(await count(EnvironmentRepository), 0);
    });

    test("they are listed by a part of their name and by ID", async () => {
        const client = await connected();
        const spaces = new SpaceRepository(client);
        const created = await spaces.create(await wanted(client, "Found by name"));
        const names = async (args) => (await spaces.list(args)).Items.map((each) => each.Name);
        assert.ok((await names()).includes("Default"));
        assert.deepEqual(await names({ partialName: "D BY N" }), ["Found by name"]);
        assert.deepEqual(await names({ ids: [created.Id, "Spaces-999"] }), ["Found by name"]);
    });

    test("an ID is found by the exact name alone", async () => {
        const client = await connected();
        const created = await new SpaceRepository(client).create(await wanted(client, "Exactly & this"));
        assert.equal(await resolveSpaceId(client, "Exactly & this"), created.Id);
        await assert.rejects(resolveSpaceId(client, "Exactly &"), /Unable to resolve space name/);
        await assert.rejects(resolveSpaceId(client, "No such space"), /No spaces exist with name/);
    });

    test("what is in one is not in another", async () => {
        const client = await connected();
        await new SpaceRepository(client).create(await wanted(client, "Apart"));
        const here = new EnvironmentRepository(client, "Apart");
        const environment = await here.create({ Name: "Only here" });
        assert.equal(environment.SpaceId, await resolveSpaceId(client, "Apart"));
        await refused(new EnvironmentRepository(client, "Default").get(environment.Id), 404);
    });
});
