# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m emulator`` answers a mistake with one line that names the option, not with a traceback."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from emulator.__main__ import arguments, main

MISTAKES = {
    "--port 99999": "argument --port: must be from 0 to 65535, not 99999",
    "--port x": "argument --port: invalid port value: 'x'",
    "--feature-toggle one=maybe": "argument --feature-toggle: must be true or false, not 'maybe'",
    "--rate-limit many": "argument --rate-limit: invalid limit value: 'many'",
    "--database {there}/no/such/folder.db": "argument --database: unable to open database file",
    "--tls-certificate {there}/none.pem": "argument --tls-certificate: [Errno 2] No such file or directory",
    "--tls-key {there}/none.pem": "argument --tls-certificate: [Errno 2] No such file or directory",
    "--ready-file {there}/no/ready.json": "argument --ready-file: [Errno 2] No such file or directory",
    "--port {taken}": "argument --host, --port: [Errno 98] Address already in use",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line(
    mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        options = mistake.format(there=tmp_path, taken=other.getsockname()[1]).split()
        monkeypatch.setattr(sys, "argv", ["emulator", *options])
        with pytest.raises(SystemExit) as ended:
            main()
    # argparse prints its message and exits with a number; Python itself prints a text.
    output = capsys.readouterr().err if ended.value.code == 2 else str(ended.value.code)
    assert f"emulator: error: {MISTAKES[mistake]}" in output


def test_feature_toggles() -> None:
    chosen = arguments(["--feature-toggle", "one", "--feature-toggle", "two=false", "--feature-toggle", "three=True"])
    assert dict(chosen.feature_toggle) == {"one": True, "two": False, "three": True}
    assert arguments([]).feature_toggle == []
