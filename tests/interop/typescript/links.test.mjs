// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The client's lower half: links as the server gives them, expanded and resolved. Its repositories build their addresses
// themselves; this is the one test that also passes where nobody can guess an address.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, has, refused } from "./setup.mjs";
import { isA } from "./shapes.mjs";

// They lead to a page for people, are there to be written to, or are asked about somebody, a project or a package.
const PAGES = ["Self", "SignIn", "SignOut", "Web", "SpaceHome"];
const SORTED = ["EnvironmentSortOrder", "TagSetSortOrder", "WorkerPoolsSortOrder"];
const WRITTEN = [...SORTED, "BuildInformationBulk", "PackagesBulk", "PackageUpload", "PackageDeltaUpload"];
const OF_A_PERSON = ["Invitations", "TeamMembership", "TeamMembershipPreviewTeam"];
const OF_SOMEBODY = [...OF_A_PERSON, "VariablePreview", "PackageDeltaSignature", "LiveStatus", "TenantedLiveStatus"];
const NOT_READ = [...PAGES, ...WRITTEN, ...OF_SOMEBODY];
// Without these they are refused, or, as a variable set's link says, there is no list.
const HOST = { host: "here.example.com", port: 10933, type: "TentaclePassive" };
const RETENTION = { retentionType: "LifecycleRelease" };
// The lists of freezes and of known hosts are no pages, but have a count; those of settings are as long as they are.
const NEEDED = {
    DiscoverMachine: HOST,
    DiscoverWorker: HOST,
    ExternalUserSearch: { partialName: "a" },
    Variables: { id: "all" },
    RetentionPolicies: RETENTION,
    DeploymentFreezes: {},
    SshKnownHosts: {},
    CertificateConfiguration: {},
    VersionRuleTest: { version: "1.0" },
    SpaceSearch: { id: "Spaces-1", keyword: "a" },
    Configuration: {},
};

describe("links", () => {
    let client, root;

    before(async () => {
        client = await connected();
        root = (await client.get("~/api")).Links;
    });

    async function spaceRoot() {
        const { Items } = await client.get(root.Spaces);
        return (await client.get(Items[0].Links.SpaceHome)).Links;
    }

    /** What a link with a place for an ID leads to: a page, whose documents it leads to by their IDs. */
    async function followed(link) {
        const page = await client.get(link, { take: 1 });
        isA("resourceCollection", "ResourceCollection", page);
        assert.ok(page.Items.length <= 1);
        for (const { Id, Links } of page.Items) {
            assert.equal((await client.get(link, { id: Id })).Id, Id);
            assert.equal((await client.get(Links.Self)).Id, Id);
        }
    }

    for (const [place, links] of [["root", async () => root], ["space's root", spaceRoot]]) {
        test(`every link of the ${place} can be followed, with and without an ID`, async () => {
            const found = Object.entries(await links()).filter(([name]) => !NOT_READ.includes(name));
            assert.ok(found.length > 20);
            const wrong = [];
            for (const [name, link] of found) {
                const isList = link.includes("{/id}") && !(name in NEEDED);
                const request = isList ? followed(link) : client.get(link, NEEDED[name]);
                await request.catch((error) => wrong.push(`${name} (${link}): ${error.message}`));
            }
            assert.equal(wrong.join("\n"), "");
        });
    }

    test("a document is made, changed and removed by links alone", async () => {
        const created = await client.doCreate(root.Proxies, { Name: "Way out", Host: "proxy.example.invalid", Port: 80 });
        const changed = await client.doUpdate(created.Links.Self, { ...created, Port: 8080 });
        has(await client.get(root.Proxies, { id: created.Id }), { Name: "Way out", Port: 8080 });
        await client.del(changed.Links.Self);
        await refused(client.get(created.Links.Self), 404);
    });

    test("a project's links lead to what belongs to it", async () => {
        const [group] = (await client.get(root.ProjectGroups, { take: 1 })).Items;
        const [lifecycle] = (await client.get(root.Lifecycles, { take: 1 })).Items;
        const sent = { Name: "Linked", ProjectGroupId: group.Id, LifecycleId: lifecycle.Id };
        const { Id, Links } = await client.doCreate(root.Projects, sent);
        const channels = await client.get(Links.Channels);
        has(channels, { TotalResults: 1, Items: [{ ProjectId: Id, IsDefault: true }] });
        assert.equal((await client.get(Links.Channels, { id: channels.Items[0].Id })).ProjectId, Id);
        has(await client.get(Links.DeploymentProcess), { ProjectId: Id });
        has(await client.get(Links.DeploymentSettings), { ProjectId: Id });
        has(await client.get(Links.Variables), { OwnerId: Id });
        has(await client.get(root.VariablePreview, { project: Id }), { OwnerId: Id, Variables: [] });
        await refused(client.get(root.VariablePreview), 400);
        const inGroup = await client.get(group.Links.Projects, { partialName: "LINK" });
        assert.deepEqual(inGroup.Items.map((each) => each.Id), [Id]);
    });

    test("the pages of a list are followed as they were filtered", async () => {
        const made = [];
        for (const name of ["Part one", "Part two", "Other", "Part three"]) {
            made.push(await client.doCreate(root.Environments, { Name: name }));
        }
        const first = await client.get(root.Environments, { partialName: "part", take: 2 });
        const second = await client.get(first.Links["Page.Next"]);
        const names = [...first.Items, ...second.Items].map((each) => each.Name);
        assert.deepEqual(names, ["Part one", "Part two", "Part three"]);
        const byId = await client.get(first.Links.Template, { ids: made.slice(0, 2).map((each) => each.Id), skip: 1 });
        assert.deepEqual(byId.Items.map((each) => each.Name), ["Part two"]);
    });
});
