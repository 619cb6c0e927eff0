// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// A project's deployment process.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, inGit, octopus, project, refused, SPACE, statuses } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { DeploymentProcessRepository, isDeploymentProcess, PackageRequirement, ProjectRepository } = octopus;
const { RunCondition, StartTrigger } = octopus;
const TYPE = ["features/projects/deploymentProcesses/deploymentProcess", "DeploymentProcess"];

/** A step that runs a script. */
function step(name) {
    const properties = {
        "Octopus.Action.Script.ScriptSource": "Inline",
        "Octopus.Action.Script.Syntax": "Bash",
        "Octopus.Action.Script.ScriptBody": "echo here",
    };
    const action = { Name: name, ActionType: "Octopus.Script", Properties: properties, Packages: [], Channels: [] };
    const when = { Condition: RunCondition.Success, StartTrigger: StartTrigger.StartAfterPrevious };
    return { Name: name, Properties: {}, PackageRequirement: PackageRequirement.LetOctopusDecide, ...when, Actions: [action] };
}

describe("deploymentprocesses", () => {
    let client, owner, processes;

    before(async () => {
        client = await connected();
        owner = await new ProjectRepository(client, SPACE).create(await project(client, "Shop"));
        processes = new DeploymentProcessRepository(client, SPACE);
    });

    test("a new project has one without steps", async () => {
        const found = await processes.get(owner);
        isA(...TYPE, found);
        assert.ok(isDeploymentProcess(found));
        has(found, { Id: owner.DeploymentProcessId, ProjectId: owner.Id, SpaceId: owner.SpaceId, Version: 0, Steps: [] });
    });

    test("steps are written, and get IDs and what they were sent without", async () => {
        const found = await processes.get(owner);
        const seen = statuses(client);
        const written = await processes.update(owner, { ...found, Steps: [step("Build"), step("Ship")] });
        assert.equal(seen.at(-1), "PUT 200");
        isA(...TYPE, written);
        assert.equal(written.Version, found.Version + 1);
        has(written, { Steps: [step("Build"), step("Ship")] });
        const ids = written.Steps.flatMap((each) => [each.Id, each.Actions[0].Id]);
        assert.equal(new Set(ids).size, 4);
        assert.deepEqual(await processes.get(owner), written);
    });

    test("who changes an old version is told so", async () => {
        const found = await processes.get(owner);
        await processes.update(owner, { ...found, Steps: [...found.Steps, step("Third")] });
        const { ErrorMessage } = await refused(processes.update(owner, { ...found, Steps: [] }), 400);
        assert.match(ErrorMessage, /another user has made changes to the deployment process/);
        assert.equal((await processes.get(owner)).Steps.length, 3);
    });

    test("in Git, a branch has one, and a change is made there alone", async () => {
        const created = await new ProjectRepository(client, SPACE).create(await project(client, "Versioned"));
        const versioned = await inGit(client, created);
        const [main, other] = ["refs/heads/main", "refs/heads/feature/cart"];
        const wanted = { ProjectId: versioned.Id, SpaceId: versioned.SpaceId, BaseGitRef: main, NewBranchName: "feature/cart" };
        await client.doCreate(versioned.Links.Self + "/git/branches/v2", wanted);
        const found = await processes.getByGitRef(versioned, other);
        isA(...TYPE, found);
        has(found, { ProjectId: versioned.Id, Version: 0, Steps: [] });
        const sent = { ...found, GitRef: other, Steps: [step("Build")], ChangeDescription: "Build it" };
        const written = await processes.updateByGitRef(versioned, sent, other);
        isA(...TYPE, written);
        has(written, { Steps: [step("Build")] });
        assert.deepEqual(await processes.getByGitRef(versioned, other), written);
        has(await processes.getByGitRef(versioned, main), { Steps: [] });
        await refused(processes.getByGitRef(versioned, "refs/heads/nothing"), 404);
        await refused(processes.get(versioned), 404);
    });
});
