#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @octopusdeploy/api-client 3.11.0, Octopus's client for TypeScript.
# Guess:     modifyCommonVariables(tenant, values) sends an object with the list of values under Variables, as the API
#            reference demands of PUT tenants/{id}/commonvariables and as Octopus's Go client does.
# Seen:      the list is the whole body. The same holds for modifyProjectVariables.
# Effect:    a program that follows the types of the client sends a body without the one property that is demanded.
# Here:      the emulator refuses such a body; who uses that client passes the object in spite of the types.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @octopusdeploy/api-client@3.11.0

cat >run.cjs <<'NODE'
const http = require("node:http");
const { Client, TenantRepository } = require("@octopusdeploy/api-client");

const SPACE = { Id: "Spaces-1", Name: "Default", Links: {} };
const bodies = [];
const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
        if (request.method === "PUT") bodies.push(JSON.parse(body));
        const page = { Items: [SPACE], TotalResults: 1, ItemsPerPage: 30, NumberOfPages: 1, Links: {} };
        const root = { Version: "2026.3.1", ApiVersion: "3.0.0", Links: { Spaces: "/api/spaces{/id}{?skip,take,partialName}" } };
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(request.url.startsWith("/api/spaces") ? page : root));
    });
});
server.listen(0, "127.0.0.1", async () => {
    const instanceURL = `http://127.0.0.1:${server.address().port}`;
    const client = await Client.create({ userAgentApp: "finding", instanceURL, apiKey: "API-XXXXXXXXXXXXXXXXXXXXXXXXXX" });
    const tenants = new TenantRepository(client, "Default");
    const value = { Id: "", TemplateId: "t", Value: "Ada", Scope: { EnvironmentIds: [] } };
    await tenants.modifyCommonVariables({ Id: "Tenants-1" }, [{ ...value, LibraryVariableSetId: "LibraryVariableSets-1" }]);
    await tenants.modifyProjectVariables({ Id: "Tenants-1" }, [{ ...value, ProjectId: "Projects-1" }]);
    server.close();
    for (const body of bodies) console.log(JSON.stringify(body));
    process.exit(bodies.length === 2 && bodies.every(Array.isArray) ? 0 : 1);
});
NODE
node run.cjs
