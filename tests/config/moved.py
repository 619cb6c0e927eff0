# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations that move on from a generated one: documents are renamed, removed, left out, and added to."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import MERGE
from config.driving import Config
from config.generated import samples_of
from hypothesis import strategies


@strategies.composite
def moved(draw: Any, config: Config) -> Config:
    """Each item as it is, renamed, absent or left out; lists that are shared are replaced or merged."""
    return {
        plural: [each for item in items for each in draw(strategies.sampled_from(alternatives(plural, item)))]
        for plural, items in config.items()
    }


def alternatives(plural: str, item: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The items that one item may become: itself first, then others, or none."""
    resource = BY_PLURAL[plural]
    samples = samples_of(resource.kind, there=True)
    shared = {each.shared: MERGE for each in resource.fields if each.shared and each.option in item}
    found = [[item]]
    if shared:
        found.append([{**item, **shared}])
    # Nobody can remove the default document of a kind.
    is_default = any(values == [True] for each in samples for values in each.steps.values())
    if not is_default and all(each.goes and not each.is_there for each in samples):
        known = {option: item[option] for option in samples[0].identified_by if option in item}
        found += [[{**known, "state": "absent"}], []]
    if not resource.is_owned and not resource.fixed and not any(each.stays or each.is_there for each in samples):
        found.append([{**item, "new_name": f"{item['name']} II"}])
    return found
