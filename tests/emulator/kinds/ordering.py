# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``PUT …/sortorder``: the order of a whole collection (api: environments#environment)."""

from __future__ import annotations

from emulator.handlers import Call
from emulator.model import Document, Handler, Route
from emulator.refusals import invalid


def reorder(collection: str) -> Route:
    def handle(call: Call, document: Document) -> Document:
        octopus, sent = call.octopus, call.body
        known = {each["Id"]: each for each in octopus.store.all(collection, call.space)}
        if not isinstance(sent, list) or sorted(sent, key=str) != sorted(known):
            # The list must be complete; the wording is unverified.
            raise invalid(f"The IDs of all {collection} must be given, each once.")
        for index, document_id in enumerate(sent):
            octopus.save(octopus.kinds[collection], {**known[document_id], "SortOrder": index})
        return {}

    put: Handler = handle
    return Route(put, ("PUT",), takes="IDs")
