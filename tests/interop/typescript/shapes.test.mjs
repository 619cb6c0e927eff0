// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The judgement by the client's declarations can fail: without this, nobody would know.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isA } from "./shapes.mjs";

const PERIOD = { Unit: "Days", QuantityToKeep: 3, ShouldKeepForever: false };
const LIFECYCLE = {
    Id: "Lifecycles-1",
    SpaceId: "Spaces-1",
    Name: "Short",
    Phases: [{ Id: "1", Name: "Only", IsOptionalPhase: false, MinimumEnvironmentsBeforePromotion: 0 }],
    ReleaseRetentionPolicy: PERIOD,
    TentacleRetentionPolicy: PERIOD,
};

function judged(changes) {
    isA("features/lifecycles/lifecycle", "Lifecycle", { ...LIFECYCLE, ...changes });
}

describe("declarations", () => {
    test("what is as declared, has more, or has null, passes", () => {
        judged({});
        judged({ Newer: 1, Description: null });
    });

    for (const [what, changes, told] of [
        ["a text for a number", { ReleaseRetentionPolicy: { ...PERIOD, QuantityToKeep: "3" } }, /QuantityToKeep is "3"/],
        ["a word that there is not", { ReleaseRetentionPolicy: { ...PERIOD, Unit: "Weeks" } }, /Unit is "Weeks"/],
        ["something missing in a list", { Phases: [{ Id: "1", Name: "Only" }] }, /Phases\[0\]\.IsOptionalPhase is missing/],
        ["an object for a list", { Phases: {} }, /Phases is no list/],
        ["a text for an object", { TentacleRetentionPolicy: "3 days" }, /TentacleRetentionPolicy is no object/],
    ]) {
        test(`${what} does not pass`, () => assert.throws(() => judged(changes), told));
    }

    test("a type that is not declared is no type", () => {
        assert.throws(() => isA("features/lifecycles/lifecycle", "Nothing", LIFECYCLE), /does not declare Nothing/);
    });
});
