# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificate (api: accounts#certificate)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.kinds.common import (
    NAME,
    PARTICIPATION,
    SCOPE_IDS,
    TENANT_IDS,
    TENANT_TAGS,
    known_tags,
    mentions,
    refuse_in_variables,
    used_by,
    variables_with,
)
from emulator.kinds.tenantvariables import entries_of
from emulator.model import DESCRIBED, Document, Kind, Limit, Prop, Route
from emulator.refusals import invalid
from emulator.shaping import STORED, secret

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def check(octopus: Octopus, certificate: Document, old: Document) -> None:
    known_tags(octopus, certificate)
    for other in octopus.store.named("certificates", certificate["SpaceId"] or "", certificate["Name"]):
        if other["Id"] != certificate["Id"] and not other["Archived"] and not certificate["Archived"]:
            # Only archived certificates may share a name; the wording is unverified.
            raise invalid(f"A Certificate with the name '{certificate['Name']}' already exists.")
    if old:
        return
    certificate.update(content(certificate["CertificateData"].get(STORED), certificate["Password"].get(STORED)))


def content(data: str | None, password: str | None) -> Document:
    """The properties that follow from a certificate's content."""
    # Imported here and below, because cryptography takes longer to load than all kinds, and few tests need it.
    from emulator import x509

    return x509.described(raw_of(data), password)


def raw_of(data: str | None) -> bytes:
    if not data:
        raise invalid("No Certificate Data was provided.")
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise invalid("Certificate Invalid.") from None


def shown(octopus: Octopus, certificate: Document) -> Document:
    """A certificate for clients. Unverified: each answer says whether the certificate has expired."""
    return {**certificate, "IsExpired": str(certificate["NotAfter"]) < octopus.now()}


def archived(octopus: Octopus, certificate: Document, value: str) -> bool:
    return value.casefold() == "true" or certificate.get("Archived") is None


def found(octopus: Octopus, certificate: Document, value: str) -> bool:
    texts = (certificate["Name"], certificate.get("Thumbprint") or "")
    return any(value.casefold() in text.casefold() for text in texts)


def archive(call: Call, certificate: Document) -> Document:
    saved = call.octopus.save(KIND, {**certificate, "Archived": call.octopus.now()})
    return answers.shown(call, "certificates", saved)


def unarchive(call: Call, certificate: Document) -> Document:
    if certificate.get("ReplacedBy"):
        raise invalid("You cannot unarchive a certificate that has been replaced.")
    return answers.shown(call, "certificates", call.octopus.save(KIND, {**certificate, "Archived": None}))


def replace(call: Call, certificate: Document) -> Document:
    """Give a certificate new content; a copy in the archive keeps the old content."""
    octopus, sent = call.octopus, call.body if isinstance(call.body, dict) else {}
    sent = {key.casefold(): value for key, value in sent.items()}
    number = octopus.store.next_number(KIND.id_prefix)
    old = {"Id": f"{KIND.id_prefix}-{number}", "Archived": octopus.now(), "ReplacedBy": certificate["Id"]}
    fresh = {"CertificateData": secret(sent.get("certificatedata"), {}), "Password": secret(sent.get("password"), {})}
    fresh.update(content(fresh["CertificateData"].get(STORED), fresh["Password"].get(STORED)))
    octopus.save(KIND, {**certificate, **old}, number)
    return answers.shown(call, "certificates", octopus.save(KIND, {**certificate, **fresh}))


def usages(call: Call, certificate: Document) -> Document:
    machines = [
        each
        for each in call.octopus.store.all("machines", call.space)
        if mentions(each["Endpoint"], "ClusterCertificate", certificate["Id"])
        or mentions(each["Endpoint"], "ClientCertificate", certificate["Id"])
    ]
    octopus = call.octopus
    owners = {each["OwnerId"] for each in variables_with(octopus, certificate)}
    tenants = octopus.store.all("tenants", call.space)
    return {
        "Id": certificate["Id"],
        "DeploymentTargetUsages": answers.bare(octopus, octopus.kinds["machines"], machines),
        "ProjectUsages": owning(call, "projects", owners),
        "LibraryVariableSetUsages": owning(call, "libraryvariablesets", owners),
        "TenantUsages": answers.bare(
            octopus, octopus.kinds["tenants"], [each for each in tenants if gives(each, certificate)]
        ),
        "Links": {"Self": call.own},
    }


def owning(call: Call, collection: str, owners: set[str]) -> list[Document]:
    found = [each for each in call.octopus.store.all(collection, call.space) if each["Id"] in owners]
    return answers.bare(call.octopus, call.octopus.kinds[collection], found)


