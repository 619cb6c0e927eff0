# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs sessions of the official CLI on the emulator, and checks the exit code and output of every command."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from emulator.testing import Emulator
from interop.cli_build import MODULE, cli
from interop.results import FAILED, PASSED, Result, concluded, json_file

JUDGE = "Octopus CLI"
# The files in the folder in which the commands run.
FILES = {
    "site/index.html": "The web shop\n",
    "build.octopus": """{"BuildEnvironment": "GitHub Actions", "BuildNumber": "431", "Branch": "main", "VcsType": "Git",
"VcsRoot": "https://github.com/example/shop", "VcsCommitNumber": "1a2b3c4d",
"Commits": [{"Id": "1a2b3c4d", "Comment": "Sell more"}]}
""",
}
# The end of the name of a session that delivers a project, and the type of the project's steps.
DELIVERIES = "deliveries"
SCRIPT = {"ActionType": "Octopus.Script", "Properties": {"Octopus.Action.RunOnServer": "true"}}
COMMAND, EXIT_CODE, COMMENT = "$ ", "= ", "# "
# The time of a health check, as servers write it for people.
MOMENT = re.compile(r"[A-Z][a-z]+day, \d\d [A-Z][a-z]+ \d{4} \d{1,2}:\d\d:\d\d [AP]M \+00:00")
# The time of a push, in a table and in JSON.
PUSHED = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+Z)?")
# The ID of a variable.
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Step:
    """A command of a session, with its expected output and exit code."""

    command: str
    output: tuple[str, ...]
    code: int


def steps(session: str) -> Iterator[Step]:
    command, output = "", list[str]()
    for line in session.splitlines():
        if line.startswith(COMMAND):
            command, output = line.removeprefix(COMMAND), []
        elif line.startswith(EXIT_CODE):
            yield Step(command, tuple(output), int(line.removeprefix(EXIT_CODE)))
        elif line and not line.startswith(COMMENT):
            output.append(line)


def judged(number: int, step: Step, program: str, environment: Mapping[str, str], known: Mapping[str, str]) -> Result:
    """Run a command. ``known``: the values that replace the names in {} of the session."""
    words = shlex.split(filled(step.command, known))
    settings = {}
    while "=" in words[0]:
        name, value = words.pop(0).split("=", 1)
        settings[name] = value
    ran = subprocess.run(
        [program, *words[1:], "--no-prompt"],
        env={**environment, **settings},
        cwd=environment["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    wanted = [*(filled(line, known) for line in step.output), f"{EXIT_CODE}{step.code}"]
    lines = [line.rstrip() for line in (ran.stdout + ran.stderr).splitlines() if line.strip()]
    printed = [GUID.sub("{guid}", PUSHED.sub("{moment}", MOMENT.sub("{moment}", line))) for line in lines]
    printed.append(f"{EXIT_CODE}{ran.returncode}")
    name, kind = f"{number:02} {step.command}", next(word for word in words[1:] if not word.startswith("-"))
    if printed == wanted:
        return Result(name, kind, PASSED)
    difference = difflib.unified_diff(wanted, printed, "expected", "printed", lineterm="", n=99)
    return Result(name, kind, FAILED, "it prints something else", "\n".join(difference))


def filled(text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def furnished(server: Emulator, session: str) -> None:
    """Create the documents that a session needs."""
    staging = server.seed("environments", Name="Staging")["Id"]
    server.seed("libraryvariablesets", Name="Logging", ContentType="Variables")
    if session.endswith(DELIVERIES):
        production = server.seed("environments", Name="Production")["Id"]
        owned = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
        depot = server.seed("projects", Name="Depot", TenantedDeploymentMode="TenantedOrUntenanted", **owned)["Id"]
        server.put_process(depot, [{"Name": each, "Actions": [{**SCRIPT, "Name": each}]} for each in ("Load", "Greet")])
        server.seed("tenants", Name="Acme", ProjectEnvironments={depot: [staging, production]})


def sessions(program: str, version: str) -> Iterator[Result]:
    """Run the sessions for the program's major version, each on a server of its own."""
    number = 0
    for session in sorted((MODULE / "sessions").glob(f"{version.split('.')[0]}*.txt")):
        with Emulator() as server, tempfile.TemporaryDirectory() as home:
            for name, content in FILES.items():
                path = Path(home, name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(content, encoding="utf-8")
            furnished(server, session.stem)
            environment = {
                "PATH": os.environ["PATH"],
                "HOME": home,
                "OCTOPUS_URL": server.url,
                "OCTOPUS_API_KEY": server.api_key,
                "OCTOPUS_SPACE": "Default",
            }
            known = {"url": server.url, "key": server.api_key, "version": version}
            for step in steps(session.read_text(encoding="utf-8")):
                number += 1
                yield judged(number, step, program, environment, known)


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    program = cli(JUDGE)
    if program is None:
        return 0
    version = subprocess.run([program, "version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    return concluded(JUDGE, version, list(sessions(program, version)), file)


if __name__ == "__main__":
    sys.exit(main())
