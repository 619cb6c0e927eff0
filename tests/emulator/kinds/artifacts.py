# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Artifact: a file that a server task leaves behind (api: packages#artifacts-and-output-variables)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Answer, Call
from emulator.model import ON_POST, READS, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

AREA = COLLECTION = "artifacts"
# The property of stored artifacts with the name of their file.
FILE = "_File"
NO_CONTENT = 204


def listed(call: Call, nothing: Document) -> Document:
    """The newest come first (api: collections#order). Unverified: ``?order=asc`` reverses the list."""
    found = call.octopus.visible(KIND, call.space, True)
    oldest_first = call.query.get("order", "").casefold() == "asc"
    return answers.paged(call, COLLECTION, found[::-1] if oldest_first else found)


def check(octopus: Octopus, artifact: Document, old: Document) -> None:
    if any(mark in artifact["Filename"] for mark in "/\\"):
        raise invalid("Please provide a filename (without path information) for the artifact.")
    artifact["Created"] = old.get("Created") or octopus.now()
    artifact["Source"] = artifact["Source"] or "API"


def content(call: Call, artifact: Document) -> Answer:
    """The bytes; there is no content until somebody has sent it."""
    octopus = call.octopus
    if call.method == "PUT":
        name = octopus.store.files.put(AREA, call.content.body)
        octopus.save(KIND, {**artifact, FILE: name})
        forget_files(octopus)
        return Answer(NO_CONTENT, b"")
    found = octopus.store.files.get(AREA, artifact.get(FILE) or "") if artifact.get(FILE) else None
    return Answer(200, found) if found is not None else Answer(NO_CONTENT, b"")


def regarding(octopus: Octopus, artifact: Document, value: str) -> bool:
    """Whether an artifact is of a task, or of the deployment, run, release or project that the task is about."""
    task = octopus.store.get(artifact["ServerTaskId"] or "")
    about = task[1]["Arguments"].values() if task else ()
    wanted = value.casefold()
    return wanted in {str(each).casefold() for each in (artifact["ServerTaskId"], *about)}


def forget_files(octopus: Octopus, *gone: Document) -> None:
    """Remove the files that no artifact needs, once the change of the documents is kept."""

    def forget() -> None:
        needed = {each.get(FILE) for each in octopus.store.all(COLLECTION)}
        octopus.store.files.keep_only(AREA, {each for each in needed if each})

    octopus.store.afterwards(AREA, forget)


KIND = Kind(
    collection=COLLECTION,
    link="Artifacts",
    item_type="Artifact",
    id_prefix="Artifacts",
    parameters="skip,take,regarding,ids,partialName,order",
    filters={"regarding": regarding},
    named_by="Filename",
    order="Created",
    newest_first=True,
    unique=False,
    slug_since=None,
    has_all=False,
    props=(
        Prop("Filename", required=True, trim=True),
        Prop("ServerTaskId", reference="tasks", demanded=ON_POST),
        Prop("LogCorrelationId"),
        Prop("Source"),
        Prop("Created", read_only=True),
    ),
    links={"Content": "{self}/content"},
    routes={
        "": Route(listed, READS, gives="page of artifacts"),
        "{id}/content": Route(content, (*READS, "PUT"), gives="file", takes="bytes", may_be=(NO_CONTENT,)),
    },
    check=check,
    deleting=forget_files,
    deleted_elsewhere={"spaces": forget_files},
    sample={"ServerTaskId": "<tasks>"},
)
