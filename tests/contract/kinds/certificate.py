# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of certificates: one that can be compared, and one that is locked."""

from __future__ import annotations

import base64

from contract.kinds.account import account_surroundings
from contract.sample import Sample
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_pem_private_key, pkcs12
from emulator.samples import CERTIFICATE, OTHER_CERTIFICATE
from emulator.x509 import generated

PASSWORD = "hunter-22"
PEM, OTHER_PEM = (base64.b64decode(each).decode() for each in (CERTIFICATE, OTHER_CERTIFICATE))


def locked(common_name: str) -> str:
    """A PKCS#12 file with a key, in base64."""
    pem = generated(common_name, None)
    key = load_pem_private_key(pem, None)
    certificate = x509.load_pem_x509_certificate(pem)
    encryption = BestAvailableEncryption(PASSWORD.encode())
    raw = pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)  # type: ignore[arg-type]
    return base64.b64encode(raw).decode()


SAMPLES = (
    Sample(
        title="certificate",
        kind="certificate",
        minimal={"name": "Shop", "certificate_data": PEM},
        steps={
            "certificate_data": [OTHER_PEM, CERTIFICATE],
            "notes": ["Renew it in May", ""],
            "environments": [["Production", "Staging"], ["Staging"], []],
            "tenanted_deployment_participation": ["Tenanted", "TenantedOrUntenanted"],
            "tenants": [["Acme"], ["Globex", "Acme"], []],
            "tenant_tags": [["Ring/Early"], ["Ring/Late", "Ring/Early"], []],
            "archived": [True, False],
        },
        prepare=account_surroundings,
        secrets={"certificate_data": PEM},
    ),
    Sample(
        title="certificate: PKCS#12",
        kind="certificate",
        minimal={"name": "Locked", "certificate_data": locked("shop.example.com"), "password": PASSWORD},
        steps={"notes": ["With a key", ""]},
    ),
)
