# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a whole space takes (design: budgets), counted in the server's own log.

For a thousand documents it is counted where the server limits requests, in test_request_limit.
"""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Any

from config.driving import Config, asked, configure, environments, export, writes
from config.whole import whole
from emulator.control import LoggedRequest
from emulator.testing import Emulator

START = 3
# The user and the permissions, which tell whether lists leave documents out.
SIGHT = 2
# The page size that the emulator's links allow, and the size that the client asks for.
PAGE = 500


def pages(config: Config) -> int:
    """The pages of the kinds' collections, each with one document that a new space has besides."""
    return sum(ceil((len(items) + 1) / PAGE) for items in config.values())


def methods(requests: list[LoggedRequest]) -> list[str]:
    return sorted({each.method for each in requests})


def size(config: Config) -> int:
    return sum(map(len, config.values()))


def test_a_whole_space(server: Emulator) -> None:
    config = whole(120)
    assert size(config) == 120
    done, first = asked(server, lambda: configure(server, config))
    assert done["counts"]["created"] == size(config)
    assert len(first) <= START + pages(config) + size(config)
    assert done["request_count"] == len(first), "the result counts as the server does"
    for how in ({}, {"check": True}, {"space": "Default"}):
        _done, unchanged = asked(server, partial(configure, server, config, **how))
        assert methods(unchanged) == ["GET"]
        assert len(unchanged) <= START + pages(config)
    _done, read = asked(server, lambda: export(server, kinds=list(config)))
    assert len(read) <= START + pages(config) + 1 + SIGHT, "the machines' policy is of none of these kinds"


def test_a_document_that_the_run_creates_is_not_read_again(server: Emulator) -> None:
    """Each of the last documents needs more than the ID of another new one: its tags, its type or its permissions."""
    tags = [{"name": "Beta"}]
    ssh = {"account": "Login", "host": "one.example.com", "port": 22, "fingerprint": "3a:3f:9c"}
    role = {"user_role": "Deployer", "space": "Default", "environments": ["Environment 1"]}
    config = {
        "tag_sets": [{"name": "Ring", "tags": tags}, {"name": "Size", "tags": tags}],
        "accounts": [{"name": "Login", "username_password": {"username": "octopus", "password": "hush-hush"}}],
        "environments": environments(range(2)),
        "user_roles": [{"name": "Deployer", "granted_space_permissions": ["DeploymentCreate"]}],
        "tenants": [{"name": "Shop", "tenant_tags": ["Ring/Beta", "Size/Beta"]}],
        "machines": [{"name": "Web", "environments": ["Environment 1"], "roles": ["web"], "ssh": ssh}],
        "teams": [{"name": "Operators", "scoped_user_roles": [role]}],
    }
    before = set(server.everything())
    done, requests = asked(server, lambda: configure(server, config))
    assert done["counts"]["created"] == size(config)
    # A team gets its roles by a second write, before which it is read.
    made = {each for each in server.everything() if each not in before and not each.startswith("Teams-")}
    read = [each.path for each in requests if each.method == "GET" and made.intersection(each.path.split("/"))]
    assert read == []


def test_the_first_plan_of_an_empty_space(server: Emulator) -> None:
    config = whole(120)
    _done, planned = asked(server, lambda: configure(server, config, check=True))
    assert len(planned) <= START + pages(config) + SIGHT


def test_an_update_takes_a_read_a_write_and_another_read(server: Emulator) -> None:
    config = whole(120)
    configure(server, config)
    for item in config["projects"][:3]:
        item["description"] = "Changed"
    _done, changed = asked(server, lambda: configure(server, config))
    assert len(changed) <= START + pages(config) + 3 * 3
    assert [each.method for each in writes(server)] == ["PUT"] * 3


def test_one_kind_and_few_references(server: Emulator) -> None:
    """References are looked up singly if they are few, and by pages if they are many."""
    for number in range(20):
        server.seed("environments", Name=f"Environment {number}")
    for used in (2, 20):
        machines = [
            {"name": f"m {number}", "environments": [f"Environment {number}"], "roles": ["web"], "cloud_region": {}}
            for number in range(used)
        ]
        config: dict[str, Any] = {"machines": machines}
        configure(server, config)
        _done, unchanged = asked(server, partial(configure, server, config))
        assert len(unchanged) <= START + 1 + min(used, 1 + 3)


def test_more_than_a_page(server: Emulator) -> None:
    config = {"environments": environments(range(PAGE + 10))}
    configure(server, config)
    result, unchanged = asked(server, lambda: configure(server, config))
    assert (result["changed"], len(unchanged)) == (False, 1 + 2)
