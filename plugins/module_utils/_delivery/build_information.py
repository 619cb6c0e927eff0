# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_build_information: keeps where a version of a package comes from (api: packages#build-information)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import (
    ABSENT,
    FAIL,
    IGNORE,
    OVERWRITE,
    PRESENT,
    delete,
    in_space,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.meant_version import meant
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion, semver, semver_order
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost

LINK, MODE = "BuildInformation", "overwriteMode"
# The options and their properties.
FIELDS: Mapping[str, str] = {
    "build_environment": "BuildEnvironment",
    "build_number": "BuildNumber",
    "build_url": "BuildUrl",
    "branch": "Branch",
    "vcs_type": "VcsType",
    "vcs_root": "VcsRoot",
    "vcs_commit_number": "VcsCommitNumber",
}
COMMIT: Mapping[str, str] = {"id": "Id", "comment": "Comment"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "package_id": {"type": "str", "required": True},
    "version": {"type": "str", "required": True},
    **{option: {"type": "str"} for option in FIELDS},
    "commits": {
        "type": "list",
        "elements": "dict",
        "options": {"id": {"type": "str", "required": True}, "comment": {"type": "str"}},
    },
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
    "overwrite_mode": {"type": "str", "choices": [FAIL, OVERWRITE, IGNORE], "default": OVERWRITE},
}


def look(asked: Asked) -> Intent:
    """Compare the build information with that on the server."""
    options = asked.options
    must_be_version(options["version"])
    old = found(asked)
    before = shown(old) if old else {}
    title = "build information of {package_id} {version}".format(**(before or options))
    if options["state"] == ABSENT:
        if old is None:
            return Intent({}, {}, named(options))

        def act() -> Entries:
            return delete(asked, old, title, lambda: not still_there(asked, old))

        return Intent(before, {}, named(before), act, title=title)
    after = {**named(options), **wanted(options, before)}
    if old is not None and after == before:
        return Intent(before, before, entries(old))
    if old is not None and options["overwrite_mode"] == FAIL:
        different = ", ".join(name for name in after if after[name] != before.get(name))
        raise OptionError(
            "overwrite_mode", f"{title} exists with other values ({different}). Set {OVERWRITE} to replace it"
        )
    if old is not None and options["overwrite_mode"] == IGNORE:
        asked.context.warn(f"{title} exists with other values, and is left as it is (overwrite_mode: {IGNORE})")
        return Intent(before, before, entries(old))
    return Intent(before, after, named(options), lambda: pushed(asked, after, old, title), title=title)


def still_there(asked: Asked, document: Document) -> bool:
    """Whether the server still has the build information, and not only that of a version of the same value."""
    there = found(asked)
    return there is not None and there.get("Id") == document.get("Id")


def must_be_version(version: str) -> None:
    try:
        semver(version)
    except NotAVersion as wrong:
        raise OptionError("version", f"{version!r} is not a version of a package, such as 1.2.3-beta.1") from wrong


def found(asked: Asked) -> Document | None:
    """The build information for this ID and version; None if there is none.

    Raises ``OptionError`` if several versions on the server differ from this one in spelling alone.
    """
    if not asked.space.document:
        return None
    package_id, version = asked.options["package_id"], asked.options["version"]
    listed = asked.context.client.documents(asked.space.document, LINK, {"packageId": package_id})
    own = [each for each in listed if str(each.get("PackageId") or "").lower() == package_id.lower()]
    same = [each for each in own if is_same(each.get("Version"), version)]
    return meant(version, same, f"versions of the build information of {package_id}")


def is_same(own: Any, version: str) -> bool:
    """Whether a document has this version, maybe in another spelling: 1.01.1 is 1.1.1."""
    try:
        return semver_order(semver(str(own))) == semver_order(semver(version))
    except NotAVersion:
        return False


def named(options: Mapping[str, Any]) -> dict[str, Any]:
    return {"package_id": options["package_id"], "version": options["version"]}


def shown(document: Document) -> dict[str, Any]:
    """The document in the words of the options; a text that is not set is empty."""
    own = {option: str(document.get(prop) or "") for option, prop in FIELDS.items()}
    commits = [
        {name: str(each.get(prop) or "") for name, prop in COMMIT.items()} for each in document.get("Commits") or ()
    ]
    return {"package_id": document["PackageId"], "version": document["Version"], **own, "commits": commits}


def wanted(options: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the build information is to have; an option that is not given keeps its value."""
    own = {option: before.get(option, "") if options[option] is None else options[option] for option in FIELDS}
    commits = before.get("commits", [])
    if options["commits"] is not None:
        commits = [{"id": each["id"], "comment": each.get("comment") or ""} for each in options["commits"]]
    same = {name: before[name] for name in ("package_id", "version") if name in before}
    return {**same, **own, "commits": commits}


def pushed(asked: Asked, after: Mapping[str, Any], old: Document | None, title: str) -> Entries:
    """Send the whole document. A push whose answer was lost is not repeated."""
    client, holder = asked.context.client, asked.space.document
    commits = [{prop: each[name] for name, prop in COMMIT.items()} for each in after["commits"]]
    content = {prop: after[option] for option, prop in FIELDS.items()}
    body = {
        "PackageId": after["package_id"],
        "Version": after["version"],
        "OctopusBuildInformation": {**content, "Commits": commits},
        **in_space(asked.space),
    }
    mode = client.offered(holder, LINK, {MODE: OVERWRITE if old else FAIL})
    try:
        answer = client.create(holder, LINK, body, mode)
    except AnswerLost as lost:
        look_again(lost, lambda: has_values(found(asked), after), f"pushed {title}")
        raise
    asked.context.did(f"pushed {title}")
    return entries(answer)


def has_values(document: Document | None, after: Mapping[str, Any]) -> bool:
    return document is not None and shown(document) == after


def entries(document: Document) -> Entries:
    """The result for build information on the server."""
    return {
        "id": document.get("Id"),
        "package_id": document.get("PackageId"),
        "version": document.get("Version"),
        "vcs_commit_url": document.get("VcsCommitUrl"),
        "issue_tracker": document.get("IssueTrackerName"),
        "work_items": [
            {"id": each.get("Id"), "description": each.get("Description"), "url": each.get("LinkUrl")}
            for each in document.get("WorkItems") or ()
        ],
    }


BUILD_INFORMATION = Verb("octopus_build_information", ARGUMENTS, look, trimmed=("package_id", "version"))
