# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns plain paths into the addresses of links, and addresses back: virtual directory and scrambled links."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

from emulator.kinds.registry import KINDS

API = "/api"
# The paths that a client may know without a link: the root, and the sign-in that precedes any link.
KNOWN = (API, f"{API}/users/login", f"{API}/users/logout")
# Addresses without a link, in a space or on the server, which clients build (api: environments#parents,
# accounts#git-credential, tenants#newer-values, releases#routes, runbooks#run).
PLACES = (
    "environments/v2",
    "git-credentials/(?:[^/]+/)?v2",
    "tenants/[^/]+/(?:common|project)variables",
    "releases/[^/]+/missingpackages",
    "projects/[^/]+/environments/ephemeral",
    "projects/[^/]+/[^/]+/runbooks/[^/]+/(?:runbookSnapshotTemplate|runbookRunTemplate|run/v1)",
    *(e.collection for e in KINDS if e.unlinked),
)
UNLINKED = re.compile(rf"^/api/(?:(?:spaces/)?[^/]+/)?(?:{'|'.join(PLACES)})(?:/|$)", re.IGNORECASE)
TOKEN = re.compile(r"^/api/x([0-9a-f]{24})(/.*)?$", re.IGNORECASE)
PLACE = re.compile(r"\{([/?]?)[^}]*\}")


class Addresses:
    """``virtual_directory``: the beginning of all paths; ``scramble``: whether all but the known paths are random."""

    def __init__(self, virtual_directory: str = "", scramble: bool = False) -> None:
        self.prefix = f"/{virtual_directory.strip('/')}" if virtual_directory.strip("/") else ""
        self.scrambles = scramble
        self.forget()

    def forget(self) -> None:
        """Make every address of an earlier answer invalid, as after a restart."""
        self._salt = secrets.token_bytes(16)
        self._plain: dict[str, tuple[str, re.Pattern[str]]] = {}

    def out(self, link: str) -> str:
        """The address for a plain link, which may be a template."""
        if not link.startswith("/"):
            return link
        if not self.scrambles:
            return self.prefix + link
        path, separator, query = link.partition("?")
        if separator and path.endswith("{"):
            path, query = path[:-1], f"{{?{query}"
        elif separator:
            query = f"?{query}"
        return f"{self.prefix}{self._scrambled(path)}{query}"

    def _scrambled(self, path: str) -> str:
        """A scrambled path. Of a template, only the part before the first placeholder is scrambled."""
        if path in KNOWN or not path.startswith(f"{API}/"):
            return path
        fixed, brace, rest = path.partition("{")
        tail = brace + rest
        if fixed.endswith("/"):
            fixed, tail = fixed[:-1], f"/{tail}"
        token = hashlib.blake2b(path.encode(), key=self._salt, digest_size=12).hexdigest()
        if token not in self._plain:
            self._plain[token] = (fixed, expansions(tail))
        return f"{API}/x{token}{tail}"

    def into(self, path: str) -> tuple[str, bool] | None:
        """The plain path of a request, and whether its last part filled a template; None for an unknown address."""
        if self.prefix:
            if not f"{path}/".casefold().startswith(f"{self.prefix}/".casefold()):
                return None
            path = path[len(self.prefix) :]
        path = path.rstrip("/") or "/"
        if not self.scrambles or path.casefold() in KNOWN or not path.casefold().startswith(API):
            return path, False
        match = TOKEN.match(path)
        known = self._plain.get(match[1].lower()) if match else None
        plain = known[0] + (match[2] or "") if match and known else path
        if UNLINKED.match(plain):
            return plain, False
        if not match or not known or not known[1].fullmatch(match[2] or ""):
            return None
        return known[0] + (match[2] or ""), bool(match[2])

    def all_out(self, value: Any) -> Any:
        """A copy of an answer with the addresses for clients in every ``Links``."""
        if isinstance(value, dict):
            return {
                key: {name: self.out(link) for name, link in each.items()}
                if key == "Links" and isinstance(each, dict)
                else self.all_out(each)
                for key, each in value.items()
            }
        return [self.all_out(each) for each in value] if isinstance(value, list) else value


def expansions(tail: str) -> re.Pattern[str]:
    """A pattern for the text that may follow a scrambled part: the template's expansions and nothing else."""
    pattern, position = "", 0
    for place in PLACE.finditer(tail):
        pattern += re.escape(tail[position : place.start()])
        pattern += {"": "[^/]+", "/": "(?:/[^/]+)?", "?": ""}[place[1]]
        position = place.end()
    return re.compile(pattern + re.escape(tail[position:]))
