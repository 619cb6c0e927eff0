# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same documents with Terraform and Octopus's provider and with ``octopus_config``, in one run on one emulator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import hcl
from bench.approaches import BARE, CONFIG, FIRST, FROM_FILE, SRC, UNCHANGED, Situation
from bench.floors import RUNS, cells
from bench.measure import play
from bench.report import REQUESTS, SECONDS, TO, Table, not_measured
from bench.spaces import space
from bench.suite import IDLE, Sample, median, sampled, written
from interop.terraform_build import TERRAFORM_PROGRAM, Unavailable, terraform_program
from interop.terraform_build import provider as built_provider
from served import Server, emulator

SIZE = 1000
TITLE = f"{SIZE:,} resources, beside Terraform"
COLUMNS = ("", REQUESTS, SECONDS, "processor", "peak memory", f"{TO}terraform, seconds", f"{TO}terraform, processor")
# Terraform loads the provider from this folder, without a registry.
SETTINGS = """provider_installation {{
  dev_overrides {{
    "OctopusDeploy/octopusdeploy" = "{folder}"
  }}
}}
"""
APPLY = ("apply", "-auto-approve")
# With -detailed-exitcode, a plan with changes counts as a failure.
PLAN = ("plan", "-detailed-exitcode")


@dataclass(frozen=True)
class Terraform:
    """A terraform program, and a folder with its settings and resources and, after the first apply, its state."""

    program: str
    folder: Path
    provider: str

    @property
    def described(self) -> str:
        asked = subprocess.run([self.program, "version", "-json"], capture_output=True, text=True, check=True)
        return f"Terraform {json.loads(asked.stdout)['terraform_version']} with Octopus's provider {self.provider}"

    def sampled(self, command: Sequence[str], server: Server) -> Sample:
        server.clear_requests()
        options = ("-input=false", "-no-color")
        done = play([self.program, f"-chdir={self.folder}", *command, *options], self.environment(server))
        return Sample(len(server.requests()), done)

    def environment(self, server: Server) -> Mapping[str, str]:
        settings = str(self.folder / "terraform.rc")
        own = {"TF_CLI_CONFIG_FILE": settings, "CHECKPOINT_DISABLE": "1"}
        return {"OCTOPUS_URL": server.url, "OCTOPUS_APIKEY": server.api_key, **own}


def terraform(folder: Path) -> Terraform:
    """A Terraform in a new folder with the resources of a space. Raises ``Unavailable``."""
    provider, version = built_provider()
    program = os.environ.get(TERRAFORM_PROGRAM) or shutil.which("terraform") or str(terraform_program())
    folder.mkdir(parents=True)
    (folder / "terraform.rc").write_text(SETTINGS.format(folder=provider), encoding="utf-8")
    (folder / "main.tf").write_text(hcl.configuration(space(SIZE)), encoding="utf-8")
    return Terraform(program, folder, version)


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "beside-terraform"
    try:
        peer = terraform(where / "terraform")
    except Unavailable as lacking:
        yield not_measured(TITLE, str(lacking))
        return
    data = written(where, space(SIZE))
    first = [applied(data) for _run in range(RUNS)]
    with emulator(*IDLE) as server:
        made = peer.sampled(APPLY, server)
        turns = [unchanged(peer, data, server) for _run in range(RUNS)]
    plans, configs, sources = (medians(each) for each in zip(*turns, strict=True))
    rows = [
        row(f"{FIRST}: terraform apply", made, made),
        row(f"{FIRST}: octopus_config", medians(first), made),
        row(f"{UNCHANGED}: terraform plan", plans, plans),
        row(f"{UNCHANGED}: octopus_config", configs, plans),
        row(f"{FROM_FILE}: octopus_config", sources, plans),
    ]
    note = (
        f"{peer.described}, built from its sources, with a local state and Terraform's default of ten operations at a "
        "time. *processor* is the processor time of the whole command, in seconds, with the process of the provider. "
        "Terraform makes the documents; afterwards it plans no change, and `octopus_config` makes none. Terraform's "
        f"first apply is one run; the other numbers are medians of {RUNS} runs, in which all take turns."
    )
    yield Table(TITLE, [COLUMNS, *rows], note)


def applied(data: Path) -> Sample:
    """The first apply by ``octopus_config``, on a new server."""
    with emulator(*IDLE) as server:
        return sampled(Situation(FIRST, CONFIG), data, server)


def unchanged(peer: Terraform, data: Path, server: Server) -> tuple[Sample, Sample, Sample]:
    """Terraform, ``octopus_config`` and the same from ``src``, one after the other."""
    plan = peer.sampled(PLAN, server)
    config = sampled(Situation(UNCHANGED, CONFIG), data, server)
    source = sampled(Situation(FROM_FILE, SRC, BARE), data, server)
    for each in (config, source):
        if "changed=0" not in each.played.output:
            raise RuntimeError(f"What Terraform has made is not what the configuration says:\n{each.played.output}")
    return plan, config, source


def medians(runs: Sequence[Sample]) -> Sample:
    return Sample(runs[-1].requests, median(each.played for each in runs))


def row(title: str, found: Sample, peer: Sample) -> Sequence[str]:
    ours, theirs = found.played, peer.played
    ratios = (f"{ours.seconds / theirs.seconds:.3f}", f"{ours.processor / theirs.processor:.3f}")
    return [title, f"{found.requests:,}", *cells(ours), *ratios]
