# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of releases and packages: their grammars and their order (api: versions#formats)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

INT_MAX = 2**31 - 1
NUMBER = r"\s*[0-9]+\s*"
OCTOPUS = re.compile(
    rf"""\s*
    (?:[vV]?
      (?P<major>{NUMBER})(?:\.(?P<minor>{NUMBER}))?(?:\.(?P<patch>{NUMBER}))?(?:\.(?P<revision>{NUMBER}))?
    )?
    (?:[.\-_\\]?(?P<prerelease>(?P<prefix>[A-Za-z0-9]*)(?:[.\-_\\](?P<counter>[A-Za-z0-9.\-_\\]*))?))?
    (?:\+(?P<metadata>[A-Za-z0-9_\-.\\+]*))?
    \s*""",
    re.VERBOSE,
)
LABELS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
SEMVER = re.compile(
    rf"""\s*v?
    (?P<major>{NUMBER})(?:\.(?P<minor>{NUMBER}))?(?:\.(?P<patch>{NUMBER}))?(?:\.(?P<revision>{NUMBER}))?
    (?:-(?P<prerelease>{LABELS}))?
    (?:\+(?P<metadata>{LABELS}))?
    \s*""",
    re.VERBOSE,
)
NUMBERS = ("major", "minor", "patch", "revision")
BLANKS = re.compile(r"\s+")
# The characters at which Octopus splits a prerelease.
NO_LABEL = re.compile(r"[^A-Za-z0-9]")


class NotAVersion(ValueError):
    """A text is not a version of the format."""


@dataclass(frozen=True)
class Version:
    """``text``: the version as the server stores it, without blanks and otherwise as written.

    ``numbers``: major, minor, patch and revision, 0 if the text has no such number. ``prerelease``: the part after the
    numbers; its ``prefix`` is the part before its first separator, its ``counter`` the part after it.
    """

    text: str
    numbers: tuple[int, int, int, int]
    prerelease: str = ""
    metadata: str = ""
    prefix: str = ""
    counter: str = ""

    @property
    def tag(self) -> str:
        """The text that the tag of a channel's rule is tried on (api: lifecycles#channel-rules)."""
        return f"{self.prerelease}+{self.metadata}" if self.metadata else self.prerelease

    @property
    def is_prerelease(self) -> bool:
        """Whether it is a prerelease; the tag ``latest`` of an image is not (api: versions#comparison)."""
        return bool(self.prerelease) and self.text.lower() != "latest"


def octopus(text: str) -> Version:
    """A version of a release, or the tag of an image: nearly any text with numbers in front. Raises ``NotAVersion``."""
    return _parsed(text, OCTOPUS)


def semver(text: str) -> Version:
    """A version of a package in the built-in feed and in most others. Raises ``NotAVersion``."""
    return _parsed(text, SEMVER)


def _parsed(text: str, grammar: re.Pattern[str]) -> Version:
    found = grammar.fullmatch(text)
    if found is None or not text.strip():
        raise NotAVersion(f"{text!r} is not a version")
    named = {name: value or "" for name, value in found.groupdict().items()}
    major, minor, patch, revision = (_number(named[name], text) for name in NUMBERS)
    return Version(
        BLANKS.sub("", text),
        (major, minor, patch, revision),
        named["prerelease"],
        named["metadata"],
        named.get("prefix", ""),
        named.get("counter", ""),
    )


def _number(digits: str, text: str) -> int:
    number = number_of(digits)
    if number > INT_MAX:
        raise NotAVersion(f"a number of the version {text!r} is too large")
    return number


def number_of(digits: str) -> int:
    """The number that digits mean, 0 without digits. A number of more digits than ``INT_MAX`` has is only too large:
    Python refuses to read thousands of digits.
    """
    significant = digits.strip().lstrip("0")
    return int(significant[: len(str(INT_MAX)) + 1] or 0)


def octopus_order(version: Version) -> tuple[Any, ...]:
    """A key by which releases are sorted as Octopus sorts them; metadata does not count."""
    return (*version.numbers, *_labels(NO_LABEL.sub("-", version.prerelease).split("-"), version))


def semver_order(version: Version) -> tuple[Any, ...]:
    """A key by which packages are sorted; metadata comes last."""
    return (*semver_order_without_metadata(version), version.metadata.upper())


def semver_order_without_metadata(version: Version) -> tuple[Any, ...]:
    return (*version.numbers, *_labels(version.prerelease.split("."), version))


def _labels(labels: Iterable[str], version: Version) -> tuple[Any, ...]:
    """The key of a prerelease: a release follows all its prereleases; numbers precede texts, whose case is ignored."""
    if not version.prerelease:
        return 1, ()
    return 0, tuple((0, number_of(each), "") if _is_number(each) else (1, 0, each.upper()) for each in labels)


def _is_number(label: str) -> bool:
    return label.isdigit() and number_of(label) <= INT_MAX
