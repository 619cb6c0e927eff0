# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of certificates: content that is replaced, and compared by its thumbprint, and the archive."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds.certificate import OTHER_PEM, PASSWORD, PEM, locked
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from emulator.x509 import generated

SHOP = {"name": "Shop", "certificate_data": PEM}


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def der(pem: str) -> str:
    return text(x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER))


CUT_OFF = PEM.replace("\n-----END", "A\n-----END")


def archive(octopus: Octopus) -> list[dict[str, Any]]:
    """The certificates in the archive."""
    follow = [{"link": "Certificates", "parameters": {"archived": "true"}}]
    found = octopus.ok("octopus_api", {"follow": follow})["response"]["Items"]
    return [each for each in found if each["Archived"]]


@pytest.mark.fact("5.28")
def test_another_content_replaces_the_old(octopus: Octopus) -> None:
    """One write replaces the content; the ID and all else stay, and a copy of the old goes into the archive."""
    made = octopus.ok("octopus_certificate", {**SHOP, "notes": "Ours"})
    octopus.server.clear_requests()
    done = octopus.ok("octopus_certificate", {"name": "Shop", "certificate_data": OTHER_PEM})
    assert (done["id"], done["resource"]["Notes"], len(octopus.writes())) == (made["id"], "Ours", 1)
    shown = {side: done["diff"][side]["certificate_data"] for side in ("before", "after")}
    assert shown == {"before": made["resource"]["Thumbprint"], "after": done["resource"]["Thumbprint"]}
    assert [each["ReplacedBy"] for each in archive(octopus)] == [made["id"]]
    both = {"name": "Shop", "certificate_data": PEM, "notes": "Theirs"}
    octopus.ok("octopus_certificate", both)
    stored = octopus.server.document(made["id"])
    assert (stored["Thumbprint"], stored["Notes"]) == (made["resource"]["Thumbprint"], "Theirs")


@pytest.mark.parametrize("given", [PEM.strip(), text(PEM.encode()), der(PEM), f"{PEM}{OTHER_PEM}"])
@pytest.mark.parametrize("update_secrets", ["always", "on_create"])
def test_a_certificate_without_a_password_is_compared(octopus: Octopus, given: str, update_secrets: str) -> None:
    octopus.ok("octopus_certificate", SHOP)
    same = octopus.ok("octopus_certificate", {**SHOP, "certificate_data": given}, update_secrets=update_secrets)
    assert (same["changed"], same.get("secrets_not_compared")) == (False, None)


def test_a_chain_the_other_way_round_is_the_same(octopus: Octopus) -> None:
    octopus.ok("octopus_certificate", {**SHOP, "certificate_data": f"{PEM}{OTHER_PEM}"})
    turned = {**SHOP, "certificate_data": f"{OTHER_PEM}{PEM}"}
    assert octopus.ok("octopus_certificate", turned)["changed"] is False


def test_another_chain_behind_the_same_certificate(octopus: Octopus) -> None:
    """Whether a server shows the whole chain is unverified, so only the user can say that the file is to be sent."""
    first, second = (
        f"{PEM}{OTHER_PEM}",
        PEM + generated("root.example.com", None).decode().partition("-----BEGIN PR")[0],
    )
    octopus.ok("octopus_certificate", {**SHOP, "certificate_data": first})
    same = octopus.ok("octopus_certificate", {**SHOP, "certificate_data": first}, update_secrets="always")
    assert (same["changed"], same.get("secrets_not_compared")) == (False, None)
    kept = octopus.ok("octopus_certificate", {**SHOP, "certificate_data": second})
    assert (kept["changed"], kept["secrets_not_compared"]) == (False, ["certificate_data"])
    sent = octopus.ok("octopus_certificate", {**SHOP, "certificate_data": second}, update_secrets="always")
    assert (sent["changed"], len(sent["resource"]["CertificateChain"])) == (True, 1)
    assert octopus.ok("octopus_certificate", {**SHOP, "certificate_data": second})["changed"] is False


