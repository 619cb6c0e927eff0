# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS: a private CA, verification that fails, verification that is off, and a certificate of one's own."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
import urllib3
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ConnectionFailed
from emulator.testing import Emulator
from unit.hypermedia.conftest import Clock, Connect
from unit.hypermedia.small_server import SmallServer


@dataclass
class Authority:
    """A certificate authority for tests, and the certificates that it signed, as files."""

    ca: trustme.CA
    ca_path: str
    certificate: str
    key: str


def authority(folder: Path, *hosts: str) -> Authority:
    ca, files = trustme.CA(), [str(folder / name) for name in ("ca.pem", "certificate.pem", "key.pem")]
    issued = ca.issue_cert(*hosts)
    ca.cert_pem.write_to_path(files[0])
    issued.cert_chain_pems[0].write_to_path(files[1])
    issued.private_key_pem.write_to_path(files[2])
    return Authority(ca, *files)


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("private"), "127.0.0.1")


@pytest.fixture(scope="module")
def secure(private: Authority) -> Iterator[Emulator]:
    with Emulator(tls=(private.certificate, private.key)) as server:
        yield server


@pytest.mark.parametrize("way", ["api_key", "access_token", "username"])
def test_a_private_ca(secure: Emulator, connect: Connect, private: Authority, way: str) -> None:
    ways = {
        "api_key": {"api_key": secure.api_key},
        "access_token": {"access_token": secure.access_token},
        "username": {"username": secure.username, "password": secure.password},
    }
    assert secure.url.startswith("https://")
    client = connect(secure.url, **ways[way], ca_path=private.ca_path)
    made = client.create(client.root, "Environments", {"Name": f"By {way}"})
    assert client.get(made, "Self")["Name"] == f"By {way}"


def test_a_folder_of_cas(secure: Emulator, connect: Connect, private: Authority, tmp_path: Path) -> None:
    """OpenSSL finds a CA in a folder by the hash of its name."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("there is no openssl command to name the CA's file")
    asked = [openssl, "x509", "-noout", "-subject_hash", "-in", private.ca_path]
    name = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    with pytest.raises(ConnectionFailed, match="is not trusted"):
        assert connect(secure.url, ca_path=str(tmp_path)).root
    shutil.copy(private.ca_path, tmp_path / f"{name}.0")
    assert connect(secure.url, api_key=secure.api_key, ca_path=str(tmp_path)).version


def test_a_ca_that_nobody_knows(secure: Emulator, connect: Connect, clock: Clock) -> None:
    before = len(secure.requests)
    with pytest.raises(ConnectionFailed) as caught:
        assert connect(secure.url, api_key=secure.api_key).root
    message = str(caught.value)
    assert "the certificate of 127.0.0.1" in message and "is not trusted (" in message and "certificate" in message
    assert "ca_path" in message and "validate_certs: false" in message
    assert len(secure.requests) == before and clock.slept == []


def test_another_ca(secure: Emulator, connect: Connect, tmp_path: Path) -> None:
    other = authority(tmp_path, "127.0.0.1")
    with pytest.raises(ConnectionFailed, match=r"127.0.0.1:\d+ is not trusted"):
        assert connect(secure.url, ca_path=other.ca_path).root


def test_another_host(connect: Connect, tmp_path: Path) -> None:
    other = authority(tmp_path, "octopus.example.com")
    with Emulator(tls=(other.certificate, other.key)) as server:
        with pytest.raises(ConnectionFailed, match=r"is not trusted \(.*127.0.0.1.*\)"):
            assert connect(server.url, ca_path=other.ca_path).root
        assert server.requests == []


def test_verification_that_is_off(secure: Emulator, connect: Connect) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        client = connect(secure.url, api_key=secure.api_key, validate_certs=False)
        assert client.current_user()["Username"] == secure.username
        assert [each for each in warned if "nverified" in str(each.message)] == []
        # For others it is as loud as before.
        urllib3.PoolManager(cert_reqs="CERT_NONE").request("GET", f"{secure.url}/api")
        assert [each for each in warned if issubclass(each.category, urllib3.exceptions.InsecureRequestWarning)]


def test_options_outrank_the_environment(
    secure: Emulator, connect: Connect, private: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", authority(tmp_path, "127.0.0.1").ca_path)
    assert connect(secure.url, api_key=secure.api_key, ca_path=private.ca_path).version
    assert connect(secure.url, api_key=secure.api_key, validate_certs=False).version
    with pytest.raises(ConnectionFailed, match="is not trusted"):
        assert connect(secure.url).root


def test_a_ca_bundle_from_the_environment(
    secure: Emulator, connect: Connect, private: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", private.ca_path)
    assert connect(secure.url, api_key=secure.api_key).version


@pytest.mark.parametrize("together", [True, False])
def test_a_certificate_of_ones_own(connect: Connect, private: Authority, tmp_path: Path, together: bool) -> None:
    mine = private.ca.issue_cert("deployer@example.com")
    certificate, key = str(tmp_path / "mine.pem"), str(tmp_path / "mine.key")
    mine.cert_chain_pems[0].write_to_path(certificate)
    mine.private_key_pem.write_to_path(certificate if together else key, append=together)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(private.certificate, private.key)
    context.load_verify_locations(private.ca_path)
    context.verify_mode = ssl.CERT_REQUIRED
    given = {"ca_path": private.ca_path, "client_cert": certificate, **({} if together else {"client_key": key})}
    with SmallServer({}, tls=context) as server:
        assert connect(server.url, **given).version
        # The words of the server are not compared, because it may close the connection or explain itself.
        with pytest.raises(ConnectionFailed, match=r"no secure connection|closed the connection"):
            assert connect(server.url, ca_path=private.ca_path, retries=1).root


def test_files_that_hold_no_certificates(secure: Emulator, connect: Connect, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for option in ("ca_path", "client_cert"):
        with pytest.raises(ConnectionFailed, match="are ca_path, client_cert and client_key right"):
            assert connect(secure.url, **{option: str(empty)}).root


def test_http_where_https_is_spoken(connect: Connect, secure: Emulator) -> None:
    with pytest.raises(ConnectionFailed, match="Does the server use https on this port"):
        assert connect(secure.url.replace("https:", "http:"), api_key=secure.api_key, retries=0).root


def test_https_where_http_is_spoken(connect: Connect, clock: Clock) -> None:
    with SmallServer({}) as server, pytest.raises(ConnectionFailed, match="Does the server use https on this port"):
        assert connect(server.url.replace("http:", "https:")).root
    assert clock.slept == []
