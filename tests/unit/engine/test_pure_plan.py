# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan follows from documents and names alone: nothing here has a client that could send a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import plan
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE, NONE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client

NAMES = {"Production": "Environments-1", "Test": "Environments-2", "Shop": "Projects-1", "Standard": "Lifecycles-1"}


class Version:
    """Everything that a plan may know of a server."""

    version = "2026.3.15581"


class Names:
    """Who is who, from a table."""

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        return NAMES.get(value) or Missing()

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        of = {identity: name for name, identity in NAMES.items()}
        return [of.get(each, each) for each in ids]

    def foretold(self, location: Location) -> Mapping[str, Any]:
        return {}


def context() -> Context:
    return Context(client=cast(Client, Version()), resolver=cast(Lookup, Names()))


PHASES = [{"Name": "One", "AutomaticDeploymentTargets": ["Environments-1"], "OptionalDeploymentTargets": []}]
LIFE = {"Id": "Lifecycles-1", "Name": "Standard", "Description": "", "Phases": PHASES}


@pytest.mark.parametrize(
    ("resource", "options", "current", "write", "before", "after"),
    [
        (ENVIRONMENT, {"description": "x"}, {"Description": "x"}, NONE, {}, {}),
        (ENVIRONMENT, {"description": "y"}, {"Description": "x"}, UPDATE, {"description": "x"}, {"description": "y"}),
        (ENVIRONMENT, {"new_name": "Live"}, {}, UPDATE, {}, {"name": "Live"}),
        (ENVIRONMENT, {"state": "absent"}, {}, DELETE, {"id": "1"}, {}),
        (
            LIFECYCLE,
            {"phases": [{"name": "One", "automatic_deployment_targets": ["Test"]}]},
            LIFE,
            UPDATE,
            {"phases": [{"name": "One", "automatic_deployment_targets": ["Production"]}]},
            {"phases": [{"name": "One", "automatic_deployment_targets": ["Test"]}]},
        ),
        (
            MACHINE,
            {"environments": ["Production", "Test"]},
            {"EnvironmentIds": ["Environments-2", "Environments-1"]},
            NONE,
            {},
            {},
        ),
    ],
    ids=["unchanged", "updated", "renamed", "removed", "a reference in a list", "a set in another order"],
)
def test_an_existing_document_is_compared(
    resource: Resource,
    options: dict[str, Any],
    current: dict[str, Any],
    write: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    document = {"Id": "1", "Name": "It", **current}
    made = plan(resource, {"name": document["Name"], **options}, Located(document), context())
    assert made.write == write
    assert before.items() <= made.before.items() and after.items() <= made.after.items()


def test_a_new_document_is_created() -> None:
    options = {"name": "Beta", "project": "Shop", "lifecycle": "Standard"}
    made = plan(CHANNEL, options, Located(None, "Projects-1"), context())
    assert (made.write, made.parent_id) == (CREATE, "Projects-1")
    assert {"Name": "Beta", "ProjectId": "Projects-1", "LifecycleId": "Lifecycles-1"}.items() <= made.wanted.items()


def test_a_reference_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OptionError, match="there is no lifecycle named 'Nowhere'"):
        plan(CHANNEL, {"name": "Beta", "project": "Shop", "lifecycle": "Nowhere"}, Located(None), context())


def test_an_option_that_can_not_be_changed_is_an_error() -> None:
    current = {"Id": "Channels-1", "Name": "Beta", "ProjectId": "Projects-2"}
    with pytest.raises(OptionError, match="was created with 'Projects-2', and the server can't change that to 'Shop'"):
        plan(CHANNEL, {"name": "Beta", "project": "Shop"}, Located(current), context())