def gives(tenant: Document, certificate: Document) -> bool:
    """Whether a tenant has a certificate as the value of a template."""
    return any(each["Value"] == certificate["Id"] for each in entries_of(tenant))


def export(call: Call, certificate: Document) -> bytes:
    """A file with the certificate, unchanged or in the given format; unlike on a server, never with the key."""
    from emulator import x509

    query = call.query
    secrets = (certificate["CertificateData"].get(STORED), certificate["Password"].get(STORED))
    return x509.exported(
        raw_of(secrets[0]), secrets[1], query.get("format", "").casefold(), query.get("pemoptions", "")
    )


def generate(call: Call, document: Document) -> Document:
    """A new self-signed certificate. The body has the subject in the properties of a certificate's document.

    Unverified: servers accept the older names, which their refusal mentions.
    """
    from emulator import x509

    sent = {key.casefold(): value for key, value in crud.document_of(call).items()}
    name, organization = (sent.get(f"subject{each}") or sent.get(each) for each in ("commonname", "organization"))
    if not name and not organization:
        raise invalid("Please supply either the common name or organization.")
    chosen = shaping.shape(call.octopus, (CURVE,), crud.document_of(call), {}, call.space)
    raw = x509.generated(name, organization, chosen.get(CURVE.name) or x509.OLDER_CURVE)
    data = base64.b64encode(raw).decode()
    return crud.posted(call, KIND, {**crud.document_of(call), "CertificateData": data})


used = used_by("ClusterCertificate", "certificate", ("machines",))
used_to_sign_in = used_by("ClientCertificate", "certificate", ("machines",))


def deleting(octopus: Octopus, certificate: Document) -> None:
    refuse_in_variables(octopus, certificate, "certificate")
    used(octopus, certificate)
    used_to_sign_in(octopus, certificate)


CURVE = Prop(
    "SelfSignedCertificateCurve", choices=("nistP256", "nistP384", "nistP521"), default="nistP384", since=DESCRIBED
)
TEXTS = (
    *(f"Subject{part}" for part in ("DistinguishedName", "CommonName", "Organization")),
    *(f"Issuer{part}" for part in ("DistinguishedName", "CommonName", "Organization")),
    "SerialNumber",
    "SignatureAlgorithmName",
    "NotBefore",
    "NotAfter",
)
KIND = Kind(
    collection="certificates",
    link="Certificates",
    item_type="Certificate",
    page_size=15,
    id_prefix="Certificates",
    slug_since=None,
    unique=False,
    parameters="skip,take,search,archived,tenant,firstResult,orderBy,ids,partialName",
    filters={"archived": archived, "search": found},
    default_query={"archived": "false"},
    known_by="Thumbprint",
    props=(
        NAME,
        # The reference has the limit for a new certificate; unverified: it holds for a change, too.
        Prop("Notes", default="", limit=Limit(10240)),
        Prop("CertificateData", "secret", create_only=True),
        Prop("Password", "secret", create_only=True),
        SCOPE_IDS,
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
        Prop("Thumbprint", read_only=True),
        Prop("CertificateDataFormat", default="Unknown", read_only=True),
        *(Prop(name, read_only=True) for name in TEXTS),
        Prop("SubjectAlternativeNames", "list", default=[], read_only=True),
        Prop("CertificateChain", "documents", default=[], read_only=True),
        Prop("SelfSigned", "bool", default=False, read_only=True),
        Prop("IsExpired", "bool", computed=True),
        Prop("HasPrivateKey", "bool", default=False, read_only=True),
        Prop("Version", "int", default=3, read_only=True),
        Prop("Archived", read_only=True),
        Prop("ReplacedBy", read_only=True),
    ),
    links={
        "Usages": "{self}/usages",
        "Replace": "{self}/replace",
        "Archive": "{self}/archive",
        "Unarchive": "{self}/unarchive",
        "Export": "{self}/export{?format,password,pemOptions,includePrivateKey}",
    },
    routes={
        "generate": Route(generate, ("POST",), permission="CertificateCreate", gives="certificates"),
        "{id}/export": Route(export, gives="file"),
        "{id}/usages": Route(usages),
        "{id}/replace": Route(replace, ("POST",), permission="CertificateEdit", gives="certificates"),
        "{id}/archive": Route(archive, ("POST",), permission="CertificateEdit", gives="certificates"),
        "{id}/unarchive": Route(unarchive, ("POST",), permission="CertificateEdit", gives="certificates"),
    },
    check=check,
    shown=shown,
    timed=True,
    deleting=deleting,
)
