# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo``: checks a first space, creates it, and finds it unchanged; then delivers a release to production."""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checks import ROOT, Ran, run
from served import Server, playbook, server

FIRST_SPACE = ROOT / "examples" / "first_space.yml"
DELIVERY = ROOT / "examples" / "delivery.yml"
CLEANUP = ROOT / "examples" / "first_space_removed.yml"
RECAP = re.compile(r"ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)")
READS = ("GET", "HEAD")
REAL = """To run the same against a server of your own:

  export OCTOPUS_URL=https://octopus.example.com
  export OCTOPUS_API_KEY=API-...
  make demo          # the same, and removes what it made at the end

or, to keep the space:

  ANSIBLE_COLLECTIONS_PATH=.build/collections .venv/bin/ansible-playbook examples/first_space.yml --check --diff
"""


@dataclass(frozen=True)
class Run:
    """A run of the playbook. ``requests`` and ``writes`` are None on a server that keeps no log."""

    title: str
    ran: Ran
    changed: int
    requests: int | None
    writes: int | None


def space_for(name: str, served: Server) -> str:
    """The name of a space; on a real server a name that is not in use, because the demo removes the space again."""
    return name if served.emulated else f"demo-{secrets.token_hex(4)}"


def one_run(title: str, served: Server, example: Path, variables: Mapping[str, str], *options: str) -> Run:
    print(f"\n{'=' * 20} {title} {'=' * 20}\n", flush=True)
    served.clear_requests()
    ran = run(
        playbook(example, "-e", json.dumps(variables), *options),
        env={**served.environment, "ANSIBLE_FORCE_COLOR": color()},
    )
    print(ran.output, flush=True)
    recap = RECAP.search(re.sub(r"\x1b\[[0-9;]*m", "", ran.output))
    if ran.code or not recap:
        sys.exit(f"{title} failed; see above.")
    made = served.requests()
    writes = len([each for each in made if each["method"] not in READS])
    counted = (len(made), writes) if served.emulated else (None, None)
    return Run(title, ran, int(recap[2]), *counted)


def color() -> str:
    return "1" if sys.stdout.isatty() or os.environ.get("FORCE_COLOR") else "0"


def summary(runs: list[Run], served: Server, space: str, delivery: str, seconds: float) -> None:
    print("=" * 70)
    print(f"The space {space!r} got 3 environments, a lifecycle over them, a project group, 2 projects and")
    print("5 machines: a listening and a polling Tentacle, SSH, a cloud region and an offline drop.")
    print(f"In the space {delivery!r}, a package became a release, which was tested, approved and delivered.\n")
    print(f"{'run':32}{'changed':>9}{'requests':>10}{'writes':>8}{'seconds':>9}")
    for each in runs:
        requests, writes = ("-" if n is None else n for n in (each.requests, each.writes))
        print(f"{each.title:32}{each.changed:>9}{requests:>10}{writes:>8}{each.ran.seconds:>9.1f}")
    where = "an emulated Octopus Server" if served.emulated else served.url
    print(f"\nAll of it in {seconds:.0f} seconds, on {where}.\n")
    if served.emulated:
        print(REAL)


def wrong(runs: list[Run]) -> list[str]:
    """The claims of the summary that turned out to be wrong."""
    told, made, again, _delivered, delivered_again = runs
    found = []
    if told.writes:
        found.append(f"the check wrote {told.writes} times")
    if told.changed != made.changed:
        found.append(f"the check predicted {told.changed} changes, the run made {made.changed}")
    found += [
        f"the run {each.title!r} changed {each.changed} and wrote {each.writes} times"
        for each in (again, delivered_again)
        if each.changed or each.writes
    ]
    return found


def remove(served: Server, space: str) -> None:
    removed = run(playbook(CLEANUP, "-e", json.dumps({"space_name": space})), env=served.environment)
    print(removed.output if removed.code else f"The space {space!r} has been removed again.")


def main() -> int:
    started = time.monotonic()
    with server("--task-seconds", "0") as served, tempfile.TemporaryDirectory() as folder:
        where = "on an emulated server" if served.emulated else f"on {os.environ['OCTOPUS_URL']}"
        print(f"Making a first space {where}.")
        space, delivery = space_for("First space", served), space_for("Delivery", served)
        first = {"space_name": space}
        then = {"space_name": delivery, "delivery_folder": folder}
        try:
            runs = [
                one_run("1. what would change", served, FIRST_SPACE, first, "--check", "--diff"),
                one_run("2. for real", served, FIRST_SPACE, first),
                one_run("3. again", served, FIRST_SPACE, first),
                one_run("4. a release, to production", served, DELIVERY, then),
                one_run("5. again", served, DELIVERY, then),
            ]
        finally:
            if not served.emulated:
                remove(served, space)
                remove(served, delivery)
        summary(runs, served, space, delivery, time.monotonic() - started)
    problems = wrong(runs)
    for problem in problems:
        print(f"That is wrong: {problem}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
