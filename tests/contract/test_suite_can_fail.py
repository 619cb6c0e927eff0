# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract suite finds mistakes: each fault here makes one of its tests fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge import converge, writing
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.types import nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from contract import test_contract, test_orders, test_other_values_stay
from contract.conftest import Octopus
from contract.kinds import environment, lifecycle, machine, machine_policy, project_group
from contract.sample import Sample

pytestmark = pytest.mark.both_doors

Test = Callable[[Octopus, Sample], None]
POLICY = machine_policy.SAMPLES[0]
OFFLINE_DROP = next(each for each in machine.SAMPLES if each.title == "machine: offline_drop")


def claims_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that changes something and does not say so."""
    original = converge.converge
    monkeypatch.setattr(
        "ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task.converge",
        lambda *args: replace(original(*args), changed=False),
    )


def always_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that never finds two texts the same: a change in every run."""
    monkeypatch.setattr(Text, "same", lambda self, current, wanted: False)


def minds_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set that is compared as a list."""
    monkeypatch.setattr(TextList, "same", lambda self, current, wanted: list(current or []) == list(wanted or []))


def forgets_the_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that sends only managed properties."""
    apply = writing.apply

    def careless(intended: Any, resource: Any, context: Any) -> Any:
        known = {each.api for each in resource.fields} | {"Id", "Name", "Links", "SpaceId"}
        wanted = {prop: value for prop, value in intended.wanted.items() if prop in known}
        return apply(replace(intended, wanted=wanted), resource, context)

    monkeypatch.setattr(writing, "apply", careless)


def forgets_what_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A nested document that is written from scratch, without what the server has in it."""
    merged = nested.merged

    def careless(fields: Any, given: Any, base: Any, *where: Any) -> Any:
        return merged(fields, given, {}, *where)

    monkeypatch.setattr(nested, "merged", careless)


def writes_in_check_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that does not only read. The transport lets nothing through, and the task fails."""
    planned = converge.planned_from_pages

    def eager(resource: Any, parameters: Any, context: Any, recent: Any) -> Any:
        found = planned(resource, parameters, context, recent)
        if found and found.write == CREATE:
            writing.apply(found, resource, context)
        return found

    monkeypatch.setattr(converge, "planned_from_pages", eager)


def shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A diff with a secret in it, and no filter behind it: ansible-core 2.22 takes its own away."""
    monkeypatch.setattr("ansible.module_utils.basic.remove_values", lambda value, no_log_strings: value)
    monkeypatch.setattr(Secret, "shown", lambda self, value, context, given=None: given)
    monkeypatch.setattr(Mask, "deep", lambda self, result: result)
    monkeypatch.setattr(
        "ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking.redacted", lambda value: value
    )


@pytest.mark.parametrize(
    ("fault", "test", "sample"),
    [
        (claims_no_change, test_contract.test_check_mode_predicts_what_the_run_does, environment.ENVIRONMENT),
        (always_differs, test_contract.test_check_mode_predicts_what_the_run_does, project_group.PROJECT_GROUP),
        (writes_in_check_mode, test_contract.test_check_mode_predicts_what_the_run_does, project_group.PROJECT_GROUP),
        (minds_the_order, test_orders.test_lists_without_an_order_may_come_in_any, environment.ENVIRONMENT),
        (forgets_the_unknown, test_contract.test_unknown_properties_survive, lifecycle.LIFECYCLE),
        (forgets_what_is_inside, test_other_values_stay.test_a_task_changes_only_what_its_options_are_about, POLICY),
        (shows_a_secret, test_contract.test_no_secret_is_shown, OFFLINE_DROP),
    ],
)
def test_fault_is_found(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Any], None], test: Test, sample: Sample
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        test(octopus, sample)
