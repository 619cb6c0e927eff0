# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks such as ``1.2.i``, from which the server makes the number of the next release (api: versions#masks)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    INT_MAX,
    NUMBERS,
    number_of,
    octopus,
    octopus_order,
)

NEXT, CURRENT = "i", "c"
PLACE = "[0-9]+|i|c"
MASK = re.compile(
    rf"""(?:(?P<v>[vV])?
      (?P<major>{PLACE})(?:\.(?P<minor>{PLACE}))?(?:\.(?P<patch>{PLACE}))?(?:\.(?P<revision>{PLACE}))?
    )?
    (?:-(?P<tag>[^+.\-_\s]*(?:[.\-_][^+\s]*)?))?
    (?:\+(?P<metadata>\S*))?""",
    re.VERBOSE,
)
TAGS = ("tag", "metadata")
Parts = dict[str, str]


def latest(mask: str, versions: Iterable[str]) -> str | None:
    """The version that a mask continues: the newest with the numbers of the mask up to its first ``i`` or ``c``. Of
    several equal versions, the first one; the server lists the newest release first. None if there is no such version.
    """
    parts = _parts(mask)
    if parts is None:
        return None
    fixed: list[int] = []
    for name in NUMBERS:
        if parts.get(name) in (NEXT, CURRENT):
            break
        fixed.append(number_of(parts.get(name) or ""))
    known = [octopus(each) for each in versions]
    fitting = [each for each in known if list(each.numbers[: len(fixed)]) == fixed]
    return max(fitting, key=octopus_order).text if fitting else None


def applied(mask: str, current: str | None) -> str:
    """The version that a mask makes after ``current``. A text that is not a mask is the version itself.

    Raises ``NotAVersion``. A text without ``i`` and ``c`` may get a fourth number, because ``current`` has four.
    """
    parts = _parts(mask)
    if parts is None:
        return octopus(mask).text
    if current is None:
        made = {name: _first(value) for name, value in parts.items()}
    else:
        made = _continued(parts, _parts(octopus(current).text) or {})
    numbers = ".".join(made[name] for name in NUMBERS if name in made)
    tag = f"-{made['tag']}" if made.get("tag") else ""
    metadata = f"+{made['metadata']}" if made.get("metadata") else ""
    return octopus(f"{parts.get('v', '')}{numbers}{tag}{metadata}").text


def next_version(mask: str, versions: Iterable[str]) -> str:
    """The version that a mask makes after the versions of a project, as the server would number the next release."""
    return applied(mask, latest(mask, versions))


def _parts(text: str) -> Parts | None:
    found = MASK.fullmatch(text)
    return {name: value for name, value in found.groupdict().items() if value is not None} if found else None


def _first(value: str) -> str:
    """A part of the first version of a mask: every counter is 0."""
    return ".".join("0" if each in (NEXT, CURRENT) else each for each in value.split("."))


def _continued(mask: Parts, current: Parts) -> Parts:
    made: Parts = {}
    before = ""
    for name in NUMBERS:
        part = mask.get(name)
        if part is None:
            # If the current version has one number more than the mask, this number becomes 0.
            if name in current and before:
                made[name] = "0"
        elif before == NEXT and part in (NEXT, CURRENT):
            made[name] = "0"
        else:
            made[name] = _counted(part, current.get(name))
        before = part or ""
    for name in TAGS:
        if mask.get(name):
            made[name] = _tag(mask[name], current.get(name, ""))
    return made


def _counted(part: str, current: str | None) -> str:
    now = number_of(current) if current and current.isdigit() else 0
    return {NEXT: str(now + 1), CURRENT: str(now)}.get(part, part)


def _tag(mask: str, current: str) -> str:
    """A tag: ``i`` and ``c`` count what is at the same place of the current tag."""
    labels, known = mask.split("."), current.split(".")
    made = []
    for place, label in enumerate(labels):
        if place and labels[place - 1] == NEXT and _counts(mask):
            made.append("0")
            continue
        now = known[place] if place < len(known) else ""
        made.append(_counted(label, now if now.isdigit() and number_of(now) <= INT_MAX else None))
    return ".".join(made)


def _counts(tag: str) -> bool:
    """Whether a tag ends in a counter."""
    return tag.endswith((f".{NEXT}", f".{CURRENT}"))
