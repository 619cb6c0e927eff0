# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxy (api: machines#proxy)."""

from __future__ import annotations

from emulator.kinds.common import NAME, used_by
from emulator.model import ON_WRITES, Kind, Limit, Prop

KIND = Kind(
    collection="proxies",
    link="Proxies",
    item_type="Proxy",
    id_prefix="Proxies",
    slug_since=None,
    props=(
        NAME,
        Prop("Host", required=True, trim=True),
        Prop("Port", "int", default=80, demanded=ON_WRITES, limit=Limit(65535)),
        Prop("ProxyType", choices=("HTTP",), default="HTTP"),
        Prop("Username"),
        Prop("Password", "secret"),
    ),
    # The refusal is unverified.
    deleting=used_by("ProxyId", "proxy", ("machines", "workers")),
)
