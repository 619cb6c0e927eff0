# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Defects, which prevent the progression of a release (api: releases#progression)."""

from __future__ import annotations

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.model import Document, Kind, Prop, Route
from emulator.refusals import invalid

UNRESOLVED, RESOLVED = "Unresolved", "Resolved"
# The key of a stored release with its defects, the oldest first.
KEY = "_defects"


def defects_of(release: Document) -> list[Document]:
    return list(release.get(KEY) or [])


def is_blocked(release: Document) -> bool:
    """Whether a release has an unresolved defect."""
    return any(each["Status"] == UNRESOLVED for each in defects_of(release))


def listed(call: Call, release: Document) -> Document:
    """``{id}/defects``: a page, or with POST a new defect."""
    if call.method == "POST":
        return report(call, release)
    found = [{**each, "_self": call.own} for each in defects_of(release)]
    return answers.page(call.octopus, DEFECTS, found, call.own, call.query)


def report(call: Call, release: Document) -> Document:
    text = shaping.lookup(crud.document_of(call), "Description")
    if not str(text or "").strip():
        raise invalid("You must provide a description.")
    if is_blocked(release):
        raise invalid("An unresolved defect already exists for this release.")
    # Unverified: a defect has an ID of this form.
    made = {"Id": f"Defects-{len(defects_of(release)) + 1}", "Description": str(text), "Status": UNRESOLVED}
    return kept(call, release, [*defects_of(release), made])


def resolve(call: Call, release: Document) -> Document:
    """``{id}/defects/resolve``: resolves the newest defect."""
    found = defects_of(release)
    if not found:
        # 2021.2 has this refusal; unverified: it is for a release without a defect.
        raise invalid("Index refers to an invalid defect.")
    if found[-1]["Status"] == RESOLVED:
        raise invalid("Defect has already been resolved.")
    return kept(call, release, [*found[:-1], {**found[-1], "Status": RESOLVED}])


def kept(call: Call, release: Document, defects: list[Document]) -> Document:
    """The answer: the newest of the defects, which are stored."""
    octopus = call.octopus
    octopus.save(octopus.kinds["releases"], {**release, KEY: defects})
    return answers.document_out(octopus, DEFECTS, {**defects[-1], "_self": call.own})


# Items of pages, which have no addresses of their own.
DEFECTS = Kind(
    collection="defects",
    link="",
    item_type="Defect",
    id_prefix="",
    parameters="skip,take",
    hidden=True,
    props=(Prop("Description"), Prop("Status", choices=(UNRESOLVED, RESOLVED))),
)
ROUTES = {
    "{id}/defects": Route(listed, ("GET", "HEAD", "POST"), permission="DefectReport", gives="page of defects"),
    "{id}/defects/resolve": Route(resolve, ("POST",), permission="DefectResolve", gives="defects"),
}
