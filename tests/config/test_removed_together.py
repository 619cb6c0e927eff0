# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document is removed before the documents that it refers to, and together with its parent."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from config.driving import Config, configure, ok, report
from contract.referring import RESOURCES, Naming, named_kind, namings
from emulator.testing import Emulator

# The server's own documents that nobody can remove.
BUILT_IN = {"Octopus Administrators", "Octopus Managers", "Project viewer", "Default", "Default Project Group"}
# One place for each kind that can refer to another.
PAIRS = {
    f"{each.sample.kind} -> {each.location.label}": each
    for each in namings()[::-1]
    if named_kind(each)
    and RESOURCES[each.sample.kind] in CONFIGURED
    and each.sample.goes
    and each.value not in BUILT_IN
}


def both_gone(naming: Naming) -> Config:
    kind = named_kind(naming)
    assert kind is not None
    name = naming.value.partition("/")[0] if kind.location == TAG_SETS else naming.value
    # A channel is one of the project that names it, or whose trigger does.
    inside = {kind.parent.option: naming.options.get("project") or naming.options["name"]} if kind.parent else {}
    referring: dict[str, Any] = {**naming.sample.known, "state": "absent"}
    plural = RESOURCES[naming.sample.kind].plural
    named = {"name": name, "state": "absent", **inside}
    if plural == kind.plural:
        return {plural: [named, referring]}
    return {kind.plural: [named], plural: [referring]}


@pytest.mark.parametrize("naming", PAIRS.values(), ids=PAIRS)
def test_both_are_removed(server: Emulator, naming: Naming) -> None:
    """Both are removed, although the document that is referred to comes first in the configuration."""
    naming.sample.prepare(server)
    if not naming.sample.is_there:
        ok(server, naming.sample.module, **naming.sample.minimal)
    ok(server, naming.sample.module, **naming.options)
    # With a kind of the space, so that the server's own that name its documents find them.
    config: Config = {"environments": [], **both_gone(naming)}
    predicted = configure(server, config, check=True)
    done = configure(server, config)
    assert report(predicted) == report(done)
    assert done["counts"]["deleted"] == 2
    assert configure(server, config)["changed"] is False


MANAGED = {"space_managers_teams": ["Octopus Administrators"]}
ROLE = {"user_role": "Deployer", "space": "Second"}


@pytest.mark.parametrize(
    ("space", "team"),
    [
        (MANAGED, {"team_space": "Second"}),
        (MANAGED, {"scoped_user_roles": [ROLE]}),
        ({"space_managers_teams": ["Octopus Administrators", "Ours"]}, {"scoped_user_roles": []}),
    ],
    ids=["of the space", "with a role there", "that manages it"],
)
def test_spaces_teams_and_roles(server: Emulator, space: dict[str, Any], team: dict[str, Any]) -> None:
    """Spaces and teams refer to each other."""
    documents: Config = {
        "user_roles": [{"name": "Deployer", "granted_space_permissions": ["ProjectView"]}],
        "spaces": [{"name": "Second", **MANAGED}],
        "teams": [{"name": "Ours", **team}],
    }
    identity = ("name", "team_space")
    gone = {
        kind: [{"state": "absent", **{key: item[key] for key in identity if key in item}} for item in items]
        for kind, items in documents.items()
    }
    for written in (gone, dict(reversed(gone.items()))):
        configure(server, documents)
        configure(server, {"spaces": [{"name": "Second", **space}]})
        predicted = configure(server, written, check=True)
        done = configure(server, written)
        assert report(predicted) == report(done)
        assert done["counts"]["deleted"] == 3
        assert configure(server, written)["changed"] is False
