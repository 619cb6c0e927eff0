# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Escapes a server's texts for a page: each text shows as it is, and none becomes markup of the page."""

from __future__ import annotations

import html
import re

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.surrogates import printable

# Characters that a page can't have, or that change the direction of the text around them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cleaned(text: str) -> str:
    """A text without the characters that no document can have; line ends are those of Unix."""
    return CONTROL.sub("\ufffd", printable(text.replace("\r\n", "\n").replace("\r", "\n")))


def escaped(text: str) -> str:
    """A text for a page, within an element or the quoted value of an attribute."""
    return html.escape(cleaned(text), quote=True)
