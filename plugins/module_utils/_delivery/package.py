# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_package: pushes packages to the built-in feed, and deletes them (api: packages#push)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.delta_push import push_delta
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import (
    ABSENT,
    FAIL,
    IGNORE,
    OVERWRITE,
    PRESENT,
    delete,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.pushed import found, has_hash
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.local_files import (
    LocalFile,
    local_file,
    must_name_file,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._versions import package_file
from ansible_collections.octopus.deploy.plugins.module_utils._versions.package_file import PackageFile
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FileUpload

KEY = ("package_id", "version")
UPLOAD, MODE, OLDER_MODE = "PackageUpload", "overwriteMode", "replace"
TAKEN, BROKEN = 409, 500
ARGUMENTS: dict[str, dict[str, Any]] = {
    "path": {"type": "path"},
    "package_id": {"type": "str"},
    "version": {"type": "str"},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
    "overwrite_mode": {"type": "str", "choices": [FAIL, OVERWRITE, IGNORE], "default": FAIL},
    "delta": {"type": "bool", "default": False},
}


def look(asked: Asked) -> Intent:
    """Compare the file with the package on the server."""
    options = asked.options
    # A variable that is not set becomes an empty text, which names no package: there would be nothing to delete.
    refuse_empty(ARGUMENTS, options, selecting=KEY)
    if options["state"] == ABSENT:
        return to_delete(asked)
    package = package_of(options)
    file = local_file(options["path"], asked.context.check)
    old = found(asked, package.package_id, package.version)
    if file is None:
        return of_a_file_to_come(asked, package, old)
    wanted = {**named(package), "hash": file.hash}
    title = f"package {package.package_id} {package.version}"
    if old is None:
        return Intent({}, wanted, predicted(package, file), lambda: pushed(asked, package, file, None), title=title)
    present = {**named(package), "hash": old.get("Hash")}
    if has_hash(old, file.hash) or options["overwrite_mode"] == IGNORE:
        if not has_hash(old, file.hash):
            asked.context.warn(f"{title} exists with other content, and is left as it is (overwrite_mode: {IGNORE})")
        return Intent(present, present, entries(package, old))
    if options["overwrite_mode"] == FAIL:
        raise OptionError(
            "overwrite_mode",
            f"{title} exists with other content: its SHA-1 is {old.get('Hash') or 'unknown'}, and that of "
            f"{file.path} is {file.hash}. Push the file under a new version, or set {OVERWRITE} or {IGNORE}",
        )
    return Intent(present, wanted, predicted(package, file), lambda: pushed(asked, package, file, old), title=title)


def of_a_file_to_come(asked: Asked, package: PackageFile, old: Document | None) -> Intent:
    """The answer of check mode for a file that an earlier task of the playbook would create."""
    asked.context.warn(f"path: {asked.options['path']} does not exist yet, so its content can't be compared")
    if old is None:
        return Intent({}, named(package), {**named(package), "extension": package.extension}, dict)
    present = {**named(package), "hash": old.get("Hash")}
    return Intent(present, present, entries(package, old))


def to_delete(asked: Asked) -> Intent:
    package_id, version = key_of(asked.options)
    old = found(asked, package_id, version)
    if old is None:
        return Intent({}, {}, {"package_id": package_id, "version": version})
    known = {"package_id": old["PackageId"], "version": old["Version"]}
    title = f"package {known['package_id']} {known['version']}"

    def act() -> Entries:
        return delete(asked, old, title, lambda: found(asked, package_id, version) is None)

    return Intent({**known, "hash": old.get("Hash")}, {}, known, act, title=title)


def package_of(options: Mapping[str, Any]) -> PackageFile:
    """The package that a file is pushed as: by its own name, or under the given ID and version."""
    must_name_file(options["path"])
    name = Path(options["path"]).name
    try:
        if options["package_id"] is not None:
            return package_file.named(options["package_id"], options["version"], name)
        return package_file.read(name)
    except package_file.WrongName as wrong:
        option = "path" if options["package_id"] is None else "package_id"
        raise OptionError(option, str(wrong)) from wrong


def key_of(options: Mapping[str, Any]) -> tuple[str, str]:
    """The ID and the version of a package to delete."""
    if options["package_id"] is not None:
        return options["package_id"], options["version"]
    package = package_of(options)
    return package.package_id, package.version


def named(package: PackageFile) -> Entries:
    return {"package_id": package.package_id, "version": package.version}


def predicted(package: PackageFile, file: LocalFile) -> Entries:
    """The result before the push: all that follows from the file."""
    return {**named(package), "extension": package.extension, "hash": file.hash, "size": file.size}


def entries(package: PackageFile, pushed_as: Document) -> Entries:
    """The result for a package on the server."""
    own = {
        "id": pushed_as.get("Id"),
        "package_id": pushed_as.get("PackageId", package.package_id),
        "version": pushed_as.get("Version", package.version),
        "extension": pushed_as.get("FileExtension", package.extension),
        "hash": pushed_as.get("Hash"),
        "size": pushed_as.get("PackageSizeBytes"),
        "published": pushed_as.get("Published"),
        "feed_id": pushed_as.get("FeedId"),
    }
    return {name: value for name, value in own.items() if value is not None}


def pushed(asked: Asked, package: PackageFile, file: LocalFile, old: Document | None) -> Entries:
    """Push the file. A push whose answer was lost is never repeated: the hash on the server says whether it arrived."""
    upload, holder = FileUpload(file.path, package.name), asked.space.document
    title = f"pushed package {package.package_id} {package.version}"
    how = mode(asked, old is not None)
    answer = None
    try:
        if asked.options["delta"]:
            answer = push_delta(asked, package, file, how)
        is_delta = answer is not None
        if answer is None:
            answer = asked.context.client.send("POST", holder, UPLOAD, upload, how)
    except (AnswerLost, ServerRefused) as error:
        arrived = arrived_all_the_same(asked, package, file, error)
        if arrived is None:
            raise
        answer, is_delta = arrived, False
        if isinstance(error, ServerRefused) and error.status == TAKEN:
            # Somebody else has pushed the same file since this task looked.
            asked.context.warn(f"somebody else has {title} with the same content at the same moment")
            return {**entries(package, answer), "delta": False}
    asked.context.did(title)
    return {**entries(package, checked(asked, package, file, answer)), "delta": is_delta}


def mode(asked: Asked, replaces: bool) -> Entries:
    """The parameter that says whether to replace a package that exists; old servers have a different one.

    A package that was created since this task looked is not replaced.
    """
    offered = asked.context.client.parameters(asked.space.document, UPLOAD)
    if MODE in offered:
        return {MODE: OVERWRITE if replaces else FAIL}
    return {OLDER_MODE: str(replaces).lower()} if OLDER_MODE in offered else {}


def arrived_all_the_same(asked: Asked, package: PackageFile, file: LocalFile, error: OctopusError) -> Document | None:
    """The package, if the server has it with this content although it answered with an error, or not at all."""
    if isinstance(error, ServerRefused) and error.status != TAKEN and error.status < BROKEN:
        return None
    try:
        present = found(asked, package.package_id, package.version)
    except OctopusError:
        return None
    if present is not None and has_hash(present, file.hash):
        return present
    if isinstance(error, AnswerLost):
        error.found_out("Afterwards the server showed that it does not have this content.")
    return None


def checked(asked: Asked, package: PackageFile, file: LocalFile, answer: Any) -> Document:
    """The server's package, which must be the one that was sent."""
    present = answer if isinstance(answer, dict) and answer.get("Hash") else None
    present = present or found(asked, package.package_id, package.version) or {}
    if present.get("Hash") and not has_hash(present, file.hash):
        raise OctopusError(
            f"The server has package {package.package_id} {package.version} with content other than what was sent: its "
            f"SHA-1 is {present['Hash']}, and that of {file.path} is {file.hash}. Push it again"
        )
    return present


PACKAGE = Verb(
    "octopus_package",
    ARGUMENTS,
    look,
    trimmed=KEY,
    groups={
        "required_together": (("package_id", "version"),),
        "required_if": (("state", PRESENT, ("path",)), ("state", ABSENT, ("path", "package_id"), True)),
    },
)