def test_a_private_key_that_the_server_lacks_is_sent(octopus: Octopus) -> None:
    whole = generated("shop.example.com", None).decode()
    public = whole[: whole.index("-----BEGIN PRIVATE")]
    octopus.ok("octopus_certificate", {"name": "Shop", "certificate_data": public})
    sent = octopus.ok("octopus_certificate", {"name": "Shop", "certificate_data": whole})
    assert (sent["changed"], sent["resource"]["HasPrivateKey"]) == (True, True)
    assert octopus.ok("octopus_certificate", {"name": "Shop", "certificate_data": whole})["changed"] is False


@pytest.mark.fact("5.1", "5.28")
def test_a_certificate_with_a_password_is_sent_when_the_user_says_so(octopus: Octopus) -> None:
    first = {"name": "Shop", "certificate_data": locked("one.example.com"), "password": PASSWORD}
    made = octopus.ok("octopus_certificate", first)
    other = {**first, "certificate_data": locked("two.example.com")}
    kept = octopus.ok("octopus_certificate", {**other, "notes": "Ours"})
    assert (kept["secrets_not_compared"], kept["resource"]["Thumbprint"]) == (
        ["certificate_data"],
        made["resource"]["Thumbprint"],
    )
    sent = octopus.ok("octopus_certificate", other, update_secrets="always")
    assert (sent["changed"], sent["resource"]["SubjectCommonName"]) == (True, "two.example.com")
    assert PASSWORD not in str(sent)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("?", "is neither PEM"),
        ("/etc/ssl/certs/site.pem", "is the path of a file; give the content of the file"),
        # Base64 has these characters, too.
        ("/etc/ssl/abc", "is the path of a file; give the content of the file"),
        ("", "is empty"),
        ("<no secret>", "can't be cleared"),
        ("-----BEGIN PRIVATE KEY-----\nTUlJ\n-----END PRIVATE KEY-----", "contains no certificate"),
        (CUT_OFF, "contains a certificate that is incomplete or damaged"),
        (text(CUT_OFF.encode()), "contains a certificate that is incomplete or damaged"),
        (text(f"Bag Attributes\n{CUT_OFF}".encode()), "contains a certificate that is incomplete or damaged"),
    ],
)
def test_a_text_that_is_no_certificate_is_refused_before_anything_is_sent(
    octopus: Octopus, given: str, message: str
) -> None:
    result = octopus("octopus_certificate", {"name": "Shop", "certificate_data": given}, check=True)
    assert f"certificate_data: {message}" in result["msg"]


def test_a_new_certificate_needs_its_file(octopus: Octopus) -> None:
    result = octopus("octopus_certificate", {"name": "Shop"})
    assert "certificate_data: must be given to create certificate 'Shop'" in result["msg"]


def test_the_archive_is_looked_into_where_no_other_bears_the_name(octopus: Octopus) -> None:
    """A certificate that people archived is still found by its name; a copy that the server archived is not."""
    made = octopus.ok("octopus_certificate", {**SHOP, "archived": True})
    assert made["resource"]["Archived"]
    again = octopus.ok("octopus_certificate", {**SHOP, "archived": True})
    assert (again["changed"], again["id"]) == (False, made["id"])
    config = {"certificates": [{**SHOP, "archived": True}]}
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False
    assert octopus.ok("octopus_config_info", {"kinds": ["certificates"]})["config"]["certificates"] == []
    back = octopus.ok("octopus_certificate", {"name": "Shop", "archived": False, "certificate_data": OTHER_PEM})
    assert (back["id"], back["resource"]["Archived"]) == (made["id"], None)
    octopus.ok("octopus_certificate", {"name": "Shop", "state": "absent"})
    assert [each["ReplacedBy"] for each in archive(octopus)] == [made["id"]]
    assert octopus.ok("octopus_certificate", SHOP)["id"] != made["id"]


def test_changes_come_before_the_archive(octopus: Octopus) -> None:
    made = octopus.ok("octopus_certificate", SHOP)
    octopus.server.clear_requests()
    octopus.ok("octopus_certificate", {"name": "Shop", "notes": "Gone", "archived": True})
    document = octopus.server.document(made["id"])
    assert (document["Notes"], bool(document["Archived"])) == ("Gone", True)
    assert [each.split()[0] for each in octopus.writes()] == ["PUT", "POST"]
