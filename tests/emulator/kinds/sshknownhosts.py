# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts that a server trusts when it opens Git repositories by SSH (api: settings#settings)."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.model import READS, SYSTEM, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2026, 2)
# A new server has keys of common providers. Which providers and which of their keys is unverified.
FIRST = (
    "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
    "gitlab.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf",
)
ENTRIES = (Prop("KnownHostEntries", "list", required=True),)
PARTS = ("Host", "KeyType", "PublicKey")


def make(octopus: Octopus) -> None:
    """The keys of a new server."""
    if octopus.release >= SINCE:
        for each in FIRST:
            add(octopus, parsed(each))


def parsed(entry: str) -> Document:
    """The parts of a line. Unverified: the refusals, and that a comment at the end of the line is ignored."""
    words = entry.split()
    try:
        is_key = not entry.lstrip().startswith("#") and bool(b64decode(words[2], validate=True))
    except (IndexError, ValueError):
        is_key = False
    if not is_key:
        raise invalid(f"'{entry}' is not an SSH known host; the format is '<host> <keytype> <publickey>'.")
    return dict(zip(PARTS, words, strict=False))


def add(octopus: Octopus, key: Document) -> Document | None:
    """Add a key. Unverified: a key that is there already is not added again, and the answer leaves it out."""
    for each in octopus.store.all(KIND.collection):
        if identity(each) == identity(key):
            return None
    number = octopus.store.next_number(KIND.id_prefix, KIND.first_number)
    return octopus.make(KIND.collection, {"Id": f"{KIND.id_prefix}-{number}", "SpaceId": None, **key}, number)


def identity(key: Document) -> tuple[str, ...]:
    return str(key["Host"]).casefold(), str(key["KeyType"]), str(key["PublicKey"])


def listed_or_added(call: Call, document: Document) -> Document:
    octopus = call.octopus
    if call.method == "POST":
        sent = shaping.shape(octopus, ENTRIES, crud.document_of(call), {}, "")
        keys = [parsed(each) for each in sent["KnownHostEntries"]]
        added = [made for each in keys if (made := add(octopus, each))]
        return {"AddedResources": [answers.document_out(octopus, KIND, each) for each in added]}
    found = octopus.visible(KIND, "", True)
    part = call.query.get("partialhost", "").casefold()
    filtered = [each for each in found if part in each["Host"].casefold()]
    skip, take = answers.span(octopus, call.query)
    return {
        "Resources": [answers.document_out(octopus, KIND, each) for each in filtered[skip : skip + take]],
        "TotalCount": len(found),
        "FilteredCount": len(filtered),
    }


def removed(call: Call, key: Document) -> Document:
    call.octopus.delete(KIND, key)
    return {}


# Unverified: the template of the link, the order of the list, and 404 for a method that an address does not have.
KIND = Kind(
    collection="sshknownhosts",
    link="SshKnownHosts",
    item_type="SshKnownHost",
    id_prefix="SshKnownHosts",
    parameters="partialHost,skip,take",
    scope=SYSTEM,
    permission="SshKnownHostsAdminister",
    named_by="Host",
    order="Host",
    unique=False,
    slug_since=None,
    since=SINCE,
    props=tuple(Prop(each) for each in PARTS),
    routes={
        "": Route(listed_or_added, (*READS, "POST")),
        "{id}": Route(removed, ("DELETE",)),
    },
    is_resource=False,
    can_create=False,
    can_change=False,
    can_delete=False,
    has_list=False,
    has_documents=False,
    has_all=False,
)
