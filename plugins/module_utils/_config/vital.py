# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that another document can't be without, such as the environments of a machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field


def vital(fields: Sequence[Field], document: Mapping[str, Any]) -> Iterator[list[str]]:
    """Lists of IDs; a document can't be without one document, at least, of each list. It does not matter whether the
    options for them are given.
    """
    for each in fields:
        value = each.of(document)
        if isinstance(value, Mapping) and each.type.parts():
            yield from vital(each.type.parts(), value)
        elif each.type.named() and (each.type.vital or each.required != "never"):
            ids = list(value) if isinstance(value, (list, tuple)) else [value]
            yield from [ids] if ids and all(isinstance(one, str) for one in ids) else ()
