// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of tasks share: machines, and health checks of them.

import { octopus, SPACE } from "./setup.mjs";

const { EnvironmentRepository, resolveSpaceId } = octopus;

/** A machine at `uri`; the client has no repository for machines. */
export async function machine(client, name, uri) {
    const spaceId = await resolveSpaceId(client, SPACE);
    const environments = new EnvironmentRepository(client, SPACE);
    const environment = await environments.create({ Name: `For ${name}` });
    const endpoint = { CommunicationStyle: "TentaclePassive", Thumbprint: "A".repeat(40), Uri: uri };
    const sent = { Name: name, Roles: ["web"], EnvironmentIds: [environment.Id], Endpoint: endpoint };
    return client.post("~/api/{spaceId}/machines", sent, { spaceId });
}

/** Has machines checked, and answers with the task that does it. */
export function healthCheck(client, machines) {
    const MachineIds = machines.map((each) => each.Id);
    const task = { Name: "Health", Description: "Check what is judged", Arguments: { MachineIds } };
    return client.doCreate("~/api/{spaceId}/tasks", { ...task, spaceName: SPACE });
}
