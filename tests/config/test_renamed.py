# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration renames a document that others refer to: by either name, it is the same document."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from config.driving import Config, configure, ok, report
from contract.referring import RESOURCES, Naming, named_kind, namings, replaced
from emulator.testing import Emulator

# The server's own documents that nobody can rename.
BUILT_IN = {"Octopus Administrators", "Octopus Managers", "Built-in Worker Pool", "Octopus Server (built-in)"}


def renaming(naming: Naming, old: str, new: str) -> Config:
    """The item that renames the document, and the tag of a tag set."""
    kind = named_kind(naming)
    assert kind is not None
    # A channel is one of the project that names it, or whose trigger does.
    inside = {kind.parent.option: naming.options.get("project") or naming.options["name"]} if kind.parent else {}
    (name, _slash, tag), (new_name, _slash, new_tag) = (old.partition("/"), new.partition("/"))
    if kind.location != TAG_SETS:
        return {kind.plural: [{"name": old, "new_name": new, **inside}]}
    tags = [{"name": tag, "new_name": new_tag}]
    return {kind.plural: [{"name": name, "new_name": new_name, "tags": tags, "tags_mode": "merge"}]}


# One place for each kind that can refer to another.
RENAMED = {
    f"{each.sample.kind} -> {each.location.label}": each
    for each in namings()[::-1]
    if named_kind(each) and RESOURCES[each.sample.kind] in CONFIGURED and each.value not in BUILT_IN
}


def held(server: Emulator, naming: Naming, value: str, config: Config) -> Counter[str]:
    """Check mode is equal to the run, and the second run changes nothing. Returns the result of the run."""
    plural = RESOURCES[naming.sample.kind].plural
    # With a kind of the space, so that the server's own that name its documents find them.
    whole: Config = {"environments": [], **config, plural: [*config.get(plural, []), naming.named(value)]}
    predicted = configure(server, whole, check=True)
    done = configure(server, whole)
    assert report(predicted) == report(done)
    assert predicted.get("warnings") == done.get("warnings")
    again = configure(server, whole)
    assert (again["changed"], again["changes"]) == (False, [])
    return Counter(each["action"] for each in done["changes"])


@pytest.mark.parametrize("naming", RENAMED.values(), ids=RENAMED)
def test_references_to_a_renamed_document_stay_as_they_are(server: Emulator, naming: Naming) -> None:
    """References by the new and the old name stay the same, and documents that the run creates find it, too."""
    first, then = ("One/New tag", "Two/New tag") if naming.location == TAG_SETS else ("One", "Two")
    if naming.location == TAG_SETS:
        # No other tag of the set.
        naming = replace(naming, options=replaced(naming.options, (naming.option, *naming.path[:-1]), [naming.value]))
        naming = replace(naming, path=(*naming.path[:-1], 0))
    naming.sample.prepare(server)
    if not naming.sample.is_there:
        # A document with an owner is never created.
        made = {"updated": 2} if RESOURCES[naming.sample.kind].is_owned else {"updated": 1, "created": 1}
        assert held(server, naming, first, renaming(naming, naming.value, first)) == made
        server.reset()
        naming.sample.prepare(server)
        ok(server, naming.sample.module, **naming.sample.minimal)
    ok(server, naming.sample.module, **naming.options)
    assert held(server, naming, first, renaming(naming, naming.value, first)) == {"updated": 1}
    assert held(server, naming, first, renaming(naming, first, then)) == {"updated": 1}
