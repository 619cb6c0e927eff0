# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which packages a task asks for. A server may ignore each filter (api: feeds#feed, lifecycles#channel-rules)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import Format
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion, Version
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import Range, version_range


@dataclass(frozen=True)
class PackageFilter:
    """``form``: the format of the feed's versions. ``tag``: None if the server alone can tell."""

    options: Parameters
    form: Format
    versions: Range | None
    tag: re.Pattern[str] | None

    def read(self, package: Mapping[str, Any]) -> Version | None:
        """The version of a package; None for a text that is not a version, as other feeds may have."""
        try:
            return self.form.parsed(str(package["version"]))
        except NotAVersion:
            return None

    def wants(self, package: Mapping[str, Any]) -> bool:
        own_id = str(package["package_id"] or "").lower()
        exact, part, wanted = (self.options[name] for name in ("package_id", "partial_id", "version"))
        if (exact is not None and own_id != exact.lower()) or (part is not None and part.lower() not in own_id):
            return False
        if wanted is not None and str(package["version"]).lower() != wanted.lower():
            return False
        version = self.read(package)
        if version is None:
            return self.versions is None and self.tag is None
        return self._passes(version)

    def _passes(self, version: Version) -> bool:
        if version.is_prerelease and not self.options["prereleases"]:
            return False
        if self.versions is not None and not self.versions.contains(version.text):
            return False
        return self.tag is None or self.tag.search(version.tag) is not None


def package_filter(options: Parameters, form: Format, server_reads_tags: bool) -> PackageFilter:
    """The filter that a task's options describe. Raises ``OptionError`` for a range or a tag that nobody can read."""
    return PackageFilter(
        options, form, _range(options["version_range"], form), _tag(options["prerelease_tag"], form, server_reads_tags)
    )


def _range(text: str | None, form: Format) -> Range | None:
    if not (text or "").strip():
        return None
    try:
        return version_range(str(text), form)
    except NotAVersion as wrong:
        raise OptionError("version_range", str(wrong)) from None


def _tag(text: str | None, form: Format, server_reads_tags: bool) -> re.Pattern[str] | None:
    """A regular expression of .NET, which Python reads but for rare cases."""
    if not (text or "").strip():
        return None
    try:
        return re.compile(str(text), re.IGNORECASE if form.joins else 0)
    except re.error as wrong:
        if server_reads_tags:
            return None
        raise OptionError(
            "prerelease_tag", f"{text!r} is not a regular expression that can be tried here: {wrong}"
        ) from None
