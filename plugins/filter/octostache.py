# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.octostache; octostache.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_of
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import evaluate
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import described

MISSING = ("keep", "error")


def octostache(text: object, variables: object = None, missing: object = "keep") -> str | None:
    if not isinstance(text, str):
        raise AnsibleFilterError(f"octostache: the input is {described(text)}, but has to be a text")
    if variables is not None and not isinstance(variables, Mapping):
        raise AnsibleFilterError(f"octostache: variables is {described(variables)}, but has to be a dictionary")
    if missing not in MISSING:
        raise AnsibleFilterError(f"octostache: missing is {missing!r}, but has to be one of: {', '.join(MISSING)}")
    values = {str(name): as_text(str(name), value) for name, value in (variables or {}).items()}
    evaluated = evaluate(text, values)
    if evaluated.failed or (missing == "error" and evaluated.error):
        raise AnsibleFilterError(f"octostache: {evaluated.error}")
    return evaluated.text


def as_text(name: str, value: object) -> str:
    """A value as Octopus stores it in a variable; a variable without a value has an empty one."""
    try:
        return "" if value is None else text_of(value, f"variables.{name}")
    except OptionError as mistake:
        raise AnsibleFilterError(f"octostache: {mistake}") from mistake


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"octostache": octostache}
