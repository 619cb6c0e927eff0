# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the documentation of the typed options of steps, from their table and ``step_options.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any

import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import Feature, Setting
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import STEP_TYPES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field

DESCRIPTIONS = Path(__file__).with_name("step_options.yml")
START, END = "# Typed options, written by make kinds.", "# End of the typed options."
BETWEEN = re.compile(rf"({re.escape(START)}\n).*?(^ *{re.escape(END)})", re.MULTILINE | re.DOTALL)
# The indents of the options in a fragment: of a step, and of an action of a step with several actions.
INDENTS = (6, 10)
WIDTH = 120
# The descriptions that have suboptions, by their YAML.
Parts = dict[str, dict[str, Any]]
OF_SECRETS = "The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent."


def with_typed_options(source: str) -> str:
    """The source of a documentation fragment with the typed options between its marks."""
    texts = iter(documented())
    return BETWEEN.sub(lambda found: f"{found[1]}{next(texts)}{found[2]}", source)


def documented() -> tuple[str, str]:
    """The options of a step and of an action as YAML; the latter are aliases of the former."""
    parts: Parts = {}
    described = {each.option: _type(each, parts) for each in STEP_TYPES}
    text = yaml.dump({"step": described, "action": described.copy()}, Dumper=Indented, sort_keys=False, width=10**6)
    first, second = text.removeprefix("step:\n").split("action:\n")
    return _indented(first, INDENTS[0]), _indented(second, INDENTS[1])


class Indented(yaml.SafeDumper):
    """Writes lists with an indent, as yamllint wants them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Never write a list at the indent of its key."""
        return super().increase_indent(flow, False)


def _indented(text: str, width: int) -> str:
    # The YAML already has an indent of two blanks.
    return "".join(f"{_wrapped(' ' * (width - 2) + line)}\n" for line in text.splitlines())


def _wrapped(line: str) -> str:
    """A line of YAML, wrapped; further lines begin two blanks deeper."""
    deeper = f"{' ' * (len(line) - len(line.lstrip()))}  "
    return fill(line, WIDTH, subsequent_indent=deeper, break_long_words=False, break_on_hyphens=False)


def _type(field: Field, parts: Parts) -> dict[str, Any]:
    text = _descriptions()["types"].get(field.option)
    if text is None:
        raise SystemExit(f"tests/tools/step_options.yml: there is no description of the type {field.option}")
    action_type = getattr(field.type, "action_type", "")
    description = f"{text} The type of the action is V({action_type})." if action_type else text
    inner = {each.option: _option(each, (field.option, each.option), parts) for each in field.type.parts()}
    return _shared({"description": [description], "type": "dict", "suboptions": inner}, parts)


def _option(field: Field, path: tuple[str, ...], parts: Parts) -> dict[str, Any]:
    argument = field.type.argument()
    found: dict[str, Any] = {"description": _description(field, path, argument), "type": argument["type"]}
    for key in ("required", "elements", "choices"):
        if argument.get(key):
            found[key] = argument[key]
    if field.required == "always":
        found["required"] = True
    inner = {each.option: _option(each, (*path, each.option), parts) for each in field.type.parts()}
    if isinstance(field.type, Feature):
        switch = {"description": [_descriptions()["settings"]["enabled"]], "type": "bool"}
        inner = {"enabled": switch, **inner}
    if inner:
        found["suboptions"] = inner
    return _shared(found, parts)


def _description(field: Field, path: tuple[str, ...], argument: Argument) -> list[str]:
    known = _descriptions()["settings"]
    ends = (".".join(path[-length:]) for length in range(len(path), 0, -1))
    text = next((known[each] for each in ends if each in known), "")
    key = field.api if isinstance(field, Setting) else ""
    if not text and not key:
        raise SystemExit(f"tests/tools/step_options.yml: there is no description of {'.'.join(path)}")
    lines = [f"{text.removesuffix('.')} (C({key}))." if text and key else text or f"Sets C({key})."]
    if text.endswith((")", "expressions.")) or "Names" in text:
        lines = [text]
    if field.type.named() and "Names" not in text:
        lines[0] += " Names, slugs or IDs." if argument["type"] == "list" else " Name, slug or ID."
    if field.required == "for_new":
        lines.append("Required for a new step.")
    elif isinstance(field, Setting) and field.start and not field.type.write_only:
        lines.append(f"A new step has V({field.start}).")
    return [*lines, *([OF_SECRETS] if field.type.write_only else [])]


def _shared(described: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """The first of several equal parts: YAML uses an alias only for the same object."""
    if "suboptions" not in described:
        return described
    return parts.setdefault(yaml.safe_dump(described), described)


@cache
def _descriptions() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(DESCRIPTIONS.read_text(encoding="utf-8"))
    return found
