# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pushes packages as differences to earlier ones (api: packages#delta-push)."""

from __future__ import annotations

import base64

from emulator import multipart, octodiff
from emulator.handlers import Answer, Call
from emulator.kinds import packagenames, packagepush, packagestore, packageversions
from emulator.model import Document
from emulator.refusals import invalid, not_found


def signature(call: Call, nothing: Document) -> Document:
    """``{packageId}/{version}/delta-signature``: the signature of the nearest earlier version.

    Unverified: the nearest is the highest version up to this one, or else the lowest above it.
    """
    package_id, wanted = call.values["packageId"], call.values["version"]
    if packageversions.parts_of(wanted) is None:
        raise invalid("Invalid semantic version supplied")
    order = packageversions.order(wanted)
    found = packagestore.versions_of(call.octopus, call.space, package_id)
    ranked = sorted(found, key=lambda each: packageversions.order(each["Version"]))
    earlier = [each for each in ranked if packageversions.order(each["Version"]) <= order]
    base = earlier[-1] if earlier else ranked[0] if ranked else None
    content = call.octopus.store.files.get(packagestore.AREA, base["Hash"]) if base else None
    if base is None or content is None:
        raise not_found()
    signed = base64.b64encode(octodiff.signature(content)).decode()
    return {"Signature": signed, "BaseVersion": base["Version"]}


def apply(call: Call, nothing: Document) -> Answer:
    """``{packageId}/{baseVersion}/delta``: the delta has the file name of the whole package."""
    upload = multipart.uploaded(call.content)
    if upload is None:
        raise invalid("A delta file must be provided")
    if not upload.content:
        raise invalid("The uploaded delta file had length equal to 0. Please upload a non-empty file.")
    base = packagestore.find(call.octopus, call.space, call.values["packageId"], call.values["baseVersion"])
    content = call.octopus.store.files.get(packagestore.AREA, base["Hash"]) if base else None
    if content is None:
        raise not_found()
    try:
        made = octodiff.applied(content, upload.content)
    except octodiff.DeltaError as error:
        # The status and the wording are unverified.
        raise invalid(f"The delta could not be applied. {error}") from None
    return packagepush.stored(call, packagenames.read(upload.name), made)
