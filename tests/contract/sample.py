# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples of the contract suite: for each option of a kind, one value after the other.

A sample makes one document and walks each of its options through values that differ; the last one clears it where it
can be cleared. ``test_every_option_has_a_sample`` sees to it that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from emulator.testing import Emulator

Steps = list[Any]


def known_as(resource: Resource, name: str = "x") -> dict[str, Any]:
    """The options that say which document: its name, or the name of its owner."""
    if not resource.is_owned:
        return {"name": name}
    return {each.option: name for each in resource.owners[:1] if each.option}


@dataclass(frozen=True)
class Sample:
    """``minimal``: the options of a new document; ``steps``: for each option its values in turn.

    ``prepare``: creates the documents that values refer to; ``is_there``: whether that includes the document itself;
    ``on_create``: options that have an effect only when the document is created; ``identified_by``: the options that
    say which document is meant; ``keeps``: options that prevent its removal while they are set; ``stays``: whether
    nobody can remove it; ``secrets``: by option, real secrets, where a server accepts no others; ``alone``: options
    whose values only one document can have; ``elsewhere``: options that only servers of other releases have, and that
    a test of the kind's own tries.
    """

    title: str
    kind: str
    minimal: dict[str, Any]
    steps: dict[str, Steps] = field(default_factory=dict)
    prepare: Callable[[Emulator], None] = lambda server: None
    is_there: bool = False
    on_create: dict[str, Any] = field(default_factory=dict)
    identified_by: tuple[str, ...] = ("name",)
    keeps: tuple[str, ...] = ()
    stays: bool = False
    secrets: dict[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    elsewhere: dict[str, Any] = field(default_factory=dict)

    def stock(self, server: Emulator) -> None:
        """Return to a new server with the documents that values refer to; they are made only once for each server."""
        server.stock(self.prepare, server)

    @property
    def module(self) -> str:
        return f"octopus_{self.kind}"

    @property
    def name(self) -> str:
        return str(self.minimal.get("name", ""))

    @property
    def goes(self) -> bool:
        """Whether ``state: absent`` removes it: a document with an owner is only removed together with the owner."""
        return "name" in self.identified_by and not self.stays

    @property
    def known(self) -> dict[str, Any]:
        return {option: self.minimal[option] for option in self.identified_by}
