// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments of a release, with and without a tenant.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, octopus, project, refused, SPACE } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { DeploymentProcessRepository, DeploymentRepository, EnvironmentRepository, LifecycleRepository } = octopus;
const { ObservabilityRepository, ProjectRepository, ReleaseRepository, ServerTaskWaiter, TenantRepository } = octopus;
const OFTEN = 50;
const LONG = 20000;
const named = { spaceName: SPACE, ProjectName: "Deployed", ReleaseVersion: "1.0.0" };

describe("deployments", () => {
    let client, owner, first, second, last, deployments, waiter;

    before(async () => {
        client = await connected();
        const environments = new EnvironmentRepository(client, SPACE);
        [first, second, last] = [
            await environments.create({ Name: "First" }),
            await environments.create({ Name: "Second" }),
            await environments.create({ Name: "Last" }),
        ];
        const phase = (Name, ...places) => ({ Name, OptionalDeploymentTargets: places.map((each) => each.Id) });
        const lifecycle = await new LifecycleRepository(client, SPACE).create({
            Name: "Two phases",
            Phases: [phase("Early", first, second), phase("Late", last)],
        });
        owner = await new ProjectRepository(client, SPACE).create({
            ...(await project(client, "Deployed")),
            LifecycleId: lifecycle.Id,
            TenantedDeploymentMode: "TenantedOrUntenanted",
        });
        const processes = new DeploymentProcessRepository(client, SPACE, owner);
        const action = { Name: "Greet", ActionType: "Octopus.Script", Properties: {}, Packages: [] };
        const steps = [{ Name: "Greet", Properties: {}, Actions: [action] }];
        await processes.update(owner, { ...(await processes.get(owner)), Steps: steps });
        await new ReleaseRepository(client, SPACE).create({ ...named, ReleaseVersion: "1.0.0" });
        deployments = new DeploymentRepository(client, SPACE);
        waiter = new ServerTaskWaiter(client, SPACE);
    });

    test("without a Kubernetes monitor there is no live status", async () => {
        const live = new ObservabilityRepository(client, SPACE);
        const found = await live.getLiveStatus(owner.Id, first.Id);
        assert.deepEqual([found.MachineStatuses, found.Summary.Status], [[], "NotSupported"]);
        assert.deepEqual(await live.getLiveStatus(owner.Id, first.Id, undefined, true), found);
    });

    test("a phase that is not reached is refused, and nothing is deployed", async () => {
        const command = { ...named, EnvironmentNames: ["First", "Last"] };
        const { ErrorMessage } = await refused(deployments.create(command), 400);
        assert.match(ErrorMessage, /can't be deployed to the environment 'Last'/);
        assert.deepEqual((await deployments.list({ projects: [owner.Id] })).Items, []);
    });

    test("a release is deployed to two environments, waited for, read and listed", async () => {
        const made = await deployments.create({ ...named, EnvironmentNames: ["First", "Second"] });
        const tasks = made.DeploymentServerTasks.map((each) => each.ServerTaskId);
        const done = await waiter.waitForServerTasksToComplete(tasks, OFTEN, LONG);
        assert.deepEqual(done.map((each) => each.State), ["Success", "Success"]);
        const [{ DeploymentId, ServerTaskId }] = made.DeploymentServerTasks;
        const found = await deployments.get(DeploymentId);
        isA("features/projects/releases/deployments/deployment", "Deployment", found);
        has(found, { ProjectId: owner.Id, EnvironmentId: first.Id, TaskId: ServerTaskId, Name: "Deploy to First" });
        const page = await deployments.list({ projects: [owner.Id], environments: [second.Id], taskState: "Success" });
        assert.deepEqual(page.Items.map((each) => each.Id), [made.DeploymentServerTasks[1].DeploymentId]);
    });

    test("the next phase is reached, and its environment has a preview", async () => {
        const [release] = (await new ReleaseRepository(client, SPACE).listForProject(owner.Id)).Items;
        const { PromoteTo } = await client.get(release.Links.DeploymentTemplate);
        assert.deepEqual(PromoteTo.map((each) => each.Name), ["First", "Second", "Last"]);
        const { StepsToExecute } = await client.get(PromoteTo.at(-1).Links.Preview);
        has(StepsToExecute, [{ ActionName: "Greet", ActionNumber: "1", CanBeSkipped: true }]);
    });

    test("tenants are named, or have a tag", async () => {
        const ProjectEnvironments = { [owner.Id]: [first.Id] };
        const tenant = await new TenantRepository(client, SPACE).create({ Name: "Deployed to", ProjectEnvironments });
        const command = { ...named, EnvironmentName: "First", TenantTags: [] };
        const made = await deployments.createTenanted({ ...command, Tenants: ["Deployed to"] });
        const [{ DeploymentId, ServerTaskId }] = made.DeploymentServerTasks;
        has(await deployments.get(DeploymentId), { TenantId: tenant.Id, TaskId: ServerTaskId });
        await refused(deployments.createTenanted({ ...command, Tenants: [] }), 400);
    });
});
