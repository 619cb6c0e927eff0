# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether documents have changed since a release or a snapshot froze them (api: deployments#template-and-preview)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from emulator.model import Document
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def process_differs(octopus: Octopus, present: str, frozen: str) -> bool:
    """Whether the steps of a process differ from those of its frozen copy; both are IDs."""
    return bool(document(octopus, present).get("Steps") != document(octopus, frozen).get("Steps"))


def variables_differ(octopus: Octopus, owners: Iterable[str], frozen: Iterable[str]) -> bool:
    """Whether the variables of these owners differ from the frozen sets, which are named by their IDs.

    Unverified: a library variable set that was included or left out since then counts as modified.
    """
    return variables(octopus, (f"variableset-{each}" for each in owners)) != variables(octopus, frozen)


def variables(octopus: Octopus, sets: Iterable[str]) -> dict[str, Document]:
    """The variables of sets by ID, by the owner of the set; their order means nothing."""
    found = (document(octopus, each) for each in sets)
    return {each["OwnerId"]: {one["Id"]: one for one in each["Variables"]} for each in found if each}
