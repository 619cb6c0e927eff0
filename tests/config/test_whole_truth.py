# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes that a configuration reports are the changes of the documents that the server stores, and no others.

Documents of every kind are created, changed, renamed, removed and pruned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import Config, Result, configure, environments, report, task
from config.generated import Shared, prepare, spaces
from config.moved import moved
from config.stored import Comparison
from config.test_round_trip import SPACE, Space, few
from contract.test_other_values_stay import Everything
from hypothesis import given, settings
from hypothesis import strategies as st

PRUNED = {"prune": [each.plural for each in KINDS if not each.is_owned], "prune_server": True, "prune_limit": 10_000}


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


def test_the_comparison_can_fail(server: Shared) -> None:
    server.reset()
    before = server.everything()
    done = configure(server, {"environments": environments([0, 1])}, space=SPACE)
    after = server.everything()
    assert (Comparison(before, after).unreported(done), Comparison(before, after).unfounded(done)) == ([], set())
    half = {"changes": done["changes"][:1]}
    (missing,) = Comparison(before, after).unreported(half)
    assert missing[0] == "created"
    assert Comparison(before, before).unfounded(half) == {("created", "environments", "environment 0")}


@settings(few, max_examples=3)
@given(space=spaces(), data=st.data())
def test_a_report_is_about_all_that_is_stored(server: Shared, space: Space, data: st.DataObject) -> None:
    chosen, rounds = space
    prepare(server, chosen)
    for each in rounds:
        done = observed(server, each)
        assert not done.get("failed"), done["msg"]
    config = data.draw(moved(rounds[-1]))
    predicted = observed(server, config, check=True)
    done = observed(server, config)
    assert report(predicted) == report(done)
    assert observed(server, config)["changed"] is False
    # The server refuses to remove documents that others use.
    predicted = observed(server, config, check=True, **PRUNED)
    done = observed(server, config, **PRUNED)
    if not done.get("failed"):
        assert report(predicted) == report(done)
        assert configure(server, config, space=SPACE, **PRUNED)["changed"] is False


def observed(server: Shared, config: Config, check: bool = False, **how: Any) -> Result:
    """The result of a run, whose changes are those of the server's documents; check mode stores nothing."""
    before: Everything = server.everything()
    result = task(server, "octopus_config", config=config, space=SPACE, check=check, verbosity=1, **how)
    seen = Comparison(before, server.everything())
    reported = {} if check else result
    assert seen.unreported(reported) == []
    assert check or seen.unfounded(reported) == set()
    return result
