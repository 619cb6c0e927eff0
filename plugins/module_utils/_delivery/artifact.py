# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_artifact: files that server tasks leave behind (api: packages#artifacts-and-output-variables)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT, delete, in_space
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._locate.stored_files import hash_and_size
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed, reason_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.local_files import LocalFile, local_file, sha1
from ansible_collections.octopus.deploy.plugins.module_utils._model.writable import refuse_unwritable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FileContent

ARTIFACTS, CONTENT = "Artifacts", "Content"
# The server refuses a name with a path (api: packages#artifacts-and-output-variables).
SEPARATORS = ("/", "\\")
# The size of a page of artifacts.
PAGE = 100
ARGUMENTS: dict[str, dict[str, Any]] = {
    "id": {"type": "str"},
    "task": {"type": "str"},
    "name": {"type": "str"},
    "path": {"type": "path"},
    "dest": {"type": "path"},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
}


def look(asked: Asked) -> Intent:
    """Decide whether to upload, download or delete a file, and whether that is necessary."""
    options = asked.options
    if options["state"] == ABSENT:
        return to_delete(asked)
    if options["path"] is not None:
        return to_upload(asked)
    if options["dest"] is None:
        raise OptionError("dest", "is missing; give path to upload a file, or dest to download one")
    return to_download(asked)


def found(asked: Asked, name: str | None) -> list[Document]:
    """The artifact with the ID, or the artifacts of the task; if a name is given, only those with the name."""
    options, client, holder = asked.options, asked.context.client, asked.space.document
    if not holder:
        return []
    if options["id"] is not None:
        try:
            return [client.document(holder, ARTIFACTS, {"id": options["id"]})]
        except ServerRefused as refused:
            if refused.status != NOT_FOUND:
                raise
            return []
    artifacts = client.documents(holder, ARTIFACTS, {"regarding": options["task"], "take": PAGE})
    return [each for each in artifacts if name is None or each.get("Filename") == name]


def the_one(asked: Asked, artifacts: list[Document]) -> Document | None:
    if len(artifacts) > 1:
        several = listed([f"{each['Filename']} ({each['Id']})" for each in artifacts])
        raise OptionError("name", f"does not say which artifact is meant: {several}. Give its id")
    return artifacts[0] if artifacts else None


def to_upload(asked: Asked) -> Intent:
    options = asked.options
    if options["task"] is None or options["id"] is not None or options["dest"] is not None:
        raise OptionError("task", "is needed to upload a file, with path, and without id and dest")
    name = options["name"] or Path(options["path"]).name
    if any(each in name for each in SEPARATORS):
        raise OptionError("name", f"{name!r} has a path; give the name of a file alone, which the server takes")
    file = local_file(options["path"], asked.context.check)
    old = the_one(asked, found(asked, name))
    if file is None:
        asked.context.warn(f"path: {options['path']} does not exist yet, so its content can't be compared")
    before = {} if old is None else {"name": name, "task": options["task"], "hash": hash_of(asked, old)}
    after = {"name": name, "task": options["task"], **({"hash": file.hash} if file else {})}
    if old is not None and (file is None or before == after):
        return Intent(before, before, entries(old))
    act = (lambda: uploaded(asked, file, name, old)) if file else dict
    return Intent(before, after, {"name": name}, act, title=f"artifact {name}")


def uploaded(asked: Asked, file: LocalFile, name: str, old: Document | None) -> Entries:
    """Send the content, to a new artifact if there is none. A write whose answer was lost is not repeated."""
    client, holder = asked.context.client, asked.space.document
    artifact = old
    if artifact is None:
        body = {"Filename": name, "ServerTaskId": asked.options["task"], **in_space(asked.space)}
        created = f"created artifact {name}"
        try:
            artifact = client.create(holder, ARTIFACTS, body)
        except AnswerLost as lost:
            look_again(lost, lambda: bool(found(asked, name)), created)
            raise
        asked.context.did(created)
    sent = f"sent the content of artifact {name}"
    try:
        client.send("PUT", artifact, CONTENT, FileContent(file.path))
    except AnswerLost as lost:
        look_again(lost, lambda: hash_of(asked, artifact) == file.hash, sent)
        raise
    asked.context.did(sent)
    return entries(artifact)


