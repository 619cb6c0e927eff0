# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan follows from documents and names alone: nothing here has a client that could send a request."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import plan
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE, NONE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from unit.engine.lookups import context

NAMES = {"Production": "Environments-1", "Test": "Environments-2", "Shop": "Projects-1", "Standard": "Lifecycles-1"}


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
    made = plan(resource, {"name": document["Name"], **options}, Located(document), context(NAMES))
    assert made.write == write
    assert before.items() <= made.before.items() and after.items() <= made.after.items()


def test_a_new_document_is_created() -> None:
    options = {"name": "Beta", "project": "Shop", "lifecycle": "Standard"}
    made = plan(CHANNEL, options, Located(None, "Projects-1"), context(NAMES))
    assert (made.write, made.parent_id) == (CREATE, "Projects-1")
    assert {"Name": "Beta", "ProjectId": "Projects-1", "LifecycleId": "Lifecycles-1"}.items() <= made.wanted.items()


def test_a_reference_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OptionError, match="there is no lifecycle named 'Nowhere'"):
        plan(CHANNEL, {"name": "Beta", "project": "Shop", "lifecycle": "Nowhere"}, Located(None), context(NAMES))


def test_an_option_that_can_not_be_changed_is_an_error() -> None:
    current = {"Id": "Channels-1", "Name": "Beta", "ProjectId": "Projects-2"}
    with pytest.raises(OptionError, match="was created with 'Projects-2', and the server can't change that to 'Shop'"):
        plan(CHANNEL, {"name": "Beta", "project": "Shop"}, Located(current), context(NAMES))
