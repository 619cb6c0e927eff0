# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of versions in the notation of NuGet, as a channel's rules have them (api: lifecycles#channel-rules)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS, Format
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion

BOUNDS = re.compile(r"(?P<open>[\[(])(?P<least>[^,\[\]()]*)(?P<comma>,)?(?P<most>[^,\[\]()]*)(?P<close>[\])])")


@dataclass(frozen=True)
class Range:
    """``least`` and ``most``: the bounds, None for none; ``with_least`` and ``with_most``: whether a bound belongs to
    the range."""

    least: str | None
    most: str | None
    with_least: bool
    with_most: bool
    form: Format

    def contains(self, version: str) -> bool:
        """Whether a version is in the range. Raises ``NotAVersion``."""
        if self.least is not None and self.form.compared(version, self.least) < (0 if self.with_least else 1):
            return False
        return self.most is None or self.form.compared(version, self.most) <= (0 if self.with_most else -1)


def version_range(text: str, form: Format = FORMATS["Semver"]) -> Range:
    """The range that a text describes: ``1.0`` is 1.0 and newer, ``[1.0]`` is 1.0 alone. Raises ``NotAVersion``."""
    stripped = "".join(text.split())
    found = BOUNDS.fullmatch(stripped)
    if found is None:
        return Range(_bound(stripped, text, form), None, True, False, form)
    least, most = (_bound(each, text, form) if each else None for each in (found["least"], found["most"]))
    with_least, with_most = found["open"] == "[", found["close"] == "]"
    if not found["comma"]:
        if least is None or not (with_least and with_most):
            raise NotAVersion(f"{text!r} is not a range of versions: a single version stands in [ and ]")
        most = least
    if least is None and most is None:
        raise NotAVersion(f"{text!r} is not a range of versions: it has no bound")
    if least is not None and most is not None and form.compared(least, most) > 0:
        raise NotAVersion(f"{text!r} is not a range of versions: {least} is newer than {most}")
    return Range(least, most, with_least, with_most, form)


def _bound(part: str, text: str, form: Format) -> str:
    try:
        return form.parsed(part).text
    except NotAVersion as wrong:
        raise NotAVersion(f"{text!r} is not a range of versions: {wrong}") from None
