# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for the file of a certificate and its password (api: accounts#certificate, traps#5.28).

The server never returns the file, but it returns the thumbprint, which can be computed from a file without a password.
Both field types read the whole document.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    SENT,
    kept_secret,
    placeholder,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret_files import PATH, READ_IT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, OBJECTS, Shape

DATA, PASSWORD = "CertificateData", "Password"
SECRET = Secret()
FILE = Shape("an object", (dict,), ((DATA, OBJECT), ("CertificateChain", OBJECTS)))
PEM, PEM_KEY = b"-----BEGIN ", b"PRIVATE KEY-----"
BLOCK = re.compile(rb"-----BEGIN (?:X509 )?CERTIFICATE-----(.*?)-----END (?:X509 )?CERTIFICATE-----", re.DOTALL)
SEQUENCE = 0x30
LONG = 0x80


class CertificateFile(FieldType):
    """A certificate's file: PEM text, or a file in base64. A PKCS#12 file is encrypted and can't be compared."""

    write_only: ClassVar[bool] = True
    prop: ClassVar[str] = DATA

    def argument(self) -> Argument:
        return {"type": "str", "no_log": True}

    def shape(self) -> Shape:
        return FILE

    def wanted(self, given: str, current: Any, context: Context, option: str) -> dict[str, Any]:
        given, stored = secret_text(given, option), current.get(DATA) or {}
        if given == NO_SECRET:
            raise not_clearable(option)
        if placeholder_name(given) is not None:
            context.not_compared(option)
            return {DATA: kept_secret(given, stored, bool(stored.get("HasValue")), option)}
        content = encoded(given, option)
        sent = {DATA: {"HasValue": True, "NewValue": content}}
        if not current.get("Id"):
            return sent
        raw = base64.b64decode(content)
        prints = thumbprints(raw)
        if prints and not is_in(raw, prints, current):
            return sent
        if prints and not is_other_chain(prints, current):
            return {}
        # The file is encrypted, or its chain is another one, unless the server shows only a part of the chain.
        if context.update_secrets == ALWAYS:
            return sent
        context.not_compared(option)
        return {}

    def same(self, current: Any, wanted: Any) -> bool:
        return not is_sent(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """The thumbprint of the certificate."""
        if is_sent(value):
            prints = thumbprints(raw_of(value[DATA]["NewValue"]))
            return prints[0] if prints else SENT
        return value.get("Thumbprint") or SECRET.shown(value.get(DATA), context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if SECRET.shown(value.get(DATA), context) else None


class CertificatePassword(FieldType):
    """The password of a certificate's file, which is sent only together with the file."""

    write_only: ClassVar[bool] = True
    prop: ClassVar[str] = PASSWORD

    def argument(self) -> Argument:
        return SECRET.argument()

    def shape(self) -> Shape:
        return Shape("an object", (dict,), ((PASSWORD, OBJECT),))

    def wanted(self, given: str, current: Any, context: Context, option: str) -> dict[str, Any]:
        given, stored = secret_text(given, option), current.get(PASSWORD) or {}
        if placeholder_name(given) is not None:
            return {PASSWORD: kept_secret(given, stored, bool(stored.get("HasValue")), option)}
        has_one = given != NO_SECRET
        return {PASSWORD: {"HasValue": has_one, "NewValue": given if has_one else None}}

    def same(self, current: Any, wanted: Any) -> bool:
        return not is_sent(wanted) or SECRET.same(current.get(PASSWORD), wanted.get(PASSWORD))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return SECRET.shown(value.get(PASSWORD), context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if self.shown(value, context) else None


def encoded(given: str, option: str) -> str:
    """The file in base64, as the API expects it. Raises ``OptionError`` for a text that is not a certificate's file."""
    text = given.strip()
    if PATH.fullmatch(text):
        raise OptionError(option, f"is the path of a file; {READ_IT}")
    try:
        is_pem = text.startswith(PEM.decode())
        content = f"{text}\n".encode() if is_pem else base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        content = b""
    if not content:
        raise OptionError(option, "is neither PEM, which begins with -----BEGIN, nor the base64 of a file")
    try:
        prints = thumbprints(content)
    except binascii.Error as error:
        raise OptionError(option, f"contains a certificate that is incomplete or damaged: {error}") from None
    if content.lstrip().startswith(PEM) and not prints:
        raise OptionError(option, "contains no certificate: -----BEGIN CERTIFICATE----- is missing")
    return base64.b64encode(content).decode("ascii")


def thumbprints(raw: bytes) -> list[str]:
    """The thumbprints of the certificates in a file; empty for an encrypted file (PKCS#12).

    Raises ``binascii.Error`` for a certificate that is not base64, e.g. because its last line is incomplete.
    """
    if PEM in raw:
        found = [base64.b64decode(match) for match in BLOCK.findall(raw)]
    else:
        found = [raw] if is_certificate(raw) else []
    return [hashlib.sha1(each, usedforsecurity=False).hexdigest().upper() for each in found]


def is_certificate(raw: bytes) -> bool:
    """Whether a DER file is a certificate: a sequence that begins with a sequence. PKCS#12 begins with a number."""
    if len(raw) < 2 or raw[0] != SEQUENCE:
        return False
    start = 2 + (raw[1] - LONG if raw[1] > LONG else 0)
    return raw[start : start + 1] == bytes([SEQUENCE])


def is_in(raw: bytes, prints: list[str], certificate: Mapping[str, Any]) -> bool:
    """Whether a file holds the server's certificate, and no private key that the server does not have."""
    if PEM_KEY in raw and not certificate.get("HasPrivateKey"):
        return False
    has, chain = thumbprint_of(certificate), chain_of(certificate)
    # The first certificate of a file is the server's certificate, unless the file has the chain in reverse order.
    return has == prints[0] or {has, *chain} == set(prints)


def is_other_chain(prints: list[str], certificate: Mapping[str, Any]) -> bool:
    """Whether a file has certificates that the server's chain lacks; false if the server shows no chain."""
    chain = chain_of(certificate)
    return bool(chain) and not {thumbprint_of(certificate), *chain}.issuperset(prints)


def thumbprint_of(certificate: Mapping[str, Any]) -> str:
    return str(certificate.get("Thumbprint")).upper()


def chain_of(certificate: Mapping[str, Any]) -> list[str]:
    """The thumbprints of the further certificates in the server's file."""
    return [thumbprint_of(each) for each in certificate.get("CertificateChain") or []]


def raw_of(content: Any) -> bytes:
    """The bytes of a file that will be sent; empty for a value that is not base64."""
    try:
        return base64.b64decode(content, validate=True) if isinstance(content, str) else b""
    except binascii.Error:
        return b""


def is_sent(document: Mapping[str, Any]) -> bool:
    """Whether a planned certificate has new content to send."""
    return bool((document.get(DATA) or {}).get("NewValue"))
