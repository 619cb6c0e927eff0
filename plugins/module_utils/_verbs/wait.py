# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The waiter: looks again and again until something is over, for as long as the user allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ConnectionFailed,
    OctopusError,
    ServerRefused,
)

WAIT_ARGUMENTS: dict[str, dict[str, Any]] = {
    "wait_timeout": {"type": "int", "default": 600},
    "wait_interval": {"type": "int", "default": 2},
}
# A pause of less than LONG seconds grows with each look by this factor: a server allows a user a number of requests a
# minute (api: transport#limits), and the end of a long task need not be seen at once.
GROWTH, LONG = 1.25, 10
# The statuses of a server that is busy, restarts or is behind a proxy that can't reach it now (api: tasks#waiting).
PASSING = (408, 429, 502, 503, 504)

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Patience:
    """How long to wait, and how many seconds to pause between the first two looks.

    ``began``: the time on the client's clock from which ``timeout`` counts; None for the time at which the wait begins.
    """

    timeout: float
    interval: float
    began: float | None = None

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> Patience:
        return Patience(parameters["wait_timeout"], parameters["wait_interval"])


def wait_until(
    is_over: Callable[[Seen], bool],
    seen: Seen,
    look: Callable[[], Seen],
    client: Client,
    patience: Patience,
    looks_now: bool = False,
) -> Seen:
    """Call ``look`` until ``is_over`` accepts its result or the time is up, and return the last result.

    ``seen``: the first result to judge. ``look`` only reads; if the server can't be reached, or answers that it is busy
    or restarts, it is called again later. The last such error is raised when the time is up. The client has the clock.
    ``looks_now``: whether no pause precedes the first look.
    """
    began = client.now() if patience.began is None else patience.began
    pause, trouble = 0.0 if looks_now else patience.interval, None
    while not is_over(seen) and client.now() < began + patience.timeout:
        client.wait(min(pause, began + patience.timeout - client.now()))
        pause = min(max(pause * GROWTH, patience.interval), max(patience.interval, LONG))
        try:
            seen, trouble = look(), None
        except OctopusError as error:
            if not is_passing(error):
                raise
            trouble = error
    if trouble is not None and not is_over(seen):
        trouble.add(f"The task has waited {patience.timeout:g} seconds in all (wait_timeout).")
        raise trouble
    return seen


def is_passing(error: OctopusError) -> bool:
    """Whether the same read may succeed a little later."""
    return isinstance(error, ConnectionFailed) or (isinstance(error, ServerRefused) and error.status in PASSING)


def check_waiting(parameters: Mapping[str, Any]) -> None:
    """Raise ``OptionError`` for a negative timeout, or for an interval without a pause."""
    for option, least in (("wait_timeout", 0), ("wait_interval", 1)):
        given = parameters.get(option)
        if given is not None and given < least:
            raise OptionError(option, f"must be {least} or more, not {given}")
