// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The runbooks of a project, their processes and snapshots.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, inGit, octopus, project, refused, SPACE, statuses } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { EnvironmentRepository, ProjectRepository, RunbookProcessRepository, RunbookRepository } = octopus;
const { RunbookRunRepository, RunbookSnapshotRepository } = octopus;
const FOLDER = "features/projects/runbooks";
const RETENTION = { QuantityToKeep: 30, ShouldKeepForever: false };

describe("runbooks", () => {
    let client, owner, runbooks, clean;

    before(async () => {
        client = await connected();
        owner = await new ProjectRepository(client, SPACE).create(await project(client, "Shop"));
        runbooks = new RunbookRepository(client, SPACE, owner);
        clean = await runbooks.create({ Name: "Clean", ProjectId: owner.Id, RunRetentionPolicy: RETENTION });
    });

    test("a runbook is created, found and listed", async () => {
        isA(`${FOLDER}/runbook`, "Runbook", clean);
        has(clean, { Name: "Clean", ProjectId: owner.Id, RunRetentionPolicy: RETENTION });
        assert.deepEqual((await runbooks.get(clean.Id)).Links, clean.Links);
        const page = await runbooks.list({ partialName: "lea" });
        assert.deepEqual(page.Items.map((each) => each.Id), [clean.Id]);
    });

    test("a runbook is changed and saved", async () => {
        const changed = await runbooks.modify({ ...clean, Description: "With a broom" });
        assert.equal(changed.Description, "With a broom");
        const saved = await runbooks.save({ ...changed, Description: "With a mop" });
        assert.equal(saved.Description, "With a mop");
    });

    test("a runbook is deleted", async () => {
        const other = await runbooks.create({ Name: "Short-lived", ProjectId: owner.Id, RunRetentionPolicy: RETENTION });
        const seen = statuses(client);
        await runbooks.del(other);
        assert.equal(seen.at(-1), "DELETE 200");
        await refused(runbooks.get(other.Id), 404);
    });

    test("its process is read and written", async () => {
        const processes = new RunbookProcessRepository(client, SPACE, owner);
        const found = await processes.get(clean);
        isA(`${FOLDER}/runbookProcess`, "RunbookProcess", found);
        has(found, { Id: clean.RunbookProcessId, RunbookId: clean.Id, Version: 0, Steps: [] });
        const action = { Name: "Sweep", ActionType: "Octopus.Script", Properties: {}, Packages: [] };
        const written = await processes.update({ ...found, Steps: [{ Name: "Sweep", Properties: {}, Actions: [action] }] });
        has(written, { Version: 1, Steps: [{ Name: "Sweep" }] });
        const { ErrorMessage } = await refused(processes.update(found), 400);
        assert.match(ErrorMessage, /another user has made changes to the process/);
    });

    test("a snapshot is made and published", async () => {
        const made = await new RunbookSnapshotRepository(client, SPACE, owner).create(clean, "First", true);
        isA(`${FOLDER}/runbookSnapshot`, "RunbookSnapshot", made);
        assert.equal((await runbooks.get(clean.Id)).PublishedRunbookSnapshotId, made.Id);
    });

    test("in Git, runbooks and their processes belong to a branch", async () => {
        const created = await new ProjectRepository(client, SPACE).create(await project(client, "Versioned"));
        const versioned = await inGit(client, created);
        const main = "refs/heads/main";
        const there = new RunbookRepository(client, SPACE, versioned);
        const place = { ProjectId: versioned.Id, SpaceId: versioned.SpaceId, GitRef: main };
        const made = await there.createWithGitRef({ Name: "Tidy up", RunRetentionPolicy: RETENTION, ...place }, main);
        has(made, { Id: "tidy-up", Name: "Tidy up", Slug: "tidy-up" });
        const found = await there.getWithGitRef("tidy-up", main);
        isA(`${FOLDER}/runbook`, "Runbook", found);
        const changed = await there.modifyWithGitRef({ ...found, ...place, Description: "With a broom" }, main);
        has(changed, { Id: "tidy-up", Description: "With a broom" });
        const processes = new RunbookProcessRepository(client, SPACE, versioned);
        const process = await processes.getWithGitRef(changed, main);
        isA(`${FOLDER}/runbookProcess`, "RunbookProcess", process);
        const action = { Name: "Sweep", ActionType: "Octopus.Script", Properties: {}, Packages: [] };
        const steps = [{ Name: "Sweep", Properties: {}, Actions: [action] }];
        has(await processes.updateWithGitRef({ ...process, ...place, Steps: steps }, main), { Steps: [{ Name: "Sweep" }] });
        await there.deleteWithGitRef(changed, main);
        await refused(there.getWithGitRef("tidy-up", main), 404);
    });

    test("in Git, a runbook is run by names from a branch", async () => {
        const created = await new ProjectRepository(client, SPACE).create(await project(client, "Run from Git"));
        const versioned = await inGit(client, created);
        const main = "refs/heads/main";
        const place = { ProjectId: versioned.Id, SpaceId: versioned.SpaceId, GitRef: main };
        const there = new RunbookRepository(client, SPACE, versioned);
        await there.createWithGitRef({ Name: "Tidy up", RunRetentionPolicy: RETENTION, ...place }, main);
        await new EnvironmentRepository(client, SPACE).create({ Name: "Basement" });
        const runs = new RunbookRunRepository(client, SPACE);
        const wanted = { spaceName: SPACE, ProjectName: "Run from Git", RunbookName: "Tidy up" };
        const { RunbookRunServerTasks } = await runs.createGit({ ...wanted, EnvironmentNames: ["Basement"] }, main);
        assert.equal(RunbookRunServerTasks.length, 1);
        const run = await runs.get(RunbookRunServerTasks[0].RunbookRunId);
        isA(`${FOLDER}/runs/runbookRun`, "RunbookRun", run);
        has(run, { ProjectId: versioned.Id, RunbookId: "tidy-up", TaskId: RunbookRunServerTasks[0].ServerTaskId });
    });
});
