# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field kind for a secret that people have as a file, and the API takes as base64 (octopus-api.md 3.18)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Argument, ReferenceUse, Secret

SECRET = Secret()
PEM, OBJECT = "-----BEGIN ", "{"


@dataclass(frozen=True)
class SecretFile:
    """A secret file: its text, which is encoded on the way, or its base64, which goes as it is.

    ``json``: the file holds a JSON object; otherwise it is text if it is PEM. ``encoded``: whether the API takes it as
    base64, or as its text.
    """

    write_only: ClassVar[bool] = True
    json: bool = False
    encoded: bool = True

    def argument(self) -> Argument:
        # Some versions of Ansible make a dictionary of text that looks like one.
        return {"type": "json" if self.json else "str", "no_log": True}

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return iter(())

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        return SECRET.wanted(self.content(given), current, context, option)

    def content(self, given: str) -> str:
        """What the API takes. The newline that a file ends with may have got lost, and some keys need it."""
        text = given.strip()
        if not self.encoded or not text.startswith(OBJECT if self.json else PEM):
            return text
        return base64.b64encode(f"{text}\n".encode()).decode("ascii")

    def same(self, current: Any, wanted: Any) -> bool:
        return SECRET.same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return SECRET.shown(value, context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return SECRET.exported(value, context, place)
