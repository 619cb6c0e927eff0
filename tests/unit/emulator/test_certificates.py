# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties that a server reads from certificates, and their use (api: accounts#certificate)."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from emulator.samples import CERTIFICATE, OTHER_CERTIFICATE
from emulator.x509 import generated

from .conftest import Asker
from .test_documents import project

LIST = "/api/certificates"
PEM = base64.b64decode(CERTIFICATE)
X509 = x509.load_pem_x509_certificate(PEM)
DER = X509.public_bytes(serialization.Encoding.DER)
THUMBPRINT = X509.fingerprint(hashes.SHA1()).hex().upper()


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def pfx(password: str) -> tuple[bytes, x509.Certificate]:
    """A certificate with its key, and another in its chain."""
    pem = generated("key.example.com", "Example")
    key = serialization.load_pem_private_key(pem, None)
    certificate = x509.load_pem_x509_certificate(pem)
    locked = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"one", key, certificate, [X509], locked), certificate  # type: ignore[arg-type]


@pytest.mark.parametrize(("raw", "form"), [(PEM, "Pem"), (DER, "Der")])
def test_the_properties_of_a_certificate_are_read_from_its_data(ask: Asker, raw: bytes, form: str) -> None:
    made = ask.post(LIST, Name="TLS", CertificateData=text(raw))
    expected = {
        "CertificateDataFormat": form, "Thumbprint": THUMBPRINT, "SubjectCommonName": "one.example.com",
        "SubjectOrganization": "Example", "IssuerCommonName": "one.example.com", "SelfSigned": True,
        "IsExpired": False, "HasPrivateKey": False, "SignatureAlgorithmName": "sha256ECDSA", "Version": 3,
        "SerialNumber": f"{X509.serial_number:X}", "CertificateChain": [],
    }  # fmt: skip
    assert made.items() >= expected.items()
    assert made["NotBefore"] < made["NotAfter"]
    assert "CN=one.example.com" in made["SubjectDistinguishedName"]


@pytest.mark.fact("5.1")
def test_a_key_needs_its_password(ask: Asker) -> None:
    raw, certificate = pfx("hunter-22")
    for password in (None, "another"):
        sent = {"Name": "TLS", "CertificateData": text(raw), "Password": password}
        assert "Certificate Invalid." in ask.refused("POST", LIST, sent)
    made = ask.post(LIST, Name="TLS", CertificateData=text(raw), Password="hunter-22")
    assert (made["CertificateDataFormat"], made["HasPrivateKey"]) == ("Pkcs12", True)
    hidden = {"HasValue": True, "NewValue": None, "Hint": None}
    assert made["CertificateData"] == made["Password"] == hidden
    assert made["Thumbprint"] == certificate.fingerprint(hashes.SHA1()).hex().upper()
    assert [each["Thumbprint"] for each in made["CertificateChain"]] == [THUMBPRINT]
    link = made["Links"]["Export"].partition("{")[0]
    chain = ask("GET", f"{link}?format=Pem&pemOptions=PrimaryAndChain").content
    assert x509.load_pem_x509_certificates(chain) == [certificate, X509]
    assert x509.load_pem_x509_certificates(ask("GET", f"{link}?format=Pem&pemOptions=ChainOnly").content) == [X509]
    assert ask("GET", link).content == raw


def test_a_text_that_is_no_certificate_is_refused(ask: Asker) -> None:
    for data in ("TUlJ", text(b"-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")):
        assert "Certificate Invalid." in ask.refused("POST", LIST, {"Name": "TLS", "CertificateData": data})


def test_other_formats(ask: Asker) -> None:
    made = ask.post(LIST, Name="TLS", CertificateData=CERTIFICATE)
    link = made["Links"]["Export"].partition("{")[0]
    assert ask("GET", f"{link}?format=Der").content == DER
    exported = ask("GET", f"{link}?format=Pkcs12").content
    assert [each.certificate for each in pkcs12.load_pkcs12(exported, None).additional_certs] == [X509]
    assert ask("GET", f"{link}?format=Pem").content == X509.public_bytes(serialization.Encoding.PEM)
    assert "Invalid format option." in ask.refused("GET", f"{link}?format=Docx")


@pytest.mark.parametrize(
    ("asked", "bits"),
    [({}, 384), *(({"SelfSignedCertificateCurve": f"nistP{each}"}, each) for each in (256, 384, 521))],
)
def test_the_curve_of_a_generated_certificate(ask: Asker, asked: dict[str, str], bits: int) -> None:
    made = ask("POST", f"{LIST}/generate", {"Name": "Own", "SubjectOrganization": "Example", **asked}).json()
    assert (made["SubjectOrganization"], made["SelfSigned"]) == ("Example", True)
    stored = ask.server.document(made["Id"])["CertificateData"]["Stored"]
    key = x509.load_pem_x509_certificate(base64.b64decode(stored)).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size == bits


def test_a_curve_that_there_is_not(ask: Asker) -> None:
    ask.server.on_purpose("SelfSignedCertificateCurve")
    asked = {"Name": "Own", "SubjectCommonName": "own.example.com", "SelfSignedCertificateCurve": "flat"}
    assert "flat" in ask.refused("POST", f"{LIST}/generate", asked)


def test_generated(ask: Asker) -> None:
    made = ask("POST", f"{LIST}/generate", {"Name": "Own", "CommonName": "own.example.com"})
    assert (made.status_code, made.json()["SubjectCommonName"]) == (200, "own.example.com")
    assert made.json()["HasPrivateKey"]
    assert "common name or organization" in ask.refused("POST", f"{LIST}/generate", {"Name": "Other"})


def test_found_by_its_thumbprint(ask: Asker) -> None:
    made = ask.post(LIST, Name="TLS", CertificateData=CERTIFICATE)
    assert ask.get(f"{LIST}/{THUMBPRINT.lower()}")["Id"] == made["Id"]


@pytest.mark.fact("C.6")
def test_the_documents_that_use_a_certificate_are_named(ask: Asker) -> None:
    ask.post("/api/environments", Name="Test")
    made = ask.post(LIST, Name="TLS", CertificateData=OTHER_CERTIFICATE)
    template = {"Name": "Own", "DisplaySettings": {"Octopus.ControlType": "Certificate"}}
    library = ask.post("/api/libraryvariablesets", Name="Library", Templates=[template])
    shop = project(ask, IncludedLibraryVariableSetIds=[library["Id"]])
    for owner in (shop, library):
        own = f"/api/variables/{owner['VariableSetId']}"
        variable = {"Name": "TLS", "Type": "Certificate", "Value": made["Id"]}
        ask.put(own, {**ask.get(own), "Variables": [variable]})
    tenant = ask.post("/api/tenants", Name="North", ProjectEnvironments={shop["Id"]: ["Environments-1"]})
    values: Any = ask.get(tenant["Links"]["Variables"])
    values["LibraryVariables"][library["Id"]]["Variables"] = {library["Templates"][0]["Id"]: made["Id"]}
    ask.put(tenant["Links"]["Variables"], values)
    usages = ask.get(made["Links"]["Usages"])
    for name, owner in {"Project": shop, "LibraryVariableSet": library, "Tenant": tenant}.items():
        assert [each["Id"] for each in usages[f"{name}Usages"]] == [owner["Id"]]
    assert "usage" in ask.refused("DELETE", made["Links"]["Self"])
