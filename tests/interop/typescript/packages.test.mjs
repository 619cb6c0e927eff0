// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in feed: packages, large ones too, and the build information that belongs to them.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { connected, has, octopus, SPACE } from "./setup.mjs";

const { BuildInformationRepository, OverwriteMode, PackageRepository } = octopus;
const LARGE = 60_000_000;

let client, folder, packages;

/** A file that is named as a package is. */
function file(name, content = "not looked at") {
    const written = path.join(folder, name);
    writeFileSync(written, content);
    return written;
}

before(async () => {
    client = await connected();
    packages = new PackageRepository(client, SPACE);
    folder = mkdtempSync(path.join(tmpdir(), "judge-"));
});

after(() => rmSync(folder, { recursive: true }));

describe("packages", () => {
    test("a package is pushed, listed and read", async () => {
        await packages.push([file("Hello.1.0.0.zip")]);
        const { Items } = await packages.list({ filter: "Hello" });
        assert.equal(Items.length, 1);
        has(await packages.get(Items[0].Id), { PackageId: "Hello", Version: "1.0.0", FileExtension: ".zip" });
    });

    test("a second push is refused, ignored or replaces the package", async () => {
        const twice = [file("Twice.1.0.0.zip")];
        await packages.push(twice, OverwriteMode.FailIfExists);
        await assert.rejects(
            packages.push(twice, OverwriteMode.FailIfExists),
            /A package with the same name and version already exists/
        );
        await packages.push(twice, OverwriteMode.IgnoreIfExists);
        await packages.push([file("Twice.1.0.0.zip", "other")], OverwriteMode.OverwriteExisting);
        const { Items } = await packages.list({ filter: "Twice" });
        assert.equal(Items.length, 1);
    });

    test("several packages are pushed at once", async () => {
        await packages.push([file("One.1.0.0.zip"), file("Two.2.0.0-beta.1.tar.gz")]);
        const { Items } = await packages.list({ take: 100 });
        const found = Items.map((each) => `${each.PackageId} ${each.Version}`);
        for (const wanted of ["One 1.0.0", "Two 2.0.0-beta.1"]) assert.ok(found.includes(wanted), found.join());
    });

    test("a large package is pushed", async () => {
        await packages.push([file("Large.1.0.0.zip", "x".repeat(LARGE))]);
        const { Items } = await packages.list({ filter: "Large" });
        assert.equal(Items[0].PackageSizeBytes, LARGE);
    });
});

describe("build-information", () => {
    const pushed = {
        spaceName: SPACE,
        BuildEnvironment: "judge",
        BuildNumber: "1",
        BuildUrl: "https://build.example.invalid/1",
        Branch: "main",
        VcsType: "Git",
        VcsRoot: "https://git.example.invalid/shop",
        VcsCommitNumber: "1a2b3c",
        Commits: [{ Id: "1a2b3c", Comment: "Begin" }],
        Packages: [{ Id: "Built", Version: "1.0.0" }],
    };

    test("the package has it, and a second push is refused", async () => {
        const builds = new BuildInformationRepository(client, SPACE);
        await packages.push([file("Built.1.0.0.zip")]);
        await builds.push(pushed);
        const { Items } = await packages.list({ filter: "Built" });
        const read = await packages.get(Items[0].Id);
        assert.equal(read.PackageVersionBuildInformation.VcsCommitNumber, "1a2b3c");
        await assert.rejects(
            builds.push(pushed, OverwriteMode.FailIfExists),
            /Metadata for the specified Package ID and version already exists\./
        );
        await builds.push({ ...pushed, Branch: "other" }, OverwriteMode.OverwriteExisting);
        assert.equal((await packages.get(Items[0].Id)).PackageVersionBuildInformation.Branch, "other");
    });
});
