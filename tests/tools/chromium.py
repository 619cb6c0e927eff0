# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in headless Chromium, driven over the DevTools protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
BINARY = next(filter(None, map(shutil.which, NAMES)), None)
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"),
)
PATIENCE = 60.0


@dataclass
class Page:
    """An open page.

    ``requested``: every address that it requested; ``failed``: the errors of its scripts; ``logged``: the errors that
    the browser's console shows, such as refused requests.
    """

    connection: ClientConnection
    requested: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    _number: int = 0

    def send(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self.connection.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.connection.recv(PATIENCE))
            if message.get("id") == self._number:
                return message.get("result", message)
            self._heard(message)

    def _heard(self, message: dict[str, Any]) -> None:
        if message["method"] == "Network.requestWillBeSent":
            self.requested.append(message["params"]["request"]["url"])
        if message["method"] == "Runtime.exceptionThrown":
            self.failed.append(str(message["params"]["exceptionDetails"]))
        if message["method"] == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
            self.logged.append(str(message["params"]["entry"]))

    def open(self, address: str) -> None:
        for domain in ("Network", "Runtime", "Log", "Page"):
            self.send(f"{domain}.enable")
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=address)

    def resize(self, width: int, height: int) -> None:
        """Show the page on a screen of this size, in pixels."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def use_scheme(self, scheme: str) -> None:
        """Make the page think that its user prefers ``light`` or ``dark``."""
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self) -> bytes:
        """The visible part of the page, as a PNG file."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def run(self, script: str) -> Any:
        """The value of an expression."""
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait(self, script: str) -> Any:
        """Wait until an expression is true; returns its value."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = self.run(script)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{script} did not come true; {self.failed}")

    def click(self, selector: str) -> None:
        self.wait(f"!!document.querySelector({selector!r})")
        self.run(f"document.querySelector({selector!r}).click()")

    def type(self, selector: str, text: str) -> None:
        """Type text into an input. React only notices a value that is set through the browser's own setter."""
        self.wait(f"!!document.querySelector({selector!r})")
        self.run(
            f"(() => {{ const input = document.querySelector({selector!r});"
            "Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, "
            f"{text!r}); input.dispatchEvent(new Event('input', {{bubbles: true}})) }})()"
        )


@contextmanager
def page(folder: Path) -> Iterator[Page]:
    """A page in a new browser, which keeps its files in ``folder``."""
    assert BINARY is not None
    process = subprocess.Popen(
        [BINARY, *OPTIONS, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Some packages start the browser from a script; ending only the script would leave the browser running.
        start_new_session=True,
    )
    try:
        port = listening(folder / "DevToolsActivePort", process)
        pages = requests.get(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE).json()
        address, *_others = (each["webSocketDebuggerUrl"] for each in pages if each["type"] == "page")
        with connect(address, max_size=None) as connection:
            yield Page(connection)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def listening(file: Path, process: subprocess.Popen[bytes]) -> str:
    """The port of the browser, from the file that the browser writes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if file.exists() and (lines := file.read_text(encoding="utf-8").splitlines()):
            return lines[0]
        time.sleep(0.05)
    raise AssertionError("the browser did not start")
