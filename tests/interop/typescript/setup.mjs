// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests share: the client and its classes, signed in, and what a refusal looks like.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
export const octopus = require("@octopusdeploy/api-client");
// These two are in the package, but it does not export them.
export const { OctopusError } = require("@octopusdeploy/api-client/dist/octopusError.js");
export const { FeedRepository } = require("@octopusdeploy/api-client/dist/features/feeds/feedRepository.js");

export const SPACE = "Default";
export const ADDRESS = needed("OCTOPUS_URL");
const API_KEY = needed("OCTOPUS_API_KEY");

function needed(name) {
    const value = process.env[name];
    assert.ok(value, `${name} is not set`);
    return value;
}

/** A client that is signed in with the API key, or as `changes` say. */
export function connected(changes = {}) {
    return octopus.Client.create({ userAgentApp: "judge", instanceURL: ADDRESS, apiKey: API_KEY, ...changes });
}

/** The error that a request is refused with; fails where it is not refused, or with another status. */
export async function refused(request, status) {
    const error = await request.then(
        () => assert.fail(`not refused; ${status} was expected`),
        (reason) => reason
    );
    assert.ok(error instanceof OctopusError, `no OctopusError but ${error}`);
    assert.equal(error.StatusCode, status, error.message);
    assert.equal(error.ErrorMessage, error.message);
    return error;
}

/** Fails unless `document` has everything that `wanted` has; it may have more. */
export function has(document, wanted, path = "") {
    for (const [name, value] of Object.entries(wanted)) {
        const found = document?.[name];
        const place = `${path}${name}`;
        if (value !== null && typeof value === "object") {
            if (Array.isArray(value)) assert.equal(found?.length, value.length, place);
            has(found, value, `${place}.`);
        } else {
            assert.equal(found, value, place);
        }
    }
}

/** The last status of each request that a client makes from now on, by what it was: "GET 200". */
export function statuses(client) {
    const seen = [];
    const note = ({ method, statusCode }) => seen.push(`${method} ${statusCode}`);
    client.subscribeToResponses("judge", note);
    client.subscribeToErrors("judge", note);
    return seen;
}

/** What a project needs that is to be created: the space's first group and lifecycle. */
export async function project(client, name) {
    const [group] = (await new octopus.ProjectGroupRepository(client, SPACE).list({ take: 1 })).Items;
    const [lifecycle] = (await new octopus.LifecycleRepository(client, SPACE).list({ take: 1 })).Items;
    return octopus.NewProject(name, group, lifecycle);
}

/** Moves a project to Git: the client has no method for that, so its link is followed. */
export async function inGit(client, owner) {
    const [url, Credentials] = [`https://git.example.com/${owner.Id}`, { Type: "Anonymous" }];
    const how = { DefaultBranch: "main", BasePath: ".octopus", Credentials, ConversionState: { RunbooksAreInGit: true } };
    const settings = { Type: "VersionControlled", Url: url, ...how };
    const said = { CommitMessage: "To Git", ChangeDescription: "To Git" };
    const place = { ProjectId: owner.Id, SpaceId: owner.SpaceId };
    await client.doCreate(owner.Links.ConvertToVcs, { ...said, ...place, VersionControlSettings: settings });
    return client.get(owner.Links.Self);
}
