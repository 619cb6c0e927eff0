# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands for the ID of a document that is still to be made. No server has an ID like that."""

from __future__ import annotations

BEGINNING, END = "(to be made: ", ")"


def to_come(name: str) -> str:
    """What stands for the ID of the document that will be called ``name``."""
    return f"{BEGINNING}{name.strip()}{END}"


def is_to_come(document_id: str) -> bool:
    """Whether this stands for a document that is still to be made."""
    return document_id.startswith(BEGINNING)


def name_to_come(document_id: str) -> str:
    """How the document that this stands for will be called."""
    return document_id[len(BEGINNING) : -len(END)]
