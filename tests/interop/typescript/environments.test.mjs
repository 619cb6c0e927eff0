// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// What else the client can do with environments and tag sets.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, has, octopus, project, SPACE } from "./setup.mjs";

const { EnvironmentRepository, EnvironmentV2Repository, ProjectRepository, resolveSpaceId, TagSetRepository } = octopus;

/** Makes three, turns their order round, and says in which order they are listed. */
async function turnedRound(repository, more) {
    const made = [];
    for (const name of ["One", "Two", "Three"]) made.push(await repository.create({ Name: name, ...more }));
    await repository.sort(made.map((each) => each.Id).reverse());
    return (await repository.list()).Items.map((each) => each.Name);
}

describe("environments", () => {
    test("they are put in order", async () => {
        const repository = new EnvironmentRepository(await connected(), SPACE);
        assert.deepEqual(await turnedRound(repository, {}), ["Three", "Two", "One"]);
    });

    test("their machines are listed", async () => {
        const client = await connected();
        const repository = new EnvironmentRepository(client, SPACE);
        const spaceId = await resolveSpaceId(client, SPACE);
        const [here, there] = [await repository.create({ Name: "Here" }), await repository.create({ Name: "There" })];
        const machine = { Roles: ["web"], EnvironmentIds: [here.Id], Endpoint: { CommunicationStyle: "None" } };
        const names = ["Beta", "Alpha", "Gamma"];
        for (const name of names) await client.post("~/api/{spaceId}/machines", { Name: name, ...machine }, { spaceId });
        const page = await repository.machines(here, { skip: 1, take: 2 });
        assert.equal(page.ItemType, "DeploymentTarget");
        assert.deepEqual([page.Items.map((each) => each.Name), page.TotalResults], [["Beta", "Gamma"], 3]);
        assert.deepEqual((await repository.machines(there)).Items, []);
        assert.deepEqual((await repository.machines(here, { roles: "db" })).Items, []);
    });

    test("a summary counts their machines", async () => {
        const client = await connected();
        const repository = new EnvironmentRepository(client, SPACE);
        const spaceId = await resolveSpaceId(client, SPACE);
        const [full, empty] = [await repository.create({ Name: "Full" }), await repository.create({ Name: "Empty" })];
        const ids = [full.Id, empty.Id];
        const machine = { Roles: ["web"], EnvironmentIds: [full.Id], Endpoint: { CommunicationStyle: "None" } };
        await client.post("~/api/{spaceId}/machines", { Name: "One", ...machine }, { spaceId });
        const summary = await repository.summary({ ids });
        has(summary, { TotalMachines: 1, TotalDisabledMachines: 0, MachineEndpointSummaries: { None: 1 } });
        const counts = summary.EnvironmentSummaries.map((each) => [each.Environment.Name, each.TotalMachines]);
        assert.deepEqual(counts, [["Full", 1], ["Empty", 0]]);
        assert.equal((await repository.summary({ ids, hideEmptyEnvironments: true })).EnvironmentSummaries.length, 1);
    });

    test("variables that are scoped to one alone are counted", async () => {
        const client = await connected();
        const repository = new EnvironmentRepository(client, SPACE);
        const environment = await repository.create({ Name: "Scope" });
        const owner = await new ProjectRepository(client, SPACE).create(await project(client, "Owner"));
        const variables = await client.get(owner.Links.Variables);
        const scoped = { Name: "Address", Value: "here", Type: "String", Scope: { Environment: [environment.Id] } };
        await client.doUpdate(variables.Links.Self, { ...variables, Variables: [{ ...scoped, Id: "first" }] });
        const counted = await repository.variablesScopedOnlyToThisEnvironment(environment);
        has(counted, { HasUnauthorizedLibraryVariableSetVariables: false, HasUnauthorizedProjectVariables: false });
        assert.deepEqual(Object.keys(counted.VariableMap), [owner.Id]);
    });
});

