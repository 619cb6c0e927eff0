# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the integration targets: every role under tests/integration/targets, through both doors.

The modules work on a plain server. The fast door works on one below a virtual directory whose links are scrambled.

With OCTOPUS_URL and OCTOPUS_API_KEY set, the targets run once against that server instead. Arguments choose targets.
Modules run with the oldest Python that the collection supports, if the machine has it, unless coverage is measured.
The modules of a few targets start as users start them, all others in forks of a Python that has loaded their libraries.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from checks import OWN_ENVIRONMENT, ROOT, Ran, report, run
from floors import module_python
from loaded import ansible_playbook
from loaded_modules import loaded_modules
from progress import Progress
from served import UNMEASURED, Server, emulator, playbook, server

TARGETS = ROOT / "tests" / "integration" / "targets"
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "plain": (),
    "scrambled links below a virtual directory": ("--scramble-links", "--virtual-directory", "/octopus"),
}
DOORS = {"fast door": "true", "module": "false"}
# The doors differ before the first request, and the variants after it, so two cases cover all four. The examples of
# every module go through the fast door to a plain server (tests/playbooks). On the second variant, an address that is
# guessed, or that lacks the virtual directory, does not exist.
CASES = (("plain", "module"), ("scrambled links below a virtual directory", "fast door"))
MEASURING = bool(os.environ.get("COVERAGE_PROCESS_CONFIG"))
# One more than the machine has cores, because a playbook sometimes waits for its server.
AT_ONCE = (os.cpu_count() or 1) + 1
OWN = Path(sys.executable)
# The targets whose modules start a Python each.
STARTED = ("octopus_config", "octopus_environment")
PLAY = """---
- name: {target}
  hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: {python}
    octopus_in_process: {in_process}
  roles:
    - role: {role}
"""


def one(target: str, served: Server, in_process: str, python: Path = OWN) -> Ran:
    """Run one target against one server; its modules run with ``python``."""
    with tempfile.TemporaryDirectory() as folder:
        play = Path(folder) / "play.yml"
        text = PLAY.format(target=target, role=TARGETS / target, in_process=in_process, python=python)
        play.write_text(text, encoding="utf-8")
        if MEASURING:
            return run(playbook(play), env=served.environment)
        return ansible_playbook([str(play)], {**os.environ, **OWN_ENVIRONMENT, **served.environment, **UNMEASURED})


def in_variant(case: tuple[str, str, str], python: Path, progress: Progress) -> bool:
    target, variant, door = case
    name = f"{target}, {variant}, {door}"
    with emulator(*VARIANTS[variant], name=name) as served:
        ran = one(target, served, DOORS[door], python)
    progress.took(door, ran.seconds)
    progress.one_is_done(door)
    return report(name, ran, after=str(progress))


@contextmanager
def pythons() -> Iterator[Callable[[str, str], Path]]:
    """A function that returns the Python for the modules of a target and a door."""
    if MEASURING:
        yield lambda target, door: OWN
        return
    oldest, told = module_python()
    print(told, flush=True)
    with loaded_modules(oldest) as loaded:
        yield lambda target, door: OWN if door == "fast door" else oldest if target in STARTED else loaded


def main() -> int:
    targets = sys.argv[1:] or sorted(path.name for path in TARGETS.iterdir() if (path / "tasks").is_dir())
    if os.environ.get("OCTOPUS_URL"):
        with server() as served:
            results = [report(target, one(target, served, "true")) for target in targets]
    else:
        cases = [(target, variant, door) for variant, door in CASES for target in targets]
        progress = Progress(Counter(case[2] for case in cases), AT_ONCE)
        with pythons() as python, ThreadPoolExecutor(AT_ONCE) as pool:
            results = list(pool.map(lambda case: in_variant(case, python(case[0], case[2]), progress), cases))
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
