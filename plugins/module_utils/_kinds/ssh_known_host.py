# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts that the server trusts when it opens Git repositories by SSH (api: settings#settings)."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import PAGE
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SERVER, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT, Shape, fitting

SSH_KNOWN_HOSTS = Location("SshKnownHosts", "SSH known hosts", system=True, since=(2026, 2))
# A host without the blanks, lists, patterns, hashes and marks that a file of known hosts can have in its place.
HOST = re.compile(r"[^\s,*?!|@#]+")
# A public key: its type, its content, which begins with the length of the type, and a comment.
PUBLIC_KEY = re.compile(r"([^\s,]+)\s+(AAAA[A-Za-z0-9+/]+={0,2})(?:\s.*)?")
PROPS = ("Host", "KeyType", "PublicKey")
KEY = Shape("an object", (dict,), tuple((prop, TEXT) for prop in PROPS), needs=PROPS)
KEYS = Shape("a list of objects", (list,), each=KEY)
ADDED = Shape("an object", (dict,), (("AddedResources", KEYS),), needs=("AddedResources",))
# Base64 comes in groups of so many letters.
BASE64_LETTERS = 4
# The type and the content of a key.
Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class KnownKeys(Companion):
    """The companion of the server that is the list of all its keys of hosts. A key is added and removed, not changed.

    ``definition``: see ``CompanionDocument``.
    """

    prop: str = SSH_KNOWN_HOSTS.link
    link: str = SSH_KNOWN_HOSTS.link
    definition: str = "SshKnownHostResource"

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link)

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        asked = context.client.offered(document, self.link, {"skip": 0, "take": PAGE})
        return list(context.client.documents(document, self.link, asked))

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        kept = [each for each in wanted if each.get("Id")]
        new = [each for each in wanted if not each.get("Id")]
        ids = {each["Id"] for each in kept}
        for each in current or ():
            if each["Id"] not in ids:
                context.client.send("DELETE", document, self.link, None, {"id": each["Id"]})
                context.did(f"removed {described(each)} ({each['Id']})")
        if not new:
            return kept
        entries = [" ".join(each[prop] for prop in PROPS) for each in new]
        answer = context.client.send("POST", document, self.link, {"KnownHostEntries": entries})
        for each in new:
            context.did(f"added {described(each)}")
        return [*kept, *fitting(answer, ADDED, f"Adding {SSH_KNOWN_HOSTS.label}")["AddedResources"]]


def described(key: Document) -> str:
    """A key for messages."""
    return f"the {key['KeyType']} key of {key['Host']}"


class Host(Text):
    """The name or address of one host, with its port in the form ``[host]:port``."""

    def check(self, given: str, option: str) -> None:
        super().check(given, option)
        if given.strip() and not HOST.fullmatch(given.strip()):
            raise OptionError(option, f"{given!r} is not one host; give its name or address as ssh-keyscan prints it")


class PublicKeys(TextList):
    """The public keys of a host, in any order."""

    def check(self, given: Any, option: str) -> None:
        super().check(given, option)
        for index, each in enumerate(given):
            parsed(each, f"{option}[{index}]")


def parsed(given: str, option: str) -> Key:
    """The type and the content of a public key. Raises ``OptionError`` for another text."""
    found = PUBLIC_KEY.fullmatch(given.strip())
    # The length shows most keys that were cut off.
    if found is None or len(found[2]) % BASE64_LETTERS:
        # Somebody may have given the private key, so the message does not quote it.
        raise OptionError(
            option,
            "is not a public key; give its type and its content as ssh-keyscan prints them after the host, "
            "for example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI...",
        )
    return found[1], found[2]


def key_of(document: Document) -> Key:
    return document["KeyType"], document["PublicKey"]


class KnownHosts(KeyedList):
    """Hosts with all their public keys, which the API has as a list of keys. Hosts that are not given stay."""

    def shape(self) -> Shape:
        return KEYS

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[Document]:
        self.check(given, option)
        asked = {
            folded(each["host"]): dict.fromkeys(parsed(key, f"{option}[{index}].keys") for key in each["keys"])
            for index, each in enumerate(given)
        }
        kept = [each for each in current or () if key_of(each) in asked.get(folded(each["Host"]), (key_of(each),))]
        there = known(kept)
        new = [
            dict(zip(PROPS, (each["host"].strip(), *key)))
            for each in given
            for key in asked[folded(each["host"])]
            if (folded(each["host"]), *key) not in there
        ]
        return [*kept, *new]

    def same(self, current: Any, wanted: Any) -> bool:
        return known(current) == known(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """The hosts with their keys; only the given ones, if some are given."""
        hosts: dict[str, str] = {folded(each["host"]): each["host"].strip() for each in given or ()}
        if given is None:
            hosts = {folded(each["Host"]): each["Host"] for each in value or ()}
        keys: dict[str, set[str]] = {each: set() for each in hosts}
        for each in value or ():
            keys.get(folded(each["Host"]), set()).add(" ".join(key_of(each)))
        return [{"host": name, "keys": sorted(keys[host])} for host, name in sorted(hosts.items())]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None


def known(keys: Any) -> set[tuple[str, ...]]:
    """The hosts, each with the type and the content of a key."""
    return {(folded(each["Host"]), *key_of(each)) for each in keys or ()}


HOSTS = KnownHosts(
    "host",
    Nested(
        (
            Field("host", "Host", Host(clearable=False), required="always"),
            Field("keys", "PublicKey", PublicKeys(secret=False), required="always"),
        )
    ),
)

SSH_KNOWN_HOST = Resource(
    kind="ssh_known_host",
    location=SSH_KNOWN_HOSTS,
    fields=(Field("hosts", SSH_KNOWN_HOSTS.link, HOSTS, required="always"),),
    companions=(KnownKeys(),),
    owners=(THE_SERVER,),
    published=Published(
        definition="RootResource",
        read_only=(
            *("ApiVersion", "Application", "HasLongTermSupport", "InstallationId", "IsEarlyAccessProgram", "Version"),
        ),
        unmanaged={"SshKnownHostResource.KeyType": "each of hosts.keys begins with it"},
    ),
)