describe("environments of every type", () => {
    test("parents are listed beside static ones", async () => {
        const client = await connected();
        const spaceId = await resolveSpaceId(client, SPACE);
        const fixed = await new EnvironmentRepository(client, SPACE).create({ Name: "Fixed" });
        const parent = { Name: "Parent", UseGuidedFailure: true };
        const created = await client.post("~/api/spaces/{spaceId}/parentEnvironments", parent, { spaceId });
        assert.deepEqual(Object.keys(created), ["Id"]);
        const repository = new EnvironmentV2Repository(client, SPACE);
        const types = Object.fromEntries((await repository.list()).Items.map((each) => [each.Id, each.Type]));
        assert.deepEqual([types[fixed.Id], types[created.Id]], ["Static", "Parent"]);
        const parents = await repository.list({ skip: 0, take: 30, type: ["Parent"] });
        assert.deepEqual(parents.Items.map((each) => each.Name), ["Parent"]);
    });

    test("one is found by its name", async () => {
        const repository = new EnvironmentRepository(await connected(), SPACE);
        const made = await repository.create({ Name: "Named" });
        await repository.create({ Name: "Named otherwise" });
        assert.equal((await repository.getEnvironmentByName("Named")).Id, made.Id);
    });
});

describe("ephemeral environments", () => {
    /** A project with a channel for them, and one of its environments. */
    async function opened(name) {
        const client = await connected();
        const spaceId = await resolveSpaceId(client, SPACE);
        const owner = await new ProjectRepository(client, SPACE).create(await project(client, name));
        const inSpace = { spaceId };
        const parent = await client.post("~/api/spaces/{spaceId}/parentEnvironments", { Name: `For ${name}` }, inSpace);
        const channel = { Name: "Short", Type: "EphemeralEnvironment", ParentEnvironmentId: parent.Id };
        await client.post("~/api/{spaceId}/channels", { ...channel, ProjectId: owner.Id, SpaceId: spaceId }, inSpace);
        const repository = new EnvironmentRepository(client, SPACE);
        const { Id } = await repository.createEphemeralEnvironment(`pr of ${name}`, owner.Id);
        return { client, repository, owner, parent, Id };
    }

    test("one is created for a project and listed", async () => {
        const { client, repository, owner, parent, Id } = await opened("Created");
        const found = await repository.getEnvironmentByName("PR of created");
        has(found, { Id, Type: "Ephemeral", ParentEnvironmentId: parent.Id });
        const list = new EnvironmentV2Repository(client, SPACE).list({ skip: 0, take: 30, type: ["Ephemeral"] });
        assert.ok((await list).Items.some((each) => each.Id === Id));
        const status = (of) => repository.getEphemeralEnvironmentProjectStatus(Id, of.Id);
        assert.deepEqual(await status(owner), { Status: "NotProvisioned" });
        const other = await new ProjectRepository(client, SPACE).create(await project(client, "Stranger"));
        assert.deepEqual(await status(other), { Status: "NotConnected" });
    });

    test("one is deprovisioned for a project and stays", async () => {
        const { repository, owner, Id } = await opened("Kept");
        const { DeprovisioningRun } = await repository.deprovisionEphemeralEnvironmentForProject(Id, owner.Id);
        assert.equal(DeprovisioningRun, null);
        assert.equal((await repository.getEnvironmentByName("pr of Kept")).Id, Id);
    });

    test("one is deprovisioned and goes", async () => {
        const { repository, Id } = await opened("Gone");
        assert.deepEqual(await repository.deprovisionEphemeralEnvironment(Id), { DeprovisioningRuns: [] });
        assert.equal(await repository.getEnvironmentByName("pr of Gone"), null);
    });
});

describe("tagsets", () => {
    test("they are put in order", async () => {
        const repository = new TagSetRepository(await connected(), SPACE);
        assert.deepEqual(await turnedRound(repository, { Tags: [] }), ["Three", "Two", "One"]);
    });

    test("tags get IDs and canonical names, and keep their IDs", async () => {
        const repository = new TagSetRepository(await connected(), SPACE);
        const created = await repository.create({ Name: "Region", Tags: [{ Name: "North", Color: "#333333" }] });
        const [tag] = created.Tags;
        assert.match(tag.Id, new RegExp(`^${created.Id}/Tags-\\d+$`));
        assert.equal(tag.CanonicalTagName, "Region/North");
        const renamed = await repository.modify({ ...created, Tags: [{ ...tag, Name: "South" }] });
        has(renamed.Tags[0], { Id: tag.Id, CanonicalTagName: "Region/South" });
    });
});
