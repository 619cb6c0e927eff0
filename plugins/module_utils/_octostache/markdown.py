# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter Markdown. The library markdown-it-py reads CommonMark; this file adds Octostache's extensions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure

try:
    from markdown_it import MarkdownIt
except ImportError:
    HAS_MARKDOWN = False
else:
    HAS_MARKDOWN = True

LINK = re.compile(r"(?<![\w/])((?:https?://|ftp://|mailto:|www\.)[^\s<]+[^\s<.,:;!?\"')\]*_~])")
# Emphasis extras: two signs or one around a text without blanks at its ends.
EXTRAS = (
    (re.compile(r"\+\+(?=\S)(.+?)(?<=\S)\+\+"), "ins"),
    (re.compile(r"==(?=\S)(.+?)(?<=\S)=="), "mark"),
    (re.compile(r"(?<!~)~(?=[^\s~])([^~]+?)(?<=\S)~(?!~)"), "sub"),
    (re.compile(r"\^(?=\S)([^^]+?)(?<=\S)\^"), "sup"),
)


def markdown(argument: str | None, options: Sequence[str]) -> str | None:
    if argument is None or options:
        return None
    if not HAS_MARKDOWN:
        raise Failure("this filter needs the Python library markdown-it-py on the controller")
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.add_render_rule("s_open", lambda *_arguments: "<del>")
    reader.add_render_rule("s_close", lambda *_arguments: "</del>")
    reader.add_render_rule("text", render_text)
    tokens = reader.parse(argument.strip(WHITE))
    for token in tokens:
        # The alignment of a column is spelled in another way.
        style = token.attrs.get("style")
        if style:
            token.attrSet("style", f"{style}; ".replace(":", ": ").rstrip())
    return str(reader.renderer.render(tokens, reader.options, {})) + "\n"


def render_text(renderer: Any, tokens: Sequence[Any], position: int, *_more: Any) -> str:
    """A text with its addresses as links and its extra emphasis; neither within a link."""
    from markdown_it.common.utils import escapeHtml

    opened = sum(token.nesting for token in tokens[:position] if token.type.startswith("link_"))
    text = str(escapeHtml(tokens[position].content))
    # Every second part is an address.
    parts = [text] if opened else LINK.split(text)
    return "".join(linked(part) if at % 2 else emphasised(part) for at, part in enumerate(parts))


def emphasised(text: str) -> str:
    for pattern, tag in EXTRAS:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def linked(address: str) -> str:
    target = f"http://{address}" if address.startswith("www.") else address
    label = address[len("mailto:") :] if address.startswith("mailto:") else address
    return f'<a href="{target}">{label}</a>'
