# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to apply a configuration to a space, at every size, with a server that is near and one that is far away."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from bench.approaches import CHANGED, CONFIG, NOTHING, SPACE, Approach, Situation, approaches
from bench.measure import Played, play
from bench.spaces import Config, space, with_one_change
from served import Server, emulator, playbook

DELAY = 0.02
PER_MINUTE = BURST = 200
SMALL = 100
# Options of the emulator. Without them, the health checks of new machines would fill the queue of server tasks.
IDLE = ("--task-seconds", "0")


@dataclass(frozen=True)
class Row:
    """The medians of a situation. ``late``: seconds with the delay; ``memory``: in MiB."""

    size: int
    approach: str
    situation: str
    requests: int
    seconds: float
    late: float
    memory: float | None

    @property
    def limited(self) -> float:
        """The seconds on a server that allows a burst and then this many requests a minute."""
        return max(self.seconds, (self.requests - BURST) * 60 / PER_MINUTE)


@dataclass(frozen=True)
class Sample:
    requests: int
    played: Played


def rows(size: int, folder: Path) -> Iterator[Row]:
    """All ways at one size."""
    data = written(folder / str(size), space(size))
    for approach in approaches(space(SMALL)):
        if size in approach.near:
            yield from medians(approach, size, data)


def written(folder: Path, config: Config) -> Path:
    """Write the data as files: as variables, with and without a change, and as a source."""
    for name, content in ((SPACE, config), (CHANGED, with_one_change(config))):
        variables = folder / name / "group_vars" / "all.yml"
        variables.parent.mkdir(parents=True)
        variables.write_text(yaml.safe_dump({"config": content}, sort_keys=False), encoding="utf-8")
    (folder / "source.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return folder


def medians(approach: Approach, size: int, data: Path) -> list[Row]:
    near = [samples(approach.situations, data, 0.0) for _run in range(approach.near[size])]
    far = [samples(approach.situations, data, DELAY) for _run in range(approach.far.get(size, 0))]
    found = []
    for index, situation in enumerate(approach.situations):
        here = [run[index] for run in near]
        late = [run[index].played.seconds for run in far] or [
            each.played.seconds + each.requests * DELAY for each in here
        ]
        marks = [each.played.memory for each in here if each.played.memory]
        found.append(
            Row(
                size,
                approach.title,
                situation.title,
                round(statistics.median(each.requests for each in here)),
                statistics.median(each.played.seconds for each in here),
                statistics.median(late),
                statistics.median(marks) if marks else None,
            )
        )
    return found


def samples(situations: Sequence[Situation], data: Path, delay: float) -> list[Sample]:
    """Run every situation once, one after the other on one new server."""
    with emulator("--delay", str(delay), *IDLE) as server:
        return [sampled(each, data, server) for each in situations]


def sampled(situation: Situation, data: Path, server: Server, **environment: str) -> Sample:
    """Run a situation. ``environment``: additional variables for the command."""
    server.clear_requests()
    path = data / situation.data / "play.yml"
    path.write_text(situation.playbook, encoding="utf-8")
    options = ["--check"] if situation.check else []
    done = play(playbook(path, *options), {**server.environment, **environment})
    return Sample(len(server.requests()), done)


def start(folder: Path, runs: int = 5) -> Played:
    """The time of ansible-playbook for a task that does nothing."""
    path = folder / "nothing.yml"
    path.write_text(NOTHING, encoding="utf-8")
    return median(play(playbook(path), {}) for _run in range(runs))


def median(runs: Iterable[Played]) -> Played:
    """The medians of several runs of one command."""
    done = list(runs)
    marks = [each.memory for each in done if each.memory]
    return Played(
        statistics.median(each.seconds for each in done),
        statistics.median(each.processor for each in done),
        statistics.median(marks) if marks else None,
        "",
    )


def bystanders(sizes: Sequence[int], folder: Path) -> Iterator[Row]:
    """A configuration of ten documents, compared with spaces of these sizes, which shows the cost of reading."""
    data = written(folder / "bystanders", space(10))
    for size in sizes:
        others = written(folder / f"bystanders-{size}", space(size))
        with emulator(*IDLE) as server:
            sampled(Situation("", CONFIG), others, server)
            found = sampled(Situation("", CONFIG), data, server)
        row = Row(size, "octopus_config", "unchanged 10", found.requests, found.played.seconds, 0.0, None)
        yield replace(row, memory=found.played.memory)
