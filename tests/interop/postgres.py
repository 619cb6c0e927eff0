# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL database in a folder, on a port of the loopback interface, until a block ends."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from interop.rulebook_program import Unavailable
from own_port import own_port

# Debian has the programs of each release in these folders, which are not on the PATH.
OF_DEBIAN = Path("/usr/lib/postgresql")
USER = NAME = "eda"
# PostgreSQL refuses to run as root.
UNPRIVILEGED = "nobody"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Database:
    """The address of a database, and its user."""

    port: int
    password: str = field(repr=False)
    host: str = LOOPBACK
    name: str = NAME
    user: str = USER


def programs() -> Path:
    """The folder with PostgreSQL's newest programs. Raises ``Unavailable``."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [each.parent for each in OF_DEBIAN.glob("*/bin/initdb")]
    if not folders:
        raise Unavailable("PostgreSQL is not installed")
    return max(folders, key=lambda each: float(each.parent.name))


@contextmanager
def database() -> Iterator[Database]:
    """A new database. Raises ``Unavailable`` without PostgreSQL, and ``RuntimeError`` if it does not start."""
    where = programs()
    with tempfile.TemporaryDirectory() as name, own_port() as port:
        folder, found = Path(name), Database(port, secrets.token_urlsafe())
        (folder / "password").write_text(found.password, encoding="ascii")
        given_away(folder)
        data = folder / "data"
        do([where / "initdb", "-D", data, "-U", found.user, "-A", "scram-sha-256", f"--pwfile={folder / 'password'}"])
        settings = f"-h {found.host} -p {found.port} -k {folder}"
        do([where / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", settings])
        try:
            connection = ["-h", found.host, "-p", str(found.port), "-U", found.user]
            do([where / "createdb", *connection, found.name], {"PGPASSWORD": found.password})
            yield found
        finally:
            do([where / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data])


def owner() -> pwd.struct_passwd | None:
    """The user that runs PostgreSQL; None for the current user, unless that is root."""
    return None if os.geteuid() else pwd.getpwnam(UNPRIVILEGED)


def given_away(folder: Path) -> None:
    """Give a folder and its files to PostgreSQL's user."""
    user = owner()
    if user:
        for each in (folder, *folder.iterdir()):
            os.chown(each, user.pw_uid, user.pw_gid)


def do(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> None:
    """Run a program of PostgreSQL as its user. Raises ``RuntimeError`` with the program's output."""
    user = owner()
    done = subprocess.run(
        command,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")
