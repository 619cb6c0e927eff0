# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxy (api: machines#proxy)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Choice, Field, Secret, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.limits import PORT
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import PROXIES

PROXY = Resource(
    kind="proxy",
    collection=PROXIES,
    fields=(
        Field("host", "Host", Text(clearable=False), needed=True),
        Field("port", "Port", PORT),
        Field("proxy_type", "ProxyType", Choice(("HTTP",))),
        Field("username", "Username", Text()),
        Field("password", "Password", Secret()),
    ),
    starts={"Port": 80},
)
