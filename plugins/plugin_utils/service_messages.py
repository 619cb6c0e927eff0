# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes service messages, by which a script tells Octopus Server something, and lines that are never such a message.

Source: api: service-messages#grammar.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

# A message begins with two number signs.
FIRST_OF_TWO = re.compile("#(?=#)")
# Every agent and every Calamari has this variable (api: service-messages#inside-a-step).
INSIDE = "TentacleHome"
ALWAYS, IN_A_STEP = "always", "in_a_step"
LONGEST = 2000


def wanted(when: str, environment: Mapping[str, str]) -> bool:
    """Whether messages are printed: ``when`` is ``in_a_step``, ``always`` or ``never``."""
    return when == ALWAYS or (when == IN_A_STEP and bool(environment.get(INSIDE)))


def message(kind: str, /, **attributes: str) -> str:
    """A service message. Its values may have any characters; those that UTF-8 has no bytes for become ``?``."""
    encoded = (
        f" {key}='{b64encode(value.encode('utf-8', 'replace')).decode('ascii')}'" for key, value in attributes.items()
    )
    return f"##octopus[{kind}{''.join(encoded)}]"


def harmless(text: object) -> str:
    """One line of at most ``LONGEST`` characters, in which the server finds no service message.

    A message may be spread over lines, so ends of lines become blanks, like all other characters that nobody sees. A
    number sign at the end would hide a message in the next line.
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in str(text)).split())
    shown = FIRST_OF_TWO.sub("# ", line if len(line) <= LONGEST else f"{line[:LONGEST]}…")
    return f"{shown}." if shown.endswith("#") else shown


def in_category(category: str, lines: Iterable[object]) -> Iterator[str]:
    """Lines of text that the log of the task shows in a category, such as ``highlight``, ``warning`` or ``error``."""
    yield message(f"stdout-{category}")
    yield from map(harmless, lines)
    yield message("stdout-default")


def variable(name: str, value: str, sensitive: bool) -> str:
    """The message that sets an output variable."""
    given = {"name": name, "value": value}
    return message("setVariable", **given, **({"sensitive": "True"} if sensitive else {}))
