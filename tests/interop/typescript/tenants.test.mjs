// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Tenants with tags and projects, and feeds with a secret.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, FeedRepository, has, octopus, project, refused, SPACE } from "./setup.mjs";

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
        const tested = await tenants.tagTest([full.Id], ["Region/North"]);
        has(tested[full.Id], { IsMatched: true, MissingTags: [] });
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

describe("tenants", () => {
    test("a template of a library variable set has a value for each environment", async () => {
        const client = await connected();
        const environments = new EnvironmentRepository(client, SPACE);
        const [here, there] = [await environments.create({ Name: "Here" }), await environments.create({ Name: "There" })];
        const set = await client.doCreate("~/api/Spaces-1/libraryvariablesets", {
            Name: "Common",
            Templates: [{ Name: "Owner", DisplaySettings: { "Octopus.ControlType": "SingleLineText" } }],
        });
        const including = { ...(await project(client, "Including")), IncludedLibraryVariableSetIds: [set.Id] };
        const shop = await new ProjectRepository(client, SPACE).create(including);
        const tenants = new TenantRepository(client, SPACE);
        const connections = { [shop.Id]: [here.Id, there.Id] };
        const tenant = await tenants.create({ Name: "Scoped", ProjectEnvironments: connections });
        const template = { LibraryVariableSetId: set.Id, TemplateId: set.Templates[0].Id };
        has((await tenants.getCommonVariables(tenant, true)).MissingVariables[0], template);

        const [ada, bob] = [here, there].map(({ Id }, index) => ({
            ...template,
            Id: "",
            Value: ["Ada", "Bob"][index],
            Scope: { EnvironmentIds: [Id] },
        }));
        // The client's types say that it takes the bare list, which it sends as it is, and Go's sends an object.
        await refused(tenants.modifyCommonVariables(tenant, [ada, bob]), 400);
        const made = await tenants.modifyCommonVariables(tenant, { Variables: [ada, bob] });
        assert.deepEqual(made.Variables.map((each) => each.Value), ["Ada", "Bob"]);
        const read = await tenants.getCommonVariablesById(tenant.Id);
        assert.deepEqual(read.Variables, made.Variables);
        const [kept] = (await tenants.modifyCommonVariablesById(tenant.Id, { Variables: [made.Variables[1]] })).Variables;
        assert.equal(kept.Id, made.Variables[1].Id);
    });

    test("a template of a project has a value for several environments", async () => {
        const client = await connected();
        const environment = await new EnvironmentRepository(client, SPACE).create({ Name: "Everywhere" });
        const [template] = [{ Name: "Address", DisplaySettings: { "Octopus.ControlType": "SingleLineText" } }];
        const templated = { ...(await project(client, "Scoped")), Templates: [template] };
        const shop = await new ProjectRepository(client, SPACE).create(templated);
        const tenants = new TenantRepository(client, SPACE);
        const tenant = await tenants.create({ Name: "South", ProjectEnvironments: { [shop.Id]: [environment.Id] } });
        const value = { Id: "", ProjectId: shop.Id, TemplateId: shop.Templates[0].Id, Value: "https://south.example.com" };
        const sent = [{ ...value, Scope: { EnvironmentIds: [environment.Id] } }];
        const made = await tenants.modifyProjectVariables(tenant, { Variables: sent });
        has(made.Variables[0], { ...sent[0], Id: made.Variables[0].Id });
        assert.deepEqual((await tenants.getProjectVariables(tenant)).Variables, made.Variables);
        assert.deepEqual((await tenants.getProjectVariablesById(tenant.Id)).Variables, made.Variables);
        const gone = await tenants.modifyProjectVariablesById(tenant.Id, { Variables: [] });
        assert.deepEqual(gone.Variables, []);
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
