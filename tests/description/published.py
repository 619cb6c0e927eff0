# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published descriptions: where each is, how it is read, and which servers it judges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from description import description, reference
from description.description import Description
from description.differences import OF_2021, OF_2026, UNSHOWN
from description.facts import Row
from description.judge import Judge

# The gaps of the reference: it shows properties that servers leave out if they are null, such as who changed a
# document, and does not show which numbers, flags and words may be null.
LEFT_UNSAID = (
    *(
        Row("gone", where, "shown of every document or page, left out by servers where it is null")
        for where in ("*.LastModifiedBy", "*.LastModifiedOn", "ResourceCollection.Id", "ResourceCollection.Links")
    ),
    Row("null", "*", "the reference does not tell nullable numbers, flags and words from others"),
)


@dataclass(frozen=True)
class Published:
    """``judge``: the name of the description; ``relative``: its path; ``of``: makes a judge from the description."""

    judge: str
    relative: str
    read: Callable[[Path], Description]
    of: Callable[[Description], Judge]

    @property
    def path(self) -> Path:
        return description.where(self.relative)


def of_2020(found: Description) -> Judge:
    """A judge of every server. For servers of 2026, the reference knows which properties exist."""
    return Judge(found, complete_until=(2026, 3))


def of_2021(found: Description) -> Judge:
    return Judge(found, differences=OF_2021, since=(2021, 2), until=(2021, 3))


def of_2026(found: Description) -> Judge:
    return Judge(found, (LEFT_UNSAID, UNSHOWN), OF_2026, since=(2026, 3), says_rules=True)


PUBLISHED: tuple[Published, ...] = (
    Published("published API description", description.RELATIVE, description.read, of_2020),
    Published("published API description of 2021.2", description.RELATIVE_2021, description.read, of_2021),
    Published("API reference of 2026", reference.RELATIVE, reference.read, of_2026),
)
