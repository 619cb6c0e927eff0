# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter UriPart: addresses as System.Uri takes them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import AddressValueError, IPv6Address
from socket import inet_aton, inet_ntoa
from typing import Callable
from urllib.parse import quote, unquote

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE, lower

PORTS = {
    "http": 80,
    "https": 443,
    "ws": 80,
    "wss": 443,
    "ftp": 21,
    "gopher": 70,
    "nntp": 119,
    "telnet": 23,
    "ldap": 389,
    "mailto": 25,
    "net.tcp": 808,
}
ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(//)?(.*)", re.DOTALL)
AUTHORITY = re.compile(r"([^/\\?#]*)(.*)", re.DOTALL)
REST = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
REST_WITHOUT_QUERY = re.compile(r"([^#]*)()(#.*)?", re.DOTALL)
SERVER = re.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::([0-9]{0,20}))?", re.DOTALL)
IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.|$)){4}")
DNS = re.compile(r"[\w\-]+(?:\.[\w\-]+)*\.?")
# An address of four bytes that is written with fewer numbers or in another base, such as 10.1 and 0x7f.1.
SHORT_IPV4 = re.compile(r"[0-9][0-9A-Fa-fXx.]*")
DRIVE = re.compile(r"[A-Za-z]:[\\/].*", re.DOTALL)
SHARE = re.compile(r"\\\\([^\\/]+)(.*)", re.DOTALL)
# A question mark is a part of the path.
WITHOUT_QUERY = ("ftp", "gopher", "nntp", "telnet")
WITHOUT_USER = ("file", "net.pipe", "net.tcp")
WITHOUT_PORT = ("file", "net.pipe")
SAFE = "%;/?:@&=+$,!'()*-._~[]#"
SAFE_IN_FILE = SAFE.replace("?", "").replace("#", "")
# An escaped character that needs no escape.
NEEDLESS = re.compile("%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
LOOPBACK = ("localhost", "[::1]")
RELATIVE = "This operation is not supported for a relative URI."


@dataclass(frozen=True)
class Uri:
    """An absolute address."""

    scheme: str
    user: str
    host: str
    port: int
    path: str
    query: str
    fragment: str

    @property
    def is_default_port(self) -> bool:
        return self.port == PORTS.get(self.scheme, -1)

    @property
    def authority(self) -> str:
        return self.host if self.is_default_port else f"{self.host}:{self.port}"

    @property
    def slashes(self) -> str:
        return "//" if (self.host or self.scheme == "file") and self.scheme != "mailto" else ""

    @property
    def local_path(self) -> str:
        """The path without escapes. That of a file on a drive or a share has the separators of Windows."""
        path = unquote(self.path)
        if self.scheme != "file" or (path.startswith("/") and not self.host):
            return path
        return (f"//{self.host}{path}" if self.host else path).replace("/", "\\")

    @property
    def host_name_type(self) -> str:
        if not self.host:
            return "Basic" if self.scheme == "file" else "Unknown"
        if self.host.startswith("["):
            return "IPv6"
        return "IPv4" if IPV4.fullmatch(self.host) else "Dns"


def boolean(value: bool) -> str:
    return str(value).lower()


def is_loopback(uri: Uri) -> bool:
    return uri.host in LOOPBACK or uri.host.startswith("127.") or (uri.scheme == "file" and not uri.host)


def server(uri: Uri) -> str:
    return f"{uri.scheme}:{uri.slashes}{uri.authority}"


def whole(uri: Uri) -> str:
    user = f"{uri.user}@" if uri.user else ""
    drive = "/" if uri.slashes and DRIVE.match(uri.path) else ""
    return f"{uri.scheme}:{uri.slashes}{user}{uri.authority}{drive}{uri.path}{uri.query}{uri.fragment}"


PARTS: dict[str, Callable[[Uri], str]] = {
    "absolutepath": lambda uri: uri.path,
    "absoluteuri": whole,
    "authority": lambda uri: uri.authority,
    "dnssafehost": lambda uri: uri.host.strip("[]"),
    "fragment": lambda uri: uri.fragment,
    "host": lambda uri: uri.host,
    "hostandport": lambda uri: f"{uri.host}:{uri.port}" if uri.port >= 0 else uri.host,
    "hostnametype": lambda uri: uri.host_name_type,
    "isabsoluteuri": lambda uri: "true",
    "isdefaultport": lambda uri: boolean(uri.is_default_port),
    "isfile": lambda uri: boolean(uri.scheme == "file"),
    "isloopback": lambda uri: boolean(is_loopback(uri)),
    "isunc": lambda uri: boolean(uri.scheme == "file" and bool(uri.host)),
    "path": lambda uri: uri.local_path,
    "pathandquery": lambda uri: uri.path + uri.query,
    "port": lambda uri: str(uri.port),
    "query": lambda uri: uri.query,
    "scheme": lambda uri: uri.scheme,
    "schemeandserver": server,
    "userinfo": lambda uri: uri.user,
}


def uri_part(argument: str | None, options: Sequence[str]) -> str | None:
    """A mistake becomes a text in brackets, as Octostache prints it."""
    if argument is None:
        return None
    if not options:
        return "[UriPart error: no argument given]"
    text = argument.strip(WHITE)
    uri = implicit_file(text)
    found = None if uri else ADDRESS.fullmatch(text)
    without_host = (
        found
        and not found[2]
        and (found[1].lower() in (PORTS.keys() - {"mailto"}) or (found[0] == f"{found[1]}:" and len(found[1]) == 1))
    )
    if found and not without_host:
        uri = absolute(found)
    if found and not without_host and uri is None:
        return argument
    name = lower(options[0])
    if name not in PARTS:
        return f"[UriPart {options[0]} error: argument '{options[0]}' not supported]"
    if uri is None:
        return "false" if name == "isabsoluteuri" else f"[UriPart {options[0]} error: {RELATIVE}]"
    return PARTS[name](uri)


def implicit_file(text: str) -> Uri | None:
    """A path of Windows with its drive or its share; it has neither a query nor a fragment."""
    share = SHARE.fullmatch(text)
    host = checked_host(share[1], "file") if share else ""
    if not DRIVE.fullmatch(text) and not (share and host):
        return None
    path = without_dots((share[2] if share else text).replace("\\", "/"))
    return Uri("file", "", host or "", -1, escape(path, SAFE_IN_FILE), "", "")


def absolute(found: re.Match[str]) -> Uri | None:
    """None if .NET does not take the text for an address."""
    scheme, slashes, rest = found[1].lower(), found[2], found[3]
    if len(scheme) == 1:
        return None
    user, host, port = "", "", PORTS.get(scheme, -1)
    if slashes or scheme == "mailto":
        split = AUTHORITY.fullmatch(rest)
        if split is None:
            return None
        rest = split[2]
        parts = SERVER.fullmatch(split[1])
        checked = None if parts is None else checked_host(parts[2], scheme)
        if parts is None or checked is None or int(parts[3] or 0) > 65535:
            return None
        if (scheme in WITHOUT_USER and parts[1] is not None) or (scheme in WITHOUT_PORT and parts[3] is not None):
            return None
        user, host = escape(parts[1] or ""), checked
        port = int(parts[3]) if parts[3] else port
    split = (REST_WITHOUT_QUERY if scheme in WITHOUT_QUERY else REST).fullmatch(rest)
    if split is None:
        return None
    path = split[1].replace("\\", "/") if scheme in PORTS or scheme == "file" else split[1]
    if slashes:
        path = path if path.startswith("/") else f"/{path}"
        path = path if scheme == "ldap" else without_dots(path)
    if scheme == "file" and DRIVE.fullmatch(path[1:]):
        path = path[1:]
    safe = SAFE.replace("?", "") if scheme in WITHOUT_QUERY else SAFE
    return Uri(scheme, user, host, port, escape(path, safe), escape(split[2] or ""), escape(split[3] or ""))


def checked_host(host: str, scheme: str) -> str | None:
    if not host:
        return "" if scheme not in PORTS else None
    if host.startswith("["):
        try:
            return f"[{IPv6Address(host[1:-1].partition('%')[0]).compressed}]"
        except AddressValueError:
            return None
    if SHORT_IPV4.fullmatch(host):
        try:
            return inet_ntoa(inet_aton(host))
        except OSError:
            pass
    name = lower(host)
    if name == "loopback":
        return "localhost"
    return name if DNS.fullmatch(name) else None


def escape(text: str, safe: str = SAFE) -> str:
    head, text = (text[:1], text[1:]) if text[:1] in ("#", "?") else ("", text)
    escaped = quote(NEEDLESS.sub(lambda found: unquote(found[0]), text), safe=safe, errors="replace")
    return head + re.sub("%(?![0-9A-Fa-f]{2})", "%25", escaped)


def without_dots(path: str) -> str:
    """The path with its segments ``.`` and ``..`` worked out."""
    kept: list[str] = []
    segments = path.split("/")
    for position, segment in enumerate(segments):
        last = position == len(segments) - 1
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if last:
            kept.append("")
    return "/".join(kept)
