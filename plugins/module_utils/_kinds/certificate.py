# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificate (api: accounts#certificate)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_scope import SCOPE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CERTIFICATES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import one_step
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.certificate_files import (
    CertificateFile,
    CertificatePassword,
    is_sent,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_as_flag import TimeAsFlag
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

READ_ONLY = (
    "CertificateChain",
    "CertificateDataFormat",
    "HasPrivateKey",
    "IsExpired",
    "IssuerCommonName",
    "IssuerDistinguishedName",
    "IssuerOrganization",
    "NotAfter",
    "NotBefore",
    "ReplacedBy",
    "SelfSigned",
    "SerialNumber",
    "SignatureAlgorithmName",
    "SubjectAlternativeNames",
    "SubjectCommonName",
    "SubjectDistinguishedName",
    "SubjectOrganization",
    "Thumbprint",
    "Version",
)


def replaced_and_archived(current: Document, wanted: Document, context: Context) -> Document:
    """Make the changes that a PUT does not make: replace the content, and archive or unarchive the certificate.

    A certificate is changed before it is archived, and after it is unarchived.
    """
    document = current
    if is_sent(wanted):
        body = {"certificateData": wanted["CertificateData"]["NewValue"]}
        body["password"] = (wanted.get("Password") or {}).get("NewValue")
        with one_step(document, {**document, "CertificateData": wanted["CertificateData"]}):
            answer = context.client.send("POST", document, "Replace", body)
        context.did(f"replaced the content of certificate {current['Name']!r} ({current['Id']})")
        document = shapes.document(answer, "Replacing the certificate")
    archived = wanted.get("Archived")
    was_archived, is_archived = bool(current.get("Archived")), bool(archived)
    for prop in ("CertificateData", "Password", "Archived"):
        wanted.pop(prop, None)
    if was_archived == is_archived:
        return document
    changed = {prop: value for prop, value in wanted.items() if value != current.get(prop)}
    if changed and is_archived:
        with one_step(document, {**document, **changed}):
            document = context.client.modify({**document, **changed})
        context.did(f"updated certificate {current['Name']!r} ({current['Id']})")
    with one_step(document, {**document, "Archived": archived}):
        context.client.send("POST", document, "Archive" if is_archived else "Unarchive", {})
    context.did(f"{'archived' if is_archived else 'unarchived'} certificate {current['Name']!r} ({current['Id']})")
    return context.client.document(document, "Self")


CERTIFICATE = Resource(
    kind="certificate",
    location=CERTIFICATES,
    fields=(
        Field("notes", "Notes", Text(longest=10240)),
        Field("certificate_data", "", CertificateFile()),
        Field("password", "", CertificatePassword()),
        *SCOPE,
        Field("archived", "Archived", TimeAsFlag(), change="deferred"),
    ),
    creation=Creation(one_of=(("certificate_data",),)),
    hooks=Hooks(change=replaced_and_archived),
    published=Published(read_only=READ_ONLY),
)
