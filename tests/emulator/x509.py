# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads certificates for the API (api: accounts#certificate); .NET's spelling of names is unverified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from emulator import clock
from emulator.model import Document
from emulator.refusals import invalid

PEM_BEGINS, KEY_BEGINS = b"-----BEGIN CERTIFICATE", b"PRIVATE KEY-----"
YEARS = timedelta(days=20 * 365)


@dataclass(frozen=True)
class Content:
    """``form``: Pem, Der or Pkcs12."""

    form: str
    primary: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    has_key: bool


def opened(raw: bytes, password: str | None) -> Content:
    """The certificates in a file. Refuses a file without any, and a wrong password."""
    try:
        if PEM_BEGINS in raw:
            first, *rest = x509.load_pem_x509_certificates(raw)
            return Content("Pem", first, tuple(rest), KEY_BEGINS in raw)
        try:
            return Content("Der", x509.load_der_x509_certificate(raw), (), False)
        except ValueError:
            return from_pkcs12(raw, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise invalid("Certificate Invalid.") from None


def from_pkcs12(raw: bytes, password: str | None) -> Content:
    key, primary, chain = pkcs12.load_key_and_certificates(raw, password.encode() if password else None)
    if primary is None and chain:
        primary, *chain = chain
    if primary is None:
        raise ValueError("no certificate")
    return Content("Pkcs12", primary, tuple(chain), key is not None)


def described(raw: bytes, password: str | None) -> Document:
    """The properties of a certificate's document that follow from its content."""
    content = opened(raw, password)
    certificate = content.primary
    subject, issuer = certificate.subject, certificate.issuer
    return {
        "CertificateDataFormat": content.form,
        **brief(certificate),
        "SubjectCommonName": of_name(subject, NameOID.COMMON_NAME),
        "SubjectOrganization": of_name(subject, NameOID.ORGANIZATION_NAME),
        "IssuerCommonName": of_name(issuer, NameOID.COMMON_NAME),
        "IssuerOrganization": of_name(issuer, NameOID.ORGANIZATION_NAME),
        "SubjectAlternativeNames": alternatives(certificate),
        "SelfSigned": subject == issuer,
        "HasPrivateKey": content.has_key,
        "CertificateChain": [brief(each) for each in content.chain],
    }


def brief(certificate: x509.Certificate) -> Document:
    """The properties that each certificate of a chain has."""
    return {
        "SubjectDistinguishedName": certificate.subject.rfc4514_string(),
        "IssuerDistinguishedName": certificate.issuer.rfc4514_string(),
        "Thumbprint": certificate.fingerprint(hashes.SHA1()).hex().upper(),
        "NotBefore": certificate.not_valid_before_utc.isoformat(timespec="milliseconds"),
        "NotAfter": certificate.not_valid_after_utc.isoformat(timespec="milliseconds"),
        "Version": certificate.version.value + 1,
        "SerialNumber": f"{certificate.serial_number:X}",
        "SignatureAlgorithmName": signature(certificate),
    }


def of_name(name: x509.Name, oid: x509.ObjectIdentifier) -> str | None:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else None


def signature(certificate: x509.Certificate) -> str:
    """The signature algorithm, such as sha256RSA."""
    algorithm = certificate.signature_hash_algorithm
    kind = "RSA" if isinstance(certificate.public_key(), rsa.RSAPublicKey) else "ECDSA"
    return f"{algorithm.name if algorithm else ''}{kind}"


def alternatives(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(each.value) for each in names]


def exported(raw: bytes, password: str | None, form: str, which: str) -> bytes:
    """The certificate in another format, or unchanged without one; ``which``: PrimaryOnly and the like, for Pem."""
    content = opened(raw, password)
    if not form:
        return raw
    if form == "der":
        return content.primary.public_bytes(serialization.Encoding.DER)
    if form == "pkcs12":
        return pkcs12.serialize_key_and_certificates(
            None, None, content.primary, content.chain or None, serialization.NoEncryption()
        )
    if form != "pem":
        raise invalid("Invalid format option.")
    chosen = {"primaryandchain": (content.primary, *content.chain), "chainonly": content.chain}
    return b"".join(
        each.public_bytes(serialization.Encoding.PEM) for each in chosen.get(which.casefold(), (content.primary,))
    )


# The names of .NET. The name that older servers use is unverified.
OLDER_CURVE = "nistP256"
CURVES: dict[str, ec.EllipticCurve] = {
    OLDER_CURVE: ec.SECP256R1(),
    "nistP384": ec.SECP384R1(),
    "nistP521": ec.SECP521R1(),
}


def generated(common_name: str | None, organization: str | None, curve: str = OLDER_CURVE) -> bytes:
    """A new self-signed certificate with its key, as PEM."""
    parts = ((NameOID.COMMON_NAME, common_name), (NameOID.ORGANIZATION_NAME, organization))
    name = x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])
    key = ec.generate_private_key(CURVES[curve])
    now = clock.now()
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + YEARS)
    certificate = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + private
