# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m emulator``: an Octopus Server to try playbooks on."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import sqlite3
import ssl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from emulator.loading import lasting

with lasting():
    from emulator.server import VERSION, Running, Settings, build, listening_socket, version_without
    from emulator.serving import Server


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("emulator", description="An embedded Octopus Server to try playbooks on.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=port, default=0, help="the port to listen on; 0 takes a free one")
    parser.add_argument("--database", help="a file that survives a restart; without it, everything is in memory")
    parser.add_argument("--api-key", help="the administrator's API key (API-, then capitals and digits)")
    parser.add_argument("--scramble-links", action="store_true", help="make every address but /api unguessable")
    parser.add_argument("--virtual-directory", default="", help="serve under this path, e.g. /octopus")
    parser.add_argument("--no-default-space", action="store_true", help="switch the default space off")
    parser.add_argument("--no-spaces", action="store_true", help="be an old server, without spaces")
    parser.add_argument("--rate-limit", type=limit, help="requests a minute for each user, or REQUESTS:BURST")
    parser.add_argument("--read-only-user", action="store_true", help="also print the key of a user who may only read")
    parser.add_argument("--task-seconds", type=float, default=1.0, help="how long a server task takes")
    parser.add_argument(
        "--furnish-seconds",
        type=float,
        default=0.0,
        help="how long a new space is without its lifecycle, project group, policies, pool and feed",
    )
    parser.add_argument("--delay", type=float, default=0.0, help="the seconds by which every answer is delayed")
    parser.add_argument(
        "--feature-toggle",
        type=toggle,
        action="append",
        default=[],
        metavar="NAME[=BOOLEAN]",
        help="say that a feature toggle is on (or off: NAME=false); may be given several times",
    )
    parser.add_argument("--server-version", default=VERSION, help="the version that the server reports")
    parser.add_argument("--tls-certificate", help="serve https with this certificate (PEM)")
    parser.add_argument("--tls-key", help="the certificate's key (PEM)")
    parser.add_argument("--traffic", help="write every exchange into a file in this folder, as lines of JSON")
    parser.add_argument("--ready-file", help="write address and credentials as JSON here when ready")
    return parser.parse_args(argv)


def limit(text: str) -> tuple[int, int]:
    per_minute, colon, burst = text.partition(":")
    return int(per_minute), int(burst) if colon else int(per_minute)


def toggle(text: str) -> tuple[str, bool]:
    name, equals, value = text.partition("=")
    if value.casefold() not in ("true", "false") and equals:
        raise argparse.ArgumentTypeError(f"must be true or false, not {value!r}")
    return name, value.casefold() != "false"


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"must be from 0 to 65535, not {number}")
    return number


@contextmanager
def one_line_error(option: str) -> Iterator[None]:
    """End the program with one line about an option that the operating system refuses."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        sys.exit(f"emulator: error: argument {option}: {error}")


def main() -> None:
    chosen = arguments()
    settings = Settings(
        database=chosen.database,
        api_key=chosen.api_key,
        scramble_links=chosen.scramble_links,
        virtual_directory=chosen.virtual_directory,
        default_space=not chosen.no_default_space,
        spaces=not chosen.no_spaces,
        rate_limit=chosen.rate_limit,
        task_seconds=chosen.task_seconds,
        delay=chosen.delay,
        furnish_seconds=chosen.furnish_seconds,
        server_version=version_without(not chosen.no_spaces, chosen.server_version),
        tls_certificate=chosen.tls_certificate,
        tls_key=chosen.tls_key,
        traffic=chosen.traffic,
        feature_toggles=dict(chosen.feature_toggle),
    )
    if chosen.tls_certificate or chosen.tls_key:
        with one_line_error("--tls-certificate"):
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chosen.tls_certificate or "", chosen.tls_key)
    with one_line_error("--database" if chosen.database else "--traffic"):
        running = build(settings)
    with one_line_error("--host, --port"):
        bound = listening_socket(chosen.host, chosen.port)
    url = running.address(chosen.host, bound.getsockname()[1], bool(chosen.tls_key))
    announce(url, running, chosen.read_only_user)
    if chosen.ready_file:
        with one_line_error("--ready-file"):
            write_ready_file(Path(chosen.ready_file), url, running)
    serve(running, settings, bound)


def serve(running: Running, settings: Settings, bound: socket.socket) -> None:
    """Serve until a signal comes, and then end at once and without output."""
    server = Server(running.app, settings.tls_certificate, settings.tls_key)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *dummy: server.stop())
    server.run_in_thread(bound).join()
    running.app.octopus.store.close()


def announce(url: str, running: Running, read_only_user: bool) -> None:
    print(f"Octopus Server emulator {running.app.octopus.version}\n")
    print(f"  export OCTOPUS_URL={url}")
    print(f"  export OCTOPUS_API_KEY={running.api_key}\n")
    print(f"  or sign in as {running.username} with the password {running.password}")
    if read_only_user:
        print(f"  the key of a user who may only read: {running.read_only_api_key}")
    print("\nControl-C ends it.", flush=True)


def write_ready_file(path: Path, url: str, running: Running) -> None:
    content = {
        "url": url,
        "api_key": running.api_key,
        "read_only_api_key": running.read_only_api_key,
        "access_token": running.access_token,
        "username": running.username,
        "password": running.password,
        "pid": os.getpid(),
    }
    # A program that waits for the file must find it complete.
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.touch(mode=0o600, exist_ok=False)
    temporary.write_text(json.dumps(content), encoding="utf-8")
    temporary.replace(path)


if __name__ == "__main__":
    main()
