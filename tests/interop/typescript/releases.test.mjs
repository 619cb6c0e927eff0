// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Releases of a project, and runs of its runbooks.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, octopus, project, refused, SPACE } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { DeploymentProcessRepository, EnvironmentRepository, ProjectRepository, ReleaseRepository } = octopus;
const { RunbookRepository, RunbookRunRepository, RunbookSnapshotRepository } = octopus;
const RETENTION = { QuantityToKeep: 30, ShouldKeepForever: false };
const inDepot = { spaceName: SPACE, ProjectName: "Depot" };
const named = { spaceName: SPACE, ProjectName: "Shop" };

describe("releases", () => {
    let owner, releases;

    before(async () => {
        const client = await connected();
        owner = await new ProjectRepository(client, SPACE).create(await project(client, "Shop"));
        const processes = new DeploymentProcessRepository(client, SPACE, owner);
        const action = { Name: "Greet", ActionType: "Octopus.Script", Properties: {}, Packages: [] };
        const steps = [{ Name: "Greet", Properties: {}, Actions: [action] }];
        await processes.update(owner, { ...(await processes.get(owner)), Steps: steps });
        releases = new ReleaseRepository(client, SPACE);
    });

    test("a release is created by names and read", async () => {
        const made = await releases.create({ ...named, ReleaseVersion: "1.0.0", ReleaseNotes: "New" });
        assert.equal(made.ReleaseVersion, "1.0.0");
        const found = await releases.get(made.ReleaseId);
        // The type of the client has IgnoreChannelRules, which servers do not send back.
        isA("features/projects/releases/release", "Release", { ...found, IgnoreChannelRules: false });
        has(found, { Version: "1.0.0", ProjectId: owner.Id, ReleaseNotes: "New" });
    });

    test("a release that exists is refused, or accepted if the client says so", async () => {
        const made = await releases.create({ ...named, ReleaseVersion: "2.0.0" });
        const { ErrorMessage } = await refused(releases.create({ ...named, ReleaseVersion: "2.0.0" }), 400);
        assert.match(ErrorMessage, /already exists/);
        const again = await releases.create({ ...named, ReleaseVersion: "2.0.0", IgnoreIfAlreadyExists: true });
        assert.equal(again.ReleaseId, made.ReleaseId);
    });

    test("releases are listed with the newest first", async () => {
        await releases.create({ ...named, ReleaseVersion: "3.0.0" });
        const all = await releases.list({ take: 1 });
        assert.deepEqual(all.Items.map((each) => each.Version), ["3.0.0"]);
        const own = await releases.listForProject(owner.Id, { searchByVersion: "3.0.0" });
        assert.deepEqual(own.Items.map((each) => each.Version), ["3.0.0"]);
    });
});

describe("runs of runbooks", () => {
    let client, owner, clean, runs;

    before(async () => {
        client = await connected();
        owner = await new ProjectRepository(client, SPACE).create(await project(client, "Depot"));
        await new EnvironmentRepository(client, SPACE).create({ Name: "Test" });
        const runbooks = new RunbookRepository(client, SPACE, owner);
        clean = await runbooks.create({ Name: "Clean", ProjectId: owner.Id, RunRetentionPolicy: RETENTION });
        runs = new RunbookRunRepository(client, SPACE);
    });

    test("a runbook without a published snapshot is not run", async () => {
        const { ErrorMessage } = await refused(runs.create({ ...inDepot, RunbookName: "Clean", EnvironmentNames: ["Test"] }), 400);
        assert.match(ErrorMessage, /published snapshot/);
    });

    test("a run is created by names, read and listed", async () => {
        await new RunbookSnapshotRepository(client, SPACE, owner).create(clean, "First", true);
        const made = await runs.create({ ...inDepot, RunbookName: "Clean", EnvironmentNames: ["Test"] });
        const [{ RunbookRunId, ServerTaskId }] = made.RunbookRunServerTasks;
        const found = await runs.get(RunbookRunId);
        isA("features/projects/runbooks/runs/runbookRun", "RunbookRun", found);
        has(found, { RunbookId: clean.Id, TaskId: ServerTaskId });
        const page = await runs.list({ projects: [owner.Id] });
        assert.deepEqual(page.Items.map((each) => each.Id), [RunbookRunId]);
    });
});
