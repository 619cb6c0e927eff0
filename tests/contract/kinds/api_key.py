# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of API keys."""

from __future__ import annotations

from contract.sample import Sample

API_KEY = Sample(
    title="API key",
    kind="api_key",
    minimal={"name": "Build server", "user": "admin"},
    on_create={"expires": "2030-01-01T00:00:00+00:00", "actor_type": "AiAgent"},
    identified_by=("name", "user"),
)

SAMPLES = (API_KEY,)