def to_download(asked: Asked) -> Intent:
    options = asked.options
    artifact = the_one(asked, found(asked, options["name"]))
    if artifact is None:
        option, problem = missing(options)
        if asked.context.check:
            asked.context.warn(f"{option}: {problem} yet")
            return Intent({}, {"dest": options["dest"]}, {}, dict)
        raise OptionError(option, f"{problem}, or this user may not see it")
    dest = dest_of(options["dest"], artifact)
    own, there = hash_of(asked, artifact), local_hash(dest)
    before = {"dest": str(dest), "hash": there} if there else {}
    after = {"dest": str(dest), "hash": own}
    known = {**entries(artifact), "dest": str(dest), "hash": own}
    if before == after:
        return Intent(before, before, known)
    with reported_as_dest(dest):
        refuse_unwritable(unfinished_of(dest))
    return Intent(before, after, known, lambda: downloaded(asked, artifact, dest), title=str(dest))


def missing(options: Mapping[str, Any]) -> tuple[str, str]:
    """The option that leads to no artifact, and the problem with it."""
    if options["id"] is not None:
        return "id", f"there is no artifact with ID {options['id']!r}"
    if options["name"] is not None:
        return "name", f"{options['task']} has no artifact named {options['name']!r}"
    return "task", f"{options['task']} has no artifact"


def dest_of(option: str, artifact: Document) -> Path:
    """The file to write. Raises ``OptionError`` if the file system refuses the path."""
    dest = Path(option)
    with reported_as_dest(dest):
        # The name is the server's, and must not lead to another folder.
        return dest / Path(str(artifact["Filename"])).name if dest.is_dir() else dest


@contextmanager
def reported_as_dest(dest: Path) -> Iterator[None]:
    """Report an error of the file system as a mistake in the option ``dest``."""
    try:
        yield
    except OSError as error:
        raise OptionError("dest", f"{dest} can't be written: {reason_of(error)}") from error


def unfinished_of(dest: Path) -> Path:
    """A new file to which the content is written before it is complete: other tasks may write to ``dest`` too."""
    return dest.with_name(f".{dest.name}.{secrets.token_hex(4)}.part")


def downloaded(asked: Asked, artifact: Document, dest: Path) -> Entries:
    """Write the file in one step, so that nobody sees half of it."""
    unfinished = unfinished_of(dest)
    try:
        with reported_as_dest(dest):
            with unfinished.open("xb+") as file:
                asked.context.client.download(artifact, CONTENT, file)
            unfinished.replace(dest)
    finally:
        with suppress(OSError):
            unfinished.unlink()
    asked.context.did(f"wrote {dest}")
    return {}


def to_delete(asked: Asked) -> Intent:
    artifact = the_one(asked, found(asked, asked.options["name"]))
    if artifact is None:
        return Intent()
    name = artifact["Filename"]
    title = f"artifact {name}"

    def act() -> Entries:
        return delete(asked, artifact, title, lambda: not found(asked, name))

    return Intent({"name": name}, {}, {}, act, title=title)


def hash_of(asked: Asked, artifact: Document) -> str:
    """The SHA-1 of an artifact's content. Servers give no hash, so the content is read."""
    return hash_and_size(asked.context.client, artifact, CONTENT)[0]


def local_hash(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return sha1(file)
    except OSError:
        return None


def entries(artifact: Mapping[str, Any]) -> Entries:
    """The result for an artifact on the server."""
    return {"id": artifact["Id"], "name": artifact["Filename"], "created": artifact.get("Created")}


ARTIFACT = Verb(
    "octopus_artifact",
    ARGUMENTS,
    look,
    groups={
        "required_one_of": (("id", "task"),),
        "mutually_exclusive": (("id", "task"), ("id", "name"), ("path", "dest")),
    },
    trimmed=("id", "task", "name"),
)
