# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says in the error about a lost answer whether the write took effect, because a write is never repeated blindly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, OctopusError

CARRIED_OUT = "Afterwards the server showed that the request took effect"
NO_EFFECT = "Afterwards the server showed no effect of the request"


@contextmanager
def one_step(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[None]:
    """Let the error about a lost answer know what its request changes, as one of several that change a document.

    ``before`` and ``after``: the document before the request and after it. Other changes of the document do not show
    whether this request took effect.
    """
    try:
        yield
    except AnswerLost as lost:
        lost.step = lost.step or (before, after)
        raise


def look_again(lost: AnswerLost, has_effect: Callable[[], bool], done: str) -> None:
    """Find out with ``has_effect`` whether a request took effect, and say so in the error.

    ``done``: the effect as a phrase, e.g. ``created environment Production``.
    """
    try:
        if has_effect():
            took_effect(lost, done)
        else:
            lost.found_out(f"{NO_EFFECT}.")
    except OctopusError:
        return


def took_effect(lost: AnswerLost, done: str, more: str = "") -> None:
    """Say in the error that the write took effect. ``more``: the part of the write that did not, or what to do."""
    lost.done.append(done)
    lost.found_out(f"{CARRIED_OUT}: it has {done}{more}.")
