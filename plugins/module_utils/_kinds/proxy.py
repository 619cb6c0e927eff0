# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxy (api: machines#proxy)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROXIES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import PORT
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import HostName
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text

PROXY = Resource(
    kind="proxy",
    location=PROXIES,
    fields=(
        Field("host", "Host", HostName(clearable=False), required="for_new"),
        Field("port", "Port", PORT),
        Field("proxy_type", "ProxyType", Choice(("HTTP",))),
        Field("username", "Username", Text()),
        Field("password", "Password", Secret()),
    ),
    creation=Creation(starts={"Port": 80}),
)
