// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// More documents than go on a page.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { connected, octopus, SPACE } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const HOW_MANY = 64;
// Servers of 2026.3 give ten environments unless they are asked for more.
const take = 30;
const { BasicRepository, EnvironmentRepository } = octopus;

describe("environments", () => {
    let client, environments, ids;

    before(async () => {
        client = await connected();
        environments = new EnvironmentRepository(client, SPACE);
        ids = [];
        for (let number = 0; number < HOW_MANY; number += 1) {
            ids.push((await environments.create({ Name: `Environment ${number}` })).Id);
        }
    });

    test("a page has as many as were asked for, and says how many there are", async () => {
        const page = await environments.list({ take });
        isA("resourceCollection", "ResourceCollection", page);
        assert.equal(page.Items.length, take);
        const { ItemType, ItemsPerPage, LastPageNumber, NumberOfPages, TotalResults } = page;
        assert.deepEqual(
            { ItemType, ItemsPerPage, LastPageNumber, NumberOfPages, TotalResults },
            { ItemType: "Environment", ItemsPerPage: take, LastPageNumber: 2, NumberOfPages: 3, TotalResults: HOW_MANY }
        );
    });

    test("the links lead from page to page and back, and nothing is missing or twice", async () => {
        const seen = [];
        let page = await environments.list({ take });
        const first = page;
        for (;;) {
            seen.push(...page.Items.map((each) => each.Id));
            if (!page.Links["Page.Next"]) break;
            page = await client.get(page.Links["Page.Next"]);
        }
        assert.deepEqual(seen, ids);
        assert.deepEqual((await client.get(first.Links["Page.Last"])).Items, page.Items);
        const middle = await client.get(page.Links["Page.Previous"]);
        assert.deepEqual((await client.get(middle.Links["Page.Previous"])).Items, first.Items);
        assert.equal((await client.get(page.Links["Page.All"])).Items.length, HOW_MANY);
        assert.deepEqual((await client.get(page.Links["Page.Current"])).Items, page.Items);
        assert.equal(first.Links["Page.Previous"], undefined);
    });

    test("skip and take are followed", async () => {
        const page = await environments.list({ skip: 60, take: 3 });
        assert.deepEqual(page.Items.map((each) => each.Id), ids.slice(60, 63));
        assert.deepEqual([page.ItemsPerPage, page.NumberOfPages, page.TotalResults], [3, 22, HOW_MANY]);
        const beyond = await environments.list({ skip: 1000 });
        assert.deepEqual([beyond.Items, beyond.TotalResults], [[], HOW_MANY]);
    });

    test("all come at once to who takes all", async () => {
        const page = await environments.list({ take: BasicRepository.TakeAll });
        assert.deepEqual(page.Items.map((each) => each.Id), ids);
        assert.equal(page.NumberOfPages, 1);
    });

    test("the links of a page keep what it was asked for", async () => {
        const page = await environments.list({ partialName: "environment 1", take: 4 });
        assert.equal(page.TotalResults, 11);
        const next = await client.get(page.Links["Page.Next"]);
        assert.deepEqual(next.Items.map((each) => each.Name), [13, 14, 15, 16].map((each) => `Environment ${each}`));
        assert.equal(next.TotalResults, 11);
    });

    test("a list of many IDs is followed", async () => {
        const wanted = ids.slice(10, 50);
        const page = await environments.list({ ids: wanted, take: 100 });
        assert.deepEqual(page.Items.map((each) => each.Id), wanted);
    });
});
