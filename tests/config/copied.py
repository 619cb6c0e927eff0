# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML that people can copy: from guides, the documentation of modules and the examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from checks import ROOT

BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r'^EXAMPLES = r"""\n(.*?)^"""', re.MULTILINE | re.DOTALL)


class Reader(yaml.SafeLoader):
    """Reads Ansible's own tags as the texts that they mark."""


for tag in ("!unsafe", "!vault", "!file"):
    Reader.add_constructor(tag, lambda loader, node: node.value)


def texts() -> Iterator[str]:
    """Every text in YAML that people can copy."""
    for page in (ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("roles/*/README.md")):
        yield from (block for dummy, block in BLOCK.findall(page.read_text(encoding="utf-8")))
    for module in ROOT.glob("plugins/modules/*.py"):
        yield from EXAMPLES.findall(module.read_text(encoding="utf-8"))
    yield from (path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.yml"))


def documents() -> Iterator[Any]:
    """The content of every document in these texts."""
    for text in texts():
        yield from yaml.load_all(text, Reader)


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a value, however deep."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(part)
    if isinstance(value, dict):
        yield value
