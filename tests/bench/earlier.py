# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the collection with an earlier commit of it, in one run on the current emulator."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import imports
from bench.approaches import BARE, CONFIG, EXPORT, FIRST, FROM_FILE, HEAD, INFO, SRC, UNCHANGED, Situation
from bench.floors import LOADED, ONE_TASK, RUNS, START, Floor
from bench.report import REQUESTS, TO, Table, mebibytes, not_measured
from bench.spaces import Config, environment, lifecycle, space
from bench.suite import IDLE, Sample, median, sampled, written
from checks import COLLECTIONS, ROOT
from served import emulator

COMMIT = "4bb819f"
# The parts of a collection that ansible-playbook reads.
INSTALLED = ("galaxy.yml", "meta", "plugins")
TASKS = 100
DEBUG = "    - name: Say something\n      ansible.builtin.debug:\n        msg: Environment {number}\n"
ONE = "    - name: Have an environment\n      octopus.deploy.octopus_environment:\n        name: Environment {number}\n"
BEFORE = "before"
IMPORT = "Import of the fast door"
# Action plugins that both builds have.
ACTIONS = ("octopus_environment", "octopus_config")
COLUMNS = (
    "",
    f"{REQUESTS} {BEFORE}",
    REQUESTS,
    f"processor {BEFORE}",
    "processor",
    f"{TO}processor {BEFORE}",
    f"beyond {BEFORE}",
    "beyond",
    f"memory {BEFORE}",
    "memory",
    f"{TO}memory {BEFORE}",
)


@dataclass(frozen=True)
class Build:
    """``collections``: the folder that Ansible finds this build of the collection in."""

    collections: Path

    @property
    def environment(self) -> dict[str, str]:
        compiled = str(self.collections.parent / "bytecode")
        return {"ANSIBLE_COLLECTIONS_PATH": str(self.collections), "PYTHONPYCACHEPREFIX": compiled}


@dataclass(frozen=True)
class Space:
    """``floors``: the situations of each build, one after the other on an empty space, and commands without it."""

    title: str
    config: Config
    floors: Sequence[Floor]

    @property
    def situations(self) -> list[Situation]:
        return [each for floor in self.floors for each in (floor.command, *floor.above)]


def tasks(task: str) -> str:
    """A play with ``task`` in a loop over a hundred environments."""
    return f"{HEAD}\n  tasks:\n" + "\n".join(task.format(number=number) for number in range(TASKS))


def larger(environments: int, lifecycles: int = 1) -> Config:
    """A small space with this many environments and lifecycles."""
    counts = {"environments": environments}
    return {
        **space(10),
        "environments": [environment(number, counts) for number in range(environments)],
        "lifecycles": [lifecycle(number, counts) for number in range(lifecycles)],
    }


FIRST_APPLY, FROM_SRC = Situation(FIRST, CONFIG), Situation(FROM_FILE, SRC, BARE)
EXPORTED = Situation(EXPORT, INFO, BARE)
OF_DATA = Floor(LOADED, [Situation(UNCHANGED, CONFIG)])
SINGLE = Floor(
    Situation(f"{TASKS} debug tasks", tasks(DEBUG), BARE),
    [Situation(f"{TASKS} unchanged tasks, fast door", tasks(ONE), BARE)],
)
SPACES = (
    Space(f"{TASKS} tasks", larger(TASKS), [Floor(START, [FIRST_APPLY, *ONE_TASK.above]), SINGLE]),
    Space("1,000 resources", space(1000), [Floor(START, [FIRST_APPLY, FROM_SRC]), OF_DATA]),
    Space("3,000 resources", space(3000), [Floor(START, [FIRST_APPLY, FROM_SRC]), OF_DATA]),
    # Exports of tenants can't be compared, because an earlier build leaves values out.
    Space("2,000 environments, 1,000 lifecycles", larger(2000, 1000), [Floor(START, [FIRST_APPLY, EXPORTED])]),
)


def archived(commit: str, folder: Path) -> Build | None:
    """The collection at ``commit``; None if git has no such commit."""
    asked = ["git", "archive", "--format=tar", commit, *INSTALLED]
    try:
        archive = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder / "collections" / "ansible_collections" / "octopus" / "deploy", filter="data")
    return Build(folder / "collections")


def tables(folder: Path, commit: str = COMMIT) -> Iterator[Table]:
    """A table for each space, and one for the imports. The two builds take turns."""
    where = folder / "earlier"
    was, now = archived(commit, where), Build(COLLECTIONS)
    title = f"{{}}, against {commit}".format
    if was is None:
        why = "git has no such commit in this checkout"
        yield from (not_measured(title(each), why) for each in (*(space.title for space in SPACES), IMPORT))
        return
    for number, each in enumerate(SPACES):
        data = written(where / str(number), each.config)
        done = [(run_of(was, each, data), run_of(now, each, data)) for _run in range(RUNS)]
        old, new = zip(*done, strict=True)
        note = (
            f"*{BEFORE}*: by the collection of the commit {commit}. *processor* is the processor time of the whole "
            f"command, in seconds, and *beyond* what of it is more than the command without the collection above it. "
            f"Medians of {RUNS} runs, in which the two take turns, each on a new emulator of today."
        )
        yield Table(title(each.title), [COLUMNS, *rows(each, medians(old), medians(new))], note)
    head = ("", f"modules {BEFORE}", "modules", f"milliseconds {BEFORE}", "milliseconds", f"{TO}{BEFORE}")
    found = [head, *(import_row(action, was, now) for action in ACTIONS)]
    yield Table(title(IMPORT), found, "Milliseconds of processor time, as in the table without a commit.")


def run_of(build: Build, what: Space, data: Path) -> list[Sample]:
    """Run every situation once on a new server, in order."""
    with emulator(*IDLE) as server:
        return [sampled(each, data, server, **build.environment) for each in what.situations]


def medians(runs: Sequence[Sequence[Sample]]) -> list[Sample]:
    """The median of each situation, with the number of requests of the last run."""
    return [Sample(each[-1].requests, median(one.played for one in each)) for each in zip(*runs, strict=True)]


def rows(what: Space, was: Sequence[Sample], now: Sequence[Sample]) -> Iterator[Sequence[str]]:
    both = list(zip(was, now, strict=True))
    for floor in what.floors:
        least = both.pop(0)
        yield [floor.command.title, *cells(*least), "", "", *memory(*least)]
        for each in floor.above:
            found = both.pop(0)
            beyond = (
                f"{one.played.processor - low.played.processor:.2f}" for one, low in zip(found, least, strict=True)
            )
            yield [each.title, *cells(*found), *beyond, *memory(*found)]


def cells(was: Sample, now: Sample) -> tuple[str, ...]:
    """Requests and processor time of the earlier and the current build, and the ratio of the times."""
    old, new = was.played.processor, now.played.processor
    return f"{was.requests:,}", f"{now.requests:,}", f"{old:.2f}", f"{new:.2f}", f"{new / old:.2f}"


def memory(was: Sample, now: Sample) -> tuple[str, ...]:
    old, new = was.played.memory, now.played.memory
    return mebibytes(old), mebibytes(new), f"{new / old:.2f}" if old and new else ""


def import_row(action: str, was: Build, now: Build) -> Sequence[str]:
    old, new = (imports.imported(action, each.collections, **each.environment) for each in (was, now))
    milliseconds = (f"{old.own * 1000:.0f}", f"{new.own * 1000:.0f}", f"{new.own / old.own:.2f}")
    return [action, f"{old.modules:.0f}", f"{new.modules:.0f}", *milliseconds]
