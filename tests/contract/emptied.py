# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of which one, at any depth, is empty, and the faults of a task that gets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract.conftest import Octopus
from contract.fuzzing import BUG
from emulator.testing import Emulator

# The empty values of each type of option. Ansible refuses them for numbers and booleans.
EMPTY: dict[str, tuple[Any, ...]] = {
    "str": ("",),
    "path": ("",),
    "list": ([], [""]),
    "dict": ({},),
    "raw": ("", [], {}),
}
Emptied = Iterator[tuple[str, dict[str, Any]]]


def emptied(arguments: Mapping[str, Any], options: Mapping[str, Any], path: str = "", *, null: bool = False) -> Emptied:
    """Copies of ``options``, each with another option empty; with them the path and the value of that option.

    Of a list of mappings only the first entry is looked into. ``null``: leave out one option of such an entry instead.
    """
    for option, argument in arguments.items():
        place, given, kind = f"{path}{option}", options.get(option), str(argument.get("type", "str"))
        if null and given is not None and "]." in place and not argument.get("required"):
            yield f"{place}: None", {**options, option: None}
        for empty in () if null else EMPTY.get(kind, ()):
            if empty != [""] or argument.get("elements") == "str":
                yield f"{place}: {empty!r}", {**options, option: empty}
        inside = argument.get("options")
        if inside and isinstance(given, Mapping):
            for label, part in emptied(inside, given, f"{place}.", null=null):
                yield label, {**options, option: part}
        elif inside and isinstance(given, list) and given:
            for label, part in emptied(inside, given[0], f"{place}[0].", null=null):
                yield label, {**options, option: [part, *given[1:]]}


class Snapshot:
    """The documents of an emulator, to which it can return."""

    def __init__(self, server: Emulator) -> None:
        self._server, self._state = server, server.state()

    def restore(self) -> None:
        """Return to the documents, unless nothing has been written since."""
        if any(each.method != "GET" for each in self._server.requests):
            self._server.return_to(self._state)
        self._server.clear_requests()


def faults(octopus: Octopus, module: str, options: Mapping[str, Any], *, lasts: bool = True) -> Iterator[str]:
    """The faults of a task: check mode, the run and a second run do not agree, or there is a traceback or a warning.

    ``lasts``: whether a second run has nothing to do.
    """
    octopus.server.clear_requests()
    predicted, written = octopus(module, {**options}, check=True), octopus.writes()
    done = octopus(module, {**options})
    if BUG in f"{predicted}{done}" or "Traceback" in f"{predicted}{done}" or written:
        yield f"check mode writes {written} and answers {predicted}, the run answers {done}"
    if predicted.get("failed") or done.get("failed"):
        messages = [each["msg"] if each.get("failed") else str(each.get("diff")) for each in (predicted, done)]
        if messages[0] != messages[1] or octopus.writes():
            yield f"check mode: {messages[0]}; the run: {messages[1]}"
        return
    if [predicted[each] for each in ("changed", "diff")] != [done[each] for each in ("changed", "diff")]:
        yield f"check mode predicts {predicted['diff']}, the run does {done['diff']}"
    if done.get("warnings"):
        yield f"the run warns: {done['warnings']}"
    if done["changed"] and lasts:
        again = octopus(module, {**options})
        if done["diff"]["before"] == done["diff"]["after"] or again.get("failed") or again["changed"]:
            yield f"the run does {done['diff']}, a second one {again.get('msg') or again['diff']}"
