# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the statistics and the differences of a playbook into output variables and artifacts of a step of Octopus."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible.executor.stats import AggregateStats
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import reason_of
from ansible_collections.octopus.deploy.plugins.module_utils._options import plain
from ansible_collections.octopus.deploy.plugins.plugin_utils.service_messages import message, variable

# Ansible's name for the statistics that belong to no host.
RUN = "_run"
ARTIFACTS = "octopus_artifacts"
DIFF = "Ansible.Diff"
# People read the variable, so it has at most this many characters.
LONGEST_DIFF = 50_000
COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Shown:
    """The statistics that results without ``no_log`` have shown, collected as ansible-core collects all of them.

    A value that differs from them is a secret: a task with ``no_log`` set it, or a part of it.
    """

    def __init__(self) -> None:
        self._stats = AggregateStats()

    def add(self, host: str, result: Mapping[str, Any]) -> None:
        """Take the statistics out of the result of a task, or out of the results of its items."""
        for each in [result, *(result.get("results") or [])]:
            found = each.get("ansible_stats") if isinstance(each, Mapping) else None
            if not isinstance(found, Mapping):
                continue
            put = self._stats.update_custom_stats if found.get("aggregate") else self._stats.set_custom_stats
            for name, value in plain(found.get("data") or {}).items():
                put(name, value, host if found.get("per_host") else None)

    def has(self, name: str, value: Any) -> bool:
        """Whether a statistic has been shown with this value, of any host: ``run_once`` sets it for all of them."""
        return any(name in known and known[name] == value for known in self._stats.custom.values())


def text_of(value: Any) -> str:
    """The value of an output variable, which is a text: lists and dictionaries as JSON, which Octostache can read."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else str(value)


def variables(custom: Mapping[str, Any], shown: Shown, masked: Callable[[str], str]) -> Iterator[str]:
    """A message for each statistic of the run, and for each one of a host, as ``NAME[HOST]``."""
    for host, values in custom.items():
        for name, value in plain(values).items():
            if name != ARTIFACTS:
                text = text_of(value)
                sensitive = not shown.has(name, value) or masked(text) != text
                yield variable(name if host == RUN else f"{name}[{host}]", text, sensitive)


def diff_variable(differences: list[str], masked: Callable[[str], str]) -> Iterator[str]:
    """The message for the differences of a run, if there are any."""
    if differences:
        # A secret may have characters that become readable, or a color within it.
        text = masked("\n".join(readable(masked(each)) for each in differences))
        rest = len(text) - LONGEST_DIFF
        shown = f"{text[:LONGEST_DIFF]}\n[cut here, {rest:,} more characters]\n" if rest > 0 else text
        yield variable(DIFF, shown, sensitive=False)


def readable(text: str) -> str:
    """Lines without colors and control characters, in which the server finds no expression to fill in."""
    plain_text = COLOR.sub("", text).replace("#{", "# {")
    return "".join(each if each.isprintable() or each in "\n\t" else " " for each in plain_text)


def artifacts(custom: Mapping[str, Any], shown: Shown) -> tuple[list[str], list[str]]:
    """The messages that attach files to the server task, each file once, and the mistakes in ``octopus_artifacts``."""
    messages: dict[str, None] = {}
    mistakes = []
    for values in custom.values():
        value = plain(values).get(ARTIFACTS, [])
        if value and not shown.has(ARTIFACTS, value):
            mistakes.append(f"{ARTIFACTS} is not used, because a task with no_log has set it")
            continue
        for entry in value if isinstance(value, list) else [value]:
            given = entry if isinstance(entry, dict) else {"path": entry}
            path: Any = given.get("path")
            try:
                messages[artifact(path, str(given.get("name") or ""))] = None
            except (FileNotFoundError, TypeError):
                mistakes.append(f"{ARTIFACTS}: there is no file {path!r} where ansible-playbook runs")
            except (OSError, ValueError) as error:
                mistakes.append(f"{ARTIFACTS}: {path!r} can't be read where ansible-playbook runs: {reason_of(error)}")
    return list(messages), mistakes


def artifact(path: str, name: str) -> str:
    """The message that attaches a file or a folder under a name; the default is the name of the file."""
    whole = Path(path).absolute()
    length = 0 if whole.is_dir() else whole.stat().st_size
    return message("createArtifact", path=str(whole), name=name or whole.name, length=str(length))
