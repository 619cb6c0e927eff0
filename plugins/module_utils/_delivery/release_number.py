# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The number of a release: a given one, or the next one as the server would choose it (api: versions#masks)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import Package
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import applied, next_version
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    NotAVersion,
    octopus,
    octopus_order,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

LONGEST = 349


def read(version: str) -> str:
    """A given number as a server stores it. Raises ``OptionError``."""
    try:
        found = octopus(version)
    except NotAVersion as wrong:
        raise OptionError("version", f"{wrong}; write it as numbers with an optional tag, e.g. 1.2.3-beta.1") from wrong
    if len(found.text) > LONGEST:
        raise OptionError("version", f"has {len(found.text)} characters, and Octopus takes {LONGEST}")
    return found.text


def counts(version: str) -> bool:
    """Whether the server would put numbers in place of ``i`` and ``c``."""
    return applied(version, None) != version


def may_grow(version: str) -> bool:
    """Whether the number that is stored depends on earlier releases: one with a tag may get a fourth number."""
    return counts(version) or "-" in version or "+" in version


def numbered(version: str, versions: Callable[[], Iterable[str]]) -> str:
    """The number that a server stores for ``version``, after the releases with these ``versions``."""
    return next_version(version, versions()) if may_grow(version) else version


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the number of one release: 1.0 is 1.0.0, and metadata counts."""
    if folded(one) == folded(other):
        return True
    try:
        first, second = octopus(one), octopus(other)
    except NotAVersion:
        return False
    return (octopus_order(first), folded(first.metadata)) == (octopus_order(second), folded(second.metadata))


def by_strategy(template: Document, packages: Sequence[tuple[Package, str | None]]) -> str | None:
    """The number that the project's versioning strategy gives, maybe a mask.

    None if it is the version of a package that does not exist yet. Raises ``OptionError`` if there is no strategy, and
    for one that gives no number.
    """
    predicted = template.get("NextVersionIncrement")
    if predicted:
        return of_strategy(str(predicted))
    step = template.get("VersioningPackageStepName")
    reference = template.get("VersioningPackageReferenceName") or ""
    for package, version in packages:
        if step and (folded(package.step), folded(package.reference)) == (folded(step), folded(reference)):
            return None if version is None else of_strategy(version)
    if step:
        raise OptionError(
            "version",
            f"the project gives releases the version of a package of the step {step!r}, which this release does not "
            "have; give a version",
        )
    raise OptionError("version", "the project has no strategy for numbers of releases; give a version")


def of_strategy(version: str) -> str:
    """The number that a strategy gives. Raises ``OptionError`` for a text that is not a version, which a
    misspelt template gives."""
    try:
        octopus(version)
    except NotAVersion as wrong:
        raise OptionError(
            "version",
            f"the project's versioning strategy gives no number: {wrong}; correct the versioning strategy of the "
            "project, or give a version",
        ) from wrong
    return version
