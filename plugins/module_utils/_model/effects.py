# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds to the error about a write without an answer whether the write took effect; it is never blindly repeated."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, OctopusError

CARRIED_OUT = "Looking afterwards showed that the server has carried it out"
NO_EFFECT = "Looking afterwards showed no effect of it"


def look_again(lost: AnswerLost, has_effect: Callable[[], bool], done: str) -> None:
    """Add to the error whether a request took effect, by a function that looks; ``done``: the request as a phrase."""
    try:
        if has_effect():
            took_effect(lost, done)
        else:
            lost.found_out(f"{NO_EFFECT}.")
    except OctopusError:
        return


def took_effect(lost: AnswerLost, done: str, more: str = "") -> None:
    """Add to the error that the write was carried out; ``more``: which part of it was not, or what to do."""
    lost.done.append(done)
    lost.found_out(f"{CARRIED_OUT}: it has {done}{more}.")
