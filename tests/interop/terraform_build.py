# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds Octopus's Terraform provider, its acceptance tests, and the terraform that runs them, from their sources."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interop.go_build import WORK

PROVIDER = "github.com/OctopusDeploy/terraform-provider-octopusdeploy"
PROVIDER_VERSION = "v1.17.0"
PROVIDER_PROGRAM = "terraform-provider-octopusdeploy"
TERRAFORM = "github.com/hashicorp/terraform"
TERRAFORM_VERSION = "v1.9.8"
# Variables for a folder with the provider's sources, and for a terraform or tofu to run instead of building one.
PROVIDER_FOLDER, TERRAFORM_PROGRAM = "OCTOPUS_TERRAFORM_PROVIDER", "OCTOPUS_TERRAFORM"
PACKAGES = ("octopusdeploy_framework", "octopusdeploy")
# Terraform's backends in clouds. No test needs them, and their modules are not available everywhere.
STORES = {
    "azure": "Azure",
    "consul": "Consul",
    "cos": "Cos",
    "gcs": "GCS",
    "kubernetes": "Kubernetes",
    "oss": "OSS",
    "pg": "Pg",
    "s3": "S3",
}
STORES_FILE = Path("internal/backend/init/init.go")


class Unavailable(Exception):
    """Something necessary is not available; the text says what, and why."""


@dataclass(frozen=True)
class Built:
    """``programs``: the test program of each package, by the package's folder in ``sources``."""

    sources: Path
    programs: Mapping[str, Path]
    terraform: Path
    version: str


def built() -> Built:
    """Raises ``Unavailable``."""
    terraform = terraform_program()
    sources = provider_sources()
    programs = {}
    for package in PACKAGES:
        programs[package] = WORK / f"terraform-{package}.test"
        go(sources, "test", "-c", "-o", str(programs[package]), f"./{package}")
    return Built(sources, programs, terraform, f"{PROVIDER} {provider_version(sources)}")


def provider() -> tuple[Path, str]:
    """The folder with the provider's program, for ``dev_overrides``, and its version. Raises ``Unavailable``."""
    sources = provider_sources()
    version = provider_version(sources)
    folder = WORK / f"terraform-provider-{version}"
    go(sources, "build", "-o", str(folder / PROVIDER_PROGRAM), ".")
    return folder, version


def provider_sources() -> Path:
    given = os.environ.get(PROVIDER_FOLDER)
    return Path(given) if given else copied(PROVIDER, PROVIDER_VERSION)


def provider_version(sources: Path) -> str:
    return described(sources) if os.environ.get(PROVIDER_FOLDER) else PROVIDER_VERSION


def terraform_program() -> Path:
    given = os.environ.get(TERRAFORM_PROGRAM)
    if given:
        return Path(given)
    program = WORK / f"terraform-{TERRAFORM_VERSION}" / "terraform"
    if not program.exists():
        sources = copied(TERRAFORM, TERRAFORM_VERSION)
        without_stores(sources / STORES_FILE)
        go(sources, "build", "-mod=mod", "-o", str(program), ".")
    return program


def without_stores(file: Path) -> None:
    """Remove the backends in clouds from the file that lists all backends."""
    folders, names = "|".join(STORES), "|".join(STORES.values())
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in lines if not re.search(rf'remote-state/({folders})"|backend({names})\.New', line)]
    if len(lines) - len(left) != 2 * len(STORES):
        raise Unavailable(f"{TERRAFORM} {TERRAFORM_VERSION} lists its stores in another way than was expected")
    file.write_text("".join(left), encoding="utf-8")


def copied(module: str, version: str) -> Path:
    """A writable copy of a module's sources; Go's own copy is read-only."""
    WORK.mkdir(parents=True, exist_ok=True)
    found = json.loads(go(WORK, "mod", "download", "-json", f"{module}@{version}"))
    folder = WORK / "sources" / "-".join([*module.split("/")[2:], version])
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(found["Dir"], folder)
    for each in (folder, *folder.rglob("*")):
        each.chmod(each.stat().st_mode | 0o200)
    return folder


def described(folder: Path) -> str:
    """The name that git gives to the commit in a folder."""
    command = ["git", "describe", "--tags", "--always"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def go(folder: Path, *arguments: str) -> str:
    """The output of a go command. Raises ``Unavailable`` with go's last line about the failure."""
    if not shutil.which("go"):
        raise Unavailable("go is not on the PATH")
    command: Sequence[str] = ["go", *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        errors = [line for line in f"{ran.stdout}{ran.stderr}".splitlines() if "Error" in line or "error" in line]
        raise Unavailable(f"{' '.join(command[:3])} failed: {(errors or ['no reason given'])[-1].strip()}")
    return ran.stdout
