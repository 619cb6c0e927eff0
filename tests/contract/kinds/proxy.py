# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of proxies."""

from __future__ import annotations

from contract.sample import Sample

PROXY = Sample(
    title="proxy",
    kind="proxy",
    minimal={"name": "Office", "host": "proxy.example.com", "proxy_type": "HTTP"},
    steps={
        "host": ["gateway.example.com"],
        "port": [3128, 8080],
        "username": ["octopus", ""],
        "password": ["hunter-22", "<no secret>"],
    },
)

SAMPLES = (PROXY,)
