// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// How the client finds its server and signs in. It knows API keys and access tokens, no user name and password.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ADDRESS, connected, octopus, refused } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { checkForCapability, userGetCurrent } = octopus;

describe("server", () => {
    test("says its version and which installation it is", async () => {
        const { version, installationId } = await (await connected()).getServerInformation();
        assert.match(version, /^\d{4}\.\d+\.\d+/);
        assert.match(installationId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    for (const end of ["", "/", "/api", "/api/"]) {
        test(`is found at an address that ends with '${end}'`, async () => {
            const client = await connected({ instanceURL: ADDRESS + end });
            assert.equal((await userGetCurrent(client)).Username, "admin");
        });
    }

    test("has the capability that it lists, and not another", async () => {
        const client = await connected();
        assert.equal(await checkForCapability(client, "GetAllSpacesRequest", "2022.3"), null);
        assert.match(await checkForCapability(client, "BrewCoffeeRequest", "2099.1"), /does not support BrewCoffeeRequest/);
    });

    test("answers at its root whoever asks", async () => {
        const client = await connected({ apiKey: undefined });
        assert.ok((await client.getServerInformation()).version);
    });
});

describe("users", () => {
    test("an API key is signed in with", async () => {
        const user = await userGetCurrent(await connected());
        isA("features/users/user", "UserProjection", user);
        assert.match(user.Id, /^Users-\d+$/);
    });

    test("an access token is signed in with", async () => {
        const accessToken = process.env.OCTOPUS_ACCESS_TOKEN;
        assert.ok(accessToken, "OCTOPUS_ACCESS_TOKEN is not set");
        const user = await userGetCurrent(await connected({ apiKey: undefined, accessToken }));
        assert.equal(user.Username, "admin");
    });

    test("an access token that nobody has is refused", async () => {
        const client = await connected({ apiKey: undefined, accessToken: "nobody's" });
        await refused(userGetCurrent(client), 401);
    });

    test("without any credentials nobody is signed in", async () => {
        await refused(userGetCurrent(await connected({ apiKey: undefined })), 401);
    });
});
