# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of octopus_config: counts, names by kind, every change field by field, failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listed
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import (
    CREATED,
    DELETED,
    FAILED,
    NOT_TRIED,
    UNCHANGED,
    UPDATED,
    Done,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

CHANGES = (CREATED, UPDATED, DELETED)
STATUSES = (*CHANGES, UNCHANGED, FAILED, NOT_TRIED)
VERBS: Mapping[str, str] = {
    CREATED: "create",
    UPDATED: "update",
    DELETED: "delete",
    FAILED: "fail at",
    NOT_TRIED: "not try",
}


# Ansible prints the result of a failed task on one line, where a long list of changes would hide the failures.
LONG = ("changes", "unmanaged", "actions")
LISTS = ("created", "updated", "deleted", "failures", "not_tried", "secrets_not_compared")
AT_MOST = 20


def result_of(
    done: Sequence[Done],
    unmanaged: Mapping[str, Sequence[Listed]],
    items: Sequence[Item],
    check: bool = False,
    whole: bool = True,
) -> dict[str, Any]:
    """The task's result without server, space and duration. ``whole``: whether a failed run's result is complete."""
    places = {item.place: index for index, item in enumerate(items)}
    ordered = sorted(done, key=lambda each: places.get(each.planned.place, len(places)))
    counts = Counter(each.status for each in done)
    changes = [change(each) for each in ordered if each.status in CHANGES]
    acted = any(each.status == UNCHANGED and each.planned.action_is_change for each in done)
    # A document that failed may have been written in part.
    begun = any(each.error and each.error.done for each in done)
    result: dict[str, Any] = {
        "changed": bool(changes) or acted or begun,
        "msg": counted(counts, check),
        "counts": {status: counts[status] for status in STATUSES},
        "changes": changes,
        **{status: by_kind(ordered, status) for status in CHANGES},
        "unmanaged": {plural: [each.title for each in listed] for plural, listed in unmanaged.items() if listed},
        "diff": [difference(each) for each in changes],
    }
    extra = {each.planned.place: dict(each.extra) for each in ordered if each.extra}
    uncompared = [f"{each.planned.place}.{option}" for each in ordered for option in each.planned.uncompared]
    if extra:
        result["actions"] = extra
    if uncompared:
        result["secrets_not_compared"] = uncompared
    if not counts[FAILED]:
        return result
    result.update(failure(ordered, result["msg"], len(ordered) if whole else AT_MOST))
    return result if whole else shortened(result)


def counted(counts: Mapping[str, int], check: bool) -> str:
    """The number of documents for each status in one line, failures first."""
    would = CHANGES if check else ()
    words = {each: f"would be {each}" if each in would else each.replace("_", " ") for each in STATUSES}
    order = (FAILED, *(each for each in STATUSES if each != FAILED))
    return ", ".join(f"{counts[each]} {words[each]}" for each in order if counts[each]) or "no document is named"


def shortened(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without the long lists and with the first entries of the others; the counts remain complete."""
    kept = {key: value for key, value in result.items() if key not in LONG}
    return {**kept, **{key: first_entries(kept[key]) for key in LISTS if key in kept}}


def first_entries(entries: Any) -> Any:
    if isinstance(entries, Mapping):
        return {kind: names[:AT_MOST] for kind, names in entries.items()}
    return entries[:AT_MOST]


def change(done: Done) -> dict[str, Any]:
    planned = done.planned
    return {
        "action": done.status,
        "kind": planned.resource.plural,
        "name": planned.name,
        "before": dict(done.plan.before),
        "after": dict(done.plan.after),
    }


def difference(changed: Mapping[str, Any]) -> dict[str, Any]:
    title = f"{changed['kind']}: {changed['name']}"
    parts = {"before": changed["before"], "after": changed["after"]}
    return {**parts, "before_header": title, "after_header": title}


def by_kind(done: Sequence[Done], status: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in done:
        if each.status == status:
            found.setdefault(each.planned.resource.plural, []).append(each.planned.name)
    return found


def failure(done: Sequence[Done], counts: str, at_most: int) -> dict[str, Any]:
    """The part of the result that reports failures; ``counts``: the run in one line."""
    failed = [each for each in done if each.status == FAILED]
    left = [each.planned.place for each in done if each.status == NOT_TRIED]
    said = [f"  {each.planned.place} ({each.planned.name}): {each.error}" for each in failed[:at_most]]
    if len(failed) > at_most:
        said.append(f"  and {len(failed) - at_most} more; -v shows all of them")
    why = " (they depend on a failed document, or come after it)" if left else ""
    return {
        "failed": True,
        "msg": "\n".join((f"{counts}{why}. Run the task again to continue.", *said)),
        "failures": [
            {
                "place": each.planned.place,
                "kind": each.planned.resource.plural,
                "name": each.planned.name,
                "msg": str(each.error),
                **(error_data(each.error) if each.error else {}),
            }
            for each in failed
        ],
        "not_tried": left,
    }


def error_data(error: OctopusError) -> dict[str, Any]:
    """The parts of an error as data, with the writes that had been done for the document before it."""
    return {**error.details(), **({"done": error.done} if error.done else {})}


def line(done: Done, check: bool) -> str:
    """One line about a document, for the progress display."""
    verb = f"would {VERBS[done.status]}" if check else done.status.replace("_", " ")
    said = f": {done.error}" if done.error else ""
    return f"{verb} {done.planned.resource.label} {done.planned.name}{said}"
