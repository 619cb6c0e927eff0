# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decides what a run of Ansible tells Octopus Server. Each method returns the lines to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.plugin_utils.service_messages import (
    harmless,
    in_category,
    message,
    variable,
)
from ansible_collections.octopus.deploy.plugins.plugin_utils.step_outputs import (
    Shown,
    artifacts,
    diff_variable,
    variables,
)

HIDDEN = "the reason is hidden, because the task has no_log"
# How many failed hosts the reason of a failed step names.
NAMED = 5
COUNTS = {"ok": "ok", "changed": "changed", "failures": "failed", "unreachable": "unreachable"}


class StepReport:
    """The report of one run. ``masked`` removes the secrets that ansible-core knows from a text."""

    def __init__(self, masked: Callable[[str], str]) -> None:
        self._masked = masked
        self._tasks = self._begun = self._percentage = 0
        self._items: dict[str, list[str]] = {}
        self._failures: dict[str, str] = {}
        self._warnings: set[str] = set()
        self._differences: list[str] = []
        self._shown = Shown()

    def more_tasks(self, count: int) -> None:
        """Count the tasks of a playbook, without the tasks that it includes while it runs."""
        self._tasks += count

    def task(self, name: str) -> list[str]:
        """A task begins. The percentage never falls, and is 100 only at the end."""
        if self._tasks:
            self._percentage = max(self._percentage, min(99, 100 * self._begun // self._tasks))
        self._begun += 1
        return [self._progress(name)]

    def item_failed(self, host: str, task: str, result: Mapping[str, Any]) -> None:
        """An item of a loop failed; only the result of the whole task says whether that is ignored."""
        self._items.setdefault(host, []).append(self._line(f"{host}: {task}{item_of(result)}: {reason(result)}"))

    def differs(self, host: str, task: str, result: Mapping[str, Any], diff: str) -> None:
        """A task, or an item of its loop, shows its differences, before its result."""
        if diff.strip() and result.get("changed") and "censored" not in result:
            self._differences.append(f"{self._line(f'{host}: {task}{item_of(result)}')}\n{diff.strip()}\n")

    def failed(self, host: str, task: str, result: Mapping[str, Any], ignored: bool) -> list[str]:
        """A task failed on a host, or did not reach it."""
        lines = self._items.pop(host, []) or [self._line(f"{host}: {task}: {reason(result)}")]
        if ignored:
            return self.warned(result)
        self._failures[host] = lines[0]
        return [*self.warned(result), *in_category("error", lines)]

    def ok(self, host: str, result: Mapping[str, Any]) -> list[str]:
        """A task succeeded on a host."""
        self._items.pop(host, None)
        self._shown.add(host, result)
        return self.warned(result)

    def warned(self, result: Mapping[str, Any]) -> list[str]:
        """The warnings of a result, each one once in a run, and none of a task with ``no_log``."""
        if "censored" in result:
            return []
        found = [each.get("msg") if isinstance(each, Mapping) else each for each in result.get("warnings") or []]
        return self.warning(*found)

    def warning(self, *texts: object) -> list[str]:
        """Warnings, each one once in a run."""
        new = [line for line in dict.fromkeys(map(self._line, texts)) if line not in self._warnings]
        self._warnings.update(new)
        return list(in_category("warning", new)) if new else []

    def ended(self, hosts: Mapping[str, Mapping[str, int]], custom: Mapping[str, Any], check: bool) -> list[str]:
        """The run is over: ``hosts`` has the counts of each host, ``custom`` the statistics that tasks have set."""
        sums = {name: sum(counts[name] for counts in hosts.values()) for name in COUNTS}
        counted = ", ".join(f"{sums[name]} {word}" for name, word in COUNTS.items())
        many = f"{len(hosts)} host{'' if len(hosts) == 1 else 's'}"
        attached, mistakes = artifacts(custom, self._shown)
        self._percentage = 100
        return [
            # The bracket ends a service message that other output may have begun, so that the server reads those below.
            *in_category("highlight", [f"[octopus_step] {many}: {counted}{' (check mode)' if check else ''}"]),
            *self.warning(*mistakes),
            self._progress("Done"),
            variable("Ansible.Changed", str(sums["changed"]), sensitive=False),
            *variables(custom, self._shown, self._masked),
            *diff_variable(self._differences, self._masked),
            *attached,
            *self._reason_of_step(
                [host for host, counts in hosts.items() if counts["failures"] or counts["unreachable"]]
            ),
        ]

    def _reason_of_step(self, failed: Iterable[str]) -> list[str]:
        """The reason of a failed step. A host whose failures were rescued has not failed."""
        found = [self._failures[host] for host in failed if host in self._failures]
        more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
        return [message("resultMessage", message="; ".join(found[:NAMED]) + more)] if found else []

    def _progress(self, text: str) -> str:
        return message("progress", percentage=str(self._percentage), message=self._line(text))

    def _line(self, text: object) -> str:
        return harmless(self._masked(str(text)))


def item_of(result: Mapping[str, Any]) -> str:
    """The item of a loop that a result is about, in brackets; empty without one, and for one that may hold secrets."""
    label = result.get("_ansible_item_label", result.get("item"))
    return f" (item={label})" if isinstance(label, (str, int, float)) and "censored" not in result else ""


def reason(result: Mapping[str, Any]) -> str:
    """Why a task failed: its message, and the last line that a command wrote to its error output."""
    if "censored" in result:
        return HIDDEN
    lines = [line for line in str(result.get("stderr") or "").splitlines() if line.strip()]
    return f"{result.get('msg') or 'failed'}{f' ({lines[-1].strip()})' if lines else ''}"
