# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the tests of octoterra, and Octopus's Terraform provider, which terraform runs in these tests.

The tests are unchanged. Their framework would start each server in a container, and gets a running server instead.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from interop.go_build import WORK
from interop.terraform_build import (
    PROVIDER,
    PROVIDER_VERSION,
    Unavailable,
    copied,
    described,
    go,
    terraform_program,
)

OCTOTERRA = "github.com/OctopusSolutionsEngineering/OctopusTerraformExport"
OCTOTERRA_VERSION = "v0.0.0-20260817071607-8f19abf01ae1"
# The variable that names a folder with octoterra's sources, if they can't be downloaded as a Go module.
OCTOTERRA_FOLDER = "OCTOPUS_OCTOTERRA"
FRAMEWORK = "github.com/OctopusSolutionsEngineering/OctopusTerraformTestFramework/v2"
FRAMEWORK_FILE = Path("test", "octopus_container_test_framework.go")
OWN_PART = Path(__file__).resolve().parent / "octoterra" / "emulated.go"
# The package that holds the tests.
PACKAGE = "cmd"


@dataclass(frozen=True)
class Built:
    """``tests``: the program with the tests; ``provider``: the folder with the provider's program."""

    sources: Path
    tests: Path
    provider: Path
    terraform: Path
    version: str


def built() -> Built:
    """Raises ``Unavailable``."""
    if not shutil.which("go"):
        raise Unavailable("go is not on the PATH")
    sources, version = octoterra()
    framework = copied(FRAMEWORK, go(sources, "list", "-m", "-f", "{{.Version}}", FRAMEWORK).strip())
    in_place_of_containers(framework)
    go(sources, "mod", "edit", f"-replace={FRAMEWORK}={framework}")
    program = WORK / "octoterra.test"
    go(sources, "test", "-mod=mod", "-c", "-o", str(program), f"./{PACKAGE}")
    terraform = terraform_program()
    provider = WORK / f"terraform-provider-{PROVIDER_VERSION}"
    name = PROVIDER.rpartition("/")[2]
    if not (provider / name).exists():
        go(copied(PROVIDER, PROVIDER_VERSION), "build", "-o", str(provider / name), ".")
    return Built(sources, program, provider, terraform, version)


def octoterra() -> tuple[Path, str]:
    """A copy of octoterra's sources, and its version."""
    given = os.environ.get(OCTOTERRA_FOLDER)
    if not given:
        return copied(OCTOTERRA, OCTOTERRA_VERSION), f"{OCTOTERRA} {OCTOTERRA_VERSION}"
    copy = WORK / "sources" / "octoterra"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(given, copy, ignore=shutil.ignore_patterns(".git"))
    return copy, f"{OCTOTERRA} {described(Path(given))}"


def in_place_of_containers(framework: Path) -> None:
    """Replace the part of the copied test framework that starts a server."""
    file = framework / FRAMEWORK_FILE
    text = file.read_text(encoding="utf-8")
    text, keys = re.subn(r"^const ApiKey = .*\n", "", text, flags=re.MULTILINE)
    text, starts = re.subn(r"\) ArrangeTest\(", ") arrangeTestInContainer(", text)
    if (keys, starts) != (1, 1):
        raise Unavailable(f"{FRAMEWORK} starts its servers in another way than was expected")
    file.write_text(text, encoding="utf-8")
    shutil.copy(OWN_PART, file.parent)
