# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pushes whole packages to the built-in feed (api: packages#push)."""

from __future__ import annotations

from collections.abc import Mapping

from emulator import answers, multipart, permissions
from emulator.handlers import Answer, Call
from emulator.kinds import packagenames, packagestore
from emulator.kinds.packagenames import PackageName
from emulator.model import Document
from emulator.refusals import invalid

FAIL, OVERWRITE, IGNORE = "FailIfExists", "OverwriteExisting", "IgnoreIfExists"
MODES = (FAIL, OVERWRITE, IGNORE)


def push(call: Call, nothing: Document) -> Answer:
    """``raw{?replace,overwriteMode}``."""
    upload = multipart.uploaded(call.content)
    if upload is None:
        raise invalid("A package file must be provided")
    if not upload.content:
        raise invalid("The uploaded package file had length equal to 0. Please upload a non-empty file.")
    return stored(call, packagenames.read(upload.name), upload.content)


def validate(call: Call, nothing: Document) -> Document:
    """``raw/validate``: the issue for which a push would be refused; unverified: null without an issue."""
    upload = multipart.uploaded(call.content)
    if upload is None:
        return {"Issue": "CouldNotValidate"}
    if not upload.content:
        return {"Issue": "EmptyFile"}
    try:
        name = packagenames.read(upload.name)
    except packagenames.WrongName as wrong:
        return {"Issue": wrong.issue}
    found = packagestore.find(call.octopus, call.space, name.package_id, name.version)
    return {"Issue": "PackageAlreadyExists" if found else None}


def stored(call: Call, name: PackageName, content: bytes) -> Answer:
    octopus, space = call.octopus, call.space
    chosen = mode(call.query)
    old = packagestore.find(octopus, space, name.package_id, name.version)
    if old and chosen == FAIL:
        # The older wording is "ID" for "name"; the release that changed it is unverified.
        raise packagenames.taken("A package with the same name and version")
    if old and chosen == IGNORE:
        return Answer(200, answers.shown(call, packagestore.PACKAGES, old))
    if old:
        permissions.demand(call, "BuiltInFeedAdminister")
    kept = packagestore.keep(octopus, space, name, content, old)
    return Answer(201, answers.shown(call, packagestore.PACKAGES, kept))


def mode(query: Mapping[str, str]) -> str:
    """How a package that exists is treated; ``replace`` is the older parameter."""
    text = query.get("overwritemode", "")
    if not text:
        return OVERWRITE if query.get("replace", "").casefold() == "true" else FAIL
    found = next((each for each in MODES if each.casefold() == text.casefold()), "")
    if not found:
        # The wording is unverified.
        raise invalid(f"The value '{text}' is not valid for overwriteMode.")
    return found
