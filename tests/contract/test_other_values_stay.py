# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task changes the properties that its options are about, and nothing else on the whole server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from contract.conftest import Octopus
from contract.marks import marking
from contract.sample import Sample
from contract.samples import SAMPLES
from contract.test_contract import RESOURCES, together
from emulator.model import Document

Path = tuple[str, ...]
Everything = Mapping[str, tuple[str, Document]]
# The collections in which the server records a change by itself.
RECORDS = ("events", "tasks")
NOTHING: tuple[str, Document] = ("", {})
# By kind, the properties that the server derives from others; a ``*`` stands for another document.
DERIVED: dict[str, tuple[Path, ...]] = {
    # The certificate that a new file replaces is archived.
    "certificate": (("*",),),
    **dict.fromkeys(("channel", "machine_policy", "worker_pool"), (("*", "IsDefault"),)),
    # The schedule of another type.
    "deployment_freeze": (("RecurringSchedule", "DaysOfWeek"), ("RecurringSchedule", "MonthlyScheduleType")),
    **dict.fromkeys(("machine", "worker"), (("Thumbprint",), ("Uri",), ("Endpoint", "Uri"))),
    # A script is a variable.
    "script_module": (("*", "Variables"),),
    "space": (("*", "MemberUserIds"),),
    # The new version of the template.
    "step_template": (("*",),),
    "user_role": (("SpacePermissionDescriptions",), ("SystemPermissionDescriptions",)),
}
# Objects that become those of another type, with other properties.
OTHERS = {".Endpoint.Authentication", ".Details"}
CHANGING = [each for each in SAMPLES if each.steps and not RESOURCES[each.kind].fixed]


@pytest.mark.parametrize("sample", CHANGING, ids=lambda sample: sample.title)
def test_a_task_changes_only_what_its_options_are_about(one_door: Octopus, sample: Sample) -> None:
    """The document has a value for every option, and properties that this version does not know, at any depth."""
    sample.stock(one_door.server)
    one_door.ok(sample.module, {**sample.minimal, **sample.on_create})
    one_door.ok(sample.module, filled(sample))
    before = one_door.server.everything()
    with marking() as marks:
        for option, values in sample.steps.items():
            for value in (*values[1:], *values[:1]):
                given = {**sample.known, option: value}
                done = one_door.ok(sample.module, given)
                after = one_door.server.everything()
                changed, before = list(changes(before, after, done["id"])), after
                assert done["changed"] is bool(changed), given
                assert not beside(RESOURCES[sample.kind], given, changed), given
                assert value == {} or not {*marks.lost} - OTHERS, given
                marks.lost.clear()


def filled(sample: Sample) -> dict[str, Any]:
    """The document with a value for every option."""
    free = {option: values[0] for option, values in sample.steps.items() if values and option not in sample.keeps}
    return {**sample.known, **{option: together(sample.minimal.get(option), value) for option, value in free.items()}}


def changes(before: Everything, after: Everything, identity: str | None) -> Iterator[Path]:
    """The path of each property that differs; a path in a document other than the one meant begins with ``*``."""
    for each in {**before, **after}:
        (collection, old), (other, new) = before.get(each, NOTHING), after.get(each, NOTHING)
        if collection not in RECORDS and other not in RECORDS:
            yield from ((*(() if each == identity else ("*",)), *path) for path in differing(old, new))


def beside(resource: Resource, given: Mapping[str, Any], changed: Sequence[Path]) -> list[Path]:
    """The changed properties that no option is about, and that the server does not derive from others."""
    allowed = list(touched(resource.fields, given))
    companions = {each.prop for each in resource.companions}
    derived = (*DERIVED.get(resource.kind, ()), ("Version",), ("*", "Version"))
    apart = [path[1:] for path in allowed if path and path[0] in companions]

    def is_meant(path: Path) -> bool:
        # A companion is a document of its own, or is kept with its owner under a hidden name.
        own = path[0] != "*" and not path[0].startswith("_")
        within = tuple(each for each in path if each != "*" and not each.startswith("_"))
        meant = any(reaches(each, path) for each in (*derived, *(allowed if own else ())))
        return meant or ((resource.is_owned or not own) and any(reaches(each, within) for each in apart))

    return [path for path in changed if not is_meant(path)]


def differing(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of the values that differ; a list is one value."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if old.get(key) != new.get(key):
                yield from differing(old.get(key), new.get(key), (*path, key))
    else:
        yield path


def touched(fields: Sequence[Field], given: Mapping[str, Any]) -> Iterator[Path]:
    """The paths of the properties that options are about; an empty one leads to the whole document."""
    for each in given_fields(fields, given):
        prop, kind = each.api or each.type.companion, each.type
        inside = (prop,) if prop else ()
        if isinstance(kind, Nested) and given[each.option]:
            excluded = [one.api for one in kind.fields if any(one.option in group for group in kind.exclusive)]
            yield from ((*inside, void) for void in (*kind.void, *excluded))
            yield from ((*inside, *path) for path in touched(kind.fields, given[each.option]))
        else:
            yield inside


def reaches(allowed: Path, path: Path) -> bool:
    """Whether a path leads into or around the allowed one."""
    return all(mine == theirs for mine, theirs in zip(allowed, path, strict=False))
