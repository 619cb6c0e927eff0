# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans as .NET reads and writes them (api: traps#5.37); the readings were run on .NET."""

from __future__ import annotations

import re

from emulator.refusals import invalid

# One number means days, two mean hours and minutes. Three mean a time of day if possible, else days, hours and minutes;
# four always begin with days.
NUMBERS = re.compile(r"(-?)(?:(\d{1,8})|(\d{1,8}(?:[.:]\d{1,8})?(?::\d{1,8}){1,2}|\d{1,8}(?::\d{1,8}){3})(\.\d{1,7})?)")
STORED = re.compile(r"(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d(?:\.\d+)?)")
LIMITS = (10675199, 23, 59, 59)


def timespan(value: str, path: str) -> str:
    """A time span as the server stores it; the message of a refusal is unverified."""
    match = NUMBERS.fullmatch(value.strip())
    fits = [each for each in orders(match) if all(map(int.__le__, each, LIMITS))] if match else []
    if not match or not fits:
        raise invalid(f"Error converting value \"{value}\" to type 'System.TimeSpan'. Path '{path}'.")
    days, hours, minutes, seconds = fits[0]
    fraction = f".{match[4][1:]:0<7}" if match[4] and int(match[4][1:]) else ""
    return f"{match[1]}{f'{days}.' if days else ''}{hours:02}:{minutes:02}:{seconds:02}{fraction}"


def orders(match: re.Match[str]) -> list[tuple[int, ...]]:
    """Days, hours, minutes and seconds, for every possible reading of the numbers; the first valid reading counts."""
    numbers = tuple(map(int, re.split("[.:]", match[2] or match[3])))
    begins_with_days = "." in (match[3] or "")
    if len(numbers) == 1:
        return [(*numbers, 0, 0, 0)]
    if len(numbers) == 4:
        return [numbers]
    if len(numbers) == 2:
        return [] if match[4] or begins_with_days else [(0, *numbers, 0)]
    # A fraction needs seconds before it.
    by_days = [] if match[4] else [(*numbers, 0)]
    return by_days if begins_with_days else [(0, *numbers), *by_days]


def in_seconds(stored: str) -> float:
    """The seconds of a time span as the server stores it."""
    match = STORED.fullmatch(stored)
    if not match:
        raise ValueError(f"'{stored}' is not a time span")
    days, hours, minutes = (int(each or 0) for each in match.group(2, 3, 4))
    return (-1 if match[1] else 1) * (((days * 24 + hours) * 60 + minutes) * 60 + float(match[5]))


def spelled(seconds: float) -> str:
    """Seconds as .NET writes a time span, with seven digits of a fraction or none."""
    whole, fraction = divmod(round(seconds * 10**7), 10**7)
    days, rest = divmod(whole, 86400)
    text = f"{f'{days}.' if days else ''}{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{text}.{fraction:07}" if fraction else text
