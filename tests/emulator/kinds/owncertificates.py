# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificates that the server itself uses: documents below the configuration (api: roots#server).

The certificates were generated for the emulator; their private keys do not exist any more.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from emulator import answers
from emulator.handlers import Answer, Call
from emulator.model import Document
from emulator.refusals import not_found

CER = "application/x-x509-ca-cert"
SERVER = (
    "MIICvzCCAaegAwIBAgIBATANBgkqhkiG9w0BAQsFADAiMSAwHgYDVQQDDBdPY3RvcHVzIFNlcnZlciBlbXVsYXRvcjAgFw0yNjAxMDEw"
    "MDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowIjEgMB4GA1UEAwwXT2N0b3B1cyBTZXJ2ZXIgZW11bGF0b3IwggEiMA0GCSqGSIb3DQEBAQUA"
    "A4IBDwAwggEKAoIBAQC8OAhglnjjsbMTz1jndbG6vsyz31PCrVHjzXrkJXb3gkp6SGqsw2o4lKi/BpTi9R3M2OWwX+Nx0cmpFue3ifsy"
    "pJTIunixG3tCN6t7iueXr71epIHRCgZev6Q5e+sWVZWv1TJ95UOP0A+ekA1fvOf3ZIwUMVCvghcZx8ysjmCJVtpBpl5XtRXh41gO/bJC"
    "Qo4rzvQ3KWc6jMNaclyGXfj1iBoj8UByHS75Z4bA3pHpcTIyjpOgCve4WKk526Reph1S9aluXe4VFhX7sCsmnEKNAS52FsYBJ3sg+2Dx"
    "zJVczuGsX/ulpHxtptEHAMQGOhIQi+9z37Rhj5ZU4oR5xOJlAgMBAAEwDQYJKoZIhvcNAQELBQADggEBAFNpbegl9P09LoZzQl0+tJdC"
    "CeElOiGKzINjFpk+pQI0TUkhf22tbAerVVz8t2BYfH03C1FmUGFv+Ici2IlAZQelwVPm8sip6ReOKDg2sKC/S04VfUHv+MzBio4p65P7"
    "X7NGuzf5YJs1dhFugGT9MiF7BWUjAsIGeaLrrPhNObyb6mzsAOSwS/xbAGKw0OhQrdIYYIf6d43D/AKLNrXyMVP7mv5mx45QRkzh6dB+"
    "wtHi2R9hKsi4Ujgx5awOaXzSSWgiNGjnLaapKlrb/U1+1AxL09hqJ2plhWUoLDT48+XcTENKSgxtIf2qy/hgD3C0JWyBjiqUJlaf1nqH"
    "9+HCrek="
)
AZURE = (
    "MIICvTCCAaWgAwIBAgIBATANBgkqhkiG9w0BAQsFADAhMR8wHQYDVQQDDBZPY3RvcHVzIEF6dXJlIGVtdWxhdG9yMCAXDTI2MDEwMTAw"
    "MDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAhMR8wHQYDVQQDDBZPY3RvcHVzIEF6dXJlIGVtdWxhdG9yMIIBIjANBgkqhkiG9w0BAQEFAAOC"
    "AQ8AMIIBCgKCAQEArLSp3RngVaePFfEsF1v2u8JbuHcM2H4z/53w8Qi2OGUwzR8ug2X7Y6YLnc3uSOXyUXFCdLuBM5sTkGFb2dXIGsDL"
    "C96JABcwJi1dz7ROqKINHAvcyqWCCElJUebhCanUvUNMAuOkiYgjAAp6IJOKU5q37ou8FNA61cIBaGFuC/bKCjrAEzXSgsObP3W5McTq"
    "kpBb7ixrUrN+fT1ao7shSxe+FUpXFw+ds4biqxcOqLhk64iOpRIe4iAkcCvPTUdMsvtw6duQCqfk6qaneqzlqadjQ6PEXBvBrpqWN47C"
    "pwL/rkH4iEjM/7jB1JulCn2k9LqJqKsU+s3jTA4AKxiznwIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQBizpvcu5136r2dVd0D/w4Q63a/"
    "P74oBXBVJu5TlozgmOU7UM7tMRSed9vrHYv/yeutxZbpz9phtE5GmEJoYqTJTQG0vtI4ceAsh+wnZD1cVRsHPf/mGmbW/L8oNClUxsay"
    "h5J9IQTbUttQPD5Sue4L5UUfFYmjxKE4LHvKgIS8v/XtOd93WNXck/tLydacmSu0IIS7WCZoj17kyTXNmbKTCPZ1n7/qykACjgXAHnsQ"
    "QTtkLjtX7rlEc0ejmQYfl3uUCSZaw2JsaRuoekeJKwjVDXyrDDXAENe0RzmpMnxJufwWR1boNCJfsx3oYAJ753wWDWGKfUZl2f/b+BZP"
    "5Qaa"
)


@dataclass(frozen=True)
class OwnCertificate:
    """``public``: its DER form in Base64."""

    name: str
    public: str

    @property
    def content(self) -> bytes:
        return base64.b64decode(self.public)


OWN_CERTIFICATES: Mapping[str, OwnCertificate] = {
    "certificate-global": OwnCertificate("Octopus Server certificate", SERVER),
    "azure-global": OwnCertificate("Octopus Azure certificate", AZURE),
}


def shown(certificate_id: str, own: OwnCertificate) -> Document:
    address = f"/api/configuration/certificates/{certificate_id}"
    return {
        "Id": certificate_id,
        "Name": own.name,
        "SignatureAlgorithm": "sha256RSA",
        "Thumbprint": hashlib.sha1(own.content, usedforsecurity=False).hexdigest().upper(),
        # The .NET client downloads by this link; both published descriptions have the address.
        "Links": {"Self": address, "PublicCer": f"{address}/public-cer"},
    }


def every(call: Call, document: Document) -> Document:
    found = [shown(*each) for each in OWN_CERTIFICATES.items()]
    page = answers.page(call.octopus, call.octopus.kinds["configuration"], [], call.own, call.query)
    counted = {"TotalResults": len(found), "NumberOfPages": 1, "Items": found}
    return {**page, **counted, "ItemType": "CertificateConfiguration"}


def one(call: Call, document: Document) -> Document:
    return shown(*named(call))


def public_half(call: Call, document: Document) -> Answer:
    return Answer(200, named(call)[1].content, CER)


def named(call: Call) -> tuple[str, OwnCertificate]:
    certificate_id = call.values["certificate"].casefold()
    own = OWN_CERTIFICATES.get(certificate_id)
    if own is None:
        raise not_found()
    return certificate_id, own
