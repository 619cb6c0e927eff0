// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// A server that is older than the client: this one says that it is a 2020.5.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, has, octopus, refused, SPACE } from "./setup.mjs";
import { isA } from "./shapes.mjs";

const { checkForCapability, EnvironmentRepository, LifecycleRepository } = octopus;

describe("older server", () => {
    test("it says its version", async () => {
        assert.match((await (await connected()).getServerInformation()).version, /^2020\.5\./);
    });

    test("it lists no capabilities, and the client says what to do", async () => {
        const answer = await checkForCapability(await connected(), "GetAllSpacesRequest", "2022.3");
        assert.match(answer, /does not support the Capabilities API, you will need to upgrade/);
    });

    test("its documents have neither slugs nor strategies", async () => {
        const client = await connected();
        const environments = new EnvironmentRepository(client, SPACE);
        const environment = await environments.create({ Name: "Old", Slug: "not-known-yet" });
        isA("features/deploymentEnvironments/deploymentEnvironment", "DeploymentEnvironment", environment);
        assert.ok(!("Slug" in environment));
        await refused(environments.get("old"), 404);
        const [lifecycle] = (await new LifecycleRepository(client, SPACE).list()).Items;
        isA("features/lifecycles/lifecycle", "Lifecycle", lifecycle);
        assert.deepEqual(Object.keys(lifecycle.ReleaseRetentionPolicy).sort(), [
            "QuantityToKeep",
            "ShouldKeepForever",
            "Unit",
        ]);
    });

    test("documents are changed and removed as on any other", async () => {
        const environments = new EnvironmentRepository(await connected(), SPACE);
        const created = await environments.create({ Name: "Older", UseGuidedFailure: true });
        has(await environments.modify({ ...created, Name: "Oldest" }), { Name: "Oldest", UseGuidedFailure: true });
        await environments.del(created);
        await refused(environments.get(created.Id), 404);
    });
});
