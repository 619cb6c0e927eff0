# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that give packages their versions, such as ``Step:1.0`` (api: releases#package-strings)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from emulator.kinds import releaseversions
from emulator.model import Document
from emulator.refusals import invalid

# An escaped delimiter, a delimiter, or any other character.
TOKEN = re.compile(r"\\[:/=\\]|[:/=]|.", re.DOTALL)
DELIMITERS = ":/="
ANY = ("", "*")


@dataclass(frozen=True)
class PackageString:
    """``name``: of a step, or the ID of a package; both texts are in lower case, and ``""`` if any is meant."""

    name: str
    reference: str
    version: str

    def rank(self, package: Document) -> int:
        """How well this text fits a package of a release's template; 0 if it does not."""
        reference = package["PackageReferenceName"].casefold()
        if self.reference not in ("", reference):
            return 0
        named = {package["ActionName"].casefold(): (100, 50), str(package["PackageId"]).casefold(): (90, 40)}
        # Unverified: the rank of a text that names neither.
        with_reference, without = (80, 10) if not self.name else named.get(self.name, (0, 0))
        return with_reference if self.reference else without


def parsed(text: str) -> PackageString:
    *names, version = split(text)
    if not 1 <= len(names) <= 2 or releaseversions.parsed(version) is None:
        # The wording is unverified.
        raise invalid(f"The package version '{text}' is not valid. Use the form StepName:1.0.0.")
    name, reference = ("" if each in ANY else each.casefold() for each in (*names, "")[:2])
    return PackageString(name, reference, version)


def split(text: str) -> list[str]:
    parts = [""]
    for token in TOKEN.findall(text):
        if token in DELIMITERS:
            parts.append("")
        else:
            parts[-1] += token[-1] if len(token) > 1 else token
    return [each.strip() for each in parts]


def version_for(package: Document, given: Iterable[PackageString]) -> str:
    """The version that the best of the texts gives a package, or ``""``; of equally good ones, the last counts."""
    best, version = 0, ""
    for each in given:
        rank = each.rank(package)
        if rank and rank >= best:
            best, version = rank, each.version
    return version
