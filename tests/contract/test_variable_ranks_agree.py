# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ranks here and those of the emulator were derived apart, from the same documentation: they agree on any set."""

from __future__ import annotations

from typing import Any

import pytest
from contract import shop
from contract.conftest import Octopus
from contract.fuzzing import examples
from contract.shop import LIBRARY, PROJECT, TENANT, variable, written
from hypothesis import given
from hypothesis import strategies as st

# Few names, so that values meet.
NAMES = ("Address", "Contact", "CONTACT")
# The documents that values can be scoped to, by the names of the scene.
SCOPES: dict[str, tuple[str, ...]] = {
    "Environment": ("Production", "Staging"),
    "Machine": ("Web1",),
    "Role": ("web", "blue", "db"),
    "TenantTag": ("Region/EU", "More/US"),
}
OF_PROJECTS: dict[str, tuple[str, ...]] = {
    **SCOPES,
    "Action": ("Deploy",),
    "Channel": ("Default",),
    "ProcessOwner": (PROJECT,),
}
SITUATIONS: dict[str, tuple[str, ...]] = {
    "environment": ("Production", "Staging"),
    "tenant": (TENANT,),
    "channel": ("Default",),
    "step": ("Deploy",),
}


def values(scopes: dict[str, tuple[str, ...]]) -> st.SearchStrategy[list[tuple[str, dict[str, list[str]]]]]:
    """Values with one or two kinds of scope, most of which apply."""
    of_a_kind = st.sampled_from(
        [(kind, [*chosen]) for kind, names in scopes.items() for chosen in (names, names[:1], names[-1:])]
    )
    scope = st.lists(of_a_kind, max_size=3).map(dict)
    return st.lists(st.tuples(st.sampled_from(NAMES), scope), min_size=1, max_size=8)


where = st.one_of(
    st.just({}),
    *[st.just({"machine": "Web1"})] * 3,
    st.fixed_dictionaries({"target_tags": st.lists(st.sampled_from(SCOPES["Role"]), min_size=1, max_size=1)}),
)
situations = st.fixed_dictionaries(
    {option: st.sampled_from((*names, names[0], None)) for option, names in SITUATIONS.items()}
)
tenants = st.fixed_dictionaries({name: st.sampled_from(("acme", "")) for name in ("Address", "Contact")})


@pytest.fixture
def ids(one_door: Octopus) -> dict[str, str]:
    found = shop.seeded(one_door.server)
    one_door.server.seed("tagsets", Name="More", Tags=[{"Name": "US", "Color": "#333333"}])
    (channel,) = one_door.ok("octopus_info", {"kind": "Channels"})["resources"]
    return {**found, "Default": channel["Id"]}


@examples(100)
@given(own=values(OF_PROJECTS), common=values(SCOPES), given_values=tenants, situation=situations, target=where)
def test_the_server_confirms_every_value(
    one_door: Octopus,
    ids: dict[str, str],
    own: list[tuple[str, dict[str, list[str]]]],
    common: list[tuple[str, dict[str, list[str]]]],
    given_values: dict[str, str],
    situation: dict[str, str],
    target: dict[str, Any],
) -> None:
    for place, (owner, variables) in enumerate(((PROJECT, own), (LIBRARY, common))):
        named = [
            variable(
                name,
                f"{place}.{number}",
                **{kind: [ids.get(each, each) for each in names] for kind, names in scope.items()},
            )
            for number, (name, scope) in enumerate(variables)
        ]
        written(one_door.server, ids[owner], *named)
    shop.given_by_tenant(one_door.server, ids, **given_values)
    result = one_door.ok("octopus_variable_info", {"project": PROJECT, **situation, **target})
    assert "warnings" not in result, result["warnings"]
    assert all(each["confirmed"] for each in result["variables"])
    assert {each["name"].casefold() for each in (*result["variables"], *result["without_value"])} >= {
        name.casefold() for name, dummy in (*own, *common)
    }
