// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Tenants with tags and projects, and feeds with a secret.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, FeedRepository, has, octopus, project, SPACE } from "./setup.mjs";

const { EnvironmentRepository, NewSensitiveValue, ProjectRepository, TagSetRepository, TenantRepository } = octopus;

describe("tenants", () => {
    test("they have tags and projects, and are listed by them", async () => {
        const client = await connected();
        const environment = await new EnvironmentRepository(client, SPACE).create({ Name: "Test" });
        const tags = [{ Name: "North", Color: "#333333" }];
        await new TagSetRepository(client, SPACE).create({ Name: "Region", Tags: tags });
        const tenanted = { ...(await project(client, "Shop")), TenantedDeploymentMode: "Tenanted" };
        const shop = await new ProjectRepository(client, SPACE).create(tenanted);
        const tenants = new TenantRepository(client, SPACE);
        await tenants.create({ Name: "Plain" });
        const wanted = { Name: "Full", TenantTags: ["Region/North"], ProjectEnvironments: { [shop.Id]: [environment.Id] } };
        const full = await tenants.create(wanted);
        has(full, wanted);
        for (const args of [{ projectId: shop.Id }, { tags: "Region/North" }]) {
            assert.deepEqual((await tenants.list(args)).Items.map((each) => each.Name), ["Full"]);
        }
    });
});

describe("tenants", () => {
    test("they give values to the templates of their projects", async () => {
        const client = await connected();
        const environment = await new EnvironmentRepository(client, SPACE).create({ Name: "Live" });
        const [template] = [{ Name: "Address", DisplaySettings: { "Octopus.ControlType": "SingleLineText" } }];
        const templated = { ...(await project(client, "Templated")), Templates: [template] };
        const shop = await new ProjectRepository(client, SPACE).create(templated);
        const tenants = new TenantRepository(client, SPACE);
        const tenant = await tenants.create({ Name: "North", ProjectEnvironments: { [shop.Id]: [environment.Id] } });
        const missing = { ProjectId: shop.Id, VariableTemplateName: "Address" };
        has((await tenants.missingVariables({ tenantId: tenant.Id }, true))[0].MissingVariables[0], missing);

        const variables = await tenants.getVariables(tenant);
        const values = variables.ProjectVariables[shop.Id].Variables[environment.Id];
        values[shop.Templates[0].Id] = "https://north.example.com";
        const set = await tenants.setVariables(tenant, variables);
        assert.deepEqual(set.ProjectVariables[shop.Id].Variables[environment.Id], values);
        assert.deepEqual(await tenants.getVariables(tenant), set);
        assert.deepEqual(await tenants.missingVariables({ tenantId: tenant.Id }), []);
    });
});

describe("feeds", () => {
    test("a password is kept and not shown", async () => {
        const feeds = new FeedRepository(await connected(), SPACE);
        const secret = "never to be seen";
        const sent = { Name: "Secret", FeedType: "NuGet", FeedUri: "https://feeds.example.invalid/v3", Username: "me" };
        const created = await feeds.create({ ...sent, Password: NewSensitiveValue(secret) });
        const hidden = { HasValue: true, NewValue: null };
        has(created.Password, hidden);
        has((await feeds.modify({ ...created, Name: "Still secret" })).Password, hidden);
        const cleared = await feeds.modify({ ...created, Password: { HasValue: false, NewValue: null } });
        has(cleared.Password, { HasValue: false, NewValue: null });
        assert.ok(!JSON.stringify([created, cleared, await feeds.list()]).includes(secret));
    });

    test("they are listed by type, the built-in one among them", async () => {
        const feeds = new FeedRepository(await connected(), SPACE);
        const { Items } = await feeds.list({ feedType: "BuiltIn" });
        assert.deepEqual(Items.map((each) => each.FeedType), ["BuiltIn"]);
    });
});
