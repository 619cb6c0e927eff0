// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a document of every kind that the client has a repository of the usual methods for.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, FeedRepository, has, octopus, project, refused, SPACE, statuses } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const NAME = "Judged";
const PHASE = {
    Name: "Development",
    AutomaticDeploymentTargets: [],
    OptionalDeploymentTargets: [],
    MinimumEnvironmentsBeforePromotion: 0,
    IsOptionalPhase: false,
};
const KEEP = { Unit: "Items", QuantityToKeep: 5, ShouldKeepForever: false };

// Of each kind: its repository, its type, what it is created with, and what is changed then.
const KINDS = {
    environments: {
        Repository: octopus.EnvironmentRepository,
        type: ["features/deploymentEnvironments/deploymentEnvironment", "DeploymentEnvironment"],
        created: { Description: "First", UseGuidedFailure: true, AllowDynamicInfrastructure: true },
        changed: { Description: "", UseGuidedFailure: false },
    },
    lifecycles: {
        Repository: octopus.LifecycleRepository,
        type: ["features/lifecycles/lifecycle", "Lifecycle"],
        created: { Description: "First", Phases: [PHASE], ReleaseRetentionPolicy: KEEP, TentacleRetentionPolicy: KEEP },
        changed: { Phases: [{ ...PHASE, IsOptionalPhase: true }, { ...PHASE, Name: "Production" }] },
    },
    projectgroups: {
        Repository: octopus.ProjectGroupRepository,
        type: ["features/projectGroups/projectGroup", "ProjectGroup"],
        created: { Description: "First" },
        changed: { Description: "Second" },
    },
    projects: {
        Repository: octopus.ProjectRepository,
        type: ["features/projects/project", "Project"],
        needs: project,
        created: { Description: "First", TenantedDeploymentMode: "Tenanted" },
        changed: { Description: "Second", IsDisabled: true, TenantedDeploymentMode: "TenantedOrUntenanted" },
    },
    tagsets: {
        Repository: octopus.TagSetRepository,
        type: ["features/tagSets/tagSet", "TagSet"],
        created: { Description: "First", Tags: [{ Name: "North", Color: "#333333", Description: "" }] },
        changed: { Tags: [{ Name: "East", Color: "#AAAAAA" }, { Name: "West", Color: "#BBBBBB" }] },
    },
    tenants: {
        Repository: octopus.TenantRepository,
        type: ["features/tenants/tenant", "Tenant"],
        created: { Description: "First", TenantTags: [], ProjectEnvironments: {} },
        changed: { Description: "Second" },
    },
    feeds: {
        Repository: FeedRepository,
        type: ["features/feeds/nugetFeed", "NugetFeed"],
        created: { FeedType: "NuGet", FeedUri: "https://feeds.example.invalid/v3", EnhancedMode: true },
        changed: { FeedUri: "https://feeds.example.invalid/v2", EnhancedMode: false, DownloadAttempts: 2 },
    },
};

for (const [kind, { Repository, type, needs, created: sent, changed }] of Object.entries(KINDS)) {
    describe(kind, () => {
        let client, repository, wanted, document;

        before(async () => {
            client = await connected();
            repository = new Repository(client, SPACE);
            wanted = { ...(needs ? await needs(client, NAME) : {}), Name: NAME, ...sent };
        });

        test("one is created as it was sent", async () => {
            const seen = statuses(client);
            document = await repository.create(wanted);
            assert.equal(seen.at(-1), "POST 201");
            isA(...type, document);
            has(document, wanted);
            assert.equal(document.Links.Self.endsWith(`/api/${document.SpaceId}/${kind}/${document.Id}`), true);
        });

        test("it is read as it was created", async () => {
            const read = await repository.get(document.Id);
            isA(...type, read);
            assert.deepEqual(read, document);
        });

        test("it is listed by ID and by a part of its name", async () => {
            for (const args of [{ ids: [document.Id] }, { partialName: NAME.toUpperCase().slice(1, -1) }]) {
                const { Items, TotalResults } = await repository.list(args);
                assert.deepEqual([Items.map((each) => each.Id), TotalResults], [[document.Id], 1]);
                isA(...type, Items[0]);
            }
            assert.ok((await repository.list()).Items.some((each) => each.Id === document.Id));
        });

        test("it is changed, and keeps what is not changed", async () => {
            const seen = statuses(client);
            const modified = await repository.modify({ ...document, ...changed });
            assert.equal(seen.at(-1), "PUT 200");
            isA(...type, modified);
            has(modified, { ...wanted, ...changed, Id: document.Id });
            const saved = await repository.save({ ...modified, Name: `${NAME} again` });
            has(await repository.get(document.Id), { ...wanted, ...changed, Name: `${NAME} again`, Id: saved.Id });
            await repository.save({ ...saved, Name: NAME });
        });

        test("its name is its own, however it is written", async () => {
            await refused(repository.save({ ...wanted, Name: NAME.toUpperCase() }), 400);
        });

        test("it is removed, once", async () => {
            const seen = statuses(client);
            await repository.del(document);
            assert.equal(seen.at(-1), "DELETE 200");
            await refused(repository.get(document.Id), 404);
            await refused(repository.del(document), 404);
            assert.deepEqual((await repository.list({ ids: [document.Id] })).Items, []);
        });
    });
}
