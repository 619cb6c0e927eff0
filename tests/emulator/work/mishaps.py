# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures of steps that tests ask for."""

from __future__ import annotations

from dataclasses import dataclass

FAILED = "The remote script failed with exit code 1"


@dataclass
class Mishap:
    """Lets the next ``times`` attempts of a step fail: the step with this action and, if given, on this machine."""

    step: str
    machine: str = ""
    text: str = FAILED
    times: int = 1

    def happens(self, step: str, machine: str) -> bool:
        here = not self.machine or self.machine.casefold() == machine.casefold()
        return self.times > 0 and here and self.step.casefold() == step.casefold()


def error(mishaps: list[Mishap], step: str, machine: str) -> str:
    """The error of an attempt, which uses up one of the mishap's times; an empty text without a mishap."""
    for each in mishaps:
        if each.happens(step, machine):
            each.times -= 1
            return each.text
    return ""
