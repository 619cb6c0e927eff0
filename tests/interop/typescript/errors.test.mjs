// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// What the client makes of a refusal: the status, and one text of the server's message and all its errors.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, octopus, refused, SPACE } from "./setup.mjs";

const { EnvironmentRepository, LifecycleRepository, resolveSpaceId, userGetCurrent } = octopus;
const NOBODY =
    "The API key you provided was not valid. Please double-check your API key and try again. " +
    "For instructions on finding your API key, please visit: https://oc.to/ApiKey";
const NOWHERE =
    "Resource is not found or it doesn't exist in the current space context. " +
    "Please contact your administrator for more information.";
const PROBLEM = "There was a problem with your request.";

describe("errors", () => {
    test("401: a key that nobody has; the message is the server's, and comes once", async () => {
        const asked = connected({ apiKey: "API-NOBODYHASTHISKEYATALL000" }).then(userGetCurrent);
        const { ErrorMessage } = await refused(asked, 401);
        assert.equal(ErrorMessage, NOBODY);
    });

    test("404: a document that there is not", async () => {
        const environments = new EnvironmentRepository(await connected(), SPACE);
        const { ErrorMessage } = await refused(environments.get("Environments-999"), 404);
        assert.equal(ErrorMessage, NOWHERE);
    });

    test("404: an address, and a space, that there is not", async () => {
        const client = await connected();
        for (const path of ["~/api/nothing/here", "~/api/Spaces-999/environments"]) {
            assert.equal((await refused(client.get(path), 404)).ErrorMessage, NOWHERE);
        }
    });

    test("400: the general message, and each error on a line of its own", async () => {
        const lifecycles = new LifecycleRepository(await connected(), SPACE);
        const { ErrorMessage } = await refused(lifecycles.create({ Phases: [] }), 400);
        const [first, ...others] = ErrorMessage.split("\n");
        assert.equal(first, PROBLEM);
        assert.ok(others.length > 0);
        assert.ok(others.every((each) => each && each !== PROBLEM));
    });

    test("400: nothing is left of what was refused", async () => {
        const client = await connected();
        const environments = new EnvironmentRepository(client, SPACE);
        const made = await environments.create({ Name: "Used" });
        const phase = { Name: "Only", OptionalDeploymentTargets: [made.Id], AutomaticDeploymentTargets: [] };
        await new LifecycleRepository(client, SPACE).create({ Name: "User", Phases: [phase] });
        const { ErrorMessage } = await refused(environments.del(made), 400);
        assert.match(ErrorMessage, /is being used by the following lifecycles: \[.*User.*\]/);
        assert.equal((await environments.get(made.Id)).Name, "Used");
    });

    test("403: the permission that is missing is named", async () => {
        const administrator = await connected();
        const user = await administrator.post("~/api/users", { Username: "guest", DisplayName: "Guest" });
        const key = await administrator.post("~/api/users/{id}/apikeys", { Purpose: "judge" }, { id: user.Id });
        const guest = await connected({ apiKey: key.ApiKey });
        assert.equal((await userGetCurrent(guest)).Id, user.Id);
        // The client's way to find a space is not the guest's to go.
        const spaceId = await resolveSpaceId(administrator, SPACE);
        const request = guest.post("~/api/{spaceId}/environments", { Name: "Never" }, { spaceId });
        assert.match((await refused(request, 403)).ErrorMessage, /Missing permission: EnvironmentCreate/);
    });

    test("who listens to a client's errors hears the same", async () => {
        const client = await connected();
        const heard = [];
        client.subscribeToErrors("test", (details) => heard.push(details));
        const error = await refused(client.get("~/api/users/Users-999"), 404);
        assert.deepEqual(heard.map((each) => [each.method, each.statusCode, each.errorMessage]), [
            ["GET", 404, error.ErrorMessage],
        ]);
    });
});
