# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds the values that several modules return to the RETURN of each module.

``return_values.yml`` has the text of these values. ansible-core supports documentation fragments in RETURN from 2.20
on, and ``ansible-doc`` of older releases fails on a module with such fragments
(findings/ansible-doc-return-fragments.sh). Once the collection requires 2.20, fragments can replace this generator.

Above the mark in a module, RETURN is written by hand; below it, ``make kinds`` writes RETURN. The last value above the
mark may be a ``resource`` with only a sample; ``make kinds`` then writes the rest of it below the mark. If a module
describes a shared value itself, above the mark, ``make kinds`` does not write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called, named_in

SHARED = Path(__file__).with_suffix(".yml")
MARK = "# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml."
RETURN = re.compile(r'(?<=^RETURN = r"""\n).*?(?=^""")', re.MULTILINE | re.DOTALL)
# A value in block style: the line with its key, and the indented lines below.
VALUE = re.compile(r"^(\w+):\n((?: .*\n)*)", re.MULTILINE)
DOCUMENT = "resource"
WRITTEN = "POST https://octopus.example.com/api/Spaces-1/environments"
# The fragment with the options of the waiter, and the values that modules with these options return.
WAITING, WAITED = "octopus.deploy.waiting", {"tasks", "progress", "log_url"}
# When a module with options for packages and Git resources returns the versions and refs.
CHOSEN = {
    "octopus_release": "unless O(state=absent)",
    "octopus_runbook_run": "if the runbook is in Git",
    "octopus_runbook_snapshot": "with O(state=present), if the runbook exists",
}
# How the documentation of a module without a kind calls the first write of a task, for values of failed tasks.
DONE = {"octopus_machine_cleanup": "removed worker 'idle' (Workers-7)"}


def completed(source: str, module: str, resource: Resource | None) -> str:
    """The source of a module with a current RETURN."""
    waits = WAITING in source
    text, written = RETURN.subn(lambda found: whole(found[0], module, resource, waits), source, count=1)
    if not written:
        raise SystemExit(f"plugins/modules/{module}.py has no RETURN")
    return text


def whole(text: str, module: str, resource: Resource | None, waits: bool = False) -> str:
    """The current RETURN. ``waits``: whether the module has the options of the waiter."""
    own = re.split(rf"^ *{re.escape(MARK)}\n", text, maxsplit=1, flags=re.MULTILINE)[0]
    values: Mapping[str, Any] = yaml.safe_load(own) or {}
    is_open = set(values.get(DOCUMENT, {})) == {"sample"}
    if is_open and list(values)[-1] != DOCUMENT:
        raise SystemExit(f"plugins/modules/{module}.py: put {DOCUMENT} last in RETURN, make kinds completes it there")
    if resource and DOCUMENT not in values:
        raise SystemExit(f"plugins/modules/{module}.py: RETURN needs {DOCUMENT} with a sample of such a document")
    words = words_for(module, resource, values)
    rest = [
        Template(text if name == DOCUMENT and is_open else f"{name}:\n{text}").substitute(words)
        for name, text in shared().items()
        if name in returned(module, resource, waits) and (name not in values or (name == DOCUMENT and is_open))
    ]
    return f"{own}{'  ' if is_open else ''}{MARK}\n{''.join(rest)}"


@cache
def shared() -> dict[str, str]:
    """The text of each value, without its name, in the order of RETURN."""
    return dict(VALUE.findall(SHARED.read_text(encoding="utf-8")))


def returned(module: str, resource: Resource | None, waits: bool = False) -> set[str]:
    """The names of the shared values that a module returns."""
    if resource is None:
        # Modules with these names change nothing.
        changes = set() if module.endswith(("_info", "_search")) else {"done"}
        chosen = {"packages", "git_resources"} if module in CHOSEN else set()
        return {"space", "requests", *changes, *chosen, *(WAITED if waits else ())}
    names = {DOCUMENT, "id", "done", "requests"}
    if not resource.location.system or names_of_a_space(resource):
        names.add("space")
    if resource.has_secrets():
        names.add("secrets_not_compared")
    actions = {"drain", "health_check"} & set(item_arguments(resource))
    return names | actions | (WAITED if "health_check" in actions else set())


def names_of_a_space(resource: Resource) -> bool:
    """Whether a kind of the server has options with names of documents in a space."""
    fields = tuple(each for each in resource.fields if not each.type.names_spaces)
    return any(not each.system for each in named_in(fields))


def words_for(module: str, resource: Resource | None, values: Mapping[str, Any]) -> dict[str, str]:
    """The replacements for the words that begin with a dollar sign."""
    if resource is None:
        chosen = CHOSEN.get(module, "")
        return {"space": "success", "done": DONE.get(module, WRITTEN), "waited": "if the task waited", "chosen": chosen}
    document = values.get(DOCUMENT, {}).get("sample", {})
    return {
        "id": str(document.get("Id", "")),
        "label": resource.label,
        "space": "if an option names documents of a space" if resource.location.system else "success",
        "waited": "on failure, if the health check did not succeed",
        "secret": next(secrets(resource.fields), ""),
        "done": first_write(resource, document),
    }


def first_write(resource: Resource, document: Mapping[str, Any]) -> str:
    """The words for the first write of a task."""
    if resource.is_owned and not resource.singleton:
        return f"wrote {resource.label}"
    return f"{'updated' if resource.singleton else 'created'} {called(resource, dict(document))}"


def secrets(fields: tuple[Field, ...], path: str = "") -> Iterator[str]:
    """The names of the options with a secret, as a result lists them."""
    for each in fields:
        option, of_type = f"{path}{each.option}", each.type.argument()["type"]
        if each.type.write_only and of_type == "str":
            yield option
        yield from secrets(each.type.parts(), f"{option}[0]." if of_type == "list" else f"{option}.")
